"""Clues as the rules of jurisdiction see them."""

from datetime import date

from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Matter, Offender
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling
from renjian_site.cases.models import Clue


def ruling_on(clue: Clue, day: date) -> Ruling:
    """Which level may handle a clue, as the law and the expected penalties stand on a day."""
    return rule_on(offender_of(clue), matter_of(clue), on=day)


def offender_of(clue: Clue) -> Offender:
    """The offender of a clue as a value."""
    return Offender(OffenderKind(clue.offender_kind), clue.offender_name)


def matter_of(clue: Clue) -> Matter:
    """What a clue is about, as a value."""
    return Matter(
        offences=(clue.offence_code,),
        expected_penalties=frozenset(clue.expected),
        places=(clue.place,),
        reference=clue.number,
    )
