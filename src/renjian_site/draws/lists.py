"""The list of draws."""

from django.utils.translation import gettext_noop

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS
from renjian_site.draws import queries
from renjian_site.draws.models import Draw
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import Choice, Days, Words
from renjian_site.kit.lists.listing import Link, Listing

STAGES = dict(Draw.Stage.choices)

DRAWS = Listing(
    name="draws:draws",
    title=gettext_noop("双随机抽查"),
    lead=gettext_noop("本单位、上级和下级的抽查；名单先冻结，随机数后产生，谁都能重算。"),
    rows=queries.draws,
    columns=(
        Column("title", gettext_noop("名称"), "title", under=("number",)),
        Column("authority", gettext_noop("部门"), "authority__name"),
        Column("from_on", gettext_noop("检查开始日期"), "from_on", Show.DAY, can_sort=True),
        Column("to_on", gettext_noop("检查截止日期"), "to_on", Show.DAY, can_sort=True),
        Column(
            "stage",
            gettext_noop("状态"),
            "stage",
            Show.STATE,
            words=by_titles(STAGES),
            tones={"handed_out": "good"},
        ),
        Column("number", gettext_noop("编号"), "number", is_default=False),
        Column(
            "planned_at",
            gettext_noop("计划时间"),
            "planned_at",
            Show.MOMENT,
            can_sort=True,
            is_default=False,
        ),
    ),
    filters=(
        Words("q", gettext_noop("名称、编号或部门"), ("title", "number", "authority__name")),
        Choice("stage", gettext_noop("状态"), "stage", STAGES),
        Days("from_on", gettext_noop("检查开始日期"), "from_on"),
    ),
    order="-planned_at",
    opens=("draws:draw", "pk"),
    empty=gettext_noop(
        "还没有与本单位有关的抽查。抽查计划岗先导入风险分类，再制定第一个抽查计划。"
    ),
    roles=MATTER_READERS,
    acts=(Link(gettext_noop("制定抽查计划"), "draws:new", frozenset({Role.PLANNER})),),
)
