"""Acts on clues, cases, and who takes part in them."""

from renjian_site.cases.commands.arrangements import follow_arrangement
from renjian_site.cases.commands.clues import (
    Team,
    file_case,
    receive,
    register_clue,
    replace_document,
    set_expected,
    transfer_up,
    why_not,
    why_not_handle,
    why_not_move_up,
    why_not_receive,
    why_not_register,
    why_not_replace,
)
from renjian_site.cases.commands.participations import (
    Invitation,
    bring_in,
    end_part,
    why_not_bring_in,
    why_not_end_part,
)
from renjian_site.cases.commands.succession import take_over

__all__ = [
    "Invitation",
    "Team",
    "bring_in",
    "end_part",
    "file_case",
    "follow_arrangement",
    "receive",
    "register_clue",
    "replace_document",
    "set_expected",
    "take_over",
    "transfer_up",
    "why_not",
    "why_not_bring_in",
    "why_not_end_part",
    "why_not_handle",
    "why_not_move_up",
    "why_not_receive",
    "why_not_register",
    "why_not_replace",
]
