"""The lawful range of a fine: by the law of the act, or a lighter later one (PPL 29, 32, 37).

A fine stands in the catalogue as a sum, a range, or a multiple of the value of the goods, each with
what it needs. What is not known yet leaves several ranges, each with its condition; nothing is
guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from renjian.cases.fine_facts import FineFacts
from renjian.catalogue.offences import Offence, Sanction, conditions, offence, offences
from renjian.catalogue.offenders import PERSONS, OffenderKind
from renjian.catalogue.validity import Mark
from renjian.jurisdiction.remembering import remembered
from renjian.jurisdiction.reserved import clauses_of
from renjian.kernel.refusal import Reason, reason

FINE = "fine"
NOTICE_OF_2019 = date(2019, 5, 14)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FineRange:
    """One lawful range, in yuan; ``low`` and ``high`` None where the value of the goods is missing.

    ``condition``: what must still turn out for it to apply; None where it applies. ``law_on``: the
    day whose law it is.
    """

    offence: str
    low: Decimal | None
    high: Decimal | None
    clause: str
    why: Reason
    law_on: date
    condition: Reason | None = None
    is_unconfirmed: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether the law names one sum."""
        return self.low is not None and self.low == self.high

    @property
    def weight(self) -> tuple[Decimal, Decimal]:
        """By what ranges are compared: the upper end, then the lower (PPL 29, 37)."""
        return (self.high or Decimal(0), self.low or Decimal(0))


@remembered(1)
def needs_of_fines() -> frozenset[str]:
    """The names of the facts that fines need, as the catalogue has them."""
    return frozenset(
        sanction.needs
        for item in offences().values()
        for sanction in item.sanctions
        if sanction.kind.name == FINE and sanction.needs
    )


def ranges_on(code: str, kind: OffenderKind, facts: FineFacts, on: date) -> tuple[FineRange, ...]:
    """The ranges of an offence by the law of a day: those that apply or may still apply.

    Empty where that law fines such an offender for it in no case that is left.
    """
    item = offence(code)
    found: list[FineRange] = []
    for clause, group in _by_clause(code, kind, on):
        for sanction, condition in _left(group, facts):
            found.append(_range(item, sanction, clause, facts, on, condition))
    return tuple(found)


def ranges_of(
    code: str, kind: OffenderKind, facts: FineFacts, acted_on: date | None, decided_on: date
) -> tuple[tuple[FineRange, ...], tuple[Reason, ...]]:
    """The ranges that apply to an act of a day decided on another, and what is said about the law.

    The law of the act applies; a later one where it is lighter or no longer punishes (PPL 37).
    """
    now = ranges_on(code, kind, facts, decided_on)
    if acted_on is None:
        first = ranges_on(code, kind, facts, NOTICE_OF_2019)
        open_law = _same(first, now) or not first
        return now, () if open_law else (_act_day_missing(code),)
    then = ranges_on(code, kind, facts, acted_on)
    if _same(then, now) or acted_on >= decided_on:
        return then, ()
    if any(one.condition for one in (*then, *now)):
        # What both laws say is said once: it is no second provision (PPL 29).
        shapes = [_shape(each) for each in then]
        other = tuple(one for one in now if _shape(one) not in shapes)
        return (*then, *other), (_value_decides(code, acted_on, decided_on),)
    if _heaviest(now) < _heaviest(then):
        return now, (_lighter(code, acted_on, decided_on, then, now),)
    return then, (_not_lighter(code, acted_on, then),)


@remembered(4096)
def _by_clause(
    code: str, kind: OffenderKind, on: date
) -> tuple[tuple[str, tuple[Sanction, ...]], ...]:
    """The fines that can meet an offender, by the clause that gives them."""
    item = offence(code)
    groups: dict[str, list[Sanction]] = {}
    for sanction in item.sanctions_for(kind, on):
        if sanction.kind.name == FINE:
            clause = "; ".join(clauses_of(item, sanction, kind, on))
            groups.setdefault(clause, []).append(sanction)
    return tuple((clause, tuple(group)) for clause, group in groups.items())


def _left(
    group: tuple[Sanction, ...], facts: FineFacts
) -> Iterator[tuple[Sanction, Reason | None]]:
    """Those of one clause that apply, or may: each with what is still to be known for it."""
    states = [(sanction, _meets(sanction, facts)) for sanction in group]
    certain = [sanction for sanction, state in states if state]
    if instead := [one for one in certain if one.is_instead or one.is_serious]:
        certain = instead[-1:]
    yield from ((sanction, None) for sanction in certain)
    for sanction, state in states:
        if state is None:
            yield sanction, _condition(sanction, facts)


def _condition(sanction: Sanction, facts: FineFacts) -> Reason:
    """What has to be known before a fine applies, in words."""
    if sanction.needs and sanction.needs not in facts.circumstances:
        return reason("case.fine.if", "{need}", need=conditions()[sanction.needs].title)
    if sanction.is_serious and facts.is_serious is None:
        return reason("case.fine.if-serious", "情节严重的")
    low, high = sanction.goods_from_yuan, sanction.goods_below_yuan
    if low is None:
        return reason("case.fine.if-below", "货值金额不足{high}元的", high=f"{high:,}")
    if high is None:
        return reason("case.fine.if-from", "货值金额{low}元以上的", low=f"{low:,}")
    return reason(
        "case.fine.if-between",
        "货值金额{low}元以上不足{high}元的",
        low=f"{low:,}",
        high=f"{high:,}",
    )


def _meets(sanction: Sanction, facts: FineFacts) -> bool | None:
    """Whether what a fine needs is there; None where that is not known."""
    states: list[bool | None] = []
    if sanction.needs:
        states.append(facts.circumstances.get(sanction.needs))
    if sanction.is_serious:
        states.append(facts.is_serious)
    low, high = sanction.goods_from_yuan, sanction.goods_below_yuan
    if low is not None or high is not None:
        value = facts.goods_value
        inside = value is not None and (low or 0) <= value and (high is None or value < high)
        states.append(None if value is None else inside)
    if False in states:
        return False
    return None if None in states else True


def _range(
    item: Offence,
    sanction: Sanction,
    clause: str,
    facts: FineFacts,
    on: date,
    condition: Reason | None,
) -> FineRange:
    low, high = _bounds(sanction, facts)
    return FineRange(
        offence=item.code,
        low=low,
        high=high,
        clause=clause,
        why=_sentence(item, sanction, clause, facts, low, high),
        law_on=on,
        condition=condition,
        is_unconfirmed=_is_unconfirmed(sanction),
    )


def _is_unconfirmed(sanction: Sanction) -> bool:
    return {sanction.mark, sanction.start_mark} != {Mark.VERIFIED}


def _bounds(sanction: Sanction, facts: FineFacts) -> tuple[Decimal | None, Decimal | None]:
    if sanction.max_multiple is None:
        low, high = sanction.min_yuan, sanction.max_yuan
        return Decimal(low or 0), None if high is None else Decimal(high)
    if facts.goods_value is None:
        return None, None
    low_multiple, high_multiple = sanction.min_multiple or 0, sanction.max_multiple
    low_yuan = facts.goods_value * Decimal(str(low_multiple))
    high_yuan = facts.goods_value * Decimal(str(high_multiple))
    return low_yuan.quantize(CENT), high_yuan.quantize(CENT)


def _sentence(
    item: Offence,
    sanction: Sanction,
    clause: str,
    facts: FineFacts,
    low: Decimal | None,
    high: Decimal | None,
) -> Reason:
    if sanction.max_multiple is not None:
        return _of_goods(item, sanction, clause, facts, low, high)
    if high is not None and low == high:
        return reason(
            "case.fine.fixed",
            "“{offence}”的罚款数额固定为{yuan}元，没有裁量幅度。",
            clause=clause,
            offence=item.title,
            yuan=yuan(high),
        )
    if not low:
        return reason(
            "case.fine.up-to",
            "“{offence}”的罚款幅度为{high}元以下（含本数）。",
            clause=clause,
            offence=item.title,
            high=yuan(high),
        )
    return reason(
        "case.fine.range",
        "“{offence}”的罚款幅度为{low}元以上{high}元以下。",
        clause=clause,
        offence=item.title,
        low=yuan(low),
        high=yuan(high),
    )


def _of_goods(
    item: Offence,
    sanction: Sanction,
    clause: str,
    facts: FineFacts,
    low: Decimal | None,
    high: Decimal | None,
) -> Reason:
    """A multiple of the value of the goods in words, with the sums where the value is known."""
    said = {
        "clause": clause,
        "offence": item.title,
        "value": yuan(facts.goods_value),
        "least": _number(sanction.min_multiple),
        "most": _number(sanction.max_multiple),
        "low": yuan(low),
        "high": yuan(high),
    }
    is_known = facts.goods_value is not None
    return _of_known_goods(sanction, said) if is_known else _of_unknown_goods(sanction, said)


def _of_unknown_goods(sanction: Sanction, said: dict[str, str]) -> Reason:
    if sanction.min_multiple:
        return reason(
            "case.fine.multiple",
            "“{offence}”的罚款为货值金额的{least}倍以上{most}倍以下；货值金额查明后计算。",
            **said,
        )
    return reason(
        "case.fine.multiple-up-to",
        "“{offence}”的罚款为货值金额的{most}倍以下；货值金额查明后计算。",
        **said,
    )


def _of_known_goods(sanction: Sanction, said: dict[str, str]) -> Reason:
    if sanction.min_multiple:
        return reason(
            "case.fine.goods",
            "“{offence}”的货值金额为{value}元，罚款为货值金额的{least}倍以上{most}倍以下，"
            "即{low}元以上{high}元以下。",
            **said,
        )
    if sanction.max_multiple == 1:
        return reason(
            "case.fine.goods-equal",
            "“{offence}”的货值金额为{high}元，罚款为货值金额等值以下，即{high}元以下。",
            **said,
        )
    return reason(
        "case.fine.goods-up-to",
        "“{offence}”的货值金额为{value}元，罚款为货值金额的{most}倍以下，即{high}元以下。",
        **said,
    )


def yuan(amount: Decimal | None) -> str:
    """An amount as officers write it: thousands apart, cents only where there are some."""
    if amount is None:
        return "–"
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}" if whole else f"{amount:,.2f}"


def _number(multiple: float | None) -> str:
    return f"{multiple:g}" if multiple else "0"


def _heaviest(ranges: tuple[FineRange, ...]) -> tuple[Decimal, Decimal]:
    return max((one.weight for one in ranges), default=(Decimal(0), Decimal(0)))


def _same(one: tuple[FineRange, ...], two: tuple[FineRange, ...]) -> bool:
    """Whether two laws fine alike, whatever their articles are called."""
    return [_shape(each) for each in one] == [_shape(each) for each in two]


def _shape(one: FineRange) -> tuple[object, ...]:
    return (one.low, one.high, one.why.code, one.condition.text if one.condition else "")


def _act_day_missing(code: str) -> Reason:
    return reason(
        "case.fine.open.act-day",
        "“{offence}”的处罚在2019年5月以后改过，行为日期没有填写：先按决定时的规定计算，"
        "行为发生在修改以前的，须与行为时的规定比较后适用较轻的。",
        clause="PPL 37",
        offence=offence(code).title,
    )


def _value_decides(code: str, acted_on: date, decided_on: date) -> Reason:
    return reason(
        "case.fine.open.value",
        "“{offence}”的处罚在行为日（{acted}）与决定日（{decided}）之间改过，所缺的事实足以改变幅度："
        "查明后比较两时的规定，适用较轻的。",
        clause="PPL 37",
        offence=offence(code).title,
        acted=acted_on,
        decided=decided_on,
    )


def _lighter(
    code: str,
    acted_on: date,
    decided_on: date,
    then: tuple[FineRange, ...],
    now: tuple[FineRange, ...],
) -> Reason:
    return reason(
        "case.fine.lighter-law",
        "“{offence}”发生在{acted}，行为时的规定最高罚款{old}元，决定时的规定最高罚款{new}元；"
        "决定时的规定较轻，适用决定时的规定。",
        clause="PPL 37",
        offence=offence(code).title,
        acted=acted_on,
        old=yuan(_heaviest(then)[0]),
        new=yuan(_heaviest(now)[0]),
    )


def _not_lighter(code: str, acted_on: date, then: tuple[FineRange, ...]) -> Reason:
    return reason(
        "case.fine.law-of-the-act",
        "“{offence}”发生在{acted}，以后的规定没有减轻处罚，适用行为时的规定（最高罚款{old}元）。",
        clause="PPL 37",
        offence=offence(code).title,
        acted=acted_on,
        old=yuan(_heaviest(then)[0]),
    )


def is_person(kind: OffenderKind, facts: FineFacts) -> bool:
    """Whether the offender is a natural person, to whom lower thresholds apply (HEAR)."""
    return kind in PERSONS or facts.is_natural_person
