"""Acts on what does without a CCC certificate: exemptions and self-declarations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from renjian.kernel.refusal import Reason, Refused
from renjian.registers.exemptions import why_not_exempt
from renjian.registers.subjects import key_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.jobs import defer
from renjian_site.registers.commands.names import ALL
from renjian_site.registers.models import Exemption, Organisation, SelfDeclaration
from renjian_site.registers.taking_in import subjects


@dataclass(frozen=True)
class Holder:
    """Who holds an exemption or has declared."""

    name: str
    uscc: str
    division: str
    address: str


@dataclass(frozen=True)
class NewExemption:
    """A CCC exemption certificate to be entered (CCCR 42)."""

    number: str
    holder: Holder
    product: str
    product_class: str
    purpose_item: int
    purpose: str
    quantity: Decimal
    unit: str
    issued_on: date
    expires_on: date


@dataclass(frozen=True)
class NewDeclaration:
    """A self-declaration to be entered (CNCA-00C-008)."""

    number: str
    holder: Holder
    product: str
    product_class: str
    models_text: str
    declared_on: date
    laboratory: str


@command
def enter_exemptions(actor: Actor, told: Iterable[NewExemption], *, at: datetime) -> int:
    """Enter exemption certificates as their system exports them; known ones stay as they are."""
    told = list(told)
    reasons: list[Reason] = []
    for one in told:
        reasons += why_not_exempt(one.purpose_item, one.issued_on, one.expires_on)
    if reasons:
        raise Refused(*reasons[:20])
    known = _holders([one.holder for one in told], timezone.localdate(at))
    before = Exemption.objects.count()
    Exemption.objects.bulk_create(
        (
            Exemption(
                number=one.number,
                organisation=known[_key(one.holder)],
                authority_id=known[_key(one.holder)].authority_id,
                product=one.product,
                product_class=one.product_class,
                purpose_item=one.purpose_item,
                purpose=one.purpose,
                quantity=one.quantity,
                unit=one.unit,
                issued_on=one.issued_on,
                expires_on=one.expires_on,
            )
            for one in told
        ),
        ignore_conflicts=True,
    )
    count = Exemption.objects.count() - before
    record("exemptions.entered", "exemptions", count=count)
    return count


@command
def enter_declarations(actor: Actor, told: Iterable[NewDeclaration], *, at: datetime) -> int:
    """Enter self-declarations as their system exports them; known ones stay as they are."""
    told = list(told)
    known = _holders([one.holder for one in told], timezone.localdate(at))
    before = SelfDeclaration.objects.count()
    SelfDeclaration.objects.bulk_create(
        (
            SelfDeclaration(
                number=one.number,
                organisation=known[_key(one.holder)],
                product=one.product,
                product_class=one.product_class,
                models_text=one.models_text,
                declared_on=one.declared_on,
                laboratory=one.laboratory,
            )
            for one in told
        ),
        ignore_conflicts=True,
    )
    count = SelfDeclaration.objects.count() - before
    record("declarations.entered", "declarations", count=count)
    return count


def _key(holder: Holder) -> str:
    return key_of(holder.uscc, holder.name)


def _holders(told: Sequence[Holder], today: date) -> dict[str, Organisation]:
    rows = {_key(one): (_key(one), one.name, "156", one.division, one.address) for one in told}
    subjects.enter_named(list(rows.values()), today)
    defer("registers.note_names", lock="names", upload_id=ALL)
    return {one.uscc: one for one in Organisation.objects.filter(uscc__in=rows)}
