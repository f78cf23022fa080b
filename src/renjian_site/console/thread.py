"""The thread of a matter from both ends: draw, task, findings, clues, movements, cases.

Only the console may know all slices, so only it can show how one thing led to the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from renjian_site.cases import queries as cases
from renjian_site.consultations import queries as consultations
from renjian_site.draws import queries as draws
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor

KINDS = ("task", "clue")


@dataclass(frozen=True)
class Knot:
    """One step of a thread; ``url`` is empty for what the actor may not open."""

    kind: str
    title: str
    detail: str
    url: str = ""
    on: date | datetime | None = None
    is_here: bool = False


def thread(actor: Actor, kind: str, pk: int) -> list[Knot]:
    """The thread that a task or a clue belongs to, as far as the actor may see it."""
    if kind == "clue":
        task_id = cases.clue(actor, pk).finding.task_id
    else:
        task_id = inspections.task(actor, pk).pk
    here = f"{kind}:{pk}"
    found = [*_before(actor, task_id, here), *_after(actor, task_id, here)]
    clues = cases.clues(actor).filter(finding__task_id=task_id).order_by("pk")
    matters = [f"task:{task_id}", *(f"clue:{one}" for one in clues.values_list("pk", flat=True))]
    return [*found, *_asked(actor, matters)]


def _asked(actor: Actor, matters: list[str]) -> Iterator[Knot]:
    """What superiors were asked about the matter, and their replies."""
    for one in consultations.about(actor, *matters):
        yield Knot(
            kind=_("请示"),
            title=one.title,
            detail=f"{one.number} · {_(one.get_stage_display())}",
            url=reverse("consultations:consultation", args=[one.pk]),
            on=one.changed_at,
        )


def _before(actor: Actor, task_id: int, here: str) -> Iterator[Knot]:
    task = inspections.tasks(actor).select_related("drawn__draw").filter(pk=task_id).first()
    if task is None:
        return
    draw = task.drawn.draw
    may_open = draws.draws(actor).filter(pk=draw.pk).exists()
    yield Knot(
        kind=_("抽查"),
        title=draw.title,
        detail=draw.number,
        url=reverse("draws:draw", args=[draw.pk]) if may_open else "",
        on=draw.drawn_at,
    )
    result = getattr(task, "result", None)
    yield Knot(
        kind=_("检查任务"),
        title=task.organisation.name,
        detail=f"{task.number} · {_(task.get_stage_display())}",
        url=reverse("inspections:task", args=[task.pk]),
        on=result.inspected_on if result else None,
        is_here=here == f"task:{task.pk}",
    )


def _after(actor: Actor, task_id: int, here: str) -> Iterator[Knot]:
    found = cases.clues(actor).filter(finding__task_id=task_id).order_by("pk")
    for clue in found.select_related("case", "case__authority"):
        yield Knot(
            kind=_("线索"),
            title=clue.offender_name,
            detail=f"{clue.number} · {_(clue.get_stage_display())}",
            url=reverse("cases:clue", args=[clue.pk]),
            on=clue.found_on,
            is_here=here == f"clue:{clue.pk}",
        )
        for movement in cases.movements(actor, clue):
            yield Knot(
                kind=movement.get_kind_display(),
                title=f"{movement.from_authority.name} → {movement.to_authority.name}",
                detail=movement.number,
                on=movement.sent_at,
            )
        if case := getattr(clue, "case", None):
            yield Knot(
                kind=_("立案"),
                title=case.authority.name,
                detail=case.number,
                url=reverse("cases:clue", args=[clue.pk]),
                on=case.filed_on,
            )
            intended = cases.intended(actor, case)
            if intended and intended.noticed_on:
                yield Knot(
                    kind=_("告知"),
                    title=case.authority.name,
                    detail=intended.notice_number,
                    url=reverse("cases:penalty", args=[case.pk]),
                    on=intended.noticed_on,
                )
