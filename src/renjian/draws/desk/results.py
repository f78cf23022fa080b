"""What the results of a draw say of the whole register (estimation.md 1): ``renjian draw estimate``."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renjian.draws import pareto
from renjian.draws.desk import columns, tables
from renjian.draws.desk.tables import Table
from renjian.draws.verify import Disagreement, check, load
from renjian.estimates import chances, intervals, response
from renjian.estimates.design import Design, Estimate
from renjian.estimates.estimators import domain_mean
from renjian.estimates.officer_effect import OfficerEffect, Visit, effect
from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Reason, Refused, reason

VIOLATION = {
    "是",
    "违法",
    "有",
    "不合格",
    "不符合",
    "发现问题",
    "有问题",
    "存在问题",
    "1",
    "YES",
    "TRUE",
}
COMPLIANT = {"否", "无", "合格", "符合", "未发现问题", "没有问题", "正常", "0", "NO", "FALSE"}
NOT_INSPECTED = {
    "",
    "未检",
    "未检查",
    "停业",
    "注销",
    "查无下落",
    "失联",
    "搬迁",
    "拒绝检查",
    "无法检查",
}
MOST_INTEGRATED = 2000  # objects of a stratum whose chances are integrated (draw.md 3)


@dataclass(frozen=True)
class Row:
    """A drawn object: its stratum, its chance, and what was found (None: it was not inspected)."""

    id: str
    stratum: str
    chance: float
    found: bool | None
    said: str
    domain: str
    officer: str


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
    """

    size: int
    answers: tuple[Answer, ...]
    bounds: response.WithoutAnswer
    hit_rate: tuple[int, int]
    for_cause: tuple[int, int]
    said: Mapping[str, int]
    officers: OfficerEffect | None = None


def read_record(path: Path) -> Any:
    """A record that agrees in every step. Refused if it does not, or cannot be read."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            record = load(file)
        list(check(record))
    except Disagreement as wrong:
        why = f"核验不一致，{wrong}"
    except (OSError, ValueError) as error:
        why = f"读不出来，{error}"
    else:
        return record
    raise Refused(
        reason(
            "desk.record",
            "抽取记录 {path} 不能用来估计：{why}。请用原来的记录。",
            path=path.name,
            why=why[:300],
        )
    )


def rows(record: Any, path: Path, said: Mapping[str, object]) -> list[Row]:
    """The results of a table, joined to the record. Refused with every row that does not fit.

    A drawn object without a row was not inspected; a row for an object that was not drawn, or
    twice, is named, and so is a result that is not among the known words.
    """
    table = tables.read(path, columns.RESULTS)
    chosen = columns.chosen(columns.RESULTS, table.names, said)
    known = _known_chances(record)
    results, reasons = _results(table, chosen, known)
    if reasons:
        raise Refused(*reasons)
    leads = {team["object"]: team["lead"] for team in record["assignment"]["teams"]}
    found = []
    for id, (stratum, chance) in known.items():
        result, domain, officer = results.get(id, ("", "", ""))
        value = None if result in NOT_INSPECTED else result in VIOLATION
        who = officer or leads[id]
        found.append(Row(id, stratum, chance, value, result or "未检", domain, who))
    return found


def findings(record: Any, known: Sequence[Row]) -> Findings:
    """The estimates. Refused if a stratum has no result at all: nothing can be said of it."""
    for_cause = {s["label"] for s in record["plan"]["strata"] if s["algorithm"] == "for-cause"}
    apart = [row for row in known if row.stratum in for_cause]
    random = [row for row in known if row.stratum not in for_cause]
    sizes = {s["label"]: s["size"] for s in record["plan"]["strata"]}
    try:
        bounds = response.share(_design(record, random), [row.found for row in random])
    except ValueError as error:
        raise Refused(
            reason(
                "desk.no-results",
                "有的层（{stratum}）一个结果也没有，不能推断全体。请先录入这一层的检查结果。",
                stratum=str(error).removeprefix("no result in "),
            )
        ) from error
    return Findings(
        size=sum(size for label, size in sizes.items() if label not in for_cause),
        answers=(_answer("全部", bounds.adjusted), *_domains(record, random)),
        bounds=bounds,
        hit_rate=_counted(random),
        for_cause=_counted(apart),
        said=dict(sorted(Counter(row.said for row in known).items())),
        officers=_officers(random),
    )


def _design(record: Any, known: Sequence[Row]) -> Design:
    """How the rows were drawn."""
    strata = record["plan"]["strata"]
    return Design(
        [row.stratum for row in known],
        [1 / row.chance for row in known],
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


def _results(
    table: Table, chosen: columns.Mapped, known: Mapping[str, tuple[str, float]]
) -> tuple[dict[str, tuple[str, str, str]], list[Reason]]:
    """Result, domain and officer by the id of the object, and why rows do not fit."""
    results: dict[str, tuple[str, str, str]] = {}
    reasons = []
    for row in table.rows:
        cells = {name: row.cells[those[0]] for name, those in chosen.items()}
        id, result = normalise(cells["id"]), cells["result"].upper()
        if id not in known:
            why = f"“{id}”不在抽中的对象里"
        elif id in results:
            why = f"“{id}”写了两次"
        elif result not in VIOLATION | COMPLIANT | NOT_INSPECTED:
            words = "是、否、未检、停业、注销、拒绝检查"
            why = f"检查结果“{cells['result']}”不认识，请写{words}之一"
        else:
            results[id] = (result, cells.get("domain", ""), cells.get("officer", ""))
            continue
        reasons.append(reason("desk.result", "第 {line} 行：{why}。", line=row.line, why=why))
    return results, reasons


def _known_chances(record: Any) -> dict[str, tuple[str, float]]:
    """Stratum and chance of each drawn object."""
    found: dict[str, tuple[str, float]] = {}
    for stratum, shown in zip(record["plan"]["strata"], record["strata"], strict=True):
        label, drawn = stratum["label"], [one["id"] for one in shown["selected"]]
        chance = dict.fromkeys(drawn, stratum["drawn"] / stratum["size"])
        if stratum["algorithm"] == "pareto":
            chance = _pareto_chances(record, label, stratum["drawn"])
        found |= {id: (label, chance[id]) for id in drawn}
    return found


def _pareto_chances(record: Any, label: str, drawn: int) -> dict[str, float]:
    """The chances that a Pareto sample really gives; of large strata the targets, which are close."""
    sizes = {one["id"]: one["size"] for one in record["objects"] if one["stratum"] == label}
    targets = {id: float(target) for id, target in pareto.targets(sizes, drawn).items()}
    uncertain = [id for id, target in targets.items() if target < 1]
    if uncertain and len(sizes) <= MOST_INTEGRATED:
        number = drawn - (len(sizes) - len(uncertain))
        exact = chances.inclusion([targets[id] for id in uncertain], number)
        targets |= dict(zip(uncertain, exact, strict=True))
    return targets
