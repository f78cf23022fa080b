"""The lists of audits: planned, signed in, done."""

from django.utils.translation import gettext_noop

from renjian_site.kit.lists.columns import Column, Show, by_titles
from renjian_site.kit.lists.filters import Choice, Days, Words
from renjian_site.kit.lists.listing import Listing
from renjian_site.registers import queries
from renjian_site.registers.lists.neighbours import AUDIT_READERS, NEIGHBOURS
from renjian_site.registers.models import SignIn
from renjian_site.registers.words import MODES, ROLES, STAGES

SIGN_IN_KINDS = dict(SignIn.Kind.choices)
FACTORY = {"True": gettext_noop("工厂检查"), "False": gettext_noop("体系或服务审核")}
WORDS = Words(
    "q",
    gettext_noop("计划编号、组织名称或统一社会信用代码"),
    contained=("number", "organisation__name"),
    whole=("organisation__uscc",),
)

PLANS = Listing(
    name="registers:plans",
    title=gettext_noop("审核计划"),
    lead=gettext_noop("认证机构上报的审核和工厂检查计划。"),
    rows=queries.plans,
    columns=(
        Column("number", gettext_noop("计划编号"), "number", under=("body",)),
        Column("organisation", gettext_noop("受审核组织"), "organisation__name"),
        Column("kind", gettext_noop("类别"), "is_factory", words=by_titles(FACTORY)),
        Column("starts_at", gettext_noop("开始"), "starts_at", Show.MOMENT, can_sort=True),
        Column("ends_at", gettext_noop("结束"), "ends_at", Show.MOMENT, can_sort=True),
        Column("mode", gettext_noop("方式"), "mode", words=by_titles(MODES)),
        Column("body", gettext_noop("认证机构"), "body__name", is_default=False),
        Column("address", gettext_noop("地址"), "address", is_default=False),
    ),
    filters=(
        WORDS,
        Choice("kind", gettext_noop("类别"), "is_factory", FACTORY),
        Choice("mode", gettext_noop("方式"), "mode", MODES),
        Days("starts", gettext_noop("开始日期"), "starts_at__date"),
    ),
    order="-starts_at",
    opens=("registers:plan", "pk"),
    empty=gettext_noop("还没有审核计划。认证机构上报后会出现在这里。"),
    roles=AUDIT_READERS,
    neighbours=NEIGHBOURS,
)

AUDIT_SIGN_INS = Listing(
    name="registers:sign-ins",
    title=gettext_noop("审核签到"),
    lead=gettext_noop("审核组首次会议的签到和末次会议的签退，以及说明。"),
    rows=queries.sign_ins,
    columns=(
        Column("at", gettext_noop("时间"), "at", Show.MOMENT, can_sort=True),
        Column("kind", gettext_noop("类别"), "kind", words=by_titles(SIGN_IN_KINDS)),
        Column("plan", gettext_noop("计划编号"), "plan__number", under=("body",)),
        Column("organisation", gettext_noop("受审核组织"), "plan__organisation__name"),
        Column("signer", gettext_noop("签到人"), "signer"),
        Column("exception", gettext_noop("异常"), "exception"),
        Column("body", gettext_noop("认证机构"), "plan__body__name", is_default=False),
        Column("explanation", gettext_noop("说明"), "explanation", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("计划编号、组织名称或签到人"),
            contained=("plan__number", "plan__organisation__name", "signer"),
        ),
        Choice("kind", gettext_noop("类别"), "kind", SIGN_IN_KINDS),
        Days("at", gettext_noop("日期"), "at__date"),
    ),
    order="-at",
    opens=("registers:plan", "plan_id"),
    empty=gettext_noop("还没有审核签到。"),
    roles=AUDIT_READERS,
    neighbours=NEIGHBOURS,
)

RESULTS = Listing(
    name="registers:results",
    title=gettext_noop("审核结果"),
    lead=gettext_noop("每名审核组成员在每个阶段的实际起止，和工厂检查的结论。"),
    rows=queries.results,
    columns=(
        Column("organisation", gettext_noop("受审核组织"), "organisation__name", under=("body",)),
        Column("kind", gettext_noop("类别"), "is_factory", words=by_titles(FACTORY)),
        Column("stage", gettext_noop("阶段"), "stage", words=by_titles(STAGES)),
        Column("name", gettext_noop("成员"), "name"),
        Column("role", gettext_noop("角色"), "role", words=by_titles(ROLES)),
        Column("starts_at", gettext_noop("开始"), "starts_at", Show.MOMENT, can_sort=True),
        Column("ends_at", gettext_noop("结束"), "ends_at", Show.MOMENT, can_sort=True),
        Column("body", gettext_noop("认证机构"), "body__name", is_default=False),
        Column("certificate", gettext_noop("证书"), "certificate__number", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("组织名称、成员或证书编号"),
            contained=("organisation__name", "name", "certificate__number"),
        ),
        Choice("kind", gettext_noop("类别"), "is_factory", FACTORY),
        Days("starts", gettext_noop("开始日期"), "starts_at__date"),
    ),
    order="-starts_at",
    opens=("registers:result", "pk"),
    empty=gettext_noop("还没有审核结果。"),
    roles=AUDIT_READERS,
    neighbours=NEIGHBOURS,
)
