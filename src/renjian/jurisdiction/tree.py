"""The reasons of a judgement as a tree: the conclusion, and below it what it rests on.

Pages, the command and the API show the same tree; headings and sentences are translated where they
are shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.catalogue.offences import Offence, PenaltyClass, titles_of
from renjian.jurisdiction.judging import Handling
from renjian.jurisdiction.matters import Charge
from renjian.jurisdiction.reserved import clauses_of
from renjian.jurisdiction.rulings import NATIONAL, Track
from renjian.kernel.refusal import Reason, reason

RECTIFICATION = "rectification"  # what follows once business is stopped, as for serious acts
CLASSES = (PenaltyClass.PROPERTY, PenaltyClass.REPRIMAND, PenaltyClass.CAPABILITY)
BRANCH_TITLES = {
    "charge": "当事人和违法行为",
    "level": "级别管辖",
    "territory": "地域管辖",
    "bars": "不得为之的事项",
    "open": "足以改变认定的待查事实",
    "notes": "提示",
    "beside": "并行、移送的事项",
    "time": "处罚时效",
    "fine": "罚款",
    "together": "各当事人之间",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A heading of ``BRANCH_TITLES`` or a sentence, with what stands below it."""

    heading: str = ""
    why: Reason | None = None
    branches: tuple["Branch", ...] = ()


def tree_of(handling: Handling, law_of: date, more: tuple[Branch, ...] = ()) -> Branch:
    """The tree of one offender, its conclusion at the root; ``more`` stands before what is barred.

    ``law_of`` is the day whose articles the offences are cited by (PPL 37).
    """
    parts = (
        Branch("charge", branches=tuple(_offences(handling.charge, law_of))),
        leaves("level", handling.ruling.reasons),
        leaves("territory", handling.territory),
        *more,
        leaves("bars", handling.bars),
        leaves("open", handling.open_facts),
        leaves("notes", handling.ruling.notes),
        leaves("beside", handling.beside),
    )
    return Branch(why=conclusion(handling), branches=tuple(part for part in parts if part.branches))


def leaves(heading: str, reasons: tuple[Reason, ...]) -> Branch:
    """Reasons below one heading."""
    return Branch(heading, branches=tuple(Branch(why=why) for why in reasons))


def conclusion(handling: Handling) -> Reason:
    """Who handles a charge, in one sentence."""
    ruling = handling.ruling
    names = {"offender": handling.charge.offender.title}
    match ruling.track:
        case Track.OPEN:
            return reason(
                "jurisdiction.conclusion.open",
                "{offender}：缺少足以决定管辖的事实，尚不能认定。",
                **names,
            )
        case Track.ELSEWHERE:
            return reason(
                "jurisdiction.conclusion.elsewhere",
                "{offender}：不由市场监管部门处罚，应当移送其他部门。",
                **names,
            )
        case Track.LICENCE:
            return reason(
                "jurisdiction.conclusion.licence",
                "{offender}：由市场监管总局按行政许可程序办理，不是行政处罚案件。",
                **names,
            )
        case Track.SUPERVISION if ruling.levels == NATIONAL:
            return reason(
                "jurisdiction.conclusion.supervision-national",
                "{offender}：不能立行政处罚案件，由市场监管总局作监督管理处理。",
                **names,
            )
        case Track.SUPERVISION:
            return reason(
                "jurisdiction.conclusion.supervision",
                "{offender}：不能立行政处罚案件，由所在地市场监管部门作监督管理处理。",
                **names,
            )
        case Track.PENALTY:
            return _of_penalty(handling, names)


def _of_penalty(handling: Handling, names: dict[str, str]) -> Reason:
    ruling = handling.ruling
    if ruling.levels == NATIONAL:
        return reason(
            "jurisdiction.conclusion.national",
            "{offender}：由市场监管总局管辖；没有总局的授权或者交办文件，地方不得立案、告知和处罚。",
            **names,
        )
    nearest = handling.nearest
    if not nearest:
        return reason(
            "jurisdiction.conclusion.level",
            "{offender}：由违法行为发生地的{levels}市场监管部门管辖，具体机关待发生地查明后确定。",
            **names,
            levels=ruling.title,
        )
    if len(nearest) > 1:
        return reason(
            "jurisdiction.conclusion.several",
            "{offender}：{authorities}都有管辖权，由最先立案的机关管辖。",
            **names,
            authorities=tuple(node.title for node in nearest),
        )
    return reason(
        "jurisdiction.conclusion.one",
        "{offender}：由{authority}管辖。",
        **names,
        authority=nearest[0].title,
    )


def _offences(charge: Charge, on: date) -> Iterator[Branch]:
    if charge.kinds:
        titles = tuple(item.title for item in charge.its_offences())
        yield Branch(
            why=reason("jurisdiction.tree.unknown", "当事人涉嫌“{offences}”。", offences=titles)
        )
        return
    for item in charge.its_offences():
        yield Branch(
            why=reason(
                "jurisdiction.tree.offence",
                "{kind}涉嫌“{offence}”（{number}）。",
                clause="; ".join(item.prohibited_by(on)),
                kind=charge.offender.kind.title,
                offence=item.title,
                number=item.code,
            ),
            branches=tuple(_penalties(item, charge, on)),
        )


def _penalties(item: Offence, charge: Charge, on: date) -> Iterator[Branch]:
    """The penalties that can follow, class by class: those to reckon with, then the others."""
    kind = charge.offender.kind
    chosen = charge.expected_penalties
    reckoned = chosen | item.mandatory_penalties(kind)
    groups: dict[tuple[int, int], tuple[dict[str, None], dict[str, None]]] = {}
    for sanction in item.sanctions_for(kind, on):
        sort = sanction.kind.penalty_class
        if sort.is_penalty:
            is_last = sanction.is_serious or sanction.needs == RECTIFICATION
            rank = 0 if sanction.kind.name in reckoned else 2 if is_last else 1
            names, clauses = groups.setdefault((CLASSES.index(sort), rank), ({}, {}))
            names[sanction.kind.name] = None
            clauses.update(dict.fromkeys(clauses_of(item, sanction, kind, on)))
    for (place, rank), (names, clauses) in sorted(groups.items(), key=lambda each: each[0]):
        sort = CLASSES[place]
        is_referred = sort is PenaltyClass.CAPABILITY and charge.capability_referral
        say = _referred if is_referred and rank == 0 else SENTENCES[rank]
        yield Branch(why=say(titles_of(names), sort, "; ".join(clauses)))


def _reckoned(penalties: str, sort: PenaltyClass, clause: str) -> Reason:
    return reason(
        "jurisdiction.tree.reckoned",
        "拟给予或者应当给予的处罚：{penalties}，属于{sort}。",
        clause=clause,
        penalties=penalties,
        sort=sort.title,
    )


def _possible(penalties: str, sort: PenaltyClass, clause: str) -> Reason:
    return reason(
        "jurisdiction.tree.possible",
        "可以给予的处罚：{penalties}，属于{sort}。",
        clause=clause,
        penalties=penalties,
        sort=sort.title,
    )


def _if_serious(penalties: str, sort: PenaltyClass, clause: str) -> Reason:
    return reason(
        "jurisdiction.tree.if-serious",
        "情节严重的，可以给予{penalties}，属于{sort}；目前没有列入拟处罚。",
        clause=clause,
        penalties=penalties,
        sort=sort.title,
    )


def _referred(penalties: str, sort: PenaltyClass, clause: str) -> Reason:
    return reason(
        "jurisdiction.tree.referred",
        "{penalties}（{sort}）已经另行报送总局，不在本案决定。",
        clause=clause,
        penalties=penalties,
        sort=sort.title,
    )


SENTENCES = (_reckoned, _possible, _if_serious)
