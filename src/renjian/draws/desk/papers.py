"""The papers of a draw: the list of what was drawn as a workbook, and the minutes as PDF."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import openpyxl
import pylopdf_fonts_zh_cn as fonts_package
import typst
from openpyxl.styles import Font

from renjian.draws import beacon, drand
from renjian.draws.changes import Standing
from renjian.draws.desk.folder import Frozen
from renjian.draws.priority import Team
from renjian.draws.record import Outcome
from renjian.kernel import glyphs

DATA = Path(str(files("renjian.draws.desk").joinpath("data")))
HEADINGS = ("序号", "编号", "名称", "检查单位", "层", "签号", "主办", "协办", "检查结果")
RESERVE = ("层", "候补次序", "编号", "名称", "检查单位", "签号")
PARTS = ("所属对象编号", "名称", "编号", "签号")
WIDTHS = (6, 24, 36, 24, 16, 20, 22, 22, 14)
TICKET = 16  # digits of a ticket that papers show; the record has all


def drawn_rows(outcome: Outcome, frozen: Frozen) -> list[list[str]]:
    """The drawn objects in the order of the assignment, as the papers list them."""
    tickets = {one.id: one.value.hex() for part in outcome.strata.values() for one in part.selected}
    return _rows(outcome.assignment.teams, tickets, frozen)


def _rows(teams: Iterable[Team], tickets: Mapping[str, str], frozen: Frozen) -> list[list[str]]:
    leaves = {leaf.id: leaf for leaf in frozen.leaves}
    return [
        [
            str(place),
            team.object,
            frozen.names[team.object],
            leaves[team.object].unit,
            " ".join([leaves[team.object].stratum, *team.items]),
            tickets[team.object][:TICKET],
            _person(frozen, team.lead),
            "、".join(
                [
                    *(_person(frozen, one) for one in (team.second, *team.others)),
                    *(f"专家 {_person(frozen, one)}" for one in team.experts),
                ]
            ),
        ]
        for place, team in enumerate(teams, 1)
    ]


def list_now(standing: Standing, frozen: Frozen) -> bytes:
    """The list to work from after changes: who is visited now, with room for results."""
    tickets = {
        one["id"]: one["ticket"]
        for stratum in standing.record["strata"]
        for one in (*stratum["selected"], *stratum["reserve"])
    }
    book = openpyxl.Workbook(write_only=True)
    rows = _rows(standing.teams.values(), tickets, frozen)
    _sheet(book, "抽中", HEADINGS, [[*row, ""] for row in rows])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def workbook(outcome: Outcome, frozen: Frozen) -> bytes:
    """The list to work from: drawn objects with room for results, the reserve, the second stage."""
    units = {leaf.id: leaf.unit for leaf in outcome.leaves}
    book = openpyxl.Workbook(write_only=True)
    _sheet(book, "抽中", HEADINGS, [[*row, ""] for row in drawn_rows(outcome, frozen)])
    reserve = [
        [label, str(n), one.id, frozen.names[one.id], units[one.id], one.value.hex()[:TICKET]]
        for label, part in outcome.strata.items()
        for n, one in enumerate(part.reserve, 1)
    ]
    _sheet(book, "候补", RESERVE, reserve)
    if outcome.plan.second_stage:
        inside = [
            [each.object, frozen.names[each.object], one.id, one.value.hex()[:TICKET]]
            for each in outcome.second_stage
            for one in each.selected
        ]
        _sheet(book, "第二阶段", PARTS, inside)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def minutes(outcome: Outcome, frozen: Frozen, drawn_at: datetime) -> bytes:
    """The minutes of the draw as PDF, to be printed and signed; the same content, the same bytes."""
    content = _content(outcome, frozen, drawn_at)
    fonts = (fonts_package.serif_path(), fonts_package.sans_path())
    unset = glyphs.unset_in(glyphs.texts_in(content), fonts)
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts[0].parent)]
    )
    compiler = typst.Compiler(DATA / "minutes.typ", root=DATA, font_paths=found)
    inputs = {"content": json.dumps(glyphs.with_codes(content, unset), ensure_ascii=False)}
    made = compiler.compile(format="pdf", sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made


def _content(outcome: Outcome, frozen: Frozen, drawn_at: datetime) -> dict[str, object]:
    plan = outcome.plan
    strata = [
        [
            one.label,
            f"{one.size:,}",
            f"{one.drawn:,}",
            str(len(outcome.strata[one.label].reserve)),
            one.algorithm,
        ]
        for one in plan.strata
    ]
    lists = f"{plan.officers_size} 人，每组 {plan.team['size']} 人；回避 {plan.recusals_size} 项"
    if plan.experts:
        lists += f"；专家 {plan.experts.size} 人，每组 {plan.experts.each} 人"
    return {
        "title": plan.title,
        "authority": plan.authority,
        "day": [drawn_at.year, drawn_at.month, drawn_at.day],
        "practice": plan.beacon["kind"] == "practice",
        "plan": [
            ["编号", plan.number],
            ["抽查事项", "、".join(one.item for one in plan.items) or plan.item],
            ["批次", plan.merge_group],
            ["封存时间", _moment(frozen.frozen_at)],
            ["方案哈希", outcome.plan_hash.hex()],
            ["抽查对象", f"{plan.register_size:,} 个，根哈希 {plan.register_root}"],
            ["执法人员", lists],
            ["密封", "密封，检查结束后公开秘密" if plan.sealed else "不密封"],
        ],
        "strata": strata,
        "chance": [
            ["随机源", _named(plan.beacon)],
            ["随机值", outcome.beacon_value.hex()],
            ["种子", outcome.seed.hex()],
            ["抽取时间", _moment(drawn_at)],
            ["可信程度", trust(outcome)],
        ],
        "drawn": drawn_rows(outcome, frozen),
        "command": f"python3 verify.py record.jsonl --plan-hash {outcome.plan_hash.hex()}",
    }


def trust(outcome: Outcome) -> str:
    """How far the public value can be trusted, and whether its signature was checked here."""
    said = beacon.kind_of(outcome.plan.beacon).trust.text
    if outcome.plan.beacon["kind"] != "drand":
        return said
    checked = (
        "签名已经核对。" if drand.can_check() else "本机没有安装核对签名的程序，签名没有核对。"
    )
    return said + checked


def _named(named: object) -> str:
    return json.dumps(named, ensure_ascii=False, separators=("，", "："))


def _person(frozen: Frozen, id: str) -> str:
    return f"{frozen.people.get(id, '')} {id}".strip()


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S %z}"


def _sheet(
    book: openpyxl.Workbook, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    sheet = book.create_sheet(title)
    for letter, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    cells = [openpyxl.cell.WriteOnlyCell(sheet, value=one) for one in headings]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    for row in rows:
        sheet.append(row)
