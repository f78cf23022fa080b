"""Acts on the registers."""

from renjian_site.registers.commands.bodies import (
    Approved,
    NewBody,
    NewBranch,
    NewDesignatedLab,
    enter_bodies,
    enter_designated_labs,
)
from renjian_site.registers.commands.goods import (
    Holder,
    NewDeclaration,
    NewExemption,
    enter_declarations,
    enter_exemptions,
)
from renjian_site.registers.commands.monthly import attest
from renjian_site.registers.commands.names import note_names
from renjian_site.registers.commands.notes import (
    follow_coverage,
    note_open_matter,
    note_visit,
    set_restriction,
)
from renjian_site.registers.commands.objects import (
    NewObject,
    NewObjects,
    enter_object,
    import_objects,
    move_out,
    why_not_move_out,
)
from renjian_site.registers.commands.quality import compute_quality
from renjian_site.registers.commands.uploads import (
    Outcome,
    commit,
    keep_outcome,
    receive,
    roll,
    take_in,
    undo,
    why_not_commit,
    why_not_undo,
)

__all__ = [
    "Approved",
    "Holder",
    "NewBody",
    "NewBranch",
    "NewDeclaration",
    "NewDesignatedLab",
    "NewExemption",
    "NewObject",
    "NewObjects",
    "Outcome",
    "attest",
    "commit",
    "compute_quality",
    "enter_bodies",
    "enter_declarations",
    "enter_designated_labs",
    "enter_exemptions",
    "enter_object",
    "follow_coverage",
    "import_objects",
    "keep_outcome",
    "move_out",
    "note_names",
    "note_open_matter",
    "note_visit",
    "receive",
    "roll",
    "set_restriction",
    "take_in",
    "undo",
    "why_not_commit",
    "why_not_move_out",
    "why_not_undo",
]
