"""Acts that only the top can do: on the ledger itself, and on units with all that hangs on them."""

from renjian_site.console.commands.arrangements import follow_arrangement
from renjian_site.console.commands.ledger import (
    MAKERS,
    bring_countersignature,
    countersign,
    make_checkpoint,
    register_key,
    why_not_countersign,
    why_not_make_checkpoint,
)
from renjian_site.console.commands.units import (
    approve_reform,
    carry_out_due,
    propose_reform,
    why_not_approve_reform,
    why_not_reform,
)

__all__ = [
    "MAKERS",
    "approve_reform",
    "bring_countersignature",
    "carry_out_due",
    "countersign",
    "follow_arrangement",
    "make_checkpoint",
    "propose_reform",
    "register_key",
    "why_not_approve_reform",
    "why_not_countersign",
    "why_not_make_checkpoint",
    "why_not_reform",
]
