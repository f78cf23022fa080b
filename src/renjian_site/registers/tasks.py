"""The check of an upload and its taking in, which take longer than a page."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from renjian.kernel.refusal import Reason, Refused
from renjian.registers.intake.columns import certificates_of
from renjian.registers.intake.examination import examine
from renjian.registers.intake.links import certificate_numbers
from renjian.registers.intake.marked import marked
from renjian.registers.intake.preview import preview
from renjian.registers.intake.reported import events_of
from renjian.registers.problems import Examination
from renjian.registers.reading import Report, read
from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.files import keep, path_of
from renjian_site.kit.jobs import RETRY, tell
from renjian_site.registers import commands, importing, kept_problems, queries
from renjian_site.registers.commands import Outcome
from renjian_site.registers.queries.facts import facts_for
from renjian_site.registers.rehearsing import is_small, rehearsed

Act = Callable[[Actor, int, str, datetime], None]
READING, EXAMINING, MARKING = STEPS = (
    gettext_noop("读取文件"),
    gettext_noop("逐行核验"),
    gettext_noop("写出标注文件"),
)
MERGING = gettext_noop("并入名录")


@app.task(name="renjian_site.registers.tasks.check", retry=RETRY)
def check(upload_id: int, post_id: int) -> None:
    """Read the file, run the listed checks, and keep what they found; nothing is taken in."""
    _work(upload_id, post_id, "received", _check)


@app.task(name="renjian_site.registers.tasks.commit", retry=RETRY)
def commit(upload_id: int, post_id: int) -> None:
    """Check a file that its clerk committed once more, and take it in: all of it or nothing."""
    _work(upload_id, post_id, "committing", _commit)


@app.task(name="renjian_site.registers.tasks.check_import", retry=RETRY)
def check_import(import_id: int, post_id: int) -> None:
    """Read an authority's file and check it, or ask which column is what; nothing is taken in."""
    importing.work(import_id, post_id, "received", importing.check)


@app.task(name="renjian_site.registers.tasks.commit_import", retry=RETRY)
def commit_import(import_id: int, post_id: int) -> None:
    """Check a committed import once more, and take it in: all of it or nothing."""
    importing.work(import_id, post_id, "committing", importing.commit)


@app.task(name="renjian_site.registers.tasks.note_names", retry=RETRY)
def note_names(upload_id: int) -> None:
    """Add names to those that are searched: of an upload, or all that are missing."""
    commands.note_names(SYSTEM, upload_id, at=timezone.now())


def _work(upload_id: int, post_id: int, stage: str, act: Act) -> None:
    """Act on an upload in a stage for its sender; what cannot be done is kept as its problem."""
    at = timezone.now()
    actor = actor_in(post_id, timezone.localdate(at))
    upload = queries.uploads(actor or SYSTEM).get(pk=upload_id)
    if upload.stage != stage:
        return
    if actor is None:
        _refuse(SYSTEM, upload_id, (kept_problems.why_not_check(),), at)
        return
    try:
        act(actor, upload_id, upload.sha256, at)
    except Refused as refused:
        _refuse(actor, upload_id, refused.reasons, at)


def _refuse(actor: Actor, upload_id: int, reasons: tuple[Reason, ...], at: datetime) -> None:
    found = kept_problems.of_whole_file(reasons)
    commands.keep_outcome(actor, upload_id, Outcome(found, len(found)), at=at)


def _check(actor: Actor, upload_id: int, sha256: str, at: datetime) -> None:
    report, examined, told = _examined(actor, upload_id, sha256, at)
    if examined.is_clean and is_small(report):
        told, reasons = _rehearsed(actor, upload_id, report, told, at)
        if reasons:
            raise Refused(*reasons)
    tell(f"upload:{upload_id}", MARKING, 2, len(STEPS))
    del report  # its tables take memory that the marked copy needs
    copy = ""
    if examined.problems:
        copy = keep([marked(path_of(sha256), examined.problems)]).sha256
    commands.keep_outcome(actor, upload_id, _outcome(examined, told, copy), at=at)


def _rehearsed(
    actor: Actor, upload_id: int, report: Report, told: dict[str, object], at: datetime
) -> tuple[dict[str, object], tuple[Reason, ...]]:
    """What the merge would bring instead of what was estimated, or why it would be refused."""
    upload = queries.uploads(actor).get(pk=upload_id)

    def act() -> dict[str, int]:
        said = events_of(report), certificates_of(report)
        return commands.merge(upload, *said, timezone.localdate(at), at)[0]

    counts, reasons = rehearsed(actor, act)
    if counts is None:
        return told, reasons
    said = {"new": counts["new"], "changed": counts["changed"], "same": counts["unchanged"]}
    return {**told, **said, "is_rehearsed": True}, ()


def _commit(actor: Actor, upload_id: int, sha256: str, at: datetime) -> None:
    report, examined, told = _examined(actor, upload_id, sha256, at)
    if not examined.is_clean:
        # The registers have changed since the check.
        commands.keep_outcome(actor, upload_id, _outcome(examined, told, ""), at=at)
        return
    tell(f"upload:{upload_id}", MERGING, 2, len(STEPS))
    columns = certificates_of(report)
    commands.take_in(actor, events_of(report), upload_id, at=at, columns=columns)


def _examined(
    actor: Actor, upload_id: int, sha256: str, at: datetime
) -> tuple[Report, Examination, dict[str, object]]:
    """The report, what the checks found, and what taking it in would change."""
    today = timezone.localdate(at)
    tell(f"upload:{upload_id}", READING, 0, len(STEPS))
    report = read(path_of(sha256))
    tell(f"upload:{upload_id}", EXAMINING, 1, len(STEPS))
    facts = facts_for(actor, upload_id, certificate_numbers(report), today)
    examined = examine(report, today, facts=facts)
    return report, examined, preview(report, facts).as_mapping


def _outcome(examined: Examination, told: dict[str, object], copy: str) -> Outcome:
    problems = kept_problems.kept(examined.problems)
    return Outcome(problems, examined.count, examined.warnings, told, copy)
