"""The lists that stand beside each other as tabs of the registers."""

from django.utils.translation import gettext_noop

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS, Right, who_may
from renjian_site.kit.lists.listing import Link

CLERKS = frozenset({Role.CLERK})
IMPORTERS = who_may(Right.IMPORT_REGISTERS)
AUDIT_READERS = who_may(Right.READ_AUDITS)
NEIGHBOURS = (
    Link(gettext_noop("证书"), "registers:certificates"),
    Link(gettext_noop("检查对象"), "registers:objects", MATTER_READERS),
    Link(gettext_noop("组织"), "registers:organisations"),
    Link(gettext_noop("认证机构"), "registers:bodies"),
    Link(gettext_noop("指定实验室"), "registers:designated-labs"),
    Link(gettext_noop("上报质量"), "registers:quality", AUDIT_READERS),
    Link(gettext_noop("认证人员"), "registers:practitioners"),
    Link(gettext_noop("审核计划"), "registers:plans", AUDIT_READERS),
    Link(gettext_noop("审核签到"), "registers:sign-ins", AUDIT_READERS),
    Link(gettext_noop("审核结果"), "registers:results", AUDIT_READERS),
    Link(gettext_noop("产品"), "registers:products"),
    Link(gettext_noop("销售证"), "registers:transactions"),
    Link(gettext_noop("有机码"), "registers:codes"),
    Link(gettext_noop("免办证明"), "registers:exemptions", MATTER_READERS),
    Link(gettext_noop("自我声明"), "registers:declarations", MATTER_READERS),
    Link(gettext_noop("上传记录"), "registers:uploads", CLERKS),
    Link(gettext_noop("认证机构的报告"), "registers:reports", MATTER_READERS),
    Link(gettext_noop("导入名录数据"), "registers:imports", IMPORTERS),
)
