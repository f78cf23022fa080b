"""The public value of a draw: who saw it says what it was; nobody chooses it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from renjian.draws import beacon
from renjian.kernel.canonical import canonical, digest
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.draws import chance, queries
from renjian_site.draws.models import Draw, Testimony
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def say_value(actor: Actor, draw_id: int, said: Mapping[str, Any], *, at: datetime) -> Testimony:
    """Say what the source of a frozen draw gave; whoever was wrong says it again."""
    # The row of a superior's draw is not ours to lock; a draw that was carried out takes no more.
    draw = queries.draws(actor).get(pk=draw_id)
    if reasons := why_not_say_value(actor, draw, at):
        raise Refused(*reasons)
    plan = draw.plan or {}
    if reasons := tuple(beacon.why_not_believe(plan["beacon"], said, plan["hash"])):
        raise Refused(*reasons)
    testimony, _is_new = Testimony.objects.update_or_create(
        draw=draw,
        by_id=actor.person_id or None,  # the site itself is no person
        defaults={"said": dict(said), "authority_id": actor.authority.pk, "at": at},
    )
    # The second person must not read in the ledger what the first one typed.
    shown = digest("sha256", bytes(str(draw.plan_hash), "ascii") + canonical(dict(said))).hex()
    record(
        "draw.value-said",
        f"draw:{draw.pk}",
        number=draw.number,
        kind=plan["beacon"]["kind"],
        value_hash=shown,
        counts=not chance.why_not_known(draw),
    )
    return testimony


def why_not_say_value(actor: Actor, draw: Draw, at: datetime) -> tuple[Reason, ...]:
    """Why the actor cannot say now what the source of a draw gave."""
    if draw.stage != Draw.Stage.FROZEN:
        return (
            reason(
                "draw.value-other-stage",
                "抽查“{title}”现在的状态是“{stage}”：公开随机数只在冻结以后、抽取以前录入。",
                title=draw.title,
                stage=Draw.Stage(draw.stage).label,
            ),
        )
    named = (draw.plan or {})["beacon"]
    if not beacon.KINDS[named["kind"]].evidence:
        return (reason("draw.value-not-needed", "本次抽查的随机源不需要录入结果，可以直接抽取。"),)
    return tuple(beacon.why_not_yet(named, int(at.timestamp())))
