"""Certification bodies, people, organisations, certificates, audits, products, and the uploads behind them."""

from renjian_site.registers.models.attestations import Attestation
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
from renjian_site.registers.models.names import KnownName
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
from renjian_site.registers.models.quality import QualityCard
from renjian_site.registers.models.uploads import Upload

__all__ = [
    "ApprovedDomain",
    "Attestation",
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
    "KnownName",
    "ObjectEntry",
    "OrganicCode",
    "Organisation",
    "OrganisationContact",
    "Party",
    "Practitioner",
    "PractitionerIdentity",
    "Product",
    "QualityCard",
    "Registration",
    "Restriction",
    "SelfDeclaration",
    "SignIn",
    "TeamMember",
    "TransactionCertificate",
    "Upload",
    "VersionDetail",
]
