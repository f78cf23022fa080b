"""Pages of issued documents: their state, their files, and making the files again."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.rights import MATTER_READERS
from renjian_site.kit.documents import commands, queries
from renjian_site.kit.files import path_of
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.jobs import standing

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@for_roles(*MATTER_READERS)
@require_GET
def document(request: Request, pk: int) -> HttpResponse:
    """One document; the page asks again while its files are being made."""
    found = get_object_or_404(queries.documents(request.actor), pk=pk)
    context = {
        "document": found,
        "standing": standing(f"document:{pk}"),
        "why_not_make_again": commands.why_not_make_again(request.actor, found),
    }
    name = "documents/_document_state.html" if request.htmx else "documents/document.html"
    return render(request, name, context)


@for_roles(*MATTER_READERS)
@require_GET
def file(request: Request, pk: int, form: str) -> HttpResponseBase:
    """The PDF or the Word file of a document, under its number."""
    found = get_object_or_404(queries.documents(request.actor), pk=pk)
    sha256 = {"pdf": found.pdf_sha256, "docx": found.docx_sha256}.get(form)
    if not sha256 or not path_of(sha256).is_file():
        raise Http404
    return FileResponse(
        path_of(sha256).open("rb"),
        as_attachment=form == "docx",
        filename=f"{found.number} {found.title}.{form}",
        content_type=TYPES[form],
    )


@for_roles(*MATTER_READERS)
@require_POST
def make_again(request: Request, pk: int) -> HttpResponse:
    """Have the files made again."""
    get_object_or_404(queries.documents(request.actor), pk=pk)
    commands.make_again(request.actor, pk, at=timezone.now())
    messages.success(request, _("已重新交办制作。"))
    return redirect("documents:document", pk)
