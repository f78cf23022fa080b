"""Pages of uploads."""

from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.registers.forms import forms
from renjian.registers.intake.words import LEVEL_TITLES, STAGE_TITLES, Stage, listed
from renjian.registers.own_workbook import VERSION, own_workbook
from renjian_site.kit import samples
from renjian_site.kit.files import keep, path_of
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.jobs import standing
from renjian_site.kit.lists.pages import view_of
from renjian_site.registers import commands, lists, queries
from renjian_site.registers.forms import UploadForm

uploads = view_of(lists.UPLOADS)
reports = view_of(lists.REPORTS)


@for_roles(Role.CLERK)
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Choose a file and send it; the check runs as a job."""
    form = UploadForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        stored = keep(file.chunks())
        kept, _is_new = commands.receive(request.actor, stored, file.name, at=timezone.now())
        return redirect("registers:upload-result", kept.pk)
    context = {
        "form": form,
        "uploads": queries.uploads(request.actor)[:20],
        "samples": samples.names("certificates"),
        "body": queries.body_of(request.actor),
        "steps": _steps(0),
    }
    return render(request, "registers/upload.html", context)


CHOOSE, CHECK, DECIDE, DONE = STEPS = (
    gettext_noop("选择文件"),
    gettext_noop("核验"),
    gettext_noop("查看预览并提交"),
    gettext_noop("入库回执"),
)
# How many steps are behind an upload in each stage.
BEHIND = {"received": 1, "refused": 1, "checked": 2, "committing": 3, "accepted": 4, "undone": 4}


@for_roles(Role.CLERK)
@require_GET
def upload_result(request: Request, pk: int) -> HttpResponse:
    """What became of an upload; the page asks again while a job is at it."""
    found = get_object_or_404(queries.uploads(request.actor), pk=pk)
    is_busy = found.stage in ("received", "committing")
    if request.htmx and not is_busy:
        # The whole page is another one now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    name = "registers/_upload_state.html" if request.htmx else "registers/upload_result.html"
    context = {
        "upload": found,
        "standing": standing(f"upload:{found.pk}"),
        "steps": _steps(BEHIND[found.stage]),
        "is_busy": is_busy,
        "errors": [one for one in found.problems if one.get("level", "error") == "error"],
        "warnings": [one for one in found.problems if one.get("level") == "warning"],
        "by_rule": _by_rule(found.problems),
    }
    return render(request, name, context)


def _steps(behind: int) -> list[tuple[str, str]]:
    states = ["done"] * behind + ["now"] + [""] * len(STEPS)
    return [(gettext(title), state) for title, state in zip(STEPS, states, strict=False)]


def _by_rule(problems: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int]]:
    """One problem of each rule, and how many there are of it, most first."""
    counts = Counter(one["rule"] for one in problems if one.get("rule"))
    first = {one["rule"]: one for one in reversed(problems) if one.get("rule")}
    return [(first[rule], count) for rule, count in counts.most_common()]


@for_roles(Role.CLERK)
@require_POST
def commit(request: Request, pk: int) -> HttpResponse:
    """Have a checked file taken in."""
    get_object_or_404(queries.uploads(request.actor), pk=pk)
    commands.commit(request.actor, pk, at=timezone.now())
    return redirect("registers:upload-result", pk)


@for_roles(Role.CLERK)
@require_GET
def marked_copy(request: Request, pk: int) -> HttpResponseBase:
    """The clerk's workbook with its cells marked."""
    found = get_object_or_404(queries.uploads(request.actor).exclude(marked=""), pk=pk)
    name = f"{PurePath(found.file_name).stem}-{gettext('标注')}.xlsx"
    return FileResponse(path_of(found.marked).open("rb"), as_attachment=True, filename=name)


@for_roles(Role.CLERK)
@require_GET
def template(request: Request) -> HttpResponseBase:
    """Our own workbook, empty, with lists to choose from."""
    content = own_workbook()
    return FileResponse(BytesIO(content), as_attachment=True, filename=f"renjian-{VERSION}.xlsx")


@for_roles()
@require_GET
def checks(request: Request) -> HttpResponse:
    """Every check that an upload goes through, in the order of examination."""
    groups = [
        (STAGE_TITLES[stage], [told for told in listed() if told.stage is stage]) for stage in Stage
    ]
    titles = {form.number: form.title for form in forms()}
    context = {"groups": groups, "count": len(listed()), "titles": titles, "levels": LEVEL_TITLES}
    return render(request, "registers/checks.html", context)


@for_roles()
@require_GET
def sample(request: Request, name: str) -> HttpResponseBase:
    """A practice file; only names that the folder itself lists are served."""
    found = samples.path_of(name)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), as_attachment=True, filename=name)
