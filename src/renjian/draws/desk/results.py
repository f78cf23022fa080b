"""What the results of a draw say of the whole register (estimation.md 1): ``renjian draw estimate``."""

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from renjian.draws.changes import Standing
from renjian.draws.desk import columns, tables
from renjian.draws.desk.findings import Drawn, Row, drawn_for, key_of
from renjian.draws.desk.tables import Table
from renjian.draws.verify import Disagreement, check, load
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


def rows(standing: Standing, path: Path, said: Mapping[str, object], item: str = "") -> list[Row]:
    """The results of a table, joined to what was drawn for an item, else for the plan's first.

    What was drawn and has no row was not inspected. Refused with every row that does not fit: for
    an object that was not drawn, or twice, or with a result that is not among the known words.
    """
    table = tables.read(path, columns.RESULTS)
    chosen = columns.chosen(columns.RESULTS, table.names, said)
    known = drawn_for(standing, item)
    elsewhere = {*standing.replaced}
    if "second_stage" not in standing.plan:
        elsewhere |= standing.teams.keys()
    results, reasons = _results(table, chosen, known, elsewhere)
    if reasons:
        raise Refused(*reasons)
    found = []
    for key, drawn in known.items():
        result, domain, officer = results.get(key, ("", "", ""))
        value = None if result in NOT_INSPECTED else result in VIOLATION
        who = officer or standing.teams[drawn.object].lead
        found.append(Row(drawn, value, result or "未检", domain, who))
    return found


def _results(
    table: Table, chosen: columns.Mapped, known: Mapping[str, Drawn], elsewhere: Container[str]
) -> tuple[dict[str, tuple[str, str, str]], list[Reason]]:
    """Result, domain and officer of what was drawn, and why rows do not fit.

    Objects ``elsewhere`` fell out, or were drawn for another item of the same visits.
    """
    results: dict[str, tuple[str, str, str]] = {}
    reasons = []
    in_parts = any(one.inside for one in known.values())
    for row in table.rows:
        cells = {name: row.cells[those[0]] for name, those in chosen.items()}
        id, result = normalise(cells["id"]), cells["result"].upper()
        key = key_of(id, normalise(cells.get("part", ""))) if in_parts else id
        if key not in known and id in elsewhere:
            continue
        if key not in known:
            why = f"“{key}”不在抽中的{'第二阶段清单' if in_parts else '对象'}里"
        elif key in results:
            why = f"“{key}”写了两次"
        elif result not in VIOLATION | COMPLIANT | NOT_INSPECTED:
            words = "是、否、未检、停业、注销、拒绝检查"
            why = f"检查结果“{cells['result']}”不认识，请写{words}之一"
        else:
            results[key] = (result, cells.get("domain", ""), cells.get("officer", ""))
            continue
        reasons.append(reason("desk.result", "第 {line} 行：{why}。", line=row.line, why=why))
    return results, reasons
