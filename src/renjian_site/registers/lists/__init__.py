"""The lists of the registers, one for each."""

from renjian_site.registers.lists.audits import AUDIT_SIGN_INS, PLANS, RESULTS
from renjian_site.registers.lists.certificates import CERTIFICATES, REPORTS, UPLOADS
from renjian_site.registers.lists.goods import (
    CODES,
    DECLARATIONS,
    EXEMPTIONS,
    PRODUCTS,
    TRANSACTIONS,
)
from renjian_site.registers.lists.quality import QUALITY
from renjian_site.registers.lists.subjects import (
    BODIES,
    DESIGNATED_LABS,
    OBJECTS,
    ORGANISATIONS,
    PRACTITIONERS,
)

__all__ = [
    "AUDIT_SIGN_INS",
    "BODIES",
    "CERTIFICATES",
    "CODES",
    "DECLARATIONS",
    "DESIGNATED_LABS",
    "EXEMPTIONS",
    "OBJECTS",
    "ORGANISATIONS",
    "PLANS",
    "PRACTITIONERS",
    "PRODUCTS",
    "QUALITY",
    "REPORTS",
    "RESULTS",
    "TRANSACTIONS",
    "UPLOADS",
]
