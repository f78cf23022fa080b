"""The list of inspection tasks."""

from django.db.models import Q
from django.utils.translation import gettext_noop

from renjian.authorities.rights import MATTER_READERS
from renjian.inspections.results import RESULT_STAGE_TITLES, ResultStage
from renjian_site.inspections import queries
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import Choice, Days, Situation, Situations, Unit, Words
from renjian_site.kit.lists.listing import Listing

TO_BE_ENTERED = frozenset({str(ResultStage.EMPTY), str(ResultStage.SENT_BACK)})
SITUATIONS = {
    "open": Situation(gettext_noop("待录入结果"), lambda today: Q(stage__in=queries.OPEN)),
    "late": Situation(
        gettext_noop("逾期未录入"), lambda today: Q(stage__in=queries.OPEN, due_on__lt=today)
    ),
    "to_review": Situation(
        gettext_noop("待审核公示"), lambda today: Q(stage=ResultStage.TO_REVIEW)
    ),
    "review_late": Situation(
        gettext_noop("逾期未公示"),
        lambda today: Q(stage=ResultStage.TO_REVIEW, result__publish_due_on__lt=today),
    ),
}

TASKS = Listing(
    name="inspections:tasks",
    title=gettext_noop("检查任务"),
    lead=gettext_noop("本单位和下级的检查任务，期限近的在前。"),
    rows=queries.tasks,
    columns=(
        Column("number", gettext_noop("编号"), "number", can_sort=True),
        Column("organisation", gettext_noop("对象"), "organisation__name"),
        Column("authority", gettext_noop("检查单位"), "authority__name"),
        Column("lead", gettext_noop("执法人员"), "lead__name", under=("second",)),
        Column(
            "stage",
            gettext_noop("状态"),
            "stage",
            Show.STATE,
            words=by_titles(RESULT_STAGE_TITLES),
            tones={"published": "good", "sent_back": "bad"},
        ),
        Column(
            "due_on",
            gettext_noop("期限"),
            "due_on",
            Show.CLOCK,
            can_sort=True,
            runs_while=("stage", TO_BE_ENTERED),
            done="result__entered_at",
        ),
        Column("second", gettext_noop("第二名执法人员"), "second__name", is_default=False),
        Column("item", gettext_noop("抽查事项"), "item_code", is_default=False),
        Column("uscc", gettext_noop("统一社会信用代码"), "organisation__uscc", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("编号、对象、单位或执法人员"),
            contained=(
                "number",
                "organisation__name",
                "authority__name",
                "lead__name",
                "second__name",
            ),
            whole=("organisation__uscc",),
        ),
        Choice("stage", gettext_noop("状态"), "stage", RESULT_STAGE_TITLES),
        Situations("situation", gettext_noop("办理情况"), SITUATIONS),
        Unit("unit", gettext_noop("检查单位的名称或者代码"), "authority"),
        Days("due_on", gettext_noop("期限"), "due_on"),
    ),
    order="due_on",
    opens=("inspections:task", "pk"),
    empty=gettext_noop("还没有检查任务。抽查下发后，任务会出现在这里。"),
    roles=MATTER_READERS,
)
