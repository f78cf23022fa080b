"""The merge of an upload: its events, table by table, into the registers."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from renjian.registers import events as told
from renjian.registers.events import Columns, Event
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import audits, certificates, entries, goods, people

Taker = Callable[[Upload, Any, date, datetime], int]
# How the events of each table are taken in; certificates are counted apart.
TAKERS: dict[type[Event], Taker] = {
    told.PractitionerRegistered: lambda upload, found, today, at: people.take_in(upload, found),
    told.AuditPlanned: audits.take_in_plans,
    told.SignedIn: lambda upload, found, today, at: audits.take_in_sign_ins(upload, found),
    told.AuditDone: lambda upload, found, today, at: audits.take_in_results(upload, found, at),
    told.FactoryInspected: audits.take_in_factories,
    told.EnergyReported: lambda upload, found, today, at: audits.take_in_energy(upload, found),
    told.TransactionCertified: lambda upload, found, today, at: goods.take_in_transactions(
        upload, found
    ),
    told.CodesGiven: lambda upload, found, today, at: goods.take_in_codes(upload, found),
}
COUNTED = {
    told.PractitionerRegistered: "practitioners",
    told.AuditPlanned: "plans",
    told.SignedIn: "sign_ins",
    told.AuditDone: "results",
    told.FactoryInspected: "inspections",
    told.EnergyReported: "energy",
    told.TransactionCertified: "transactions",
    told.CodesGiven: "codes",
}


def merge(
    upload: Upload,
    events: Iterable[Event],
    columns: Columns | None,
    today: date,
    at: datetime,
) -> tuple[dict[str, int], str]:
    """Take in the events of an upload, table by table: what they brought, and a hash of it."""
    others: dict[type[Event], list[Event]] = defaultdict(list)
    taken = certificates.take_in(upload, _certificates(events, others), columns, today, at)
    goods.follow_certificates()
    counts = {"new": taken.new, "changed": taken.changed, "unchanged": taken.unchanged}
    for table in told.ORDER:
        if found := others.get(table):
            counts[COUNTED[table]] = TAKERS[table](upload, found, today, at)
    entries.follow_merged(today)
    return counts, taken.plan


def _certificates(
    events: Iterable[Event], others: dict[type[Event], list[Event]]
) -> Iterable[told.CertificateReported]:
    """Let certificates pass and put the rest aside."""
    for event in events:
        if isinstance(event, told.CertificateReported):
            yield event
        else:
            others[type(event)].append(event)
