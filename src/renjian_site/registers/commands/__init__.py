"""Acts on the registers."""

from renjian_site.registers.commands.bodies import (
    Approved,
    NewBody,
    NewBranch,
    NewLab,
    enter_bodies,
    enter_labs,
)
from renjian_site.registers.commands.notes import (
    follow_coverage,
    note_open_matter,
    note_visit,
    set_restriction,
)
from renjian_site.registers.commands.uploads import (
    receive,
    refuse,
    roll,
    take_in,
    undo,
    why_not_undo,
)

__all__ = [
    "Approved",
    "NewBody",
    "NewBranch",
    "NewLab",
    "enter_bodies",
    "enter_labs",
    "follow_coverage",
    "note_open_matter",
    "note_visit",
    "receive",
    "refuse",
    "roll",
    "set_restriction",
    "take_in",
    "undo",
    "why_not_undo",
]
