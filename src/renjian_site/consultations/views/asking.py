"""Pages of requests for instructions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.rights import MATTER_READERS
from renjian.consultations.clauses import cited_or_typed
from renjian.consultations.deadlines import Topic
from renjian.consultations.rights import DRAFTERS, SIGNERS
from renjian.consultations.stages import WAITS_FOR_REPLY, Act
from renjian_site.consultations import commands, queries
from renjian_site.consultations.forms import (
    LEGAL_QUESTIONS,
    LegalQuestionForm,
    NoteForm,
    RequestForm,
)
from renjian_site.consultations.lists import ASKED, CONSULTATIONS, TO_ANSWER
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of

if TYPE_CHECKING:
    from renjian_site.consultations.models import Consultation
    from renjian_site.kit.actor import Actor

consultations = view_of(CONSULTATIONS)
to_answer = view_of(TO_ANSWER)
asked = view_of(ASKED)
# What is filled in with an act, under which label.
NOTES = {
    Act.ASK_BACK: gettext_noop("需要补充的内容"),
    Act.SUPPLEMENT: gettext_noop("补充内容"),
    Act.FORWARD: gettext_noop("本单位意见"),
    Act.TAKE_BACK: gettext_noop("撤回原因"),
}


@for_roles(*MATTER_READERS)
@require_GET
def consultation(request: Request, pk: int) -> HttpResponse:
    """One request with its steps, its replies, and the acts that are possible."""
    found = get_object_or_404(queries.consultations(request.actor), pk=pk)
    replies = list(queries.replies_to(request.actor, found))
    subjects = [f"consultation:{found.pk}", *(f"reply:{one.pk}" for one in replies)]
    kind, _colon, key = found.about.partition(":")
    draft = queries.reply_draft(request.actor, found)
    context = {
        "consultation": found,
        "is_asker": found.authority_id == request.actor.authority.pk,
        "is_running": found.stage in WAITS_FOR_REPLY,
        "steps": queries.steps(request.actor, found),
        "replies": replies,
        "reply_draft": draft,
        "documents": documents.of_matters(request.actor, *subjects),
        "matter_kind": kind,
        "matter_key": int(key) if key else 0,
        "why_not": {act.value: commands.why_not(request.actor, found, act) for act in Act},
        "why_not_edit": commands.why_not_redraft(request.actor, found),
        "why_not_write": commands.why_not_write(request.actor, found),
        "notes": _notes(request.actor, found),
    }
    return render(request, "consultations/consultation.html", context)


@for_roles(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Draft a request, about nothing or about the matter whose page led here."""
    if request.method == "POST":
        forms = _filled(request)
        if all(form.is_valid() for form in forms):
            wish = _wish(*forms)
            found = commands.draft(request.actor, wish, at=timezone.now())
            messages.success(request, _("草稿已保存，由本单位负责人报送上级。"))
            return redirect("consultations:consultation", found.pk)
    else:
        initial = {name: request.GET.get(name, "")[:80] for name in ("matter", "about")}
        forms = [RequestForm(initial=initial), *_legal_forms([])]
    return _form_page(request, forms, None)


@for_roles(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change the text of a draft."""
    found = get_object_or_404(queries.asked(request.actor), pk=pk)
    if request.method == "POST":
        forms = _filled(request)
        if all(form.is_valid() for form in forms):
            commands.redraft(request.actor, pk, _wish(*forms), at=timezone.now())
            messages.success(request, _("草稿已保存。"))
            return redirect("consultations:consultation", pk)
    else:
        names = ("topic", "title", "question", "own_opinion", "matter", "about", "wished_on")
        known = {name: getattr(found, name) for name in names}
        forms = [RequestForm(initial=known), *_legal_forms(found.legal_questions)]
    return _form_page(request, forms, found)


@for_roles(*SIGNERS)
@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    """Send a draft to the superior."""
    found = commands.send(request.actor, pk, at=timezone.now())
    messages.success(request, _("已报送%(name)s：%(number)s") % _sent(found))
    return redirect("consultations:consultation", pk)


@for_roles(*DRAFTERS)
@require_POST
def receive(request: Request, pk: int) -> HttpResponse:
    """Receive a request."""
    commands.receive(request.actor, pk, at=timezone.now())
    messages.success(request, _("已接收，请在期限前批复。"))
    return redirect("consultations:consultation", pk)


@for_roles(*SIGNERS)
@require_POST
def ask_back(request: Request, pk: int) -> HttpResponse:
    """Ask the unit for what is missing."""
    return _with_note(request, pk, commands.ask_back, _("已要求补充，补充之前不计期限。"))


@for_roles(*SIGNERS)
@require_POST
def supplement(request: Request, pk: int) -> HttpResponse:
    """Give what was asked for."""
    return _with_note(request, pk, commands.supplement, _("已补充，办理期限重新计算。"))


@for_roles(*SIGNERS)
@require_POST
def forward(request: Request, pk: int) -> HttpResponse:
    """Forward a request one level up."""
    return _with_note(request, pk, commands.forward, _("已转报上级，办理期限重新计算。"))


@for_roles(*SIGNERS)
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take a request back."""
    return _with_note(request, pk, commands.take_back, _("请示已撤回。"))


Noted = Callable[..., "Consultation"]


def _with_note(request: Request, pk: int, act: Noted, told: str) -> HttpResponse:
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    at: datetime = timezone.now()
    act(request.actor, pk, note, at=at)
    messages.success(request, told)
    return redirect("consultations:consultation", pk)


def _notes(actor: Actor, found: Consultation) -> dict[str, Any]:
    """The acts that take words, each with its field under its own label, where it is possible."""
    forms = {}
    for act, label in NOTES.items():
        if not commands.why_not(actor, found, act):
            form = NoteForm(auto_id=f"id_{act.value}_%s")
            form.fields["note"].label = _(label)
            forms[act.value] = form
    return forms


def _sent(found: Consultation) -> dict[str, str]:
    return {"name": found.superior.name, "number": found.number}


def _filled(request: Request) -> list[Any]:
    legal = [LegalQuestionForm(request.POST, prefix=f"q{n}") for n in range(LEGAL_QUESTIONS)]
    return [RequestForm(request.POST), *legal]


def _legal_forms(kept: list[dict[str, str]]) -> list[LegalQuestionForm]:
    """Fields for the questions of law, filled with those that are kept."""
    known = [
        {"text": one["text"], "clause": cited_or_typed(one["clause"]) if one["clause"] else ""}
        for one in kept
    ]
    known += [{"text": "", "clause": ""}] * (LEGAL_QUESTIONS - len(known))
    return [LegalQuestionForm(initial=one, prefix=f"q{n}") for n, one in enumerate(known)]


def _wish(form: RequestForm, *legal: LegalQuestionForm) -> commands.Request:
    """What the forms say, as the command takes it."""
    filled = form.cleaned_data
    asked = tuple(
        commands.LegalQuestion(one.cleaned_data["text"], one.cleaned_data["clause"])
        for one in legal
        if one.cleaned_data["text"]
    )
    return commands.Request(
        topic=Topic(filled["topic"]),
        title=filled["title"],
        question=filled["question"],
        legal_questions=asked,
        own_opinion=filled["own_opinion"],
        matter=filled["matter"],
        about=filled["about"],
        wished_on=filled["wished_on"],
    )


def _form_page(request: Request, forms: list[Any], found: Consultation | None) -> HttpResponse:
    why_not = commands.why_not_redraft(request.actor, found) if found else ()
    context = {
        "form": forms[0],
        "legal_forms": forms[1:],
        "consultation": found,
        "why_not": why_not or commands.why_not_draft(request.actor),
    }
    return render(request, "consultations/request.html", context)
