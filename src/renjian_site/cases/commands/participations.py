"""Acts on who else takes part in a clue: bringing an authority in, and ending its part."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.cases.participation import GROUNDS, Part, why_not_take_part
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import by_code
from renjian_site.cases import queries
from renjian_site.cases.commands.clues import why_not_handle
from renjian_site.cases.models import Clue, Participation
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class Invitation:
    """Whom to bring into a clue, how, why, and until which day (no end if none is named)."""

    part: Part
    authority: str
    because: str
    until: date | None = None


@command
def bring_in(actor: Actor, clue_id: int, invitation: Invitation, *, at: datetime) -> Participation:
    """Let another authority take part in a clue: it sees the clue and its case from now on."""
    clue = queries.clues(actor).select_for_update(of=("self",)).get(pk=clue_id)
    if reasons := why_not_bring_in(actor, clue, invitation, at):
        raise Refused(*reasons)
    participation = Participation.objects.create(
        clue=clue,
        authority=by_code(actor, invitation.authority),
        why=invitation.part,
        because=invitation.because,
        from_on=timezone.localdate(at),
        to_on=invitation.until,
    )
    record(
        "clue.brought-in",
        f"clue:{clue.pk}",
        number=clue.number,
        authority=invitation.authority,
        why=GROUNDS[invitation.part].title,
        until=invitation.until or "无期限",
    )
    return participation


@command
def end_part(actor: Actor, participation_id: int, *, at: datetime) -> Participation:
    """End the part of an authority in a clue; from now on it no longer sees it."""
    found = queries.parts(actor).select_for_update(of=("self",)).get(pk=participation_id)
    if reasons := why_not_end_part(actor, found):
        raise Refused(*reasons)
    found.to_on, found.is_ended = timezone.localdate(at), True
    found.save(update_fields=["to_on", "is_ended"])
    record(
        "clue.part-ended",
        f"clue:{found.clue_id}",
        authority=found.authority.code,
        why=found.get_why_display(),
    )
    return found


def why_not_bring_in(
    actor: Actor, clue: Clue, invitation: Invitation, at: datetime
) -> tuple[Reason, ...]:
    """Every reason against bringing an authority into a clue."""
    other = by_code(actor, invitation.authority)
    reasons = [
        *why_not_handle(actor, Role.HEAD),
        *why_not_take_part(invitation.part, clue.authority.path, actor.authority.path, other.path),
    ]
    if invitation.until and invitation.until < timezone.localdate(at):
        reasons.append(
            reason(
                "participation.past",
                "参与截止日期 {day} 已经过去。请填今天或者以后的日期，或者留空。",
                day=invitation.until,
            )
        )
    open_parts = clue.participations.filter(
        authority=other, why=invitation.part, is_ended=False
    ).exclude(to_on__lt=timezone.localdate(at))
    if open_parts.exists():
        reasons.append(
            reason(
                "participation.twice",
                "{name} 已经以“{part}”参与，不需要重复。",
                name=other.name,
                part=GROUNDS[invitation.part].title,
            )
        )
    return tuple(reasons)


def why_not_end_part(actor: Actor, part: Participation) -> tuple[Reason, ...]:
    """Every reason against ending a part: what movements made stays, and others' decisions stay."""
    reasons = list(why_not_handle(actor, Role.HEAD))
    if part.why not in set(Part):
        reasons.append(
            reason("participation.of-movement", "因移送产生的参与随移送记录保留，不能终止。")
        )
    if part.is_ended:
        reasons.append(reason("participation.ended", "该单位的参与已经终止，不需要再次终止。"))
    decider = part.authority_id if part.why == Part.SUPERVISED_HANDLING else part.clue.authority_id
    if decider != actor.authority.pk:
        reasons.append(
            reason("participation.not-decider", "参与由提出的单位终止，您的单位不是提出单位。")
        )
    return tuple(reasons)
