"""The frame's own pages: a person's downloads, and the jobs as those who keep the system see them."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.posts import Role
from renjian_site.kit import commands, exports, queries
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.jobs import standings

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


@for_roles(Role.SYSTEM)
@require_GET
def jobs(request: Request) -> HttpResponse:
    """How the jobs stand, and those that came to nothing."""
    context = {
        "queues": queries.queues(request.actor),
        "snapshots": queries.snapshots(request.actor)[:SNAPSHOTS_SHOWN],
    }
    return render(request, "kit/jobs.html", context)


@for_roles(Role.SYSTEM)
@require_POST
def try_again(request: Request, job_id: int) -> HttpResponse:
    """Queue a failed job once more."""
    commands.try_again(request.actor, job_id, at=timezone.now())
    messages.success(request, _("任务 %(job)s 已重新排队。") % {"job": job_id})
    return redirect("kit:jobs")
