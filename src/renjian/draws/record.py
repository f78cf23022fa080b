"""Carrying out a frozen plan, and the record by which anybody can do it again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from renjian.draws import beacon
from renjian.draws.assignment import Assignment, Officer, Recusal, assign
from renjian.draws.freezing import LISTS, Commitment, commitments
from renjian.draws.plan import OPEN_SECRET, Plan, plan_hash, seed
from renjian.draws.pool import Leaf, sealed
from renjian.draws.selection import ALGORITHMS, Selection
from renjian.draws.tickets import Ticket, tickets
from renjian.kernel.refusal import Reason, Refused, reason

VERSION = "rj-record/1"


@dataclass(frozen=True)
class Outcome:
    """A draw carried out: what went in, and what the seed made of it."""

    plan: Plan
    plan_hash: bytes
    leaves: tuple[Leaf, ...]
    officers: tuple[Officer, ...]
    recusals: tuple[Recusal, ...]
    beacon_value: bytes
    seed: bytes
    strata: Mapping[str, Selection]
    assignment: Assignment


def why_not_carry_out(
    plan: Plan,
    frozen: bytes,
    leaves: Iterable[Leaf],
    officers: Iterable[Officer],
    recusals: Iterable[Recusal],
) -> list[Reason]:
    """Why a plan may not be carried out: something is not as it was at the freeze.

    ``frozen`` is the hash that was shown and logged then.
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
    then = {
        "register": Commitment(plan.register_root, plan.register_size),
        "officers": Commitment(plan.officers_root, plan.officers_size),
        "recusals": Commitment(plan.recusals_root, plan.recusals_size),
    }
    now = commitments(leaves, officers, recusals, plan.hash)
    return reasons + [
        reason(
            "draws.record.changed",
            "{list}与封存时不一致：封存时 {size} 条（根哈希 {root}），现在 {now} 条。"
            "不得据此抽取；请恢复封存时的内容，或者作废后重新封存。",
            list=LISTS[name],
            size=committed.size,
            root=committed.root,
            now=now[name].size,
        )
        for name, committed in then.items()
        if now[name] != committed
    ]


def carry_out(
    plan: Plan,
    frozen: bytes,
    leaves: Iterable[Leaf],
    officers: Iterable[Officer],
    recusals: Iterable[Recusal],
) -> Outcome:
    """Draw the objects and their officers as the frozen plan and its beacon say (RJ-DRAW/1 4-9).

    There is no seed to give: it follows from the plan, so a plan has one result and no second try.
    """
    leaves = tuple(sorted(leaves, key=lambda leaf: leaf.id))
    officers = tuple(sorted(officers, key=lambda officer: officer.id))
    recusals = tuple(sorted(recusals))
    if reasons := why_not_carry_out(plan, frozen, leaves, officers, recusals):
        raise Refused(*reasons)
    beacon_value = beacon.value(plan.beacon, plan.hash)
    drawn_seed = seed(OPEN_SECRET, frozen, beacon_value, plan.hash)
    strata = _select(plan, leaves, drawn_seed)
    units = {leaf.id: leaf.unit for leaf in leaves}
    drawn = {one.id: units[one.id] for part in strata.values() for one in part.selected}
    return Outcome(
        plan=plan,
        plan_hash=frozen,
        leaves=leaves,
        officers=officers,
        recusals=recusals,
        beacon_value=beacon_value,
        seed=drawn_seed,
        strata=strata,
        assignment=assign(drawn, officers, recusals, drawn_seed, plan.hash),
    )


def public(outcome: Outcome) -> dict[str, object]:
    """The record that everybody may have: it proves the draw and shows no risk class."""
    plan = outcome.plan
    return {
        "v": VERSION,
        "form": "public",
        "plan": plan.to_json(),
        "plan_hash": outcome.plan_hash.hex(),
        "objects": [leaf.to_json() for leaf in outcome.leaves],
        "officers": [officer.to_json() for officer in outcome.officers],
        "recusals": [recusal.to_json() for recusal in outcome.recusals],
        "beacon": {**plan.beacon, "value": outcome.beacon_value.hex()},
        "seed": outcome.seed.hex(),
        "strata": [
            {
                "stratum": stratum.label,
                "selected": _shown(outcome.strata[stratum.label].selected),
                "reserve": _shown(outcome.strata[stratum.label].reserve),
            }
            for stratum in plan.strata
        ],
        "assignment": {
            "caps": dict(outcome.assignment.caps),
            "teams": [
                {"object": team.object, "lead": team.lead, "second": team.second}
                for team in outcome.assignment.teams
            ],
        },
    }


def full(outcome: Outcome, openings: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """The record for the superior authority, the discipline body and a notary: classes opened."""
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
    opened = {id: dict(opening) for id, opening in openings.items()}
    return {**public(outcome), "form": "full", "openings": opened}


def _select(plan: Plan, leaves: Iterable[Leaf], seed: bytes) -> dict[str, Selection]:
    """The selection of each stratum, in the plan's order."""
    members: dict[str, list[str]] = defaultdict(list)
    for leaf in leaves:
        members[leaf.stratum].append(leaf.id)
    return {
        stratum.label: ALGORITHMS[stratum.algorithm](
            tickets(seed, plan.merge_group, members[stratum.label], plan.hash),
            stratum.drawn,
            plan.reserve,
        )
        for stratum in plan.strata
    }


def _shown(drawn: Iterable[Ticket]) -> list[dict[str, str]]:
    return [{"id": one.id, "ticket": one.value.hex()} for one in drawn]
