"""What happens to a draw afterwards, entry by entry: replaced objects, late recusals, the void.

Each entry says who wished it, when and why; what follows is computed from the record, so that
nobody chooses who steps in, and anybody can compute it again (RJ-DRAW/1 2 A4 to A6, A12; 8). An
entry holds the hash of the one before it, the first that of the plan, so none can be left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from renjian.draws.afterwards import in_turn, seated, stand_in
from renjian.draws.assignment import Assignment, Officer, Recusal, officer_order
from renjian.draws.priority import Shortage, Team
from renjian.draws.record import team_shown
from renjian.draws.stages import Part, draw_parts
from renjian.draws.voiding import is_after_seed
from renjian.kernel.canonical import canonical, digest
from renjian.kernel.refusal import Reason, Refused, reason

VERSION = "rj-change/1"
REPLACE, RECUSE, VOID = "replace", "recuse", "void"


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: the object that falls out, or the officer who keeps away from it.

    ``at`` is an ISO moment, ``evidence`` the hash of a file that shows the reason, or "".
    """

    kind: str
    at: str
    why: str
    evidence: str = ""
    object: str = ""
    officer: str = ""


class Standing:
    """Where a draw stands: who is visited by whom, and who waits in reserve.

    ``record`` is the record of the draw; of one that was frozen and not drawn its plan and hash.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record, self.plan = record, record["plan"]
        self.last = record["plan_hash"]
        self.number = 0
        self.is_void = False
        self.replaced: dict[str, str] = {}
        self._strata = {one["stratum"]: one for one in record.get("strata", [])}
        self._unit_of = {one["id"]: one["unit"] for one in record.get("objects", [])}
        self._officers = [Officer(**one) for one in record.get("officers", [])]
        self._recusals = [Recusal(**one) for one in record.get("recusals", [])]
        self._out: set[str] = set()
        shown = record.get("assignment", {"caps": {}, "teams": []})
        self._caps, self._expert_cap = shown["caps"], shown.get("expert_cap", 0)
        self._borrowed = {unit: tuple(one) for unit, one in shown.get("borrowed", {}).items()}
        self.teams = {one["object"]: _team(one) for one in shown["teams"]}

    def change(self, wish: Wish) -> dict[str, Any]:
        """Carry out a wish and return its entry. Refused if it cannot be; then nothing changed."""
        if reasons := self.why_not(wish):
            raise Refused(*reasons)
        entry: dict[str, Any] = {
            "v": VERSION,
            "number": self.number + 1,
            "before": self.last,
            **{name: value for name, value in vars(wish).items() if value},
        }
        if wish.kind == VOID:
            self.is_void = True
            moment = int(datetime.fromisoformat(wish.at).timestamp())
            # Who voids while the value can be known may have drawn for himself before.
            late = is_after_seed(self.plan["beacon"], moment)
            entry["after_seed"] = "seed" in self.record or late
        else:
            teams = self._replace(wish) if wish.kind == REPLACE else [self._recuse(wish)]
            if wish.kind == REPLACE:
                entry["by"] = by = self.replaced[wish.object]
                if by and "second_stage" in self.plan:
                    entry["parts"] = self._parts_of(by)
            self.teams |= {team.object: team for team in teams}
            entry["teams"] = [team_shown(team) for team in teams]
        self.number += 1
        self.last = digest(self.plan["hash"], b"RJ-CHANGE/1\x00" + canonical(entry)).hex()
        return entry

    def first(self, label: str, number: int) -> list[str]:
        """The objects of a stratum that are visited, if so many are wanted: the first left."""
        stratum = self._strata[label]
        order = (one["id"] for one in (*stratum["selected"], *stratum["reserve"]))
        return [one for one in order if one not in self._out][:number]

    def parts_of(self, object: str) -> list[str]:
        """What the second stage drew inside a visited object."""
        for one in self.record["second_stage"]:
            if one["object"] == object:
                return [each["id"] for each in one["selected"]]
        return self._parts_of(object)

    def _parts_of(self, object: str) -> list[str]:
        parts = [Part(**one) for one in self.record["parts"]]
        drawn = self.plan["second_stage"]["drawn"]
        seed, group = bytes.fromhex(self.record["seed"]), self.plan["merge_group"]
        (found,) = draw_parts([object], parts, drawn, seed, group, self.plan["hash"])
        return [one.id for one in found.selected]

    def why_not(self, wish: Wish) -> list[Reason]:
        """Why a wish cannot be carried out."""
        if wish.kind not in (REPLACE, RECUSE, VOID):
            return [reason("draws.change.kind", "没有“{kind}”这种变更。", kind=wish.kind)]
        if self.is_void:
            return [reason("draws.change.void", "这次抽取已经作废，没有作任何变更。")]
        if not wish.why.strip():
            return [reason("draws.change.why", "没有写明理由，没有作任何变更。请写明理由。")]
        if wish.kind != VOID and wish.object not in self.teams:
            return [
                reason(
                    "draws.change.object",
                    "“{object}”不在应当检查的对象里，或者已经换下；没有作任何变更。请核对编号。",
                    object=wish.object,
                )
            ]
        if wish.kind == RECUSE and wish.officer not in self.teams[wish.object].officers:
            return [
                reason(
                    "draws.change.officer",
                    "“{officer}”不在“{object}”的检查组里，没有作任何变更。请核对证号。",
                    officer=wish.officer,
                    object=wish.object,
                )
            ]
        return []

    def _recuse(self, wish: Wish) -> Team:
        """The team after a late recusal: the next in turn steps in, and nothing else changes."""
        recusals = [*self._recusals, Recusal(wish.officer, wish.object)]
        unit = self._unit_of[wish.object]
        cap = {unit: self._caps.get(unit, 1)}
        now = Assignment(cap, tuple(self.teams.values()), self._borrowed)
        team = stand_in(
            self.teams[wish.object],
            wish.officer,
            now,
            unit,
            self._officers,
            recusals,
            bytes.fromhex(self.record["seed"]),
            self.plan["hash"],
        )
        self._recusals = recusals
        return team

    def _replace(self, wish: Wish) -> list[Team]:
        """The teams that are new: each item again has the first of the stratum that are left."""
        out = self._out | {wish.object}
        stratum, place = self._stratum_of(wish.object)
        order = [one["id"] for one in (*stratum["selected"], *stratum["reserve"])]
        left = [one for one in order if one not in out]
        items: dict[str, tuple[str, ...]] = dict.fromkeys(left[: len(stratum["selected"])], ())
        for n, one in enumerate(items):
            served = self.plan.get("items", [])
            items[one] = tuple(each["item"] for each in served if n < each["drawn"][place])
        standing = {one: team for one, team in self.teams.items() if one != wish.object}
        new = []
        for one, served in items.items():
            if one not in standing or standing[one].items != served:
                standing.pop(one, None)
                standing[one] = self._team_for(one, served, standing)
                new.append(standing[one])
        joined = next((one for one in items if one not in self.teams), "")
        self._out, self.replaced[wish.object] = out, joined
        del self.teams[wish.object]
        return new

    def _stratum_of(self, object: str) -> tuple[Mapping[str, Any], int]:
        return next(
            (stratum, place)
            for place, stratum in enumerate(self._strata.values())
            if any(one["id"] == object for one in (*stratum["selected"], *stratum["reserve"]))
        )

    def _team_for(self, object: str, items: tuple[str, ...], others: Mapping[str, Team]) -> Team:
        """A new team: officers of the unit in turn, those with visits left first; else lent ones."""
        if kept := self._kept(object, items):
            return kept
        unit, visits = self._unit_of[object], Counter[str]()
        for team in others.values():
            visits.update([*team.officers, *team.experts])
        found = self._seated(object, items, {unit, *self._borrowed.get(unit, ())}, visits)
        if isinstance(found, Shortage):
            steps = (one for one in self.plan.get("escalation", []) if one["unit"] == unit)
            lenders = {one for step in steps for one in step["lends"]}
            found = self._seated(object, items, {unit, *lenders}, visits)
        if isinstance(found, Shortage):
            raise Refused(found.reason)
        experts = self._experts_for(object, visits)
        return Team(object, found[0], found[1], found[2:], items, experts)

    def _kept(self, object: str, items: tuple[str, ...]) -> Team | None:
        """The team that goes there anyway, if it can lead these items too."""
        now = self.teams.get(object)
        known = {one.id: one for one in self._officers}
        if now is None or len(items) > len(now.officers):
            return None
        led = zip(now.officers, items, strict=False)
        able = all(known[who].may_lead(item) for who, item in led)
        return replace(now, items=items) if able else None

    def _seated(
        self, object: str, items: tuple[str, ...], near: set[str], visits: Mapping[str, int]
    ) -> tuple[str, ...] | Shortage:
        staff = [one for one in self._officers if one.unit in near]
        cap = self._caps.get(self._unit_of[object], 1)
        asked = in_turn(self._asked(object, staff), visits, cap)
        leads = ({one.id for one in staff if one.may_lead(item)} for item in items or ("",))
        return seated(object, asked, leads, self.plan["team"]["size"])

    def _experts_for(self, object: str, visits: Mapping[str, int]) -> tuple[str, ...]:
        if "experts" not in self.plan:
            return ()
        known = [Officer(one["id"], "", lead=False) for one in self.record["experts"]]
        asked = in_turn(self._asked(object, known), visits, self._expert_cap)
        return tuple(asked[: self.plan["experts"]["each"]])

    def _asked(self, object: str, staff: Iterable[Officer]) -> list[str]:
        away = {one.officer for one in self._recusals if one.object == object}
        ids = (one.id for one in staff if one.id not in away)
        return officer_order(object, ids, bytes.fromhex(self.record["seed"]), self.plan["hash"])


def replay(record: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> Standing:
    """Where a draw stands after these entries. Refused at the first that does not follow.

    ``record`` must agree by itself; see ``verify.check``.
    """
    standing = Standing(record)
    for number, entry in enumerate(entries, 1):
        said = {name: entry[name] for name in Wish.__dataclass_fields__ if name in entry}
        try:
            right = standing.change(Wish(**said))
        except (Refused, TypeError, ValueError) as error:
            raise _wrong(number, str(error)) from error
        for name in sorted(right.keys() | entry.keys()):
            if canonical(right.get(name)) != canonical(entry.get(name)):
                raise _wrong(number, f"{name} 应为 {right.get(name)}，写作 {entry.get(name)}")
    return standing


def _team(shown: Mapping[str, Any]) -> Team:
    more = {name: tuple(shown.get(name, ())) for name in ("others", "items", "experts")}
    return Team(shown["object"], shown["lead"], shown["second"], **more)


def _wrong(number: int, why: str) -> Refused:
    return Refused(
        reason(
            "draws.changes",
            "第 {number} 项变更与抽取记录不符：{why}。变更记录被改动过，或者有缺漏。",
            number=number,
            why=why[:400],
        )
    )
