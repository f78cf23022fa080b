"""Clues and cases as the rules of jurisdiction and of fines see them."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from renjian.authorities.levels import Level
from renjian.cases.fine_facts import FineFacts
from renjian.cases.fine_rulings import FineRuling, fine_of
from renjian.cases.limitation import on_record
from renjian.cases.matter_files import facts_of
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Charge, Matter, Offender, Place
from renjian.jurisdiction.movements import Movement, MovementKind, Unit
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling
from renjian.kernel.refusal import Reason
from renjian_site.cases.models import Clue, IntendedPenalty
from renjian_site.cases.models import Movement as KeptMovement


def ruling_on(clue: Clue, day: date, intended: IntendedPenalty | None = None) -> Ruling:
    """Which level may handle a clue, as the law and the expected penalties stand on a day.

    With an intended penalty its penalties, answers and referral count, not what was expected.
    """
    return rule_on(
        charge_of(clue, intended),
        on=day,
        movements=movements_of(clue),
        reference=clue.number,
    )


def charge_of(clue: Clue, intended: IntendedPenalty | None = None) -> Charge:
    """The offender of a clue with what it is said to have done, as a value."""
    charge = Charge(
        Offender(OffenderKind(clue.offender_kind), clue.offender_name),
        (clue.offence_code,),
        frozenset(clue.expected),
    )
    if intended is None:
        return charge
    return replace(
        charge,
        expected_penalties=frozenset(intended.penalties),
        answers=intended.answers,
        capability_referral=intended.referral,
    )


def movements_of(clue: Clue) -> tuple[Movement, ...]:
    """The documents about a clue that are on file, oldest first."""
    rows = clue.movements.select_related("from_authority", "to_authority").order_by("sent_at", "pk")
    return tuple(_movement(row) for row in rows)


def matter_of(clue: Clue, intended: IntendedPenalty | None = None) -> Matter:
    """What a clue is about, as a value."""
    return Matter(
        (charge_of(clue, intended),),
        (Place(clue.place),),
        movements=movements_of(clue),
        reference=clue.number,
        act_from=clue.act_from,
        act_to=clue.act_to,
    )


def limitation_of(clue: Clue, day: date) -> tuple[Reason, ...]:
    """What the days of the act say about the limitation period, or that they are missing."""
    return on_record(
        clue.act_days, clue.found_on, is_gravely_harmful=clue.is_gravely_harmful, today=day
    )


def fine_facts(intended: IntendedPenalty) -> FineFacts:
    """The facts on which the amount of an intended fine turns."""
    return replace(facts_of(intended.facts), proposed=intended.fine_yuan)


def fine_on(clue: Clue, intended: IntendedPenalty, day: date) -> FineRuling:
    """What may be fined for a case by the facts of its intended penalty."""
    return fine_of(
        charge_of(clue, intended),
        fine_facts(intended),
        acted_on=clue.act_days.law_day(clue.found_on),
        decided_on=day,
    )


def _movement(row: KeptMovement) -> Movement:
    sender, to = row.from_authority, row.to_authority
    return Movement(
        kind=MovementKind(row.kind),
        to=Unit(to.code, Level(to.level), to.name),
        on=timezone.localdate(row.sent_at),
        document=row.number,
        sender=Unit(sender.code, Level(sender.level), sender.name),
        because=row.because,
    )


def kept_ruling(ruling: Ruling) -> dict[str, object]:
    """The ruling as it was when the case was filed: the law of that day stays readable."""
    return {
        "rule": ruling.rule,
        "levels": [int(level) for level in sorted(ruling.levels)],
        "penalties": sorted(ruling.penalties),
        "reasons": [{"code": w.code, "text": w.text, "clause": w.clause} for w in ruling.reasons],
    }
