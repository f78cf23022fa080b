"""Which penalties to reckon with before anything is known of how serious an act was."""

from collections.abc import Iterable
from datetime import date

from renjian.catalogue.offences import Offence, PenaltyClass, sanction_kinds
from renjian.catalogue.offenders import OffenderKind
from renjian.kernel.refusal import Reason, reason, shown


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


def why_not_expect(names: Iterable[str]) -> tuple[Reason, ...]:
    """Why these are not all penalties that a clue can lead to (PPL 9); empty if they are.

    An order to correct, a publication or a referral may come on top, but is no penalty.
    """
    kinds = sanction_kinds()
    return tuple(
        reason(
            "case.penalty.none",
            "“{name}”不是行政处罚的种类，不能列为可能的处罚。请在列出的处罚种类中选择。",
            clause="PPL 9",
            name=kinds[name].title if name in kinds else shown(name),
        )
        for name in sorted(set(names))
        if name not in kinds or not kinds[name].penalty_class.is_penalty
    )
