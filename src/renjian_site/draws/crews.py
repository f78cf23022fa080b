"""Whom a draw may send, and who keeps away from whom; of a tie only the pair is taken over.

The record of a draw is public, so nothing is said here of why somebody keeps away.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from renjian.draws.afterwards import stand_in
from renjian.draws.assignment import Assignment, Officer, Recusal
from renjian.draws.priority import Team
from renjian_site.authorities.queries import Window, officers_under, ties_of
from renjian_site.draws import frozen
from renjian_site.draws.models import Draw, DrawnObject, LateRecusal
from renjian_site.kit.actor import Actor
from renjian_site.registers.queries import tied_to


def window_of(draw: Draw) -> Window:
    """The days and the item for which a draw needs officers."""
    return Window(draw.from_on, draw.to_on, draw.item_code)


def officers(actor: Actor, draw: Draw, day: date) -> tuple[Officer, ...]:
    """The officers of the area who may visit; each may lead the items that he is permitted."""
    posts = officers_under(actor, day, window_of(draw))
    found: dict[str, Officer] = {}
    for card, unit in posts.values_list("person__card_number", "authority__code"):
        # Who holds posts in two units is sent by the first: nobody is in a list twice.
        found.setdefault(card, Officer(id=card, unit=unit, lead=True))
    return tuple(found.values())


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


def team_without(actor: Actor, drawn: DrawnObject, leaving: str, day: date) -> Team:
    """The team of an object after an officer recused himself late, by the order of the draw.

    Nobody is chosen: of the officers that were frozen, those of the unit who can still go are asked
    in the order that the seed gave.
    """
    draw = drawn.draw
    package, record = frozen.package_of(draw), frozen.record_of(draw)
    able = {one.id for one in officers(actor, draw, day)}
    staff = [Officer(**one) for one in package["officers"] if one["id"] in able]
    own = team_of(drawn)
    unit = next(one["unit"] for one in record["objects"] if one["id"] == own.object)
    known = [Recusal(**one) for one in package["recusals"]]
    known += recusals(actor, staff, [own.object], day)
    left = LateRecusal.objects.filter(drawn=drawn).values_list("left__card_number", flat=True)
    known += [Recusal(card, own.object) for card in left]
    others = DrawnObject.objects.filter(draw=draw, authority_id=drawn.authority_id)
    teams = tuple(team_of(one) for one in others.select_related("organisation", "lead", "second"))
    return stand_in(
        own,
        leaving,
        Assignment(record["assignment"]["caps"], teams),
        unit,
        staff,
        known,
        bytes.fromhex(record["seed"]),
        record["plan"]["hash"],
    )


def team_of(drawn: DrawnObject) -> Team:
    """The two officers who are to visit an object."""
    object = f"org:{drawn.organisation.uscc}"
    return Team(object, drawn.lead.card_number, drawn.second.card_number)
