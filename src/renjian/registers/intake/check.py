"""What a check of an upload is: a rule over columns, and the sentence for a cell that breaks it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import getdoc
from string import Formatter

import ibis.expr.types as ir

Rule = Callable[[ir.Table], ir.BooleanValue]
Value = Callable[[ir.Table], ir.Value]


@dataclass(frozen=True)
class Check:
    """A listed check: it says of each row whether the cell in ``column`` breaks the rule.

    ``title`` is the rule in one published sentence. ``values`` are computed for the sentence in
    addition to the fields of the row.
    """

    code: str
    column: str
    text: str
    cure: str
    title: str
    breaks: Rule
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The names in braces of the sentence."""
        parts = Formatter().parse(self.text + self.cure)
        return frozenset(name for _, name, _, _ in parts if name)

    def value(self, name: str, rows: ir.Table) -> ir.Value:
        """What a name in braces stands for: a value of this check, else a field of the row."""
        return self.values[name](rows) if name in self.values else rows[name]


def check(
    code: str, *, column: str, text: str, cure: str, **values: Value
) -> Callable[[Rule], Check]:
    """Make a check of a function that takes the rows and says which of them break its rule.

    The function sees the fields as text, dates as dates (null where the cell holds none), what was
    written as ``<field>_written``, and ``today``. ``text`` and ``cure`` may name any field and
    ``{header}``; the catalogue of translations is extracted from these two.
    """

    def made(rule: Rule) -> Check:
        return Check(code, column, text, cure, getdoc(rule) or "", rule, values)

    return made
