"""Questions about changes of the catalogue and about working days; the law is everybody's."""

from django.db.models import QuerySet

from renjian.catalogue.amendments import Amendment, Table
from renjian.kernel import calendar
from renjian_site.catalogue.models import Arrangement, LawChange, State
from renjian_site.catalogue.values import as_amendment, as_arrangement
from renjian_site.kit.actor import Actor


def changes(actor: Actor) -> QuerySet[LawChange]:
    """All changes of the catalogue, newest first."""
    return LawChange.objects.select_related("proposed_by", "decided_by")


def changes_of(actor: Actor, table: Table, entry: str) -> QuerySet[LawChange]:
    """The changes of one entry that wait or were approved."""
    return changes(actor).filter(table=table, entry=entry).exclude(state=State.REFUSED)


def arrangements(actor: Actor) -> QuerySet[Arrangement]:
    """The arrangements that were entered, newest year first."""
    return Arrangement.objects.select_related("proposed_by", "decided_by")


def changes_to_approve(actor: Actor) -> QuerySet[LawChange]:
    """The changes that wait for somebody else than their proposer."""
    return changes(actor).filter(state=State.PROPOSED).exclude(proposed_by=actor.person_id)


def arrangements_to_approve(actor: Actor) -> QuerySet[Arrangement]:
    """The arrangements that wait for somebody else than who entered them."""
    return arrangements(actor).filter(state=State.PROPOSED).exclude(proposed_by=actor.person_id)


def approved_changes(actor: Actor) -> tuple[Amendment, ...]:
    """The changes that lie over the catalogue, in the order in which they were approved."""
    rows = LawChange.objects.filter(state=State.APPROVED).order_by("decided_at", "pk")
    return tuple(as_amendment(row) for row in rows)


def approved_arrangements(actor: Actor) -> tuple[calendar.Arrangement, ...]:
    """The arrangement of each year as it was approved last."""
    rows = Arrangement.objects.filter(state=State.APPROVED).order_by("decided_at", "pk")
    return tuple({row.year: as_arrangement(row) for row in rows}.values())
