"""The lists of clues and of filed cases."""

from django.db.models import Q
from django.utils.translation import gettext_noop

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS
from renjian.cases.stages import STAGE_TITLES, Stage
from renjian.catalogue.offenders import OFFENDER_TITLES
from renjian.kernel.refusal import reason
from renjian_site.cases import commands, queries
from renjian_site.kit.lists.bulk import BulkAct
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import Choice, Days, Situation, Situations, Unit, Words
from renjian_site.kit.lists.listing import Link, Listing

NEIGHBOURS = (
    Link(gettext_noop("线索列表"), "cases:clues"),
    Link(gettext_noop("案件列表"), "cases:cases"),
)
CLUE_SITUATIONS = {
    "open": Situation(gettext_noop("核查中"), lambda today: Q(stage=Stage.VERIFYING)),
    "late": Situation(
        gettext_noop("逾期未核查"),
        lambda today: Q(stage=Stage.VERIFYING, verify_due_on__lt=today, paused_on=None),
    ),
}
CASE_SITUATIONS = {
    # What ends a case is not there yet: every case is under way.
    "open": Situation(gettext_noop("在办"), lambda today: Q()),
    "late": Situation(
        gettext_noop("逾期未办结"), lambda today: Q(due_on__lt=today, paused_on=None)
    ),
}

RECEIVE = BulkAct(
    name="receive",
    title=gettext_noop("批量接收"),
    lead=gettext_noop("逐条接收移交给本单位的线索，核查期限自接收之日起重新计算。"),
    roles=frozenset({Role.CASE_HANDLER}),
    matters=queries.incoming,
    none=reason("clue.not-sent-here", "这条线索不是移交给本单位的，不能接收。"),
    why_not=commands.why_not_receive,
    command=commands.receive,
)

CLUES = Listing(
    name="cases:clues",
    title=gettext_noop("线索列表"),
    lead=gettext_noop("本辖区的线索，以及移交出去、移交进来的线索。"),
    rows=queries.clues,
    columns=(
        Column("number", gettext_noop("编号"), "number", can_sort=True),
        Column(
            "offender",
            gettext_noop("当事人"),
            "offender_name",
            under=("offender_kind", "offence"),
        ),
        Column("authority", gettext_noop("承办单位"), "authority__name"),
        Column(
            "stage",
            gettext_noop("状态"),
            "stage",
            Show.STATE,
            words=by_titles(STAGE_TITLES),
            tones={"filed": "good"},
        ),
        Column(
            "verify_due_on",
            gettext_noop("核查期限"),
            "verify_due_on",
            Show.CLOCK,
            can_sort=True,
            runs_while=("stage", frozenset({str(Stage.VERIFYING)})),
            paused="paused_on",
        ),
        Column(
            "offender_kind",
            gettext_noop("当事人类别"),
            "offender_kind",
            words=by_titles(OFFENDER_TITLES),
            is_default=False,
        ),
        Column("offence", gettext_noop("涉嫌违法行为"), "offence_code", is_default=False),
        Column("found_on", gettext_noop("发现日期"), "found_on", Show.DAY, is_default=False),
        Column("task", gettext_noop("来源任务"), "finding__task__number", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("编号、当事人或承办单位"),
            contained=("number", "offender_name", "authority__name"),
            whole=("offender_code",),
        ),
        Choice("stage", gettext_noop("状态"), "stage", STAGE_TITLES),
        Choice("offender_kind", gettext_noop("当事人类别"), "offender_kind", OFFENDER_TITLES),
        Situations("situation", gettext_noop("办理情况"), CLUE_SITUATIONS),
        Unit("unit", gettext_noop("承办单位的名称或者代码"), "authority"),
        Days("verify_due_on", gettext_noop("核查期限"), "verify_due_on"),
    ),
    order="verify_due_on",
    opens=("cases:clue", "pk"),
    empty=gettext_noop("还没有线索。检查发现的问题登记为线索后，会出现在这里。"),
    roles=MATTER_READERS,
    neighbours=NEIGHBOURS,
    bulk=(RECEIVE,),
)

CASES = Listing(
    name="cases:cases",
    title=gettext_noop("案件列表"),
    lead=gettext_noop("本辖区立案的案件，期限近的在前。"),
    rows=queries.cases,
    columns=(
        Column("number", gettext_noop("案号"), "number", can_sort=True),
        Column("offender", gettext_noop("当事人"), "clue__offender_name", under=("offence",)),
        Column("authority", gettext_noop("立案机关"), "authority__name"),
        Column("filed_on", gettext_noop("立案日期"), "filed_on", Show.DAY, can_sort=True),
        Column(
            "due_on",
            gettext_noop("办理期限"),
            "due_on",
            Show.CLOCK,
            can_sort=True,
            paused="paused_on",
        ),
        Column("offence", gettext_noop("涉嫌违法行为"), "clue__offence_code", is_default=False),
        Column("first_officer", gettext_noop("办案人员"), "first_officer__name", is_default=False),
        Column(
            "second_officer",
            gettext_noop("第二名办案人员"),
            "second_officer__name",
            is_default=False,
        ),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("案号、当事人或立案机关"),
            contained=("number", "clue__offender_name", "authority__name"),
            whole=("clue__offender_code",),
        ),
        Situations("situation", gettext_noop("办理情况"), CASE_SITUATIONS),
        Unit("unit", gettext_noop("立案机关的名称或者代码"), "authority"),
        Days("filed_on", gettext_noop("立案日期"), "filed_on"),
        Days("due_on", gettext_noop("办理期限"), "due_on"),
    ),
    order="due_on",
    opens=("cases:clue", "clue_id"),
    empty=gettext_noop("还没有立案的案件。线索经批准立案后，会出现在这里。"),
    roles=MATTER_READERS,
    neighbours=NEIGHBOURS,
)
