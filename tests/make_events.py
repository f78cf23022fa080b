"""Makers of events and of uploads that took them in."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

import make
from make_registers import GOOD, certificate, uscc
from renjian.registers.events import (
    AuditPlanned,
    CertificateReported,
    Event,
    SignedIn,
    SignIn,
    TeamMember,
    of_row,
)
from renjian.registers.kinds import Kind
from renjian_site.registers import commands
from renjian_site.registers.models import Certificate, Upload

NUMBER = GOOD["number"]
ISSUED = date(2024, 3, 1)
_files = count()


def reported(status: str = "01", on: date | None = ISSUED, **changes: Any) -> CertificateReported:
    """A report of a certificate that was issued in March 2024, valid from that day if not said."""
    row = certificate(issued_on=ISSUED, expires_on=date(2027, 2, 28), status=status)
    return of_row(row)._replace(effective_on=on, **changes)


def ccc(number: str = "2026900201000001", **changes: Any) -> CertificateReported:
    """A CCC certificate of a holder whose factory is somebody else."""
    factory = {"name": "某工厂（练习）", "uscc": uscc("91330106RJ0007771"), "country": "156",
               "division": "330106", "address": "工厂路1号"}  # fmt: skip
    details = {"product": "插头插座", "product_class": "0201", "models": "A-1",
               "factory": [factory]}  # fmt: skip
    return reported(number=number, kind=Kind.CCC, item_code="B01", details=details, **changes)


def planned(number: str = "R000100P0001", **changes: Any) -> AuditPlanned:
    """A plan of two days with a leader."""
    at = datetime(2026, 11, 2, 1, tzinfo=UTC)
    event = AuditPlanned(
        line=2, number=number, is_factory=False, stages=("03",), mode="FS01", starts_at=at,
        ends_at=at.replace(day=3), holder=GOOD["organisation"], uscc=GOOD["uscc"], country="156",
        division="330110", address="某路1号", item_codes=("A0101",), certificates=(NUMBER,),
        team=(TeamMember("某审核员", "2026-PRAC-0001", "01", "02", "99", "PRAC90010000"),),
    )  # fmt: skip
    return event._replace(**changes)


def signed(plan: str = "R000100P0001", **changes: Any) -> SignedIn:
    """A sign-in at the opening meeting."""
    at = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
    return SignedIn(3, plan, SignIn.OPENING, "某审核员", at)._replace(**changes)


def taken(*events: Event, account: str = "clerk1", at: datetime | None = None) -> Upload:
    """An upload whose events were taken in, each on a line of its own."""
    lined = [event._replace(line=line) for line, event in enumerate(events, start=2)]
    upload = make.received(f"{next(_files)}".encode(), account=account)
    return commands.take_in(make.actor(account), lined, upload.pk, at=at or timezone.now())


def held(number: str = NUMBER) -> Certificate:
    """A certificate of the register."""
    return Certificate.objects.get(number=number)
