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
from renjian_site.cases.commands.penalties import (
    Intention,
    fix_penalty,
    issue_notice,
    why_not_decide,
    why_not_fix,
    why_not_issue_notice,
)
from renjian_site.cases.commands.succession import end_lost_supervision, take_over
from renjian_site.cases.commands.superior_documents import (
    SuperiorDocument,
    file_document,
    why_not_file_document,
)

__all__ = [
    "Intention",
    "Invitation",
    "SuperiorDocument",
    "Team",
    "bring_in",
    "end_lost_supervision",
    "end_part",
    "file_case",
    "file_document",
    "fix_penalty",
    "follow_arrangement",
    "issue_notice",
    "receive",
    "register_clue",
    "replace_document",
    "set_expected",
    "take_over",
    "transfer_up",
    "why_not",
    "why_not_bring_in",
    "why_not_decide",
    "why_not_end_part",
    "why_not_file_document",
    "why_not_fix",
    "why_not_handle",
    "why_not_issue_notice",
    "why_not_move_up",
    "why_not_receive",
    "why_not_register",
    "why_not_replace",
]
