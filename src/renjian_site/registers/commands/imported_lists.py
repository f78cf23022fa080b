"""Rows of imported lists on their way into the registers, each by the command of its register."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from renjian.registers.inbound import DESIGNATED_LAB_WORDS, Inbound
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.jobs import defer
from renjian_site.registers.commands.bodies import NewDesignation, enter_designations
from renjian_site.registers.commands.goods import (
    Holder,
    NewDeclaration,
    NewExemption,
    enter_declarations,
    enter_exemptions,
)
from renjian_site.registers.commands.names import ALL
from renjian_site.registers.taking_in import entries, subjects

Row = Mapping[str, Any]
NAMED = "select o.id from registers_organisation o join named n on n.key = o.uscc"
Enter = Callable[[Actor, Sequence[Row], datetime], int]


@command
def follow_subjects(actor: Actor, rows: Sequence[Row], *, at: datetime) -> int:
    """Bring names, places and addresses of subjects up to date, and enter those not known yet.

    What the registration of enterprises says counts more than what bodies report of them.
    """
    named = [
        (row["uscc"], row["organisation"], "156", row["division"], row["address"]) for row in rows
    ]
    today = timezone.localdate(at)
    new = subjects.bring_up_to_date(named, today)
    entries.follow(NAMED, today)
    defer("registers.note_names", lock="names", upload_id=ALL)
    record("subjects.followed", "organisations", rows=len(rows), new=new)
    return new


def _holder(row: Row) -> Holder:
    return Holder(row["organisation"], row["uscc"], row["division"], row["address"])


def _exemptions(actor: Actor, rows: Sequence[Row], at: datetime) -> int:
    told = [
        NewExemption(
            number=row["number"],
            holder=_holder(row),
            product=row["product"],
            product_class=row["product_class"],
            purpose_item=int(row["purpose_item"]),
            purpose=row["purpose"],
            quantity=Decimal(str(row["quantity"])),
            unit=row["unit"],
            issued_on=row["issued_on"],
            expires_on=row["expires_on"],
        )
        for row in rows
    ]
    return enter_exemptions(actor, told, at=at)


def _declarations(actor: Actor, rows: Sequence[Row], at: datetime) -> int:
    same = ("number", "product", "product_class", "models_text", "declared_on", "laboratory")
    told = [
        NewDeclaration(holder=_holder(row), **{name: row[name] for name in same}) for row in rows
    ]
    return enter_declarations(actor, told, at=at)


def _designations(actor: Actor, rows: Sequence[Row], at: datetime) -> int:
    same = ("code", "uscc", "division", "product_class", "from_on", "to_on", "because")
    told = [
        NewDesignation(
            is_designated_lab=row["kind"] in DESIGNATED_LAB_WORDS,
            name=row["organisation"],
            **{name: row[name] for name in same},
        )
        for row in rows
    ]
    return enter_designations(actor, told, at=at)


def _subjects(actor: Actor, rows: Sequence[Row], at: datetime) -> int:
    return follow_subjects(actor, rows, at=at)


ENTER: Mapping[Inbound, Enter] = {
    Inbound.PUBLICITY: _subjects,
    Inbound.EXEMPTIONS: _exemptions,
    Inbound.DECLARATIONS: _declarations,
    Inbound.DESIGNATIONS: _designations,
}
