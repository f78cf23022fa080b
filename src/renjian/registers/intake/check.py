"""What a check of an upload is: a rule over columns, and the sentence for a cell that breaks it.

That the rules and the sentences (:mod:`renjian.registers.intake.words`) are alike is tested.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter

import ibis.expr.types as ir

from renjian.registers.intake.words import Level, Stage, words

Rule = Callable[[ir.Table], ir.BooleanValue]
Value = Callable[[ir.Table], ir.Value]


@dataclass(frozen=True)
class Check:
    """A listed check: it says of each row whether the cell in ``column`` breaks the rule.

    ``values`` are computed for the sentence in addition to the fields of the row. ``is_of_members``
    if the rule looks at the members of a team one by one.
    """

    code: str
    column: str
    text: str
    cure: str
    breaks: Rule
    level: Level = Level.ERROR
    stage: Stage = Stage.CELL
    values: Mapping[str, Value] = field(default_factory=dict)
    is_of_members: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names in braces of the sentence."""
        parts = Formatter().parse(self.text + self.cure)
        return frozenset(name for _, name, _, _ in parts if name)


def made(
    code: str,
    rule: Rule,
    *,
    column: str = "",
    values: Mapping[str, Value] | None = None,
    level: Level | None = None,
    is_of_members: bool = False,
) -> Check:
    """The check of a code with its words; ``column`` where the words leave it open."""
    told = words()[code]
    return Check(
        code=code,
        column=column or told.column,
        text=told.text,
        cure=told.cure,
        breaks=rule,
        level=level or told.level,
        stage=told.stage,
        values=values or {},
        is_of_members=is_of_members,
    )
