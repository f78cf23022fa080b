"""The check of an upload, which takes longer than a page."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.registers.events import of_row
from renjian.registers.intake.examination import examine
from renjian.registers.problems import Problem
from renjian.registers.reading import read, rows_of
from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.files import path_of
from renjian_site.kit.jobs import RETRY, tell
from renjian_site.registers import commands, queries

READING, EXAMINING, MERGING = STEPS = (
    gettext_noop("读取文件"),
    gettext_noop("逐行核验"),
    gettext_noop("保存结果"),
)


@app.task(name="renjian_site.registers.tasks.check", retry=RETRY)
def check(upload_id: int, post_id: int) -> None:
    """Read the file, run the listed checks, then refuse it with its problems or merge it whole."""
    at = timezone.now()
    actor = actor_in(post_id, timezone.localdate(at))
    upload = queries.uploads(actor or SYSTEM).get(pk=upload_id)
    if upload.stage != "received":
        return
    if actor is None:
        _refuse(SYSTEM, upload_id, (why_not_check(),), at)
        return
    try:
        _check(actor, upload_id, upload.sha256, at)
    except Refused as refused:
        _refuse(actor, upload_id, refused.reasons, at)


def why_not_check() -> Reason:
    """Why a report is not merged when its sender left office before the check."""
    return reason(
        "upload.post-ended",
        "上传本文件的岗位在核验之前已经结束，没有保存任何一行。请由现任信息员核对后再次上传同一文件。",
    )


def _refuse(actor: Actor, upload_id: int, reasons: tuple[Reason, ...], at: datetime) -> None:
    found: list[dict[str, object]] = [
        {"template": r.template, "values": _texts(r.values)} for r in reasons
    ]
    commands.refuse(actor, upload_id, found, len(found), at=at)


def _check(actor: Actor, upload_id: int, sha256: str, at: datetime) -> None:
    follow = f"upload:{upload_id}"
    tell(follow, READING, 0, len(STEPS))
    table = read(path_of(sha256))
    tell(follow, EXAMINING, 1, len(STEPS))
    examined = examine(table, timezone.localdate(at))
    tell(follow, MERGING, 2, len(STEPS))
    if examined.is_clean:
        commands.take_in(actor, map(of_row, rows_of(table)), upload_id, at=at)
    else:
        problems = [_kept(problem) for problem in examined.problems]
        commands.refuse(actor, upload_id, problems, examined.count, at=at)


def _kept(problem: Problem) -> dict[str, object]:
    """A problem as it is stored: the sentence is made when it is read, in the reader's language."""
    return {**vars(problem), "values": _texts(problem.values)}


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
