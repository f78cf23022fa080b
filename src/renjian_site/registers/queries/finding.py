"""Finding subjects and certificates by what people have: a name or a piece of it, a code, a number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Reverse

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.kernel.identifiers import normalise
from renjian.registers.names import Fit
from renjian_site.kit.actor import Actor
from renjian_site.registers.finding import Named, bearing, find
from renjian_site.registers.models import Certificate, CertificateVersion
from renjian_site.registers.queries.certificates import bodies, certificates, organisations
from renjian_site.registers.queries.subjects import designated_labs, practitioners

LEAST_CODE = 4  # characters of a number or code that must be given
Rows = Callable[[Actor], QuerySet[Any]]
# Each kind of subject: its rows, and the fields that hold its number and code.
KINDS: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "organisation": (organisations, ("uscc",)),
    "body": (bodies, ("approval_no", "uscc")),
    "designated_lab": (designated_labs, ("code", "uscc")),
    "practitioner": (practitioners, ("registration_no",)),
}


@dataclass(frozen=True)
class Hit:
    """A subject or certificate that was found.

    By a name: ``text`` is that name and ``fit`` says how it fits. By a number: ``field`` holds it,
    or ``former`` is the number that it once had.
    """

    row: Any
    text: str = ""
    fit: Fit | None = None
    field: str = ""
    former: str = ""


@dataclass(frozen=True)
class Hits:
    """What was found of one kind; ``is_capped`` if not all names could be compared."""

    hits: tuple[Hit, ...] = ()
    is_capped: bool = False


def subjects_like(actor: Actor, subject: str, text: str, *, at_most: int) -> Hits:
    """Subjects of a kind that the actor may see, by code or number, then by name."""
    rows, fields = KINDS[subject]
    within = _within(actor, subject)
    if code := _code(text):
        hits = _by_code(rows(actor), fields, code, at_most)
        former = bearing(subject, code, within)
        if hits or former:
            known = {hit.row.pk for hit in hits}
            named = [one for one in former if one.key not in known]
            return Hits((*hits, *_seen(rows(actor), named))[:at_most])
    found = find(subject, text, at_most, within)
    return Hits(_seen(rows(actor), found.named), found.is_capped)


def certificates_like(actor: Actor, text: str, *, at_most: int) -> tuple[Hit, ...]:
    """Certificates that the actor may see, by number, its beginning or end, or a former number."""
    number = normalise(text)
    if len(number) < LEAST_CODE:
        return ()
    mine = certificates(actor)
    whole = mine.filter(number__in={number, text.strip()})
    former = CertificateVersion.objects.filter(former_number=number).exclude(former_number="")
    taken_over = mine.filter(pk__in=former.values("certificate_id"))
    hits = [Hit(row, field="number") for row in whole]
    hits += [Hit(row, former=number) for row in taken_over[:at_most]]
    if not hits:
        backwards = Certificate.objects.alias(backwards=Reverse("number"))
        ending = backwards.filter(backwards__startswith=number[::-1]).order_by()
        for rows in (mine.filter(number__startswith=number), mine.filter(pk__in=ending)):
            hits += [Hit(row, field="number") for row in rows[:at_most]]
    return tuple({hit.row.pk: hit for hit in hits}.values())[:at_most]


def _code(text: str) -> str:
    """The text as a code or number, or nothing where it can be none."""
    code = normalise(text)
    is_code = code.isascii() and any(c.isdigit() for c in code) and len(code) >= LEAST_CODE
    return code if is_code else ""


def _by_code(rows: QuerySet[Any], fields: Sequence[str], code: str, at_most: int) -> list[Hit]:
    for field in fields:
        if found := list(rows.filter(**{f"{field}__startswith": code})[:at_most]):
            return [Hit(row, field=field) for row in found]
    return []


def _seen(rows: QuerySet[Any], named: Sequence[Named]) -> tuple[Hit, ...]:
    """Those among the subjects that were found which the actor may see."""
    seen = rows.in_bulk([one.key for one in named])
    return tuple(Hit(seen[one.key], one.text, one.fit) for one in named if one.key in seen)


def _within(actor: Actor, subject: str) -> Q | None:
    """Which names an actor may find: bodies and laboratories are public, the rest as in its list."""
    is_clerk = actor.role is Role.CLERK
    if subject == "organisation" and (is_clerk or actor.level is not Level.NATIONAL):
        return Q(organisation__in=organisations(actor).order_by())
    if subject == "practitioner" and is_clerk:
        return Q(practitioner__body__approval_no=actor.body)
    return None
