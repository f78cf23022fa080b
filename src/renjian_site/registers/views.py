"""Pages of uploads."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from renjian.authorities.posts import Role
from renjian_site.kit import samples
from renjian_site.kit.files import keep
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
    }
    return render(request, "registers/upload.html", context)


@for_roles(Role.CLERK)
@require_GET
def upload_result(request: Request, pk: int) -> HttpResponse:
    """What became of an upload; the page asks again while the check is running."""
    found = get_object_or_404(queries.uploads(request.actor), pk=pk)
    name = "registers/_upload_state.html" if request.htmx else "registers/upload_result.html"
    context = {"upload": found, "standing": standing(f"upload:{found.pk}")}
    return render(request, name, context)


@for_roles()
@require_GET
def sample(request: Request, name: str) -> HttpResponseBase:
    """A practice file; only names that the folder itself lists are served."""
    found = samples.path_of(name)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), as_attachment=True, filename=name)
