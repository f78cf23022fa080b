"""Acts on a request for instructions, up to its reply: draft, send, receive, ask back, forward."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from renjian.consultations import rights
from renjian.consultations.deadlines import Topic, reply_limit
from renjian.consultations.stages import Act, Stage, next_stage
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import by_code
from renjian_site.consultations import queries
from renjian_site.consultations.documents import letter
from renjian_site.consultations.models import Consultation, Step
from renjian_site.consultations.positions import position_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address
from renjian_site.kit.numbering import next_number

if TYPE_CHECKING:
    from renjian_site.authorities.models import Authority


@dataclass(frozen=True)
class LegalQuestion:
    """A question of law, with the clause that it is about."""

    text: str
    clause: str = ""


@dataclass(frozen=True)
class Request:
    """What a request says. ``matter`` is the number of what it is about, ``about`` its page."""

    topic: Topic
    title: str
    question: str
    legal_questions: tuple[LegalQuestion, ...] = ()
    own_opinion: str = ""
    matter: str = ""
    about: str = ""
    wished_on: date | None = None


@command
def draft(actor: Actor, request: Request, *, at: datetime) -> Consultation:
    """Draft a request for instructions to the next level up; anybody in business may."""
    if reasons := why_not_draft(actor):
        raise Refused(*reasons)
    superior = _superior_of(actor, actor.authority.code)
    found = Consultation(
        authority_id=actor.authority.pk,
        superior=superior,
        drafted_by_id=actor.person_id,
        changed_at=at,
    )
    _say(found, request)
    _start_clock(found, timezone.localdate(at))
    found.save()
    record("consultation.drafted", _subject(found), to=superior.code)
    return found


@command
def redraft(actor: Actor, consultation_id: int, request: Request, *, at: datetime) -> Consultation:
    """Change the text of a draft."""
    found = _locked(actor, consultation_id)
    if reasons := why_not_redraft(actor, found):
        raise Refused(*reasons)
    _say(found, request)
    _start_clock(found, timezone.localdate(at))
    found.changed_at = at
    found.save()
    record("consultation.redrafted", _subject(found))
    return found


@command
def send(actor: Actor, consultation_id: int, *, at: datetime) -> Consultation:
    """Send a request to the superior (报送请示): it gets its number, its document and its clock."""
    found = _locked(actor, consultation_id)
    today = timezone.localdate(at)
    _refuse(why_not(actor, found, Act.SEND), rights.why_not_wish(found.wished_on, today))
    # The unit may have come under another authority since the draft was written.
    found.superior = _superior_of(actor, found.authority.code)
    found.number = next_number(actor.authority.short_name, "请", at)
    _start_clock(found, today)
    _move(found, Act.SEND, at)
    _note(actor, found, Act.SEND, at, to=found.superior)
    address = Address(_subject(found), _page(found), found.superior.path)
    documents.issue(actor, letter(found), address, number=found.number, at=at)
    record(
        "consultation.sent",
        _subject(found),
        number=found.number,
        to=found.superior.code,
        due=found.due_on,
    )
    return found


@command
def receive(actor: Actor, consultation_id: int, *, at: datetime) -> Consultation:
    """Receive a request that was sent to the unit; its clock has been running since it was sent."""
    found = _locked(actor, consultation_id)
    _refuse(why_not(actor, found, Act.RECEIVE))
    _move(found, Act.RECEIVE, at)
    _note(actor, found, Act.RECEIVE, at)
    record("consultation.received", _subject(found), number=found.number)
    return found


@command
def ask_back(actor: Actor, consultation_id: int, note: str, *, at: datetime) -> Consultation:
    """Ask the unit for what is missing (要求补充); the clock stands still until it has come."""
    found = _locked(actor, consultation_id)
    _refuse(why_not(actor, found, Act.ASK_BACK), _why_not_say(note))
    _move(found, Act.ASK_BACK, at)
    _note(actor, found, Act.ASK_BACK, at, note=note)
    record("consultation.asked-back", _subject(found), number=found.number, note=note)
    return found


@command
def supplement(actor: Actor, consultation_id: int, note: str, *, at: datetime) -> Consultation:
    """Give the superior what it asked for; the clock begins anew on this day."""
    found = _locked(actor, consultation_id)
    _refuse(why_not(actor, found, Act.SUPPLEMENT), _why_not_say(note))
    _start_clock(found, timezone.localdate(at))
    _move(found, Act.SUPPLEMENT, at)
    _note(actor, found, Act.SUPPLEMENT, at, note=note)
    record("consultation.supplemented", _subject(found), number=found.number, due=found.due_on)
    return found


@command
def forward(actor: Actor, consultation_id: int, note: str, *, at: datetime) -> Consultation:
    """Forward a request one level up (转报上级), with the unit's own opinion; the clock begins anew."""
    found = _locked(actor, consultation_id)
    _refuse(why_not(actor, found, Act.FORWARD), _why_not_say(note))
    found.superior = _superior_of(actor, actor.authority.code)
    _start_clock(found, timezone.localdate(at))
    _move(found, Act.FORWARD, at)
    _note(actor, found, Act.FORWARD, at, note=note, to=found.superior)
    record(
        "consultation.forwarded",
        _subject(found),
        number=found.number,
        to=found.superior.code,
        due=found.due_on,
    )
    return found


@command
def take_back(actor: Actor, consultation_id: int, note: str, *, at: datetime) -> Consultation:
    """Take back a request that was not replied to (撤回); it stays readable."""
    found = _locked(actor, consultation_id)
    _refuse(why_not(actor, found, Act.TAKE_BACK), _why_not_say(note))
    _move(found, Act.TAKE_BACK, at)
    _note(actor, found, Act.TAKE_BACK, at, note=note)
    record("consultation.taken-back", _subject(found), because=note)
    return found


def why_not_draft(actor: Actor) -> tuple[Reason, ...]:
    """Every reason against drafting a request in the actor's unit."""
    superior = _superior_code(actor, actor.authority.code)
    return rights.why_not_ask(actor.role, actor.authority.name, superior)


def why_not_redraft(actor: Actor, found: Consultation) -> tuple[Reason, ...]:
    """Every reason against changing the text of a request."""
    return rights.why_not_redraft(position_of(found), role=actor.role, unit=actor.authority.code)


def why_not(actor: Actor, found: Consultation, act: Act) -> tuple[Reason, ...]:
    """Every reason against an act on a request."""
    unit = actor.authority
    reasons = rights.why_not_do(act, position_of(found), role=actor.role, unit=unit.code)
    if act is Act.FORWARD:
        return (*reasons, *rights.why_not_go_up(unit.name, _superior_code(actor, unit.code)))
    return reasons


def _locked(actor: Actor, consultation_id: int) -> Consultation:
    found = queries.consultations(actor).select_for_update(of=("self",))
    return found.get(pk=consultation_id)


def _say(found: Consultation, request: Request) -> None:
    """Put the words of a request into its row."""
    found.topic = request.topic
    found.title = request.title
    found.question = request.question
    found.legal_questions = [asdict(each) for each in request.legal_questions]
    found.own_opinion = request.own_opinion
    found.matter = request.matter
    found.about = request.about
    found.wished_on = request.wished_on


def _start_clock(found: Consultation, today: date) -> None:
    limit = reply_limit(
        Topic(found.topic), today, published(), own_days=settings.REPLY_WORKING_DAYS
    )
    found.due_on, found.due_clause = limit.due.on, limit.clause
    found.is_provisional = limit.due.provisional


def _move(found: Consultation, act: Act, at: datetime) -> None:
    found.stage = next_stage(Stage(found.stage), act)
    found.changed_at = at
    found.save()


def _note(
    actor: Actor,
    found: Consultation,
    act: Act,
    at: datetime,
    *,
    note: str = "",
    to: Authority | None = None,
) -> None:
    Step.objects.create(
        consultation=found,
        act=act,
        authority_id=actor.authority.pk,
        to_authority=to,
        note=note,
        done_by=actor.name,
        done_at=at,
    )


def _superior_of(actor: Actor, code: str) -> Authority:
    superior = by_code(actor, code).parent
    if superior is None:
        raise Refused(*rights.why_not_go_up(actor.authority.name, ""))
    return superior


def _superior_code(actor: Actor, code: str) -> str:
    superior = by_code(actor, code).parent
    return superior.code if superior else ""


def _why_not_say(note: str) -> tuple[Reason, ...]:
    if note.strip():
        return ()
    return (reason("consultation.no-note", "没有写明说明。请填写后再办理。"),)


def _refuse(*reasons: tuple[Reason, ...]) -> None:
    if found := [each for part in reasons for each in part]:
        raise Refused(*found)


def _subject(found: Consultation) -> str:
    return f"consultation:{found.pk}"


def _page(found: Consultation) -> str:
    return reverse("consultations:consultation", args=[found.pk])
