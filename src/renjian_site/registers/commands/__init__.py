"""Acts on the registers."""

from renjian_site.registers.commands.bodies import (
    Approved,
    NewBody,
    NewBranch,
    NewDesignatedLab,
    NewDesignation,
    enter_bodies,
    enter_designated_labs,
    enter_designations,
)
from renjian_site.registers.commands.goods import (
    Holder,
    NewDeclaration,
    NewExemption,
    enter_declarations,
    enter_exemptions,
)
from renjian_site.registers.commands.imported_lists import follow_subjects
from renjian_site.registers.commands.imports import (
    ImportOutcome,
    ask_columns,
    commit_import,
    confirm_columns,
    keep_import_outcome,
    receive_import,
    take_in_certificates,
    take_in_list,
    undo_import,
    why_not_undo_import,
)
from renjian_site.registers.commands.monthly import attest
from renjian_site.registers.commands.names import note_names
from renjian_site.registers.commands.notes import (
    follow_coverage,
    note_open_matter,
    note_visit,
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
from renjian_site.registers.commands.restrictions import (
    NewRestriction,
    lift_restriction,
    restrict_body,
    restrict_organisation,
)
from renjian_site.registers.commands.uploads import (
    Outcome,
    commit,
    keep_outcome,
    merge,
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
    "ImportOutcome",
    "NewBody",
    "NewBranch",
    "NewDeclaration",
    "NewDesignatedLab",
    "NewDesignation",
    "NewExemption",
    "NewObject",
    "NewObjects",
    "NewRestriction",
    "Outcome",
    "ask_columns",
    "attest",
    "commit",
    "commit_import",
    "compute_quality",
    "confirm_columns",
    "enter_bodies",
    "enter_declarations",
    "enter_designated_labs",
    "enter_designations",
    "enter_exemptions",
    "enter_object",
    "follow_coverage",
    "follow_subjects",
    "import_objects",
    "keep_import_outcome",
    "keep_outcome",
    "lift_restriction",
    "merge",
    "move_out",
    "note_names",
    "note_open_matter",
    "note_visit",
    "receive",
    "receive_import",
    "restrict_body",
    "restrict_organisation",
    "roll",
    "take_in",
    "take_in_certificates",
    "take_in_list",
    "undo",
    "undo_import",
    "why_not_commit",
    "why_not_move_out",
    "why_not_undo",
    "why_not_undo_import",
]
