"""A whole matter judged: each offender's ruling, who handles it, what is barred, how they go together.

This is the one entry for faces: a file, a page, the API, and a case all ask ``judge``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.authorities.levels import Level
from renjian.jurisdiction.bars import onward, upward, why_not_acting
from renjian.jurisdiction.matters import Charge, Matter
from renjian.jurisdiction.movements import STATE_ADMINISTRATION
from renjian.jurisdiction.openness import open_facts, ruling_of_unknown_kind
from renjian.jurisdiction.place import Node
from renjian.jurisdiction.rules import need_notice, rule_on
from renjian.jurisdiction.rulings import NATIONAL, Ruling, Track
from renjian.jurisdiction.spans import (
    BY_DOCUMENT,
    NATIONWIDE,
    Reach,
    Territory,
    first_filed,
    reach_of,
)
from renjian.jurisdiction.territory import by_divisions
from renjian.jurisdiction.together import Together, how_together
from renjian.jurisdiction.tracks import at_customs, beside
from renjian.kernel.refusal import Reason

SAMR = Node(STATE_ADMINISTRATION.code, Level.NATIONAL, name=STATE_ADMINISTRATION.name)


@dataclass(frozen=True, slots=True)
class Handling:
    """Who handles one charge of a matter, and all that is to be said about it.

    ``authorities``: all that may file; empty where a fact is missing or no market regulator
    decides. ``nearest``: those that go first, the county of each place before its city, or whom a
    document names. ``bars`` stand against what was done or asked.
    """

    charge: Charge
    ruling: Ruling
    authorities: tuple[Node, ...]
    nearest: tuple[Node, ...]
    territory: tuple[Reason, ...]
    bars: tuple[Reason, ...]
    open_facts: tuple[Reason, ...]
    beside: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A matter judged on a day: each charge, and how the charges go together."""

    matter: Matter
    on: date
    handlings: tuple[Handling, ...]
    together: tuple[Together, ...]
    bars: tuple[Reason, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of everything that was said: what programs read as flags."""
        return frozenset(why.code for why in self.everything())

    def everything(self) -> Iterator[Reason]:
        """Every reason of the judgement, in the order in which it is read."""
        for one in self.handlings:
            yield from one.ruling.reasons
            yield from one.territory
            yield from one.ruling.notes
            yield from one.bars
            yield from one.open_facts
            yield from one.beside
        yield from (each.why for each in self.together)
        yield from self.bars


def judge(matter: Matter, *, on: date, territory: Territory = by_divisions) -> Judgement:
    """Judge who may handle each charge of a matter on a day, and how the charges go together.

    Raises ``NotInForce`` for a day before the notice took effect.
    """
    need_notice(on)
    handlings = tuple(_judge_charge(charge, matter, on, territory) for charge in matter.charges)
    known = [each for each in matter.movements if each.on <= on]
    return Judgement(
        matter=matter,
        on=on,
        handlings=handlings,
        together=tuple(how_together([(one.charge, one.ruling, one.nearest) for one in handlings])),
        bars=tuple(onward(known)),
    )


def _judge_charge(charge: Charge, matter: Matter, on: date, territory: Territory) -> Handling:
    ruling = _ruling(charge, matter, on)
    reach = _reach(charge, ruling, matter, territory)
    authorities = reach.all
    competent = frozenset(node.code for node in authorities)
    first = first_filed(matter.filings, competent) if matter.filings else ()
    nearest = reach.nearest
    if len(first) == 1 and not ruling.authorities:
        nearest = tuple(node for node in authorities if node.code == first[0].unit.code)
    known = [each for each in matter.movements if each.on <= on]
    bars = (
        (*reach.bars, *why_not_acting(matter, ruling, competent), *upward(known, ruling))
        if known or matter.acting or reach.bars
        else ()
    )
    return Handling(
        charge=charge,
        ruling=ruling,
        authorities=authorities,
        nearest=nearest,
        territory=reach.reasons,
        bars=bars,
        open_facts=tuple(open_facts(charge, matter, ruling, on)),
        beside=tuple(beside(charge, on)),
    )


def _ruling(charge: Charge, matter: Matter, on: date) -> Ruling:
    if charge.kinds:
        return ruling_of_unknown_kind(charge, matter, on)
    return at_customs(charge, matter.places, on) or rule_on(
        charge, on=on, movements=matter.movements, reference=matter.reference
    )


def _reach(charge: Charge, ruling: Ruling, matter: Matter, territory: Territory) -> Reach:
    """Who may handle a charge: by the document that names them, by level, or by the places."""
    if not ruling.levels:
        return Reach()
    if ruling.levels == NATIONAL and not ruling.authorities:
        said = (NATIONWIDE,) if ruling.track is Track.PENALTY else ()
        return Reach((SAMR,), (SAMR,), said)
    if not ruling.authorities:
        return reach_of(charge, ruling, matter.places, territory)
    units = {each.to.code: each.to for each in matter.movements}
    named = tuple(
        Node(units[code].code, units[code].level, name=units[code].name)
        for code in sorted(ruling.authorities)
        if code in units
    )
    return Reach(named, named, (BY_DOCUMENT,))
