"""Where a draw stands after what happened to it: its record, and each change in its order."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from renjian.draws.changes import RECUSE, REPLACE, VOID, Standing, Wish, replay
from renjian_site.draws import frozen
from renjian_site.draws.models import Change, Draw

# The reason of a recusal itself is not public; that it is one, is.
KEEPS_AWAY = "回避"
CANNOT_GO = "不能派出：已不在岗、休假，或者与对象有利害关系"


def standing_of(draw: Draw) -> Standing:
    """Where a drawn draw stands. Refused if a change does not follow from the record."""
    return replay(frozen.record_of(draw), [one.entry for one in draw.changes.all()])


def kept_away(
    standing: Standing, object: str, officer: str, able: Collection[str], at: datetime
) -> Iterator[dict[str, Any]]:
    """The entries by which an officer keeps away, until somebody steps in who can go."""
    seat = standing.teams[object].officers.index(officer)
    why = KEEPS_AWAY
    while True:
        yield standing.change(Wish(RECUSE, at.isoformat(), why, object=object, officer=officer))
        officer = standing.teams[object].officers[seat]
        if officer in able:
            return
        why = CANNOT_GO


def fallen_out(standing: Standing, object: str, why: str, at: datetime) -> dict[str, Any]:
    """The entry by which the next in reserve stands in for an object."""
    return standing.change(Wish(REPLACE, at.isoformat(), why, object=object))


def given_up(draw: Draw, why: str, at: datetime) -> dict[str, Any]:
    """The entry that ends a draw."""
    known = {"plan": draw.plan, "plan_hash": draw.plan_hash}
    standing = standing_of(draw) if draw.public_file else Standing(known)
    return standing.change(Wish(VOID, at.isoformat(), why))


def keep(draw: Draw, entries: list[dict[str, Any]]) -> None:
    """Keep entries behind those that there are; two at once cannot both be the next."""
    Change.objects.bulk_create(
        Change(draw=draw, number=entry["number"], entry=entry) for entry in entries
    )
