"""Questions about certificates, their holders and the uploads behind them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian.registers.certificates import Status
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.registers import mending
from renjian_site.registers.models import (
    Body,
    Certificate,
    CertificateVersion,
    Organisation,
    Upload,
)


@dataclass(frozen=True)
class PoolEntry:
    """An organisation that a draw may reach, with what decides whether it is left out."""

    pk: int
    uscc: str
    name: str
    unit: str
    has_valid_certificate: bool
    open_matters: int


def body_of(actor: Actor) -> Body:
    """The certification body that a clerk works for."""
    return Body.objects.get(approval_no=actor.body)


def uploads(actor: Actor) -> QuerySet[Upload]:
    """The uploads of the clerk's own body, newest first; officers see those of bodies seated in their area.

    What authorities imported is none of them.

    A body whose seat nobody covers is seen by the state administration.
    """
    found = Upload.objects.select_related("body").filter(brought_in=None)
    if actor is SYSTEM:
        return found
    if actor.role is Role.CLERK:
        return found.filter(body__approval_no=actor.body)
    low, high = range_of(actor.authority.path)
    seated = Q(body__authority__path__gte=low, body__authority__path__lt=high)
    if actor.level is Level.NATIONAL:
        seated |= Q(body__authority=None)
    return found.filter(seated)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """The organisations of the officer's area; for a clerk, those with its certificates."""
    if actor.role is Role.CLERK:
        held = Certificate.objects.filter(organisation=OuterRef("pk"), body__approval_no=actor.body)
        return Organisation.objects.filter(Exists(held))
    low, high = range_of(actor.authority.path)
    return Organisation.objects.filter(authority__path__gte=low, authority__path__lt=high)


def certificates(actor: Actor, words: str = "") -> QuerySet[Certificate]:
    """Certificates of the actor's organisations, by number, code or name."""
    found = Certificate.objects.select_related("body", "organisation")
    if actor.role is Role.CLERK:
        found = found.filter(body__approval_no=actor.body)
    else:
        found = found.filter(organisation__in=organisations(actor))
    for word in words.split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(organisation__uscc=word.upper())
            | Q(organisation__name__icontains=word)
        )
    return found


def certificate(actor: Actor, number: str) -> Certificate:
    """One certificate of the actor's area with its versions."""
    return certificates(actor).prefetch_related("versions__upload").get(number=number)


def bodies(actor: Actor) -> QuerySet[Body]:
    """All certification bodies with their numbers of certificates; the register is public."""
    held = Certificate.objects.filter(body=OuterRef("pk")).order_by().values("body")
    number = Subquery(held.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Body.objects.annotate(count=Coalesce(number, 0))


def pool(actor: Actor, day: date) -> list[PoolEntry]:
    """Every organisation of the actor's area, as a draw on a day would look at it."""
    valid = Certificate.objects.filter(
        organisation=OuterRef("pk"), status=Status.VALID, issued_on__lte=day, expires_on__gte=day
    )
    rows = (
        organisations(actor)
        .annotate(is_held=Exists(valid))
        .values_list("pk", "uscc", "name", "authority__code", "is_held", "open_matters")
    )
    return [PoolEntry(*row) for row in rows.iterator(chunk_size=2000)]


def by_uscc(actor: Actor, codes: list[str]) -> dict[str, Organisation]:
    """Organisations of the actor's area by their credit codes."""
    return {row.uscc: row for row in organisations(actor).filter(uscc__in=codes)}


def tied_to(actor: Actor, codes: Collection[str], day: date) -> set[tuple[str, str]]:
    """Code -> organisations of the area that bear it, or hold a certificate of a body that does."""
    area = organisations(actor)
    found = {(uscc, uscc) for uscc in area.filter(uscc__in=codes).values_list("uscc", flat=True)}
    held = Certificate.objects.filter(organisation__in=area, expires_on__gte=day)
    for name in ("approval_no", "uscc"):
        path = f"body__{name}"
        by_body = held.filter(**{f"{path}__in": codes})
        found |= set(by_body.values_list(path, "organisation__uscc").distinct())
    return found


def issuer_for(actor: Actor, organisation_id: int) -> Body | None:
    """The body that issued the newest certificate of an organisation."""
    held = Certificate.objects.filter(organisation_id=organisation_id).select_related("body")
    newest = held.order_by("-issued_on", "-pk").first()
    return newest.body if newest else None


def to_mend(actor: Actor) -> QuerySet[Upload]:
    """Refused uploads of the clerk's body after which nothing was accepted yet."""
    return uploads(actor).filter(mending.to_mend())


def waiting_in(actor: Actor, path: str) -> QuerySet[Upload]:
    """Reports under check of bodies that have their seat with an authority or below it."""
    low, high = range_of(path)
    seated = uploads(actor).filter(body__authority__path__gte=low, body__authority__path__lt=high)
    return seated.filter(stage=Upload.Stage.RECEIVED)


def number_in(actor: Actor, divisions: Sequence[str]) -> int:
    """How many organisations and bodies lie in these divisions; both registers are public."""
    held = Organisation.objects.filter(division__in=divisions).count()
    return held + Body.objects.filter(division__in=divisions).count()


@dataclass(frozen=True)
class Wanted:
    """Which certificates a program asks for; what is empty does not narrow."""

    status: str = ""
    item_code: str = ""
    uscc: str = ""
    changed_since: datetime | None = None


def listed(actor: Actor, wanted: Wanted) -> QuerySet[Certificate]:
    """Certificates of the actor's area as wanted, each with the moment of its newest version."""
    found = certificates(actor).annotate(changed_at=Max("versions__recorded_at"))
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.item_code:
        found = found.filter(item_code=wanted.item_code)
    if wanted.uscc:
        found = found.filter(organisation__uscc=wanted.uscc.upper())
    if wanted.changed_since:
        newer = CertificateVersion.objects.filter(recorded_at__gte=wanted.changed_since)
        found = found.filter(pk__in=newer.values("certificate_id"))
    return found


def versions(actor: Actor, number: str) -> QuerySet[CertificateVersion]:
    """What was reported of a certificate of the actor's area, newest first."""
    held = certificates(actor).filter(number=number)
    return CertificateVersion.objects.filter(certificate__in=held).order_by("-recorded_at", "-pk")
