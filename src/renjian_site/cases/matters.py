"""Clues as the rules of jurisdiction see them."""

from datetime import date

from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Charge, Matter, Offender, Place
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling
from renjian_site.cases.models import Clue


def ruling_on(clue: Clue, day: date) -> Ruling:
    """Which level may handle a clue, as the law and the expected penalties stand on a day."""
    return rule_on(charge_of(clue), on=day, reference=clue.number)


def charge_of(clue: Clue) -> Charge:
    """The offender of a clue with what it is said to have done, as a value."""
    return Charge(
        Offender(OffenderKind(clue.offender_kind), clue.offender_name),
        (clue.offence_code,),
        frozenset(clue.expected),
    )


def matter_of(clue: Clue) -> Matter:
    """What a clue is about, as a value."""
    return Matter((charge_of(clue),), (Place(clue.place),), reference=clue.number)
