"""Questions about products, organic codes, transactions, and what does without a certificate."""

from django.db.models import QuerySet

from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian_site.kit.actor import Actor
from renjian_site.registers.models import (
    Exemption,
    OrganicCode,
    Product,
    SelfDeclaration,
    TransactionCertificate,
)
from renjian_site.registers.queries.certificates import certificates


def products(actor: Actor) -> QuerySet[Product]:
    """Products on certificates of the actor's area."""
    seen = certificates(actor).values("pk")
    return Product.objects.filter(certificate__in=seen).select_related("certificate__organisation")


def transactions(actor: Actor) -> QuerySet[TransactionCertificate]:
    """Transaction certificates of organic goods of the actor's area."""
    seen = certificates(actor).values("pk")
    found = TransactionCertificate.objects.filter(certificate__in=seen)
    return found.select_related("certificate__organisation")


def codes(actor: Actor) -> QuerySet[OrganicCode]:
    """Organic codes on certificates of the actor's area."""
    seen = certificates(actor).values("pk")
    found = OrganicCode.objects.filter(certificate__in=seen)
    return found.select_related("certificate__organisation", "certificate__body")


def exemptions(actor: Actor) -> QuerySet[Exemption]:
    """CCC exemptions of organisations of the officer's area; no clerk has a part in them."""
    found = Exemption.objects.select_related("organisation", "authority")
    if actor.role is Role.CLERK:
        return found.none()
    low, high = range_of(actor.authority.path)
    return found.filter(
        organisation__authority__path__gte=low, organisation__authority__path__lt=high
    )


def declarations(actor: Actor) -> QuerySet[SelfDeclaration]:
    """Self-declarations of organisations of the officer's area."""
    found = SelfDeclaration.objects.select_related("organisation")
    if actor.role is Role.CLERK:
        return found.none()
    low, high = range_of(actor.authority.path)
    return found.filter(
        organisation__authority__path__gte=low, organisation__authority__path__lt=high
    )
