"""Pages of imports: choose a file, say which column is what, look at what would change, import."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.rights import Right, who_may
from renjian.registers.inbound import INBOUND_TITLES, Inbound, form_of
from renjian_site.kit.files import keep
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.jobs import standing
from renjian_site.registers import commands, queries
from renjian_site.registers.import_forms import ColumnsForm, ImportForm
from renjian_site.registers.import_templates import empty_workbook
from renjian_site.registers.object_forms import UndoForm

WHO_IMPORTS = tuple(sorted(who_may(Right.IMPORT_REGISTERS)))
MOST = 20
STEPS = (
    gettext_noop("选择文件"),
    gettext_noop("确认列名"),
    gettext_noop("核验"),
    gettext_noop("查看预览并导入"),
    gettext_noop("完成"),
)
# How many steps are behind an import in each stage.
BEHIND = {
    "columns": 1,
    "received": 2,
    "refused": 2,
    "checked": 3,
    "committing": 4,
    "accepted": 5,
    "undone": 5,
}


@for_roles(*WHO_IMPORTS)
@require_http_methods(["GET", "POST"])
def imports(request: Request) -> HttpResponse:
    """Choose a file to be imported; below it those that were."""
    form = ImportForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        stored = keep(file.chunks())
        found = commands.receive_import(request.actor, kind, stored, file.name, at=timezone.now())
        return redirect("registers:import", found.pk)
    context = {
        "form": form,
        "imports": queries.imports(request.actor)[:MOST],
        "templates": [(kind.value, title) for kind, title in INBOUND_TITLES.items()],
        "steps": _steps(0),
    }
    return render(request, "registers/imports.html", context)


@for_roles(*WHO_IMPORTS)
@require_GET
def import_result(request: Request, pk: int) -> HttpResponse:
    """What became of an import; the page asks again while a job is at it."""
    found = get_object_or_404(queries.imports(request.actor), pk=pk)
    is_busy = found.stage in ("received", "committing")
    if request.htmx and not is_busy:
        # The whole page is another one now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    name = "registers/_import_state.html" if request.htmx else "registers/import.html"
    context = {
        "import": found,
        "is_busy": is_busy,
        "standing": standing(f"import:{found.pk}"),
        "steps": _steps(BEHIND[found.stage]),
        "errors": [one for one in found.problems if one.get("level", "error") == "error"],
        "warnings": [one for one in found.problems if one.get("level") == "warning"],
        "form": ColumnsForm(dict(found.columns), Inbound(found.kind)),
        "columns": _told(dict(found.columns), Inbound(found.kind)),
    }
    return render(request, name, context)


@for_roles(*WHO_IMPORTS)
@require_POST
def confirm_columns(request: Request, pk: int) -> HttpResponse:
    """Say which column of the file is what."""
    found = get_object_or_404(queries.imports(request.actor), pk=pk)
    form = ColumnsForm(dict(found.columns), Inbound(found.kind), sent(request))
    if form.is_valid():
        commands.confirm_columns(request.actor, pk, form.columns(), at=timezone.now())
    return redirect("registers:import", pk)


@for_roles(*WHO_IMPORTS)
@require_POST
def commit(request: Request, pk: int) -> HttpResponse:
    """Have a checked import taken in."""
    get_object_or_404(queries.imports(request.actor), pk=pk)
    commands.commit_import(request.actor, pk, at=timezone.now())
    return redirect("registers:import", pk)


@for_roles(*WHO_IMPORTS)
@require_http_methods(["GET", "POST"])
def undo(request: Request, pk: int) -> HttpResponse:
    """Take the certificates of an import back, or say why that is not possible."""
    found = get_object_or_404(queries.imports(request.actor), pk=pk)
    form = UndoForm(sent(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        commands.undo_import(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("已撤回这次导入，名录恢复到导入之前。"))
        return redirect("registers:import", pk)
    why_not = commands.why_not_undo_import(request.actor, found)
    return render(
        request, "registers/undo_import.html", {"form": form, "import": found, "why_not": why_not}
    )


@for_roles(*WHO_IMPORTS)
@require_GET
def template(request: Request, kind: str) -> HttpResponseBase:
    """The empty workbook of a kind of import."""
    if kind not in INBOUND_TITLES:
        raise Http404
    name = f"{form_of(Inbound(kind)).title}.xlsx"
    return FileResponse(BytesIO(empty_workbook(Inbound(kind))), as_attachment=True, filename=name)


def _steps(behind: int) -> list[tuple[str, str]]:
    states = ["done"] * behind + ["now"] + [""] * len(STEPS)
    return [(_(title), state) for title, state in zip(STEPS, states, strict=False)]


def _told(columns: dict[str, str], kind: Inbound) -> list[tuple[str, str]]:
    """Headings and what each was taken for; empty for what was left aside."""
    titles = {column.field: column.header for column in form_of(kind).columns}
    return [(heading, titles.get(field, "")) for heading, field in columns.items()]
