"""The fine of one offender as a whole: one fine for one act, the benchmark, the hearing (PPL 29 to 34, 63).

A proposed fine outside the lawful range is barred; below the minimum it needs a ground that the law
knows (PPL 32; corrections O-08, O-11).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from renjian.cases.fine_facts import Benchmark, Degree, FineFacts
from renjian.cases.fines import FINE, FineRange, is_person, ranges_of, yuan
from renjian.catalogue.offences import PenaltyClass, offence, penalty_class, titles_of
from renjian.catalogue.settings import number
from renjian.jurisdiction.matters import Charge
from renjian.jurisdiction.reserved import clauses_of
from renjian.kernel.refusal import Reason, reason

WHOLE = 100
GAINS = "confiscate_gains"
PERSON_SUM, ORGANISATION_SUM = "hearing-person-yuan", "hearing-organisation-yuan"
HEARING_CLAUSE = "PPL 63; HEAR 5"
DEDUCTIONS_FROM = date(2026, 3, 20)  # ILG, read in secondary texts only


@dataclass(frozen=True, slots=True)
class FineRuling:
    """What can be fined, within which range, why, and what is barred or still open.

    ``ranges``: all that apply or may still apply. ``low``, ``high``: the range of the one fine,
    narrowed by the benchmark if one is given; None while open or where there is none.
    """

    ranges: tuple[FineRange, ...]
    applied: FineRange | None
    low: Decimal | None
    high: Decimal | None
    reasons: tuple[Reason, ...]
    bars: tuple[Reason, ...]
    open_facts: tuple[Reason, ...]
    hearing: Reason | None

    def everything(self) -> Iterator[Reason]:
        """Every reason, in the order in which it is read."""
        yield from self.reasons
        yield from self.bars
        yield from self.open_facts
        if self.hearing:
            yield self.hearing


def fine_of(
    charge: Charge, facts: FineFacts, *, acted_on: date | None, decided_on: date
) -> FineRuling:
    """The fine of an offender for all offences of its charge, by the law that applies."""
    kind = charge.offender.kind
    ranges: list[FineRange] = []
    said: list[Reason] = []
    for code in charge.offences:
        found, about = ranges_of(code, kind, facts, acted_on, decided_on)
        ranges += found
        said += about
    applied = _one_fine(ranges)
    narrowed = _narrowed(applied, facts)
    return FineRuling(
        ranges=tuple(ranges),
        applied=applied,
        low=narrowed[0],
        high=narrowed[1],
        reasons=(*said, *_reasons(charge, ranges, applied, facts, narrowed, decided_on)),
        bars=tuple(_bars(charge, applied, ranges, facts, decided_on)),
        open_facts=tuple(_open(ranges, facts)),
        hearing=_hearing(charge, applied, narrowed, facts, decided_on),
    )


def _one_fine(ranges: list[FineRange]) -> FineRange | None:
    """The range of the one fine: of those that apply, the heaviest (PPL 29)."""
    certain = [one for one in ranges if not one.condition]
    return max(certain, key=lambda one: one.weight, default=None)


def _reasons(
    charge: Charge,
    ranges: list[FineRange],
    applied: FineRange | None,
    facts: FineFacts,
    narrowed: tuple[Decimal | None, Decimal | None],
    on: date,
) -> Iterator[Reason]:
    yield from (one.why for one in ranges if not one.condition)
    if not ranges:
        yield _no_fine(charge, on)
    if len([one for one in ranges if not one.condition]) > 1 and applied:
        yield reason(
            "case.fine.one",
            "同一行为违反两个以上规定、都应当罚款的，只罚一次，按罚款数额高的规定处罚"
            "（“{offence}”，最高{high}元）；不是同一行为的，分别裁量。",
            clause="PPL 29",
            offence=offence(applied.offence).title,
            high=yuan(applied.high),
        )
    if applied and facts.degree and facts.benchmark and narrowed != (applied.low, applied.high):
        yield reason(
            "case.fine.benchmark",
            "按裁量基准{document}，{degree}的幅度为{low}元至{high}元。",
            clause="PPL 34",
            document=facts.benchmark.document,
            degree=facts.degree.title,
            low=yuan(narrowed[0]),
            high=yuan(narrowed[1]),
        )
    if facts.gains:
        yield from _gains(charge, facts.gains, on)


def _clauses(charge: Charge, on: date) -> str:
    """The clauses that punish the offences of a charge on a day."""
    clauses = (clause for code in charge.offences for clause in offence(code).punished_by(on))
    return "; ".join(dict.fromkeys(clauses))


def _no_fine(charge: Charge, on: date) -> Reason:
    kind = charge.offender.kind
    names = {
        "offences": tuple(offence(code).title for code in charge.offences),
        "kind": kind.title,
    }
    sanctions = (s for code in charge.offences for s in offence(code).sanctions_for(kind, on))
    if any(sanction.kind.name == FINE for sanction in sanctions):
        return reason(
            "case.fine.none",
            "“{offences}”对{kind}规定的罚款，其条件不成立，不得罚款。",
            clause=_clauses(charge, on),
            **names,
        )
    return reason(
        "case.fine.none",
        "“{offences}”对{kind}没有规定罚款，不得罚款。",
        clause=_clauses(charge, on),
        **names,
    )


def _bars(
    charge: Charge,
    applied: FineRange | None,
    ranges: list[FineRange],
    facts: FineFacts,
    on: date,
) -> Iterator[Reason]:
    if facts.fined_by and ranges:
        yield reason(
            "case.fine.twice",
            "{other}已经就同一行为罚款，不得再次罚款；其他种类的处罚不受影响。",
            clause="PPL 29",
            other=facts.fined_by,
        )
    amount = facts.proposed
    if amount is None:
        return
    if not ranges:
        yield reason(
            "case.fine.without-ground",
            "拟罚款{amount}元没有依据：所涉违法行为没有可以适用的罚款。请删去罚款，或者核对适用的条款。",
            clause=_clauses(charge, on),
            amount=yuan(amount),
        )
    if applied is None or applied.high is None or applied.low is None:
        return
    if amount > applied.high:
        yield reason(
            "case.fine.above",
            "拟罚款{amount}元超过法定最高限{high}元。请在法定幅度内确定数额。",
            clause=applied.clause,
            amount=yuan(amount),
            high=yuan(applied.high),
        )
    if amount < applied.low and not facts.ground:
        yield reason(
            "case.fine.below",
            "拟罚款{amount}元低于法定最低限{low}元，须有减轻处罚的法定情形。"
            "请写明属于哪一种情形和证据，没有的在法定幅度内确定数额。",
            clause="; ".join(["PPL 32", *applied.clause.split("; ")]),
            amount=yuan(amount),
            low=yuan(applied.low),
        )


def _open(ranges: list[FineRange], facts: FineFacts) -> Iterator[Reason]:
    for one in ranges:
        if one.condition:
            yield reason(
                "case.fine.open.condition",
                "“{condition}”是否成立没有填写，足以改变罚款：成立的，{sentence}",
                clause=one.clause,
                condition=one.condition,
                sentence=one.why,
            )
    unconfirmed = sorted({one.offence for one in ranges if one.is_unconfirmed})
    if unconfirmed:
        yield reason(
            "case.fine.unconfirmed",
            "“{offences}”的罚款条款或者施行日期没有核对到原文，属于待确认的设置，使用前请核对文本。",
            offences=tuple(offence(code).title for code in unconfirmed),
        )
    if facts.ground and facts.proposed is not None:
        yield reason(
            "case.fine.mitigated",
            "减轻处罚的情形：{ground}。须有证据，并在决定书中写明。",
            clause="PPL 32",
            ground=facts.ground,
        )


def _narrowed(applied: FineRange | None, facts: FineFacts) -> tuple[Decimal | None, Decimal | None]:
    """The range that is left after the benchmark (PPL 34); a fixed sum stays as it is."""
    if applied is None or applied.low is None or applied.high is None:
        return (None, None)
    low, high = applied.low, applied.high
    if applied.is_fixed or facts.degree is None or facts.benchmark is None:
        return (low, high)
    return _third(low, high, facts.degree, facts.benchmark)


def _third(
    low: Decimal, high: Decimal, degree: Degree, benchmark: Benchmark
) -> tuple[Decimal, Decimal]:
    light = low + (high - low) * benchmark.light_below / WHOLE
    heavy = low + (high - low) * benchmark.heavy_above / WHOLE
    match degree:
        case Degree.MITIGATED:
            return (Decimal(0), low)
        case Degree.LIGHT:
            return (low, light)
        case Degree.ORDINARY:
            return (light, heavy)
        case Degree.HEAVY:
            return (heavy, high)


def _gains(charge: Charge, gains: Decimal, on: date) -> Iterator[Reason]:
    """The confiscation of illegal gains, where an offence of the charge knows it."""
    kind = charge.offender.kind
    clauses = {
        clause: None
        for code in charge.offences
        for sanction in offence(code).sanctions_for(kind, on)
        if sanction.kind.name == GAINS
        for clause in clauses_of(offence(code), sanction, kind, on)
    }
    if not clauses:
        yield reason(
            "case.fine.gains-unnamed",
            "所涉条款没有单独规定没收违法所得；违法所得{gains}元按行政处罚法的一般规定没收。",
            clause="PPL 28",
            gains=yuan(gains),
        )
        return
    yield reason(
        "case.fine.gains",
        "违法所得{gains}元，应当没收。",
        clause="; ".join(["PPL 28", *clauses]),
        gains=yuan(gains),
    )
    if on >= DEDUCTIONS_FROM:
        yield reason(
            "case.fine.deductions",
            "当事人可以在规定的期限内举证，扣除必要的合法支出和已经缴纳的税款后认定违法所得。",
            clause="ILG",
        )


def _hearing(
    charge: Charge,
    applied: FineRange | None,
    narrowed: tuple[Decimal | None, Decimal | None],
    facts: FineFacts,
    on: date,
) -> Reason | None:
    """Why the party has the right to a hearing (PPL 63), or may get it; None if it has not."""
    if by_kind := _hearing_by_kind(charge, on):
        return by_kind
    limit = _hearing_limit(charge, facts, on)
    amount = facts.proposed if facts.proposed is not None else narrowed[0]
    most = facts.proposed if facts.proposed is not None else narrowed[1]
    if amount is not None and amount >= limit:
        return _large(amount, limit)
    if (facts.gains or 0) >= limit:
        return reason(
            "case.hearing.gains",
            "拟没收{gains}元，达到听证标准（{limit}元，省级另有规定的从其规定）："
            "告知时须告知要求听证的权利。",
            clause=HEARING_CLAUSE,
            gains=yuan(facts.gains),
            limit=yuan(Decimal(limit)),
        )
    if most is not None and most >= limit:
        return reason(
            "case.hearing.may",
            "罚款达到{limit}元的属于听证范围（省级另有规定的从其规定）；拟罚款数额确定后再作判断。",
            clause=HEARING_CLAUSE,
            limit=yuan(Decimal(limit)),
        )
    return None


def _hearing_by_kind(charge: Charge, on: date) -> Reason | None:
    """The right to a hearing that a capability penalty gives, whatever the fine."""
    heavy = frozenset(
        name for name in charge.penalties(on) if penalty_class(name) is PenaltyClass.CAPABILITY
    )
    intended = heavy & (charge.expected_penalties | _mandatory(charge))
    if heavy and not intended:
        return reason(
            "case.hearing.may",
            "给予{penalties}的，属于听证范围；拟处罚种类确定后再作判断。",
            clause="PPL 63",
            penalties=titles_of(heavy),
        )
    if intended:
        return reason(
            "case.hearing.capability",
            "拟给予{penalties}，属于听证范围：告知时须告知要求听证的权利。",
            clause="PPL 63",
            penalties=titles_of(intended),
        )
    return None


def _mandatory(charge: Charge) -> frozenset[str]:
    kind = charge.offender.kind
    return frozenset().union(*(item.mandatory_penalties(kind) for item in charge.its_offences()))


def _large(amount: Decimal, limit: int) -> Reason:
    return reason(
        "case.hearing.fine",
        "罚款{amount}元以上，达到听证标准（{limit}元，省级另有规定的从其规定）："
        "告知时须告知要求听证的权利。",
        clause=HEARING_CLAUSE,
        amount=yuan(amount),
        limit=yuan(Decimal(limit)),
    )


def _hearing_limit(charge: Charge, facts: FineFacts, on: date) -> int:
    """The sum from which a fine is large (HEAR), by the settings of a day; a province may differ."""
    is_natural = is_person(charge.offender.kind, facts)
    return number(PERSON_SUM if is_natural else ORGANISATION_SUM, on)
