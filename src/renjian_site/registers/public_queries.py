"""What anybody may ask the registers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from renjian.registers.certificates import TITLES, Status, is_valid_on
from renjian_site.kit.statements import Asked, Statement
from renjian_site.publicity import public_queries as publicity
from renjian_site.publicity.public_queries import PublicNotice
from renjian_site.registers.finding import Named, find
from renjian_site.registers.models import Certificate

MOST_FOUND = 20  # organisations that one public search shows
MOST_HELD = 20  # certificates that it shows of each


@dataclass(frozen=True)
class PublicCertificate:
    """What a citizen may know of a certificate, as last reported by its body."""

    number: str
    status: Status
    is_valid: bool
    organisation: str
    uscc: str
    body: str
    approval_no: str
    item: str
    standard: str
    issued_on: date
    expires_on: date

    @property
    def status_title(self) -> str:
        """The state in words."""
        return TITLES[self.status]


def _by_number(*more: Subquery) -> QuerySet[Certificate, tuple[Any, ...]]:
    return Certificate.objects.filter(number=str(Asked("number"))).values_list(
        *("number", "status", "organisation__name", "organisation__uscc", "body__name"),
        *("body__approval_no", "item", "standard", "issued_on", "expires_on"),
        *more,
    )


_BY_NUMBER = Statement(_by_number)
_WITH_NOTICES = Statement(
    lambda: _by_number(ArraySubquery(publicity.of_subject(OuterRef("organisation__uscc"))))
)


def certificate(number: str, day: date) -> PublicCertificate | None:
    """The certificate with this number (blanks and width do not matter) and whether it is valid."""
    rows = _BY_NUMBER.ask(number=number)
    return _on_day(day, *rows[0]) if rows else None


def certificate_with_notices(
    number: str, day: date
) -> tuple[PublicCertificate | None, list[PublicNotice]]:
    """The same, with the notices about its organisation, newest first: one question for a page."""
    rows = _WITH_NOTICES.ask(number=number)
    if not rows:
        return None, []
    *known, told = rows[0]
    return _on_day(day, *known), [publicity.as_told(each) for each in told]


def _on_day(day: date, number: str, state: str, *known: Any) -> PublicCertificate:
    """A certificate from its columns, which stand in the order of its fields."""
    issued_on, expires_on = known[-2:]
    status = Status(state)
    is_valid = is_valid_on(status, issued_on, expires_on, day)
    return PublicCertificate(number, status, is_valid, *known)


@dataclass(frozen=True)
class PublicHolder:
    """An organisation that a public search found, and its certificates.

    ``named`` is the name by which it was found. ``more`` is how many certificates are not shown.
    """

    name: str
    uscc: str
    named: Named
    certificates: tuple[PublicCertificate, ...]
    more: int


def holders_like(text: str, day: date) -> tuple[list[PublicHolder], bool]:
    """Organisations with certificates whose names fit, the closest first, and whether there are more.

    At most twenty: the public search answers a question and gives no register away.
    """
    held = Exists(Certificate.objects.filter(organisation=OuterRef("organisation_id")))
    found = find("organisation", text, MOST_FOUND, Q(held))
    held_by = _held_by([one.key for one in found.named], day)
    holders = [
        PublicHolder(
            held[0].organisation, held[0].uscc, one, tuple(held), held_by[one.key][0] - len(held)
        )
        for one in found.named
        for held in (held_by[one.key][1],)
    ]
    return holders, found.is_capped or len(holders) == MOST_FOUND


def _held_by(keys: list[int], day: date) -> dict[int, tuple[int, list[PublicCertificate]]]:
    """How many certificates organisations have, and the newest of each."""
    columns = (
        *("organisation_id", "total", "number", "status", "organisation__name"),
        *("organisation__uscc", "body__name", "body__approval_no", "item", "standard"),
        *("issued_on", "expires_on"),
    )
    of_one = F("organisation_id")
    newest = Window(
        RowNumber(), partition_by=of_one, order_by=[F("issued_on").desc(), F("number").asc()]
    )
    rows = (
        Certificate.objects.filter(organisation__in=keys)
        .annotate(place=newest, total=Window(Count("pk"), partition_by=of_one))
        .filter(place__lte=MOST_HELD)
        .order_by("organisation_id", "place")
    )
    held: dict[int, tuple[int, list[PublicCertificate]]] = {}
    for key, total, *known in rows.values_list(*columns):
        held.setdefault(key, (total, []))[1].append(_on_day(day, *known))
    return held
