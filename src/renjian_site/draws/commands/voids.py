"""Giving a draw up (作废): one person asks, another decides; what was announced stays public."""

from dataclasses import dataclass
from datetime import datetime

from renjian.authorities.rights import Right, who_may
from renjian.draws import voiding
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.draws import afterwards, frozen, queries
from renjian_site.draws.models import Draw, Void
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, pin_ledger, record
from renjian_site.kit.files import keep


@dataclass(frozen=True)
class Wish:
    """Why a draw is to be given up, and the document that orders it."""

    because: str
    document: str


@command
def ask_to_void(actor: Actor, draw_id: int, wish: Wish, *, at: datetime) -> Void:
    """Ask to give an own draw up; somebody else decides."""
    draw = queries.own(actor).select_for_update(of=("self",)).get(pk=draw_id)
    if reasons := why_not_ask_to_void(actor, draw):
        raise Refused(*reasons)
    asked = Void.objects.create(
        draw=draw,
        because=wish.because,
        document=wish.document,
        asked_by_id=actor.person_id,
        asked_at=at,
    )
    told = {"because": wish.because, "document": wish.document}
    record("draw.void-asked", f"draw:{draw.pk}", number=draw.number, **told)
    return asked


def why_not_ask_to_void(actor: Actor, draw: Draw) -> tuple[Reason, ...]:
    """Why the actor cannot ask to give a draw up."""
    reasons = voiding.why_not_ask(
        title=draw.title,
        is_frozen=bool(draw.plan_hash),
        is_handed_out=draw.stage == Draw.Stage.HANDED_OUT,
        is_void=draw.is_void,
    )
    if draw.voids.filter(state=Void.State.ASKED).exists():
        reasons.append(
            reason(
                "draw.void-asked-already",
                "抽查“{title}”已经有人申请作废，正在等待负责人决定。",
                title=draw.title,
            )
        )
    return (*_why_not(actor, draw, Right.ASK_TO_VOID), *reasons)


@command
def agree_to_void(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Give a draw up: its tasks never go out, and all that was announced stays where it is."""
    draw, asked = _asked(actor, draw_id)
    _decide(actor, asked, Void.State.AGREED, at)
    asked.is_after_seed = bool(draw.public_file) or voiding.is_after_seed(
        (draw.plan or {})["beacon"], int(at.timestamp())
    )
    asked.save(update_fields=["is_after_seed"])
    draw.stage = Draw.Stage.VOIDED
    if not draw.public_file:
        # Whoever learns the public value can then tell what this draw would have been.
        lists = {key: frozen.package_of(draw)[key] for key in ("objects", "officers", "recusals")}
        draw.lists_file = keep([canonical({"plan": draw.plan, **lists})]).sha256
    draw.save(update_fields=["stage", "lists_file"])
    afterwards.keep(draw, [afterwards.given_up(draw, asked.because, at)])
    told = {"because": asked.because, "document": asked.document}
    record(
        "draw.voided",
        f"draw:{draw.pk}",
        number=draw.number,
        after_seed=asked.is_after_seed,
        **told,
    )
    pin_ledger()
    return draw


@command
def refuse_to_void(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Let a draw go on that somebody asked to give up."""
    draw, asked = _asked(actor, draw_id)
    _decide(actor, asked, Void.State.REFUSED, at)
    record("draw.void-refused", f"draw:{draw.pk}", number=draw.number)
    return draw


def why_not_decide_void(actor: Actor, asked: Void | None, draw: Draw) -> tuple[Reason, ...]:
    """Why the actor may not decide on giving a draw up."""
    return (
        *_why_not(actor, draw, Right.DECIDE_VOID),
        *voiding.why_not_decide(
            asked_by=str(asked.asked_by_id) if asked else "",
            decider=str(actor.person_id),
            is_open=asked is not None,
        ),
    )


def _asked(actor: Actor, draw_id: int) -> tuple[Draw, Void]:
    draw = queries.own(actor).select_for_update(of=("self",)).get(pk=draw_id)
    asked = draw.voids.select_for_update().filter(state=Void.State.ASKED).first()
    reasons = why_not_decide_void(actor, asked, draw)
    if reasons or asked is None:
        raise Refused(*reasons)
    return draw, asked


def _decide(actor: Actor, asked: Void, state: Void.State, at: datetime) -> None:
    asked.state, asked.decided_by_id, asked.decided_at = state, actor.person_id, at
    asked.save(update_fields=["state", "decided_by", "decided_at"])


def _why_not(actor: Actor, draw: Draw, right: Right) -> tuple[Reason, ...]:
    if actor.role in who_may(right) and draw.authority_id == actor.authority.pk:
        return ()
    return (
        reason(
            "draw.void-other-post",
            "抽查“{title}”的作废由组织抽查的{authority}办理：{asks}申请，{decides}决定。",
            title=draw.title,
            authority=draw.authority.name,
            asks="、".join(sorted(one.title for one in who_may(Right.ASK_TO_VOID))),
            decides="、".join(sorted(one.title for one in who_may(Right.DECIDE_VOID))),
        ),
    )
