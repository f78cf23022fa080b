"""Which penalties to reckon with before anything is known of how serious an act was."""

from datetime import date

from renjian.catalogue.offences import Offence, PenaltyClass
from renjian.catalogue.offenders import OffenderKind


def penalties_to_expect(offence: Offence, kind: OffenderKind, on: date) -> tuple[str, ...]:
    """The penalties of the ordinary course: what is mandatory, and fines and confiscations.

    What the law keeps for serious circumstances is added by the officer who knows them; the level
    of jurisdiction is then ruled on again (N102 二(一)).
    """
    ordinary = {
        sanction.kind.name
        for sanction in offence.sanctions_for(kind, on)
        if sanction.kind.penalty_class is PenaltyClass.PROPERTY and not sanction.is_serious
    }
    return tuple(sorted(ordinary | offence.mandatory_penalties(kind)))


def possible_penalties(offence: Offence, kind: OffenderKind, on: date) -> dict[str, str]:
    """Every penalty that the offence can lead to for such an offender: name and Chinese title."""
    return {
        sanction.kind.name: sanction.kind.title
        for sanction in offence.sanctions_for(kind, on)
        if sanction.kind.penalty_class.is_penalty
    }
