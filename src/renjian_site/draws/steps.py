"""A draw is locked at the step from which an act goes on; no step is done twice."""

from renjian.kernel.refusal import Refused, reason
from renjian_site.draws import queries
from renjian_site.draws.models import Draw
from renjian_site.kit.actor import Actor


def at_stage(actor: Actor, draw_id: int, stage: Draw.Stage) -> Draw:
    """The authority's own draw, locked, if it stands at this stage."""
    found = queries.own(actor).select_for_update().get(pk=draw_id)
    if found.stage != stage:
        raise Refused(
            reason(
                "draw.other-stage",
                "抽查“{title}”现在的状态是“{stage}”，不能再做这一步。"
                "抽查的每一步只做一次，不能重来；请刷新页面查看。",
                title=found.title,
                stage=Draw.Stage(found.stage).label,
            )
        )
    return found
