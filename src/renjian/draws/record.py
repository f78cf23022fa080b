"""Carrying out a frozen plan, and the record by which anybody can do it again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from renjian.draws import beacon, pareto
from renjian.draws import secret as secrets
from renjian.draws.assignment import Assignment, Officer, Recusal, Visits, assign
from renjian.draws.beacon_kind import NOTHING, Said
from renjian.draws.freezing import LISTS, Commitment, commitments
from renjian.draws.plan import Plan, plan_hash, seed
from renjian.draws.pool import Leaf, sealed
from renjian.draws.priority import Team
from renjian.draws.selection import ALGORITHMS, Selection
from renjian.draws.stages import Part, PartsDrawn, draw_parts
from renjian.draws.tickets import Ticket, tickets
from renjian.kernel.canonical import canonical, canonical_flat
from renjian.kernel.refusal import Reason, Refused, reason

VERSION = "rj-record/1"
IN_A_LINE = 1000  # objects that one line of a record in lines holds


@dataclass(frozen=True)
class Lists:
    """All lists that a plan commits to, in the order in which they are hashed."""

    leaves: tuple[Leaf, ...]
    officers: tuple[Officer, ...]
    recusals: tuple[Recusal, ...]
    parts: tuple[Part, ...] = ()
    experts: tuple[str, ...] = ()

    @classmethod
    def in_order(
        cls,
        leaves: Iterable[Leaf],
        officers: Iterable[Officer],
        recusals: Iterable[Recusal],
        parts: Iterable[Part],
        experts: Iterable[str],
    ) -> Self:
        """The lists as they are given, in whatever order."""
        return cls(
            tuple(sorted(leaves, key=lambda leaf: leaf.id)),
            tuple(sorted(officers, key=lambda officer: officer.id)),
            tuple(sorted(recusals)),
            tuple(sorted(parts, key=lambda part: (part.object, part.id))),
            tuple(sorted(experts)),
        )


@dataclass(frozen=True, kw_only=True)
class Outcome(Lists):
    """A draw carried out: what went in, and what the seed made of it."""

    plan: Plan
    plan_hash: bytes
    beacon_value: bytes
    seed: bytes
    strata: Mapping[str, Selection]
    assignment: Assignment
    evidence: Said = field(default_factory=dict)
    secret: bytes = secrets.OPEN
    second_stage: tuple[PartsDrawn, ...] = ()


def why_not_carry_out(
    plan: Plan,
    frozen: bytes,
    leaves: Iterable[Leaf],
    officers: Iterable[Officer],
    recusals: Iterable[Recusal],
    *,
    secret: bytes = secrets.OPEN,
    parts: Iterable[Part] = (),
    experts: Iterable[str] = (),
) -> list[Reason]:
    """Why a plan may not be carried out: something is not as it was at the freeze.

    ``frozen`` is the hash that was shown and logged then, ``secret`` what the plan is sealed with.
    """
    reasons = []
    if plan_hash(plan.to_json(), plan.hash) != frozen:
        reasons.append(
            reason(
                "draws.record.plan",
                "抽取方案“{number}”与封存时公布的哈希 {frozen} 不符，封存后被改动过。"
                "不得据此抽取；请恢复原方案，或者作废后重新封存。",
                number=plan.number,
                frozen=frozen.hex(),
            )
        )
    then = _committed(plan)
    now = commitments(leaves, officers, recusals, plan.hash, parts, experts)
    none = Commitment("–", 0)
    changed = [
        reason(
            "draws.record.changed",
            "{list}与封存时不一致：封存时 {size} 条（根哈希 {root}），现在 {now} 条。"
            "不得据此抽取；请恢复封存时的内容，或者作废后重新封存。",
            list=LISTS[name],
            size=then.get(name, none).size,
            root=then.get(name, none).root,
            now=now.get(name, none).size,
        )
        for name in LISTS
        if now.get(name, none) != then.get(name, none)
    ]
    return [*reasons, *_why_not_opened(plan, secret), *changed]


def _committed(plan: Plan) -> dict[str, Commitment]:
    """What the plan says of each of its lists."""
    then = {
        "register": Commitment(plan.register_root, plan.register_size),
        "officers": Commitment(plan.officers_root, plan.officers_size),
        "recusals": Commitment(plan.recusals_root, plan.recusals_size),
    }
    if plan.second_stage:
        then["parts"] = Commitment(plan.second_stage.root, plan.second_stage.size)
    if plan.experts:
        then["experts"] = Commitment(plan.experts.root, plan.experts.size)
    return then


def _why_not_opened(plan: Plan, secret: bytes) -> list[Reason]:
    """Why the secret is not the one that the plan was sealed with."""
    if len(secret) != secrets.LENGTH or (
        secret != secrets.OPEN
        if plan.sealed is None
        else secrets.commitment(secret, plan.hash) != plan.sealed
    ):
        return [
            reason(
                "draws.record.secret",
                "密封用的秘密与方案“{number}”封存时的承诺不符，或者方案没有密封却给出了秘密。"
                "不得据此抽取；请取回封存时保管的秘密。",
                number=plan.number,
            )
        ]
    return []


def carry_out(
    plan: Plan,
    frozen: bytes,
    leaves: Iterable[Leaf],
    officers: Iterable[Officer],
    recusals: Iterable[Recusal],
    *,
    evidence: Said = NOTHING,
    secret: bytes = secrets.OPEN,
    parts: Iterable[Part] = (),
    experts: Iterable[str] = (),
) -> Outcome:
    """Draw the objects and their officers as the frozen plan and its beacon say (RJ-DRAW/1 4-9).

    There is no seed to give: it follows from the plan, so a plan has one result and no second try.
    ``evidence`` is what the beacon said, ``secret`` opens a sealed plan. Refused if anything is not
    as it was frozen, or the evidence is not that of the beacon.
    """
    lists = Lists.in_order(leaves, officers, recusals, parts, experts)
    reasons = why_not_carry_out(plan, frozen, **vars(lists), secret=secret)
    if reasons := reasons + beacon.why_not_believe(plan.beacon, evidence, plan.hash):
        raise Refused(*reasons)
    beacon_value = beacon.value(plan.beacon, plan.hash, evidence)
    # A draw after one that was voided uses its seed input again, so that nobody gains by voiding.
    first = bytes.fromhex(plan.succeeds) if plan.succeeds else frozen
    drawn_seed = seed(secret, first, beacon_value, plan.hash)
    strata = _select(plan, lists.leaves, drawn_seed)
    return Outcome(
        **vars(lists),
        plan=plan,
        plan_hash=frozen,
        beacon_value=beacon_value,
        seed=drawn_seed,
        strata=strata,
        assignment=_assign(plan, lists, strata, drawn_seed),
        evidence=dict(evidence),
        secret=secret,
        second_stage=_second_stage(plan, strata, lists.parts, drawn_seed),
    )


def _assign(plan: Plan, lists: Lists, strata: Mapping[str, Selection], seed: bytes) -> Assignment:
    """The teams of the drawn objects; an item takes the first of a stratum, as many as it draws."""
    units = {leaf.id: leaf.unit for leaf in lists.leaves}
    items: dict[str, tuple[str, ...]] = {}
    for place, stratum in enumerate(plan.strata):
        for n, one in enumerate(strata[stratum.label].selected):
            items[one.id] = tuple(each.item for each in plan.items if n < each.drawn[place])
    size, each = plan.team["size"], plan.experts.each if plan.experts else 0
    assert isinstance(size, int)
    return assign(
        {id: units[id] for id in items},
        lists.officers,
        lists.recusals,
        seed,
        plan.hash,
        lending={one.unit: one.lends for one in plan.escalation},
        most_visits=plan.most_visits,
        visits=Visits(size, items if plan.items else {}, lists.experts, each),
    )


def _second_stage(
    plan: Plan, strata: Mapping[str, Selection], parts: Iterable[Part], seed: bytes
) -> tuple[PartsDrawn, ...]:
    second = plan.second_stage
    if second is None:
        return ()
    drawn = [one.id for part in strata.values() for one in part.selected]
    return draw_parts(drawn, parts, second.drawn, seed, plan.merge_group, plan.hash)


def public(outcome: Outcome) -> dict[str, object]:
    """The record that everybody may have: it proves the draw and shows no risk class."""
    return {**_head(outcome), "objects": [leaf.to_json() for leaf in outcome.leaves]}


def lines(
    outcome: Outcome, openings: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[bytes]:
    """The public record as JSON Lines, the full one with ``openings``; for registers of any size.

    A list may go on in later lines: the first holds all but the objects, each other some of them.
    """
    head = _head(outcome)
    if openings is not None:
        _check_openings(outcome, openings)
        head |= {"form": "full", "openings": {id: dict(one) for id, one in openings.items()}}
    yield canonical({**head, "objects": []}) + b"\n"
    for start in range(0, len(outcome.leaves), IN_A_LINE):
        some = outcome.leaves[start : start + IN_A_LINE]
        yield b'{"objects":[' + b",".join(canonical_flat(one.to_json()) for one in some) + b"]}\n"


def _head(outcome: Outcome) -> dict[str, Any]:
    """All of a public record but its objects."""
    plan = outcome.plan
    value: dict[str, Any] = {
        "v": VERSION,
        "form": "public",
        "plan": plan.to_json(),
        "plan_hash": outcome.plan_hash.hex(),
        "officers": [officer.to_json() for officer in outcome.officers],
        "recusals": [recusal.to_json() for recusal in outcome.recusals],
        "beacon": {**plan.beacon, **outcome.evidence, "value": outcome.beacon_value.hex()},
        "seed": outcome.seed.hex(),
        "strata": [_stratum(stratum.label, outcome, stratum.algorithm) for stratum in plan.strata],
        "assignment": _assignment(outcome.assignment),
    }
    if plan.sealed:
        value["secret"] = outcome.secret.hex()
    if plan.experts:
        value["experts"] = [{"id": one} for one in outcome.experts]
    if plan.second_stage:
        value["parts"] = [part.to_json() for part in outcome.parts]
        value["second_stage"] = [
            {"object": one.object, "selected": _shown(one.selected)} for one in outcome.second_stage
        ]
    return value


def _stratum(label: str, outcome: Outcome, algorithm: str) -> dict[str, Any]:
    found = outcome.strata[label]
    shown = {
        "stratum": label,
        "selected": _shown(found.selected),
        "reserve": _shown(found.reserve),
    }
    return {**shown, "tau": pareto.shown(found.tau)} if algorithm == "pareto" else shown


def _assignment(found: Assignment) -> dict[str, Any]:
    value: dict[str, Any] = {
        "caps": dict(found.caps),
        "teams": [team_shown(team) for team in found.teams],
    }
    if found.expert_cap:
        value["expert_cap"] = found.expert_cap
    if found.borrowed:
        value["borrowed"] = {unit: list(lenders) for unit, lenders in found.borrowed.items()}
    return value


def team_shown(team: Team) -> dict[str, Any]:
    """A team as the record shows it; of the last three only what there is."""
    more = {"others": team.others, "items": team.items, "experts": team.experts}
    value = {"object": team.object, "lead": team.lead, "second": team.second}
    return value | {name: list(one) for name, one in more.items() if one}


def full(outcome: Outcome, openings: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """The record for the superior authority, the discipline body and a notary: classes opened."""
    _check_openings(outcome, openings)
    opened = {id: dict(opening) for id, opening in openings.items()}
    return {**public(outcome), "form": "full", "openings": opened}


def _check_openings(outcome: Outcome, openings: Mapping[str, Mapping[str, str]]) -> None:
    wrong = [
        leaf.id
        for leaf in outcome.leaves
        if leaf.id not in openings or sealed(openings[leaf.id], outcome.plan.hash) != leaf.sealed
    ]
    if wrong or len(openings) != len(outcome.leaves):
        raise Refused(
            reason(
                "draws.record.opening",
                "风险等级与封存的承诺不符（{object}）：等级、模型版本或者盐值在封存后被改动过，"
                "或者多出、缺少对象。请恢复封存时的内容。",
                object=wrong[0] if wrong else f"{len(openings)}／{len(outcome.leaves)}",
            )
        )


def _select(plan: Plan, leaves: Iterable[Leaf], seed: bytes) -> dict[str, Selection]:
    """The selection of each stratum, in the plan's order."""
    members: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for leaf in leaves:
        members[leaf.stratum].append(leaf.id)
        if leaf.size:
            sizes[leaf.id] = leaf.size
    return {
        stratum.label: ALGORITHMS[stratum.algorithm](
            tickets(seed, plan.merge_group, members[stratum.label], plan.hash),
            stratum.drawn,
            plan.reserve,
            {id: sizes[id] for id in members[stratum.label]}
            if stratum.algorithm == "pareto"
            else {},
        )
        for stratum in plan.strata
    }


def _shown(drawn: Iterable[Ticket]) -> list[dict[str, str]]:
    return [{"id": one.id, "ticket": one.value.hex()} for one in drawn]
