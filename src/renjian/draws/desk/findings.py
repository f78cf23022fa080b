"""What results say of the whole register (estimation.md 1); wherever they come from.

It reads no tables, so that a site can ask it for a page.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from renjian.draws import pareto
from renjian.draws.changes import Standing
from renjian.estimates import chances, intervals, response
from renjian.estimates.design import Design, Estimate
from renjian.estimates.estimators import calibrated, domain_mean
from renjian.estimates.officer_effect import OfficerEffect, Visit, effect
from renjian.estimates.unequal import rank_conditioned
from renjian.kernel.refusal import Reason, Refused, reason

WORDS = {True: "是", False: "否", None: "未检"}
MOST_INTEGRATED = 2000  # objects of a stratum whose chances are integrated (draw.md 3)


@dataclass(frozen=True)
class Drawn:
    """What was drawn, or inside a drawn object what the second stage drew there: its chance.

    ``inside`` is how many parts the object has.
    """

    object: str
    stratum: str
    chance: float
    inside: int = 0


@dataclass(frozen=True)
class Row:
    """Something drawn, and what was found (None: it was not inspected)."""

    drawn: Drawn
    found: bool | None
    said: str
    domain: str
    officer: str

    @property
    def stratum(self) -> str:
        """The stratum of the object."""
        return self.drawn.stratum


@dataclass(frozen=True)
class Answer:
    """The share of objects in violation in a part of the register, with its interval."""

    name: str
    share: Estimate
    interval: intervals.Interval

    @property
    def flags(self) -> tuple[str, ...]:
        """Why it should not be published without a warning."""
        return self.interval.flags(self.share.value)


@dataclass(frozen=True)
class Findings:
    """All that is estimated from the results of a draw.

    ``hit_rate`` is what was found among the inspected, which mixes classes and says nothing of the
    register. ``for_cause`` is found and inspected among objects visited for a cause, kept apart.
    ``checks`` are the strata drawn by size where all were inspected: the number in violation as
    estimated, and by conditioning on the rank, which assumes nothing. ``is_inside``: the estimates
    are about parts of a second stage.
    """

    size: int
    answers: tuple[Answer, ...]
    bounds: response.WithoutAnswer
    hit_rate: tuple[int, int]
    for_cause: tuple[int, int]
    said: Mapping[str, int]
    checks: tuple[tuple[str, float, Estimate], ...] = ()
    officers: OfficerEffect | None = None
    is_inside: bool = False


def of_visits(standing: Standing, results: Mapping[str, bool | None], item: str = "") -> list[Row]:
    """What was drawn for an item, with results that are known otherwise than from a table."""
    return [
        Row(drawn, value, WORDS[value], "", standing.teams[drawn.object].lead)
        for drawn in drawn_for(standing, item).values()
        for value in (results.get(drawn.object),)
    ]


def findings(record: Any, known: Sequence[Row], now: Mapping[str, int] | None = None) -> Findings:
    """The estimates. Refused if a stratum has no result at all: nothing can be said of it.

    ``now`` is how many objects each stratum of the register has by now, if it has moved since.
    """
    for_cause = _for_cause(record)
    apart = [row for row in known if row.stratum in for_cause]
    random = [row for row in known if row.stratum not in for_cause]
    if reasons := why_not_find(record, known):
        raise Refused(*reasons)
    bounds = response.share(_design(record, random), [row.found for row in random])
    return Findings(
        size=_size(record, for_cause),
        answers=(
            _answer("全部", bounds.adjusted),
            *_by_now(record, random, now),
            *_domains(record, random),
        ),
        bounds=bounds,
        hit_rate=_counted(random),
        for_cause=_counted(apart),
        said=dict(sorted(Counter(row.said for row in known).items())),
        checks=tuple(_checks(record, random)),
        is_inside="parts" in record,
        officers=_officers(random),
    )


def why_not_find(record: Any, known: Sequence[Row]) -> tuple[Reason, ...]:
    """Why results say nothing of the whole register: strata of which no result is known."""
    strata = {row.stratum for row in known} - _for_cause(record)
    empty = strata - {row.stratum for row in known if row.found is not None}
    return tuple(
        reason(
            "desk.no-results",
            "“{stratum}”层一个结果也没有，不能推断全体。请先补上这一层的检查结果。",
            stratum=stratum,
        )
        for stratum in sorted(empty)
    )


def _for_cause(record: Any) -> set[str]:
    """The strata that were not drawn by chance."""
    return {s["label"] for s in record["plan"]["strata"] if s["algorithm"] == "for-cause"}


def _size(record: Any, for_cause: set[str]) -> int:
    """How many objects, or parts of a second stage, the estimates are about."""
    about = {one["id"] for one in record["objects"] if one["stratum"] not in for_cause}
    inside = [one for one in record.get("parts", []) if one["object"] in about]
    return len(inside) if "parts" in record else len(about)


def _design(record: Any, known: Sequence[Row]) -> Design:
    """How the rows were drawn."""
    strata = record["plan"]["strata"]
    return Design(
        [row.stratum for row in known],
        [1 / row.drawn.chance for row in known],
        [row.drawn.object for row in known],
        unit_sizes={row.drawn.object: row.drawn.inside for row in known if row.drawn.inside},
        stratum_sizes={one["label"]: one["size"] for one in strata},
        unequal=frozenset(one["label"] for one in strata if one["algorithm"] == "pareto"),
    )


def _officers(known: Sequence[Row]) -> OfficerEffect | None:
    """How much results depend on who inspected; None where nobody can be compared."""
    inspected = [row for row in known if row.found is not None]
    visits = [Visit(row.stratum + row.domain, row.officer, bool(row.found)) for row in inspected]
    try:
        return effect(visits)
    except ValueError:
        return None


def _by_now(record: Any, known: Sequence[Row], now: Mapping[str, int] | None) -> Iterator[Answer]:
    """The share in the register as it is now, by post-stratification."""
    if now is None:
        return
    inspected = [row for row in known if row.found is not None]
    labels = sorted({row.stratum for row in known})
    columns = [[float(row.stratum == label) for label in labels] for row in inspected]
    totals = [float(now.get(label, 0)) for label in labels]
    fitted = calibrated(_design(record, inspected), columns, totals)
    yield _answer("按现在的对象库", fitted.mean([float(bool(row.found)) for row in inspected]))


def _checks(record: Any, known: Sequence[Row]) -> Iterator[tuple[str, float, Estimate]]:
    """The rank-conditioning check (draw.md 3), where the drawn are those of the record."""
    for stratum, shown in zip(record["plan"]["strata"], record["strata"], strict=True):
        label = stratum["label"]
        rows = [row for row in known if row.stratum == label]
        drawn = [one["id"] for one in shown["selected"]]
        whole = [row.drawn.object for row in rows] == drawn and all(
            row.found is not None for row in rows
        )
        if whole and shown.get("tau", "-") != "-":
            targets = pareto.targets(sizes_in(record, label), stratum["drawn"])
            values = [float(bool(row.found)) for row in rows]
            usual = sum(value / row.drawn.chance for value, row in zip(values, rows, strict=True))
            exact = [float(targets[id]) for id in drawn]
            yield label, usual, rank_conditioned(values, exact, float(shown["tau"]))


def _domains(record: Any, known: Sequence[Row]) -> list[Answer]:
    """Each domain; rows outside stay in the design, so that its variance is right."""
    inspected = [row for row in known if row.found is not None]
    design = _design(record, inspected)
    values = [float(bool(row.found)) for row in inspected]
    names = sorted({row.domain for row in inspected if row.domain})
    return [
        _answer(name, _domain(design, values, [row.domain == name for row in inspected]))
        for name in names
    ]


def _domain(design: Design, values: Sequence[float], inside: Sequence[bool]) -> Estimate:
    from_all = domain_mean(design, values, inside)
    return Estimate(from_all.value, from_all.variance, sum(inside), from_all.degrees)


def _answer(name: str, share: Estimate) -> Answer:
    return Answer(name, share, intervals.of_share(share))


def _counted(known: Sequence[Row]) -> tuple[int, int]:
    """In violation, and inspected."""
    inspected = [row for row in known if row.found is not None]
    return sum(bool(row.found) for row in inspected), len(inspected)


def key_of(object: str, part: str) -> str:
    return f"{object}／{part}"


def drawn_for(standing: Standing, item: str) -> dict[str, Drawn]:
    """What was drawn for an item and still stands, with its chance; two stages multiply."""
    plan, inside = standing.plan, Counter(one["object"] for one in standing.record.get("parts", []))
    items = {one["item"]: one["drawn"] for one in plan.get("items", [])}
    if item and item not in (items or {plan["item"]: 0}):
        raise Refused(
            reason(
                "desk.item",
                "方案里没有事项“{item}”，只有：{known}。",
                item=item,
                known="、".join(items or [plan["item"]]),
            )
        )
    found: dict[str, Drawn] = {}
    for place, stratum in enumerate(plan["strata"]):
        number = items[item or plan["item"]][place] if items else stratum["drawn"]
        for id, chance in _chances_in(standing, stratum, number).items():
            drawn = Drawn(id, stratum["label"], chance, inside[id])
            found |= _parts(standing, drawn) if "second_stage" in plan else {id: drawn}
    return found


def _parts(standing: Standing, drawn: Drawn) -> dict[str, Drawn]:
    """What the second stage drew inside an object, each with the chance of both stages."""
    parts = standing.parts_of(drawn.object)
    within = len(parts) / max(drawn.inside, 1)
    one = replace(drawn, chance=drawn.chance * within)
    return {key_of(drawn.object, part): one for part in parts}


def _chances_in(standing: Standing, stratum: Mapping[str, Any], number: int) -> dict[str, float]:
    """The chance of each object of a stratum that is visited."""
    visited = standing.first(stratum["label"], number)
    if stratum["algorithm"] != "pareto":
        return dict.fromkeys(visited, number / stratum["size"])
    exact = pareto_chances(sizes_in(standing.record, stratum["label"]), number)
    return {id: exact[id] for id in visited}


def sizes_in(record: Any, label: str) -> dict[str, int]:
    """The sizes of the objects of a stratum."""
    return {one["id"]: one["size"] for one in record["objects"] if one["stratum"] == label}


def pareto_chances(sizes: Mapping[str, int], drawn: int) -> dict[str, float]:
    """The chances that a Pareto sample really gives; of large strata the targets, which are close."""
    targets = {id: float(target) for id, target in pareto.targets(sizes, drawn).items()}
    uncertain = [id for id, target in targets.items() if target < 1]
    if uncertain and len(sizes) <= MOST_INTEGRATED:
        number = drawn - (len(sizes) - len(uncertain))
        exact = chances.inclusion([targets[id] for id in uncertain], number)
        targets |= dict(zip(uncertain, exact, strict=True))
    return targets


def worst_deviation(sizes: Mapping[str, int], drawn: int) -> float:
    """How far a chance in a Pareto stratum is from its target at most, in proportion."""
    exact, targets = pareto_chances(sizes, drawn), pareto.targets(sizes, drawn)
    return max(abs(exact[id] / float(target) - 1) for id, target in targets.items())
