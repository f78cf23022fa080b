"""Facts nobody has given yet that would decide who handles a charge, and what each answer means."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from renjian.catalogue.offences import PenaltyClass, offence, titles_of
from renjian.jurisdiction.matters import (
    Charge,
    Matter,
    Offender,
    Place,
    Platform,
    PlatformRole,
    of_class,
    questions_of,
)
from renjian.jurisdiction.reserved import penalties_possible
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import NATIONAL, NOBODY, RESERVED, Ruling, Track
from renjian.jurisdiction.territory import in_xinjiang_county
from renjian.kernel.refusal import Reason, reason


def ruling_of_unknown_kind(charge: Charge, matter: Matter, on: date) -> Ruling:
    """The ruling where the kind of offender is not known: common to all kinds, or still open."""
    outcomes = {
        kind: rule_on(
            replace(charge, offender=Offender(kind, charge.offender.name), kinds=()),
            on=on,
            movements=matter.movements,
            reference=matter.reference,
        )
        for kind in charge.kinds
    }
    kinds_of: dict[str, list[str]] = {}
    for kind, ruling in outcomes.items():
        kinds_of.setdefault(ruling.title, []).append(kind.title)
    first = next(iter(outcomes.values()))
    if len(kinds_of) == 1:
        why = reason(
            "jurisdiction.kind-indifferent",
            "当事人类型没有填写；可能的类型（{kinds}）由谁管辖结果相同。",
            kinds=tuple(kind.title for kind in outcomes),
        )
        return replace(first, notes=(*first.notes, why))
    branches = tuple(
        reason(
            "jurisdiction.branch",
            "属于{kinds}的，由{outcome}管辖",
            kinds=tuple(kinds),
            outcome=title,
        )
        for title, kinds in kinds_of.items()
    )
    why = reason(
        "jurisdiction.open.kind",
        "当事人类型没有填写，足以改变管辖：{branches}。请查明当事人是否经国家认证监管部门批准、"
        "指定，再作认定。",
        clause="N102 一(一); N102 二",
        branches=branches,
    )
    return Ruling(NOBODY, "", (why,), track=Track.OPEN)


def open_facts(charge: Charge, matter: Matter, ruling: Ruling, on: date) -> Iterator[Reason]:
    """The facts that are missing and could change the level or the authority."""
    if ruling.track is not Track.PENALTY or charge.kinds:
        return
    moved = bool(ruling.authorities)
    if charge.offender.is_practice_organisation and ruling.levels != NATIONAL and not moved:
        yield from _penalties(charge, on)
        yield from _answers(charge)
    yield from _places(charge, matter, ruling)


def _penalties(charge: Charge, on: date) -> Iterator[Reason]:
    if of_class(charge.expected_penalties, PenaltyClass.PROPERTY, *RESERVED):
        return
    possible = penalties_possible(charge.offender.kind, charge.offences, on)
    if reserved := of_class(possible, *RESERVED):
        yield reason(
            "jurisdiction.open.penalty",
            "拟处罚种类没有填写，足以改变管辖：只罚款、没收的，由市、县（区）级管辖；"
            "拟给予{penalties}的，由总局管辖。",
            clause="N102 二(一)",
            penalties=titles_of(reserved),
        )


def _answers(charge: Charge) -> Iterator[Reason]:
    """Questions nobody answered, where a no raises an offence that SAMR handles (O-10)."""
    missing: list[Reason] = []
    raised: dict[str, None] = {}
    for number, question in questions_of(charge.offences):
        if number in charge.answers:
            continue
        found = [
            code
            for code in question.raises
            if offence(code).can_be_committed_by(charge.offender.kind)
            and offence(code).jurisdiction == "SAMR"
        ]
        raised |= dict.fromkeys(found)
        if found:
            missing.append(
                reason(
                    "jurisdiction.question", "{number}“{text}”", number=number, text=question.text
                )
            )
    if missing:
        yield reason(
            "jurisdiction.open.answer",
            "下列要件问题没有回答，足以改变管辖：{questions}。有一项为“否”的，另涉嫌“{offences}”，"
            "由总局管辖；都为“是”的，管辖不变。",
            clause="PROC 48; N102 二(一)",
            questions=tuple(missing),
            offences=tuple(offence(code).title for code in raised),
        )


def _places(charge: Charge, matter: Matter, ruling: Ruling) -> Iterator[Reason]:
    if ruling.levels == NATIONAL or ruling.authorities:
        return
    net = charge.platform
    if not matter.places and not (net and net.seat):
        yield reason(
            "jurisdiction.open.place",
            "违法行为发生地没有填写，只能认定层级，不能确定机关。"
            "审核现场、认证结论作出地、证书使用地、产品生产销售地都可以是违法行为发生地。",
            clause="PPL 22; PROC 7",
        )
    if net:
        yield from _on_the_net(net)
    elif any(_may_be_regiment(place) for place in matter.places):
        yield reason(
            "jurisdiction.open.regiment",
            "违法行为发生地在新疆，是否位于兵团团场没有填写：位于团场的，由兵团师市场监管部门"
            "管辖；不在团场的，由所在县（区）市场监管部门管辖。",
            clause="N102 二(二); PROC 7",
        )


def _on_the_net(net: Platform) -> Iterator[Reason]:
    if net.role is not PlatformRole.MERCHANT:
        if not net.seat:
            yield reason(
                "jurisdiction.open.seat",
                "{role}的住所地没有填写，暂按违法行为发生地认定；请补充住所地后重新认定。",
                clause="PROC 10.1",
                role=net.role.title,
            )
    elif net.platform_seat and net.platform_first is None:
        yield reason(
            "jurisdiction.open.platform",
            "平台住所地市场监管部门是否先行发现线索或者收到投诉举报没有填写："
            "是的，平台住所地也可以管辖；否的，只由平台内经营者实际经营地管辖。",
            clause="PROC 10.2",
        )


def _may_be_regiment(place: Place) -> bool:
    return place.is_regiment is None and in_xinjiang_county(place.division)
