"""The check of an upload, which takes longer than a page."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from renjian.kernel.refusal import Refused
from renjian.registers.intake.examination import examine
from renjian.registers.problems import Problem
from renjian.registers.reading import read, rows_of
from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.actor import Actor
from renjian_site.kit.files import path_of
from renjian_site.registers import commands, queries


@app.task(name="renjian_site.registers.tasks.check", retry=3)
def check(upload_id: int, post_id: int) -> None:
    """Read the file, run the listed checks, then refuse it with its problems or merge it whole."""
    at = timezone.now()
    actor = actor_in(post_id, timezone.localdate(at))
    if actor is None:
        return
    upload = queries.uploads(actor).get(pk=upload_id)
    if upload.stage != "received":
        return
    try:
        _check(actor, upload_id, upload.sha256, at)
    except Refused as refused:
        found: list[dict[str, object]] = [
            {"template": r.template, "values": _texts(r.values)} for r in refused.reasons
        ]
        commands.refuse(actor, upload_id, found, len(found), at=at)


def _check(actor: Actor, upload_id: int, sha256: str, at: datetime) -> None:
    table = read(path_of(sha256))
    examined = examine(table, timezone.localdate(at))
    if examined.is_clean:
        commands.accept(actor, upload_id, list(rows_of(table)), at=at)
    else:
        problems = [_kept(problem) for problem in examined.problems]
        commands.refuse(actor, upload_id, problems, examined.count, at=at)


def _kept(problem: Problem) -> dict[str, object]:
    """A problem as it is stored: the sentence is made when it is read, in the reader's language."""
    return {**vars(problem), "values": _texts(problem.values)}


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
