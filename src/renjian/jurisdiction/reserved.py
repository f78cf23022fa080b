"""What can follow from offences, and which of it a rule keeps for the national authority alone.

PROC 15.1 forbids handing down a case that a law, regulation or rule expressly gives to the
superior. No article of REG does: REG 71 lets SAMR authorise. Some articles of CBM and CCCR do
(correction K-01).
"""

from datetime import date

from renjian.catalogue.laws import rests_on_national_only
from renjian.catalogue.offences import Offence, Sanction, offence
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Charge, of_class
from renjian.jurisdiction.remembering import remembered
from renjian.jurisdiction.rulings import RESERVED

DESIGNATED = frozenset({OffenderKind.DESIGNATED_BODY, OffenderKind.DESIGNATED_LAB})


@remembered(4096)
def penalties_possible(kind: OffenderKind, codes: tuple[str, ...], on: date) -> frozenset[str]:
    """The names of all penalties and measures that can meet such an offender on a day."""
    return frozenset(
        sanction.kind.name for code in codes for sanction in offence(code).sanctions_for(kind, on)
    )


def national_only_clauses(charge: Charge, on: date) -> tuple[str, ...]:
    """The clauses that give a penalty to reckon with to the national authority alone."""
    codes = (*charge.offences, *charge.raised)
    reckoned = of_class(charge.penalties(on), *RESERVED)
    return _clauses(charge.offender.kind, codes, reckoned, on) if reckoned else ()


@remembered(4096)
def _clauses(
    kind: OffenderKind, codes: tuple[str, ...], reckoned: frozenset[str], on: date
) -> tuple[str, ...]:
    """Those of the first penalty that no other provision gives as well; empty if none."""
    for code in codes:
        for name in sorted(reckoned):
            clauses = _of_penalty(kind, code, name, on)
            if clauses and all(rests_on_national_only(clause) for clause in clauses):
                return tuple(sorted(clauses))
    return ()


def _of_penalty(kind: OffenderKind, code: str, name: str, on: date) -> frozenset[str]:
    item = offence(code)
    return frozenset(
        clause
        for sanction in item.sanctions_for(kind, on)
        if sanction.kind.name == name
        for clause in clauses_of(item, sanction, kind, on)
    )


@remembered(8192)
def clauses_of(item: Offence, sanction: Sanction, kind: OffenderKind, on: date) -> tuple[str, ...]:
    """The clauses that give one sanction against a kind of offender, as they are numbered on a day.

    A sanction names its clause where it has one of its own. Otherwise it is given by what punishes
    the offence, less what others name as theirs, and less what is about designation only where
    nobody is designated.
    """
    if sanction.clause:
        return (sanction.clause,)
    own = {other.clause for other in item.sanctions if other.clause}
    punished = item.punished_by(on)
    if kind not in DESIGNATED:
        punished = tuple(c for c in punished if not _is_of_designation(c)) or punished
    return tuple(clause for clause in punished if clause not in own) or punished


def _is_of_designation(clause: str) -> bool:
    return clause.startswith("CCCR ") and rests_on_national_only(clause)
