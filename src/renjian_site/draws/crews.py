"""Whom a draw may send, and who keeps away from whom; of a tie only the pair is taken over.

The record of a draw is public, so nothing is said here of why somebody keeps away.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from renjian.draws.assignment import Officer, Recusal
from renjian_site.authorities.queries import Window, officers_under, ties_of
from renjian_site.authorities.queries import experts as engaged_experts
from renjian_site.draws.models import Draw, DrawnObject
from renjian_site.kit.actor import Actor
from renjian_site.registers.queries import tied_to

EXPERT = "expert:"


def officers(actor: Actor, draw: Draw, day: date) -> tuple[Officer, ...]:
    """The officers of the area who may visit; each may lead the items that he is permitted."""
    unit_of: dict[str, str] = {}
    items: dict[str, list[str]] = defaultdict(list)
    for item in draw.items:
        posts = officers_under(actor, day, Window(draw.from_on, draw.to_on, item))
        cards = set()
        for card, unit in posts.values_list("person__card_number", "authority__code"):
            # Who holds posts in two units is sent by the first: nobody is in a list twice.
            unit_of.setdefault(card, unit)
            cards.add(card)
        for card in cards:
            items[card].append(item)
    return tuple(
        Officer(id=card, unit=unit, lead=True, items=_led(items[card], draw))
        for card, unit in sorted(unit_of.items())
    )


def _led(items: Sequence[str], draw: Draw) -> str:
    return "" if len(items) == len(draw.items) else " ".join(items)


def experts(actor: Actor, draw: Draw) -> tuple[str, ...]:
    """The experts of the area who are engaged for the whole window, by a name that tells nothing."""
    if not draw.experts_each:
        return ()
    engaged = engaged_experts(actor).filter(from_on__lte=draw.from_on, to_on__gte=draw.to_on)
    return tuple(f"{EXPERT}{pk}" for pk in engaged.order_by("pk").values_list("pk", flat=True))


def expert_in(id: str) -> int:
    """The key of the expert whom a record names."""
    return int(id.removeprefix(EXPERT))


def recusals(
    actor: Actor, staff: Iterable[Officer], objects: Iterable[str], day: date
) -> tuple[Recusal, ...]:
    """Which of the officers keep away from which of the objects."""
    ties = ties_of(actor, [one.id for one in staff], day)
    tied: dict[str, set[str]] = defaultdict(set)
    for code, uscc in tied_to(actor, {tie.code for tie in ties}, day):
        tied[code].add(f"org:{uscc}")
    within = set(objects)
    pairs = {(tie.card_number, object) for tie in ties for object in tied[tie.code] & within}
    return tuple(Recusal(officer, object) for officer, object in sorted(pairs))


def able(actor: Actor, draw: Draw, object: str, day: date) -> set[str]:
    """The cards of those who can still go to an object of the area."""
    staff = officers(actor, draw, day)
    tied = {one.officer for one in recusals(actor, staff, [object], day)}
    return {one.id for one in staff} - tied


def id_of(drawn: DrawnObject) -> str:
    """What the record calls a drawn object."""
    return f"org:{drawn.organisation.uscc}"
