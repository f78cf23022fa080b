"""Certificates of the made-up country: what is registered, and what the first body reports next."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from renjian.registers.certificates import Status
from renjian.registers.rows import CertificateRow
from renjian_world.bodies import COMPULSORY, Body, Item
from renjian_world.organisations import Organisation

# Of 100 certificates that have not run out.
STATES = ((Status.VALID, 92), (Status.SUSPENDED, 4), (Status.REVOKED, 2), (Status.CANCELLED, 2))
OLDEST = 1200  # days since the issue of the oldest certificate of three years
FIRST_LINE = 2  # the heading row of a report is the first


@dataclass
class Numbers:
    """The certificate numbers that one body gives out, one after the other."""

    body: Body
    given: int = 0

    def next(self, item: Item, issued_on: date, chance: random.Random) -> str:
        """The number of a new certificate in the form that is usual for its item."""
        self.given += 1
        serial = self.body.approval_number[-4:]
        if item is COMPULSORY:
            # Year, body, product class, serial. No designated body has a code from 90 on here.
            return f"{issued_on.year}{90 + int(serial) % 10}0201{self.given:06d}"
        year, cycle, size = f"{issued_on:%y}", chance.randrange(3), chance.choice("SML")
        return f"{serial}{year}{item.letters}{self.given:05d}R{cycle}{size}"


def register(
    numbers: Numbers, organisations: Iterable[Organisation], chance: random.Random, day: date
) -> Iterator[CertificateRow]:
    """What a body has certified so far: one to three items for each organisation."""
    line = FIRST_LINE
    for organisation in organisations:
        items = numbers.body.items
        for item in chance.sample(items, chance.randrange(1, min(len(items), 3) + 1)):
            issued_on = day - timedelta(days=chance.randrange(30, OLDEST))
            yield _row(line, numbers, item, organisation, issued_on, chance, day)
            line += 1


def news(
    numbers: Numbers,
    organisations: Iterable[Organisation],
    known: Iterable[CertificateRow],
    chance: random.Random,
    day: date,
) -> Iterator[CertificateRow]:
    """What a body reports next: certificates of the last month, and known ones now suspended."""
    line = FIRST_LINE
    for row in known:
        yield replace(row, line=line, status=Status.SUSPENDED.value)
        line += 1
    for organisation in organisations:
        item = chance.choice(numbers.body.items)
        issued_on = day - timedelta(days=chance.randrange(1, 30))
        row = _row(line, numbers, item, organisation, issued_on, chance, day)
        yield replace(row, status=Status.VALID.value)
        line += 1


def _row(
    line: int,
    numbers: Numbers,
    item: Item,
    organisation: Organisation,
    issued_on: date,
    chance: random.Random,
    day: date,
) -> CertificateRow:
    # Three years end on the day before the third return of the day of issue.
    expires_on = _years_later(issued_on, item.years) - timedelta(days=1)
    status = chance.choices([s for s, _ in STATES], [share for _, share in STATES])[0]
    return CertificateRow(
        line=line,
        number=numbers.next(item, issued_on, chance),
        status=(Status.EXPIRED if expires_on < day else status).value,
        item_code=item.code,
        item=item.name,
        standard=item.standard,
        organisation=organisation.name,
        uscc=organisation.uscc,
        division=organisation.division,
        address=organisation.address,
        issued_on=issued_on,
        expires_on=expires_on,
    )


def _years_later(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, 3, 1) if leap_day else day.replace(year=day.year + years)
