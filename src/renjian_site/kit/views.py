"""The frame's own pages: a person's downloads and acts on many rows, and the jobs as those who keep the system see them."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.kernel.refusal import Refused, reason
from renjian_site.kit import commands, exports, queries
from renjian_site.kit.actor import Actor
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.jobs import standing, standings

MOST_SHOWN = 50
SNAPSHOTS_SHOWN = 6


@for_roles()
@require_GET
def downloads(request: Request) -> HttpResponse:
    """The actor's exports, with the progress of those under way."""
    found = list(queries.exports(request.actor)[:MOST_SHOWN])
    known = standings(f"export:{export.pk}" for export in found if export.stage == "asked")
    lines = [(export, known.get(f"export:{export.pk}")) for export in found]
    context = {
        "lines": lines,
        "is_moving": any(one and not one.is_over for _export, one in lines),
    }
    name = "kit/_downloads.html" if request.htmx else "kit/downloads.html"
    return render(request, name, context)


@for_roles()
@require_GET
def download(request: Request, pk: int) -> HttpResponseBase:
    """The file of a finished export, for its owner alone."""
    export = get_object_or_404(queries.exports(request.actor), pk=pk, stage="ready")
    path = exports.path_of(export)
    if export.expires_at is None or export.expires_at <= timezone.now() or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=exports.download_name(export))


@for_roles()
@require_GET
def bulk_runs(request: Request) -> HttpResponse:
    """The actor's acts on many rows, with what came of them."""
    context = {"runs": queries.bulk_runs(request.actor)[:MOST_SHOWN]}
    return render(request, "kit/bulk_runs.html", context)


@for_roles()
@require_GET
def bulk_run(request: Request, pk: int) -> HttpResponse:
    """What became of each row of an act on many; the page asks again while they are being done."""
    run = get_object_or_404(queries.bulk_runs(request.actor), pk=pk)
    context = {
        "run": run,
        "standing": standing(f"bulk:{run.pk}"),
        "rows": queries.bulk_rows(request.actor, run),
    }
    name = "kit/_bulk_run.html" if request.htmx else "kit/bulk_run.html"
    return render(request, name, context)


@for_roles(Role.SYSTEM)
@require_GET
def jobs(request: Request) -> HttpResponse:
    """How the jobs stand, and those that came to nothing."""
    _only_at_the_top(request.actor)
    context = {
        "queues": queries.queues(request.actor),
        "snapshots": queries.snapshots(request.actor)[:SNAPSHOTS_SHOWN],
    }
    return render(request, "kit/jobs.html", context)


@for_roles(Role.SYSTEM)
@require_POST
def try_again(request: Request, job_id: int) -> HttpResponse:
    """Queue a failed job once more."""
    _only_at_the_top(request.actor)
    commands.try_again(request.actor, job_id, at=timezone.now())
    messages.success(request, _("任务 %(job)s 已重新排队。") % {"job": job_id})
    return redirect("kit:jobs")


def _only_at_the_top(actor: Actor) -> None:
    """Jobs are those of the whole site: an administrator of one province has no part in them."""
    if actor.level is not Level.NATIONAL:
        raise Refused(
            reason("kit.top-only", "后台任务是全站的，由总局的系统管理岗查看和重新办理。")
        )
