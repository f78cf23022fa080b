"""The work of import jobs: reading an authority's file, checking it, and taking it in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from renjian.kernel.refusal import Refused
from renjian.registers.inbound import Inbound, fits, guess
from renjian.registers.intake.columns import certificates_of
from renjian.registers.intake.examination import examine
from renjian.registers.intake.inbound import by_body, opened, read_inbound, unknown_bodies
from renjian.registers.intake.inbound_rows import KEYS, rows_in, wrong_rows
from renjian.registers.intake.links import certificate_numbers
from renjian.registers.intake.preview import MOST_CHANGES, preview
from renjian.registers.problems import Examination, Problem
from renjian.registers.reading import Report
from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.files import path_of
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers import commands, kept_problems, queries
from renjian_site.registers.commands import ImportOutcome
from renjian_site.registers.models import Body, Import
from renjian_site.registers.queries.facts import facts_of
from renjian_site.registers.taking_in.staging import Columns

MOST_PROBLEMS = 500
SHOWN = ("new", "changed", "same")
Seen = tuple[list[Problem], int, int, dict[str, Any]]  # problems, errors, warnings, preview


def work(
    import_id: int, post_id: int, stage: str, act: Callable[[Actor, Import, datetime], None]
) -> None:
    """Act on an import in a stage for its sender; what cannot be done is kept as its problem."""
    at = timezone.now()
    actor = actor_in(post_id, timezone.localdate(at))
    found = queries.imports(SYSTEM).get(pk=import_id)
    if found.stage != stage:
        return
    try:
        if actor is None:
            raise Refused(kept_problems.why_not_check())
        act(actor, found, at)
    except Refused as refused:
        problems = kept_problems.of_whole_file(refused.reasons)
        outcome = ImportOutcome({}, problems, len(problems))
        commands.keep_import_outcome(actor or SYSTEM, import_id, outcome, at=at)


def check(actor: Actor, found: Import, at: datetime) -> None:
    """Read an import by its columns and keep what the checks found, or ask for the columns."""
    kind = Inbound(found.kind)
    headings = opened(path_of(found.sha256), kind).headings
    columns = _columns(actor, found, headings)
    if not columns:
        commands.ask_columns(actor, found.pk, guess(headings, kind), at=at)
        return
    report = read_inbound(path_of(found.sha256), kind, columns)
    commands.keep_import_outcome(actor, found.pk, _outcome(actor, report, kind, columns, at), at=at)


def commit(actor: Actor, found: Import, at: datetime) -> None:
    """Check a committed import once more and take it in; what stands against it now is kept."""
    kind = Inbound(found.kind)
    report = read_inbound(path_of(found.sha256), kind, dict(found.columns))
    outcome = _outcome(actor, report, kind, dict(found.columns), at)
    if outcome.count:
        commands.keep_import_outcome(actor, found.pk, outcome, at=at)
    elif kind is Inbound.SUPERVISION:
        commands.take_in_certificates(actor, found.pk, _parts(actor, report), at=at)
    else:
        commands.take_in_list(actor, found.pk, rows_in(report), at=at)


def _columns(actor: Actor, found: Import, headings: tuple[str, ...]) -> dict[str, str]:
    """What was confirmed for this file, or for one like it; nothing if somebody must be asked."""
    if found.columns:
        return dict(found.columns)
    kept = queries.profile(actor, found.authority_id, Inbound(found.kind))
    return {one: kept[one] for one in headings} if kept and fits(kept, headings) else {}


def _outcome(
    actor: Actor, report: Report, kind: Inbound, columns: Mapping[str, str], at: datetime
) -> ImportOutcome:
    see = _certificates if kind is Inbound.SUPERVISION else _list
    problems, count, warnings, told = see(actor, report, kind, at)
    problems.sort(key=lambda one: (one.level, one.line))
    kept = kept_problems.kept(problems[:MOST_PROBLEMS])
    return ImportOutcome(columns, kept, count, warnings, told)


def _list(actor: Actor, report: Report, kind: Inbound, at: datetime) -> Seen:
    examined = examine(report, timezone.localdate(at))
    problems, count = wrong_rows(report, kind)
    rows = rows_in(report)
    keys = {row[KEYS[kind][0]] for row in rows}
    known = queries.known_keys(actor, kind, keys)
    told = {"rows": len(rows), "known": sum(row[KEYS[kind][0]] in known for row in rows)}
    return (
        [*examined.problems, *problems],
        examined.count + count,
        examined.warnings,
        {**told, "new": told["rows"] - told["known"], "shape": "list"},
    )


def _certificates(actor: Actor, report: Report, kind: Inbound, at: datetime) -> Seen:
    """The certificates of each body beside the registers, as if the body had reported them."""
    known = queries.bodies_by_cell(actor)
    problems, count = unknown_bodies(report, known)
    told: dict[str, Any] = {"bodies": 0, "changes": [], "shape": "certificates"}
    told |= dict.fromkeys(SHOWN, 0)
    warnings = 0
    for approval_no, part in by_body(report, known):
        examined, seen = _beside(actor, part, approval_no, at)
        problems += examined.problems[: max(0, MOST_PROBLEMS - len(problems))]
        count += examined.count
        warnings += examined.warnings
        told["bodies"] += 1
        told["changes"] = [*told["changes"], *seen["changes"]][:MOST_CHANGES]
        for name in SHOWN:
            told[name] += seen[name]
    return problems, count, warnings, told


def _beside(
    actor: Actor, part: Report, approval_no: str, at: datetime
) -> tuple[Examination, dict[str, Any]]:
    today = timezone.localdate(at)
    with within(EVERYTHING):
        body = Body.objects.get(approval_no=approval_no)
        facts = facts_of(actor, body, certificate_numbers(part), today)
    seen = preview(part, facts).as_mapping
    return examine(part, today, facts=facts), seen


def _parts(actor: Actor, report: Report) -> Iterator[tuple[str, Iterator[Columns]]]:
    for approval_no, part in by_body(report, queries.bodies_by_cell(actor)):
        yield approval_no, certificates_of(part)
