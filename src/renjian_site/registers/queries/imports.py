"""Questions about what authorities import, and where imported certificates came from."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from renjian.authorities.scope import range_of
from renjian.registers.inbound import Inbound, key_of_body
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers.models import (
    Body,
    Exemption,
    Import,
    ImportProfile,
    Organisation,
    SelfDeclaration,
    Upload,
)


def imports(actor: Actor) -> QuerySet[Import]:
    """The imports of the officer's authority and those below it, newest first."""
    found = Import.objects.select_related("authority")
    if actor is SYSTEM:
        return found
    if actor.unit is None:
        return found.none()
    low, high = range_of(actor.authority.path)
    return found.filter(authority__path__gte=low, authority__path__lt=high)


def profile(actor: Actor, authority_id: int, kind: Inbound) -> dict[str, str]:
    """By which columns an authority reads its exports of a kind; empty where none was confirmed."""
    kept = ImportProfile.objects.filter(authority_id=authority_id, kind=kind.value).first()
    return dict(kept.columns) if kept else {}


def bodies_by_cell(actor: Actor) -> dict[str, str]:
    """Approval numbers of all bodies by number and by name, as cells of an export name them."""
    rows = Body.objects.values_list("approval_no", "name")
    names = {key_of_body(name): number for number, name in rows}
    return names | {key_of_body(number): number for number, _name in rows}


def known_keys(actor: Actor, kind: Inbound, keys: Collection[str]) -> set[str]:
    """Which of these numbers (or codes of subjects) the register of a kind of import holds."""
    registers: Mapping[Inbound, tuple[type, str]] = {
        Inbound.EXEMPTIONS: (Exemption, "number"),
        Inbound.DECLARATIONS: (SelfDeclaration, "number"),
        Inbound.PUBLICITY: (Organisation, "uscc"),
    }
    if kind not in registers:
        return set()
    model, name = registers[kind]
    found = model.objects.filter(**{f"{name}__in": list(keys)})  # type: ignore[attr-defined]  # of models
    return set(found.values_list(name, flat=True))


def importers(actor: Actor, uploads: Collection[int]) -> dict[int, str]:
    """Upload -> the authority that imported it; those that the body itself reported are left out.

    Who said something of a certificate is told to everybody who sees the certificate.
    """
    with within(EVERYTHING):
        rows = Upload.objects.filter(pk__in=list(uploads), brought_in__isnull=False)
        return dict(rows.values_list("pk", "brought_in__authority__name"))
