"""What is noted on organisations: visits, open matters, and whose they are."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from renjian_site.authorities.queries import coverage_on
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers.models import Body, DesignatedLab, Organisation
from renjian_site.registers.taking_in import entries


@command
def note_visit(actor: Actor, organisation_id: int, on: date, *, at: datetime) -> None:
    """Write down that an organisation was visited; later draws read it."""
    Organisation.objects.filter(pk=organisation_id).update(
        last_visited_on=Greatest(F("last_visited_on"), Value(on)), noted_at=at
    )
    record("organisation.visited", f"organisation:{organisation_id}", on=on)


@command
def note_open_matter(actor: Actor, organisation_id: int, *, at: datetime) -> None:
    """Write down that a case on an organisation is open; draws leave it out meanwhile."""
    Organisation.objects.filter(pk=organisation_id).update(
        open_matters=F("open_matters") + 1, noted_at=at
    )
    record("organisation.matter-opened", f"organisation:{organisation_id}")


@command
def follow_coverage(actor: Actor, divisions: Iterable[str], *, at: datetime) -> int:
    """Give the organisations and bodies in these divisions to who is responsible there today."""
    places = set(divisions)
    responsible = coverage_on(actor, timezone.localdate(at), places)
    moved = 0
    for place in sorted(places):
        now = responsible.get(place)
        for register in (Organisation, Body, DesignatedLab):
            others = register.objects.filter(division=place).exclude(authority=now)
            moved += others.update(authority=now)
    concerned = "select id from registers_organisation where division = any(%(places)s)"
    entries.follow(concerned, timezone.localdate(at), places=sorted(places))
    record("registers.followed-coverage", "divisions", divisions=sorted(places), moved=moved)
    return moved
