"""Pages of replies: the library, one reply, and writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.rights import MATTER_READERS
from renjian.consultations.rights import DRAFTERS, SIGNERS
from renjian_site.consultations import commands, queries
from renjian_site.consultations.forms import RepealForm, ReplyForm, typed
from renjian_site.consultations.lists import REPLIES
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of

if TYPE_CHECKING:
    from renjian_site.consultations.models import Consultation, Reply

replies = view_of(REPLIES)
ASKS, ANSWERS = "请示", "批复"  # how the titles of both end


@for_roles(*MATTER_READERS)
@require_GET
def reply(request: Request, pk: int) -> HttpResponse:
    """One reply: what it says, whether it still holds, and what took its place."""
    found = get_object_or_404(queries.replies(request.actor), pk=pk)
    known = queries.consultations(request.actor).filter(pk=found.consultation_id).first()
    context = {
        "reply": found,
        "consultation": known,
        "replaced": queries.replies(request.actor).filter(successor=found),
        "successor": queries.successor_of(request.actor, found),
        "documents": documents.of_matters(request.actor, f"reply:{found.pk}"),
        "may_repeal": not commands.why_not_repeal(request.actor, found, "–"),
        "repeal_form": RepealForm(),
    }
    return render(request, "consultations/reply.html", context)


@for_roles(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def write(request: Request, pk: int) -> HttpResponse:
    """Write the draft of a reply; a head may issue it at once."""
    found = get_object_or_404(queries.consultations(request.actor), pk=pk)
    draft = queries.reply_draft(request.actor, found)
    before = queries.reply_in_force(request.actor, found)
    if request.method == "POST":
        form = ReplyForm(request.POST)
        if form.is_valid():
            commands.write_reply(request.actor, pk, _words(form), at=timezone.now())
            messages.success(request, _("批复拟稿已保存，由本单位负责人签发。"))
            return redirect("consultations:consultation", pk)
    else:
        form = ReplyForm(initial=_known(found, draft, before))
    context = {
        "form": form,
        "consultation": found,
        "before": before,
        "why_not": commands.why_not_write(request.actor, found),
    }
    return render(request, "consultations/write_reply.html", context)


@for_roles(*SIGNERS)
@require_POST
def issue(request: Request, pk: int) -> HttpResponse:
    """Issue the draft of a reply."""
    found = commands.issue_reply(request.actor, pk, at=timezone.now())
    messages.success(request, _("批复已签发：%(number)s") % {"number": found.number})
    return redirect("consultations:reply", found.pk)


@for_roles(*SIGNERS)
@require_POST
def repeal(request: Request, pk: int) -> HttpResponse:
    """Repeal a reply."""
    get_object_or_404(queries.replies(request.actor), pk=pk)
    form = RepealForm(request.POST)
    filled = form.cleaned_data if form.is_valid() else {"because": "", "successor": ""}
    commands.repeal(request.actor, pk, filled["because"], filled["successor"], at=timezone.now())
    messages.success(request, _("批复已废止，仍可查阅。"))
    return redirect("consultations:reply", pk)


def _words(form: ReplyForm) -> commands.Words:
    filled = form.cleaned_data
    return commands.Words(
        title=filled["title"],
        text=filled["text"],
        clauses=filled["clauses"],
        is_general=filled["reach"] == "general",
        is_open=filled["is_open"] == "yes",
        gist=filled["gist"],
        because=filled["because"],
    )


def _known(found: Consultation, draft: Reply | None, before: Reply | None) -> dict[str, object]:
    """What the fields hold at first: the draft, the reply to be replaced, or what was asked."""
    written = draft or before
    if written is None:
        clauses = [one["clause"] for one in found.legal_questions if one["clause"]]
        title = found.title.removesuffix(ASKS) + ANSWERS
        return {"title": title, "clauses": typed(clauses), "is_open": "no"}
    return {
        "title": written.title,
        "text": written.text,
        "clauses": typed(written.clauses),
        "reach": written.reach,
        "is_open": "yes" if written.is_open else "no",
        "gist": written.gist,
        "because": draft.because if draft else "",
    }
