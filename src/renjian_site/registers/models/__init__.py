"""Certification bodies, people, organisations, certificates, audits, products, and the uploads behind them."""

from renjian_site.registers.models.audits import (
    AuditPlan,
    AuditResult,
    EnergyRecord,
    SignIn,
    TeamMember,
)
from renjian_site.registers.models.bodies import (
    ApprovedDomain,
    Body,
    Branch,
    DesignatedLab,
    Designation,
)
from renjian_site.registers.models.certificates import (
    Certificate,
    CertificateVersion,
    Party,
    VersionDetail,
)
from renjian_site.registers.models.imports import Import, ImportProfile
from renjian_site.registers.models.organisations import (
    ObjectEntry,
    Organisation,
    OrganisationContact,
    Restriction,
)
from renjian_site.registers.models.people import (
    Engagement,
    Practitioner,
    PractitionerIdentity,
    Registration,
)
from renjian_site.registers.models.products import (
    Exemption,
    OrganicCode,
    Product,
    SelfDeclaration,
    TransactionCertificate,
)
from renjian_site.registers.models.uploads import Upload

__all__ = [
    "ApprovedDomain",
    "AuditPlan",
    "AuditResult",
    "Body",
    "Branch",
    "Certificate",
    "CertificateVersion",
    "DesignatedLab",
    "Designation",
    "EnergyRecord",
    "Engagement",
    "Exemption",
    "Import",
    "ImportProfile",
    "ObjectEntry",
    "OrganicCode",
    "Organisation",
    "OrganisationContact",
    "Party",
    "Practitioner",
    "PractitionerIdentity",
    "Product",
    "Registration",
    "Restriction",
    "SelfDeclaration",
    "SignIn",
    "TeamMember",
    "TransactionCertificate",
    "Upload",
    "VersionDetail",
]
