"""The acts behind ``renjian draw``: read the tables, freeze, draw. They print nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from renjian.draws import beacon, freezing
from renjian.draws import secret as secrets
from renjian.draws.beacon_kind import Said
from renjian.draws.desk import columns, folder, intake, papers, tables
from renjian.draws.desk.columns import Mapped, Sheet
from renjian.draws.desk.folder import Frozen
from renjian.draws.desk.making import Fresh, Lists, Made, make
from renjian.draws.desk.plan_file import Wish
from renjian.draws.desk.tables import Table
from renjian.draws.record import Outcome, carry_out
from renjian.kernel.refusal import Reason, Refused, reason

SHEETS = {
    one.key: one
    for one in (columns.OBJECTS, columns.OFFICERS, columns.RECUSALS, columns.PARTS, columns.EXPERTS)
}


@dataclass(frozen=True)
class Source:
    """A table that was read, with what each of its columns is taken for."""

    sheet: Sheet
    table: Table
    columns: Mapped
    is_confirmed: bool  # the plan file names every column itself


@dataclass(frozen=True)
class BadRow:
    """A row that was not taken: of which file, which line, and why."""

    file: str
    line: int
    why: Reason


def sources(paths: Mapping[str, Path], said: Mapping[str, Mapping[str, object]]) -> list[Source]:
    """Read the tables by their kind; ``said`` is what the plan file says of their columns."""
    found: list[Source] = []
    reasons: list[Reason] = []
    for key, path in paths.items():
        sheet = SHEETS[key]
        try:
            table = tables.read(path, sheet)
            chosen = columns.chosen(sheet, table.names, said.get(key, {}))
        except Refused as refused:
            reasons += refused.reasons
        else:
            found.append(Source(sheet, table, chosen, set(chosen) <= set(said.get(key, {}))))
    if reasons:
        raise Refused(*reasons)
    return found


def lists(found: list[Source], wish: Wish) -> tuple[Lists, list[BadRow]]:
    """What the tables hold, and every row that could not be taken."""
    by_key = {one.sheet.key: one for one in found}
    source = by_key["objects"]
    by_size = {key for key, one in wish.algorithms.items() if one == "pareto"}
    objects = intake.objects(source.table, source.columns, by_size)
    named = by_key["officers"]
    officers = intake.officers(named.table, named.columns, wish.item, is_alone=not wish.items)
    ids = {one.id for one in objects.things}
    cards = {officer.id for officer, _ in officers.things}
    bad = [*_bad(source, objects.bad), *_bad(by_key["officers"], officers.bad)]
    away, inside, known = intake.Taken[Any](), intake.Taken[Any](), intake.Taken[Any]()
    if one := by_key.get("experts"):
        known = intake.experts(one.table, one.columns)
        bad += _bad(one, known.bad)
        cards |= {id for id, _ in known.things}
    if one := by_key.get("recusals"):
        away = intake.recusals(one.table, one.columns, (cards, ids))
        bad += _bad(one, away.bad)
    if one := by_key.get("parts"):
        inside = intake.parts(one.table, one.columns, ids)
        bad += _bad(one, inside.bad)
    taken = Lists(
        tuple(objects.things),
        tuple(officers.things),
        tuple(away.things),
        tuple(inside.things),
        tuple(known.things),
        f"sha256:{hashlib.sha256(source.table.path.read_bytes()).hexdigest()}",
    )
    return taken, bad


def prepare(wish: Wish, taken: Lists, fresh: Fresh, at: datetime, *, practice: bool) -> Made:
    """The draft, with nothing against freezing it at this moment; else refused."""
    made = make(wish, taken, fresh)
    reasons = freezing.why_not_freeze(made.draft, practice=practice)
    # After a voided draw the same beacon is used again, so it may be past (draw.md 2 A5).
    if not reasons and not wish.succeeds:
        reasons = beacon.why_not_freeze_at(made.draft.beacon, int(at.timestamp()))
    if reasons:
        raise Refused(*reasons)
    return made


def freeze(target: Path, made: Made, taken: Lists, at: datetime, *, practice: bool) -> Frozen:
    """Freeze the draft and write it down; the folder must not hold a draw already."""
    if folder.is_frozen(target):
        raise Refused(
            reason(
                "desk.frozen-already",
                "文件夹 {path} 里已经有封存的方案，不能另行封存一份代替。请换一个文件夹。",
                path=str(target),
            )
        )
    return folder.freeze(target, freezing.freeze(made.draft, practice=practice), made, taken, at)


def draw(target: Path, evidence: Said, at: datetime) -> Outcome:
    """Carry out the frozen plan of a folder, once, and write all that is to be kept of it."""
    if folder.is_drawn(target):
        raise Refused(
            reason(
                "desk.drawn-already",
                "文件夹 {path} 里的方案已经抽取过，结果不能重来。",
                path=str(target),
            )
        )
    frozen = folder.read(target)
    if reasons := beacon.why_not_yet(frozen.plan.beacon, int(at.timestamp())):
        raise Refused(*reasons)
    secret = folder.secret_of(target) if frozen.plan.sealed else secrets.OPEN
    outcome = carry_out(
        frozen.plan,
        frozen.hash,
        frozen.leaves,
        frozen.officers,
        frozen.recusals,
        evidence=evidence,
        secret=secret,
        parts=frozen.parts,
        experts=frozen.experts,
    )
    written = {
        folder.DRAWN: papers.workbook(outcome, frozen),
        folder.MINUTES: papers.minutes(outcome, frozen, at),
    }
    folder.write(target, outcome, frozen, written)
    return outcome


def counts_now(target: Path, path: Path) -> dict[str, int]:
    """How many objects each stratum of a drawn folder has in another table of objects.

    Refused if the table has objects of a stratum that the draw did not have, or is no folder.
    """
    group_of = {
        key: label
        for label, group in folder.read(target).labels.items()
        for key in group.split("＋")
    }
    table = tables.read(path, columns.OBJECTS)
    chosen = columns.chosen(columns.OBJECTS, table.names, {})
    taken = intake.objects(table, chosen, set())
    if unknown := sorted({one.stratum for one in taken.things} - group_of.keys()):
        raise Refused(
            reason(
                "desk.now",
                "现在的对象表里有抽取时没有的层（{unknown}），不能推断这些对象。请核对写法。",
                unknown="、".join(unknown[:5]),
            )
        )
    return dict(Counter(group_of[one.stratum] for one in taken.things))


def evidence_of(path: Path, kind: str) -> Said:
    """What the beacon said, from a JSON file; of other fields than those asked for it takes none."""
    try:
        value = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused(
            reason(
                "desk.evidence",
                "公开随机数的文件 {path} 读不出来。请按公布的内容写成 JSON。",
                path=str(path),
            )
        ) from error
    wanted = beacon.KINDS[kind].evidence
    return {name: value[name] for name in wanted if isinstance(value, dict) and name in value}


def is_known(frozen: Frozen) -> bool:
    """Whether the value of the beacon needs nothing from outside."""
    return not beacon.kind_of(frozen.plan.beacon).evidence


def _bad(source: Source, bad: list[tuple[int, Reason]]) -> list[BadRow]:
    return [BadRow(source.table.path.name, line, why) for line, why in bad]
