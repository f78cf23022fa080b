"""Putting a superior's document about a clue on file: authorisation, hand-down, take-up and the like.

The document decides who handles the matter (K-02 to K-05); without it on file the notice is blocked.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.tree import is_above
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import by_code
from renjian_site.cases import queries
from renjian_site.cases.commands.clues import why_not_handle
from renjian_site.cases.models import Clue, Movement
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

FROM_SAMR = frozenset({Movement.Kind.AUTHORISED_JURISDICTION})


@dataclass(frozen=True)
class SuperiorDocument:
    """A document of a superior: what it does, who signed it, whom it names, its number and day."""

    kind: Movement.Kind
    sender: str
    to: str
    number: str
    on: date
    because: str = ""


@command
def file_document(
    actor: Actor, clue_id: int, document: SuperiorDocument, *, at: datetime
) -> Movement:
    """Put a superior's document about a clue on file; who handles it is ruled on again."""
    clue = queries.clues(actor).select_for_update(of=("self",)).get(pk=clue_id)
    if reasons := why_not_file_document(actor, clue, document, timezone.localdate(at)):
        raise Refused(*reasons)
    noon = datetime.combine(document.on, time(12), tzinfo=timezone.get_current_timezone())
    movement = Movement.objects.create(
        clue=clue,
        kind=document.kind,
        number=document.number,
        from_authority=by_code(actor, document.sender),
        to_authority=by_code(actor, document.to),
        because=document.because,
        clause="",
        sent_at=noon,
        received_at=at,
    )
    record(
        "clue.document-filed",
        f"clue:{clue.pk}",
        number=movement.number,
        kind=movement.get_kind_display(),
        authority=document.to,
    )
    return movement


def why_not_file_document(
    actor: Actor, clue: Clue, document: SuperiorDocument, today: date
) -> tuple[Reason, ...]:
    """Every reason against putting a document on file."""
    sender, to = by_code(actor, document.sender), by_code(actor, document.to)
    reasons = list(why_not_handle(actor, Role.HEAD))
    if clue.authority_id != actor.authority.pk:
        reasons.append(
            reason("clue.document.other-unit", "上级文书由承办单位登记，您的单位不是承办单位。")
        )
    if document.kind == Movement.Kind.TRANSFER_UP:
        reasons.append(
            reason("clue.document.transfer", "移交上级在本页另行办理，不登记为上级文书。")
        )
    if document.kind in FROM_SAMR and sender.level != Level.NATIONAL:
        reasons.append(
            reason(
                "clue.document.samr-only",
                "授权管辖的文件由市场监管总局发出。请核对发文机关。",
                clause="N102 二(一)",
            )
        )
    own = document.kind == Movement.Kind.TAKE_UP and sender.pk == to.pk
    if not own and not is_above(sender.path, to.path):
        reasons.append(
            reason(
                "clue.document.not-above",
                "{sender}不是{to}的上级。请核对发文机关和指定的机关。",
                clause="PROC 15",
                sender=sender.name,
                to=to.name,
            )
        )
    if document.on > today:
        reasons.append(
            reason(
                "clue.document.future",
                "文书日期（{day}）晚于今天。请核对日期，收到文书后再登记。",
                day=document.on,
            )
        )
    if Movement.objects.filter(number=document.number).exists():
        reasons.append(
            reason(
                "clue.document.twice",
                "文号 {number} 已经登记过。请核对文号。",
                number=document.number,
            )
        )
    return tuple(reasons)
