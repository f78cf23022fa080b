"""Acts on the ledger itself: making a checkpoint, and attesting one."""

from datetime import datetime

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, pin_ledger, record
from renjian_site.ledger import logs, witnesses
from renjian_site.ledger.public_queries import checkpoint

MAKERS = (Role.SYSTEM, Role.AUDIT)


def why_not_make_checkpoint(actor: Actor) -> list[Reason]:
    """Every reason against making a checkpoint now."""
    return [] if actor.role in MAKERS else [_other_post(actor, MAKERS)]


@command
def make_checkpoint(actor: Actor, *, at: datetime) -> None:
    """Make a checkpoint now, right behind the entry that says who wanted it."""
    if reasons := why_not_make_checkpoint(actor):
        raise Refused(*reasons)
    record("checkpoint.made", "checkpoint")
    pin_ledger()


def why_not_countersign(actor: Actor, checkpoint_id: int, at: datetime) -> list[Reason]:
    """Every reason against countersigning a checkpoint with the key that the site keeps."""
    if actor.role is not Role.WITNESS:
        return [_other_post(actor, (Role.WITNESS,))]
    found = checkpoint(checkpoint_id)
    return witnesses.why_not(found, actor.authority.code, at=at) if found else [_gone()]


@command
def countersign(actor: Actor, checkpoint_id: int, *, at: datetime) -> None:
    """Countersign a checkpoint (会签), once it is proved to only add to the one before."""
    if reasons := why_not_countersign(actor, checkpoint_id, at):
        raise Refused(*reasons)
    found = checkpoint(checkpoint_id)
    if found is None:
        raise Refused(_gone())
    witnesses.countersign(found, actor.authority.code, at=at)
    said = logs.of(found)
    record(
        "checkpoint.countersigned",
        f"checkpoint:{checkpoint_id}",
        origin=said.origin,
        size=said.size,
        root=said.root.hex(),
    )


@command
def bring_countersignature(actor: Actor, checkpoint_id: int, text: str, *, at: datetime) -> None:
    """Take over what was countersigned with a key that the witness keeps elsewhere."""
    _refuse_others(actor)
    found = checkpoint(checkpoint_id)
    if found is None:
        raise Refused(_gone())
    taken = witnesses.accept(found, text, authority=actor.authority.code)
    record(
        "checkpoint.countersignature-brought",
        f"checkpoint:{checkpoint_id}",
        origin=found.log.origin,
        size=found.size,
        names=[row.key.name for row in taken],
    )


@command
def register_key(actor: Actor, text: str, *, at: datetime) -> None:
    """Register the public key of a witness who keeps the secret one elsewhere."""
    _refuse_others(actor)
    key = witnesses.register_offline(actor.authority.code, text, at=at)
    record("witness-key.registered", f"witness-key:{key.pk}", key=key.verifier)


def _refuse_others(actor: Actor) -> None:
    if actor.role is not Role.WITNESS:
        raise Refused(_other_post(actor, (Role.WITNESS,)))


def _other_post(actor: Actor, wanted: tuple[Role, ...]) -> Reason:
    return reason(
        "ledger.other-post",
        "这一步由“{wanted}”办理，您当前的岗位是“{role}”。请由相应岗位的人员办理。",
        wanted="、".join(role.title for role in wanted),
        role=actor.role.title,
    )


def _gone() -> Reason:
    return reason("ledger.checkpoint.gone", "没有这个检查点。请从检查点列表中重新选择。")
