"""Acts on a reply: write its draft, issue it, let another take its place, repeal it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from renjian.consultations import rights
from renjian.consultations.clauses import reach_of
from renjian.consultations.rights import Wording
from renjian.consultations.stages import Act, ReplyStage, Stage, next_stage
from renjian.consultations.words import pairs, plain
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.consultations import queries
from renjian_site.consultations.documents import reply_letter
from renjian_site.consultations.models import Consultation, Reply, Step
from renjian_site.consultations.positions import position_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address
from renjian_site.kit.numbering import next_number


@dataclass(frozen=True)
class Words:
    """What a reply says, whom it binds, and who may read it."""

    title: str
    text: str
    clauses: tuple[str, ...] = ()
    is_general: bool = False
    is_open: bool = False
    gist: str = ""
    because: str = ""  # why it takes the place of the reply before


@command
def write_reply(actor: Actor, consultation_id: int, words: Words, *, at: datetime) -> Reply:
    """Write or change the draft of a reply; anybody in business of the superior may."""
    consultation = _locked(actor, consultation_id)
    if reasons := why_not_write(actor, consultation):
        raise Refused(*reasons)
    reply = queries.reply_draft(actor, consultation) or Reply(
        consultation=consultation,
        authority_id=actor.authority.pk,
        asker_id=consultation.authority_id,
    )
    reply.title, reply.text, reply.gist = words.title, words.text, words.gist
    reply.clauses = list(words.clauses)
    reply.reach = Reply.Reach.GENERAL if words.is_general else Reply.Reach.THIS_MATTER
    reply.is_open, reply.because = words.is_open, words.because
    reply.drafted_by_id, reply.issued_at = actor.person_id, at
    reply.save()
    record("reply.drafted", _subject(consultation), number=consultation.number)
    return reply


@command
def issue_reply(actor: Actor, consultation_id: int, *, at: datetime) -> Reply:
    """Issue the draft of a reply (签发批复); the one that held until now is replaced by it."""
    consultation = _locked(actor, consultation_id)
    reply = queries.reply_draft(actor, consultation)
    before = queries.reply_in_force(actor, consultation)
    if reasons := why_not_issue(actor, consultation, reply, before):
        raise Refused(*reasons)
    if reply is None:
        raise Reply.DoesNotExist
    reply.number = next_number(actor.authority.short_name, "复", at)
    reply.issued_by, reply.issued_at = actor.name, at
    _make_findable(reply)
    if before:
        before.stage, before.ended_at, before.successor = ReplyStage.REPLACED, at, reply
        before.save(update_fields=["stage", "ended_at", "successor"])
    reply.stage = ReplyStage.IN_FORCE
    reply.save()
    _close(actor, consultation, reply, at)
    page = reverse("consultations:reply", args=[reply.pk])
    address = Address(f"reply:{reply.pk}", page, consultation.authority.path)
    documents.issue(actor, reply_letter(reply, before), address, number=reply.number, at=at)
    record(
        "reply.issued",
        f"reply:{reply.pk}",
        number=reply.number,
        of=consultation.number,
        to=consultation.authority.code,
        reach=reply.get_reach_display(),
        replaces=before.number if before else "",
    )
    return reply


@command
def repeal(
    actor: Actor, reply_id: int, because: str, successor: str = "", *, at: datetime
) -> Reply:
    """Repeal a reply (废止); it stays readable, with what is to be gone by instead."""
    reply = queries.replies(actor).select_for_update(of=("self",)).get(pk=reply_id)
    if reasons := why_not_repeal(actor, reply, because, successor):
        raise Refused(*reasons)
    reply.successor = _own_in_force(actor, reply, successor)
    reply.stage, reply.ended_at, reply.ended_because = ReplyStage.REPEALED, at, because
    reply.save(update_fields=["stage", "ended_at", "ended_because", "successor"])
    record("reply.repealed", f"reply:{reply.pk}", number=reply.number, because=because)
    return reply


def why_not_write(actor: Actor, consultation: Consultation) -> tuple[Reason, ...]:
    """Every reason against writing a reply to a request."""
    position = position_of(consultation)
    return rights.why_not_write(position, role=actor.role, unit=actor.authority.code)


def why_not_issue(
    actor: Actor, consultation: Consultation, reply: Reply | None, before: Reply | None
) -> tuple[Reason, ...]:
    """Every reason against issuing a draft; ``before`` is the reply that it would replace."""
    act = Act.REPLY_ANEW if consultation.stage == Stage.REPLIED else Act.REPLY
    reasons = rights.why_not_do(
        act, position_of(consultation), role=actor.role, unit=actor.authority.code
    )
    wording = Wording(
        text=reply.text if reply else "",
        gist=reply.gist if reply else "",
        is_open=reply.is_open if reply else False,
        replaces=before.number if before else "",
        because=reply.because if reply else "",
    )
    return (*reasons, *rights.why_not_word(wording))


def why_not_repeal(
    actor: Actor, reply: Reply, because: str, successor: str = ""
) -> tuple[Reason, ...]:
    """Every reason against repealing a reply, and against naming another one in its place."""
    reasons = rights.why_not_repeal(
        ReplyStage(reply.stage),
        reply.authority.code,
        because,
        role=actor.role,
        unit=actor.authority.code,
    )
    if not successor or _own_in_force(actor, reply, successor):
        return reasons
    return (
        *reasons,
        reason(
            "reply.no-successor",
            "本单位没有文号为 {number} 的现行批复。请核对文号，或者留空。",
            number=successor,
        ),
    )


def _own_in_force(actor: Actor, reply: Reply, number: str) -> Reply | None:
    """Another reply of the actor's own unit that holds today, by its number."""
    others = queries.replies(actor).filter(stage=ReplyStage.IN_FORCE).exclude(pk=reply.pk)
    return others.filter(number=number or None, authority_id=actor.authority.pk).first()


def _close(actor: Actor, consultation: Consultation, reply: Reply, at: datetime) -> None:
    anew = consultation.stage == Stage.REPLIED
    act = Act.REPLY_ANEW if anew else Act.REPLY
    consultation.stage = next_stage(Stage(consultation.stage), act)
    consultation.changed_at = at
    consultation.save(update_fields=["stage", "changed_at"])
    Step.objects.create(
        consultation=consultation,
        act=Act.REPLY,
        authority_id=actor.authority.pk,
        note=reply.number,
        done_by=actor.name,
        done_at=at,
    )


def _make_findable(reply: Reply) -> None:
    """Write down what a search for words and for clauses looks at."""
    cited = {part for clause in reply.clauses for part in reach_of(clause)}
    words = " ".join([reply.number, reply.title, reply.gist, reply.text])
    reply.found_by, reply.pairs, reply.citations = plain(words), pairs(words), sorted(cited)


def _locked(actor: Actor, consultation_id: int) -> Consultation:
    found = queries.consultations(actor).select_for_update(of=("self",))
    return found.get(pk=consultation_id)


def _subject(consultation: Consultation) -> str:
    return f"consultation:{consultation.pk}"
