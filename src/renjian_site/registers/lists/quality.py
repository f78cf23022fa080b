"""The list of quality cards: the newest of each body."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from renjian.registers.quality import TITLES, Dimension
from renjian_site.kit.lists.columns import Column, Show
from renjian_site.kit.lists.filters import Words
from renjian_site.kit.lists.listing import Listing
from renjian_site.registers import queries
from renjian_site.registers.lists.neighbours import AUDIT_READERS, NEIGHBOURS

FAULT_TITLES: dict[Dimension, str] = {
    Dimension.COMPLETE: "完整性问题数",
    Dimension.WELL_FORMED: "规范性问题数",
    Dimension.UNIQUE: "冗余性问题数",
    Dimension.LINKED: "关联性问题数",
    Dimension.ACCURATE: "准确性问题数",
    Dimension.TIMELY: "及时性问题数",
    Dimension.COVERED: "覆盖性问题数",
}


def percent(value: object) -> str:
    """A share in per cent, or a dash where there was nothing to look at."""
    return "–" if value is None else f"{value}%"


def _columns() -> Iterator[Column]:
    yield Column(
        "body", gettext_noop("认证机构"), "body__name", under=("approval_no",), can_sort=True
    )
    yield Column("approval_no", gettext_noop("批准号"), "body__approval_no", is_default=False)
    for one in Dimension:
        yield Column(one.value, TITLES[one], f"{one}_rate", words=percent)
    for one in Dimension:
        field = f"{one}_faults"
        yield Column(field, FAULT_TITLES[one], field, Show.NUMBER, can_sort=True, is_default=False)
    yield Column("month", gettext_noop("月份"), "month", Show.DAY, is_default=False)


QUALITY = Listing(
    name="registers:quality",
    title=gettext_noop("上报质量"),
    lead=gettext_noop("各认证机构本月的质量卡：没有问题的行占多少。每晚重新计算，不排名次。"),
    rows=queries.newest_cards,
    columns=tuple(_columns()),
    filters=(
        Words(
            "q",
            gettext_noop("名称、批准号或统一社会信用代码"),
            contained=("body__name", "body__approval_no"),
            whole=("body__uscc",),
        ),
    ),
    order="body",
    opens=("registers:quality-card", "body__approval_no"),
    empty=gettext_noop("还没有质量卡。每晚计算一次。"),
    roles=AUDIT_READERS,
    neighbours=NEIGHBOURS,
)
