"""The lists of bodies, laboratories, practitioners, organisations and object registers."""

from django.utils.translation import gettext_noop

from renjian.authorities.rights import MATTER_READERS, Right, who_may
from renjian.registers.approvals import STANDING_TITLES
from renjian.registers.objects import SOURCE_TITLES, TAG_TITLES
from renjian.registers.practitioners import KIND_TITLES
from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import Choice, Days, Numbers, Words
from renjian_site.kit.lists.listing import Link, Listing
from renjian_site.registers import queries
from renjian_site.registers.lists.neighbours import NEIGHBOURS

BODIES = Listing(
    name="registers:bodies",
    title=gettext_noop("认证机构名录"),
    lead=gettext_noop("全国认证机构，和各自上报的证书数。"),
    rows=queries.bodies,
    columns=(
        Column("name", gettext_noop("名称"), "name", under=("uscc",), can_sort=True),
        Column("approval_no", gettext_noop("批准号"), "approval_no", can_sort=True),
        Column(
            "designated",
            gettext_noop("强制性产品指定"),
            "is_designated",
            words=by_titles({"True": gettext_noop("是"), "False": ""}),
        ),
        Column(
            "standing",
            gettext_noop("资质状态"),
            "standing",
            Show.STATE,
            words=by_titles(STANDING_TITLES),
            tones={"valid": "good", "revoked": "bad"},
        ),
        Column("count", gettext_noop("证书数"), "count", Show.NUMBER, can_sort=True),
        Column("uscc", gettext_noop("统一社会信用代码"), "uscc", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("名称、批准号或统一社会信用代码"),
            contained=("name", "approval_no"),
            whole=("uscc",),
        ),
        Choice("standing", gettext_noop("资质状态"), "standing", STANDING_TITLES),
        Choice(
            "designated",
            gettext_noop("强制性产品指定"),
            "is_designated",
            {"True": gettext_noop("是"), "False": gettext_noop("否")},
        ),
        Numbers("count", gettext_noop("证书数"), "count"),
    ),
    order="approval_no",
    opens=("registers:body", "approval_no"),
    empty=gettext_noop("还没有认证机构。"),
    neighbours=NEIGHBOURS,
)


DESIGNATED_LABS = Listing(
    name="registers:designated-labs",
    title=gettext_noop("指定实验室名录"),
    lead=gettext_noop("承担强制性产品认证检测的指定实验室，和各自的业务范围。"),
    rows=queries.designated_labs,
    columns=(
        Column("name", gettext_noop("名称"), "name", under=("uscc",), can_sort=True),
        Column("code", gettext_noop("指定编号"), "code", can_sort=True),
        Column("classes", gettext_noop("指定产品种类数"), "classes", Show.NUMBER, can_sort=True),
        Column("uscc", gettext_noop("统一社会信用代码"), "uscc", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("名称、指定编号或统一社会信用代码"),
            contained=("name", "code"),
            whole=("uscc",),
        ),
    ),
    order="code",
    opens=("registers:designated-lab", "code"),
    empty=gettext_noop("还没有指定实验室。"),
    neighbours=NEIGHBOURS,
)

PRACTITIONERS = Listing(
    name="registers:practitioners",
    title=gettext_noop("认证人员名录"),
    lead=gettext_noop("审核员、检查员和审查员，每人同一时间只在一家认证机构执业。"),
    rows=queries.practitioners,
    columns=(
        Column("name", gettext_noop("姓名"), "name", can_sort=True),
        Column("number", gettext_noop("注册编号"), "registration_no", can_sort=True),
        Column("kind", gettext_noop("类别"), "kind", words=by_titles(KIND_TITLES)),
        Column("body", gettext_noop("执业机构"), "body__name", under=("approval",)),
        Column("approval", gettext_noop("批准号"), "body__approval_no", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("姓名、注册编号或执业机构"),
            contained=("name", "registration_no", "body__name"),
        ),
        Choice("kind", gettext_noop("类别"), "kind", KIND_TITLES),
    ),
    order="number",
    opens=("registers:practitioner", "registration_no"),
    empty=gettext_noop("还没有认证人员。"),
    neighbours=NEIGHBOURS,
)

ORGANISATIONS = Listing(
    name="registers:organisations",
    title=gettext_noop("组织名录"),
    lead=gettext_noop("获证组织，以及没有证书但与认证有关的市场主体。"),
    rows=queries.organisations,
    columns=(
        Column("name", gettext_noop("名称"), "name", under=("uscc",), can_sort=True),
        Column("address", gettext_noop("地址"), "address"),
        Column("authority", gettext_noop("监管单位"), "authority__name"),
        Column("visited", gettext_noop("最近检查日期"), "last_visited_on", Show.DAY),
        Column("matters", gettext_noop("在办事项"), "open_matters", Show.NUMBER, can_sort=True),
        Column("uscc", gettext_noop("统一社会信用代码"), "uscc", can_sort=True, is_default=False),
        Column("division", gettext_noop("行政区划代码"), "division", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("名称或统一社会信用代码"),
            contained=("name",),
            whole=("uscc",),
        ),
        Numbers("matters", gettext_noop("在办事项"), "open_matters"),
        Days("visited", gettext_noop("最近检查日期"), "last_visited_on"),
    ),
    order="uscc",
    opens=("registers:organisation", "pk"),
    empty=gettext_noop("还没有组织。"),
    neighbours=NEIGHBOURS,
)

OBJECTS = Listing(
    name="registers:objects",
    title=gettext_noop("检查对象名录库"),
    lead=gettext_noop("本辖区的检查对象，一个主体可以有几个标签。证书和资质变化时自动出入库。"),
    rows=queries.entries,
    columns=(
        Column("subject", gettext_noop("主体"), "subject", under=("code",), can_sort=True),
        Column("tag", gettext_noop("标签"), "tag", words=by_titles(TAG_TITLES), can_sort=True),
        Column("licences", gettext_noop("有效和暂停证书"), "licences", Show.NUMBER, can_sort=True),
        Column("from_on", gettext_noop("入库日期"), "from_on", Show.DAY, can_sort=True),
        Column("to_on", gettext_noop("出库日期"), "to_on", Show.DAY),
        Column("source", gettext_noop("来源"), "source", words=by_titles(SOURCE_TITLES)),
        Column("authority", gettext_noop("监管单位"), "authority__name", is_default=False),
        Column("because", gettext_noop("入库依据"), "because", is_default=False),
        Column("code", gettext_noop("统一社会信用代码"), "code", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("名称或统一社会信用代码"),
            contained=("organisation__name", "body__name", "designated_lab__name"),
            whole=("organisation__uscc", "body__uscc", "designated_lab__uscc"),
        ),
        Choice("tag", gettext_noop("标签"), "tag", TAG_TITLES),
        Choice("source", gettext_noop("来源"), "source", SOURCE_TITLES),
        Choice(
            "in",
            gettext_noop("在库情况"),
            "is_in",
            {"1": gettext_noop("在库"), "0": gettext_noop("已出库")},
        ),
        Days("from_on", gettext_noop("入库日期"), "from_on"),
    ),
    order="subject",
    opens=("registers:object", "pk"),
    roles=MATTER_READERS,
    empty=gettext_noop("名录库里还没有检查对象。"),
    neighbours=NEIGHBOURS,
    acts=(
        Link(gettext_noop("名录库底数"), "registers:object-counts", MATTER_READERS),
        Link(gettext_noop("录入检查对象"), "registers:enter-object", who_may(Right.ENTER_OBJECT)),
        Link(gettext_noop("导入名单"), "registers:import-objects", who_may(Right.ENTER_OBJECT)),
    ),
)
