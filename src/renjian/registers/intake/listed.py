"""All checks there are, and which of them run on a table."""

from collections.abc import Iterator, Mapping
from functools import cache

from renjian.registers.forms import forms
from renjian.registers.intake import (
    audit_rules,
    certificate_rules,
    identities,
    register_rules,
)
from renjian.registers.intake.cells import checks_of
from renjian.registers.intake.check import Check, Rule, Value, made
from renjian.registers.intake.words import Stage, words
from renjian.registers.rows import Form

_modules = (identities, certificate_rules, audit_rules, register_rules)
ANY_COLUMN = "*"


@cache
def rules() -> Mapping[str, Rule]:
    """The rules of whole rows by code; those of cells follow from the columns."""
    return {code: rule for module in _modules for code, rule in module.RULES.items()}


def _values(code: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for module in _modules:
        found |= module.VALUES.get(code, {})
    return found


def checks_for(form: Form, *, with_facts: bool = True) -> tuple[Check, ...]:
    """The checks of a table, cell by cell first; those of the registers only with their facts."""
    found = [*_of_cells(form), *_of_rows(form)]
    if not with_facts:
        found = [check for check in found if check.stage is not Stage.REGISTER]
    order = list(Stage)
    return tuple(sorted(found, key=lambda check: order.index(check.stage)))


def _of_cells(form: Form) -> Iterator[Check]:
    for column in form.columns:
        yield from checks_of(column)


def _of_rows(form: Form) -> Iterator[Check]:
    whole = {
        column.field for other in forms() if other.number == form.number for column in other.columns
    }
    for code, told in words().items():
        if told.column == ANY_COLUMN or form.number not in told.on or told.column not in whole:
            continue
        if told.column not in form.fields:
            continue
        if code in audit_rules.MEMBERS:
            values = audit_rules.MEMBER_VALUES.get(code, {})
            yield made(code, audit_rules.MEMBERS[code], values=values, is_of_members=True)
        else:
            yield made(code, rules()[code], values=_values(code))
