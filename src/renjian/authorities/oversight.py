"""Who looks over the work of subordinate authorities as a whole (N102 二: guide, coordinate, supervise)."""

from renjian.authorities.levels import Level
from renjian.kernel.refusal import Reason, reason

SUPERIORS = frozenset({Level.NATIONAL, Level.PROVINCIAL, Level.CITY})


def why_not_oversee(level: Level | None) -> tuple[Reason, ...]:
    """Why an authority of this level has no board over others: what is below acts in its name."""
    if level in SUPERIORS:
        return ()
    return (
        reason(
            "board.no-subordinates",
            "“下级办理情况”供总局、省级和市级市场监管部门查看。"
            "本单位的事项请在“待办”的“本单位”中查看。",
        ),
    )
