"""What bodies of the made-up country have reported beside certificates: histories, audits, organic goods.

Each is a series of events as checked rows become them, so that every register has something in it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from renjian.registers.events import (
    AuditDone,
    AuditPlanned,
    CertificateReported,
    CodesGiven,
    Event,
    FactoryInspected,
    PractitionerRegistered,
    SignedIn,
    SignIn,
    TeamMember,
    TransactionCertified,
    of_row,
)
from renjian.registers.kinds import Kind
from renjian.registers.practitioners import KIND_TITLES
from renjian.registers.rows import CertificateRow
from renjian_world.bodies import Body
from renjian_world.bodies import Practitioner as Person
from renjian_world.chance import stream
from renjian_world.country import Country
from renjian_world.organisations import Organisation
from renjian_world.registers import CLASSES

AUDITS_A_BODY = 12
CHANGED_A_BODY = 6  # certificates with a history of suspension and restoration
ORGANIC_A_BODY = 4
LONG_AGO = 300  # days since the issue of certificates that have a history
CODES_A_PRODUCT = 20
FIRST_LINE = 2
KINDS = {title: kind.value for kind, title in KIND_TITLES.items()}
CROPS = ("稻谷", "茶叶", "苹果", "香菇")
CHINA_TIME = timedelta(hours=8)
FACTORY_PREFIX = "R"


@dataclass(frozen=True)
class Report:
    """The events of one file of one body, each on a line of its own."""

    body: str
    name: str
    events: tuple[Event, ...]


def reports(country: Country) -> Iterator[Report]:
    """What each body has reported beside its present certificates, oldest first."""
    for index, body in enumerate(country.bodies):
        chance = stream(country.seed, f"reports:{body.approval_number}")
        rows = country.certificates[body.approval_number]
        people = [one for one in country.practitioners if one.body == body.approval_number]
        staff = _registered(people, body)
        yield Report(body.approval_number, "认证人员注册.csv", _numbered(staff))
        yield Report(
            body.approval_number,
            "证书状态变化.csv",
            _numbered(_histories(rows, chance, country.day)),
        )
        audits = [*_audits(body, rows, people, chance, country.day)]
        yield Report(body.approval_number, "审核信息.csv", _numbered(audits))
        if index == 0:
            organisations = country.organisations[:ORGANIC_A_BODY]
            organic = [*_organic(body, organisations, chance, country.day)]
            yield Report(body.approval_number, "有机产品认证信息.csv", _numbered(organic))


def _numbered(events: Sequence[Event] | Iterator[Event]) -> tuple[Event, ...]:
    """Give each event its line."""
    return tuple(event._replace(line=line) for line, event in enumerate(events, start=FIRST_LINE))


def _registered(people: Sequence[Person], body: Body) -> Iterator[PractitionerRegistered]:
    for nth, person in enumerate(people):
        yield PractitionerRegistered(
            line=0,
            registration_no=person.registration_number,
            name=person.name,
            kind=KINDS[person.kind],
            from_on=body.approved_on,
            domain=body.items[nth % len(body.items)].code[:3],
            level="02",
            valid_until=body.approved_on + timedelta(days=365 * 6),
            is_fulltime=nth % 4 != 0,
            document_type="99",
            document_no=f"PRAC{body.approval_number[-4:]}{nth:04d}",
            phone=f"000-PRAC-{nth:04d}",
        )


def _histories(
    rows: Sequence[CertificateRow], chance: random.Random, day: date
) -> Iterator[CertificateReported]:
    """Some certificates were suspended and restored; some of CCC say who makes what."""
    settled = day - timedelta(days=LONG_AGO)
    valid = [row for row in rows if row.status == "01" and row.issued_on < settled]
    for row in valid[-CHANGED_A_BODY:]:
        event = of_row(row)
        from_on = row.issued_on + timedelta(days=(day - row.issued_on).days // 3)
        until = from_on + timedelta(days=90)
        back_on = from_on + timedelta(days=chance.randrange(20, 80))
        yield event._replace(
            status="02",
            effective_on=from_on,
            suspended_until=until,
            decided_on=from_on,
            report_type="05",
            causes=("0112",),
            change_types=("0197",),
        )
        yield event._replace(
            effective_on=back_on, decided_on=back_on, report_type="05", change_types=("0197",)
        )
    for row in (one for one in rows if one.item_code == "B01" and one.status == "01"):
        yield _of_product(of_row(row), chance)


def _of_product(event: CertificateReported, chance: random.Random) -> CertificateReported:
    product_class, product = chance.choice(CLASSES)
    party = {
        "name": event.holder,
        "uscc": event.uscc,
        "country": event.country,
        "division": event.division,
        "address": event.address,
    }
    return event._replace(
        effective_on=event.issued_on + timedelta(days=1),
        details={
            "product_class": product_class,
            "product": product,
            "models": f"LX-{chance.randrange(100, 999)}",
            "producer": [party],
            "factory": [party],
            "factory_code": f"{FACTORY_PREFIX}{chance.randrange(10**6):06d}",
            "mode": "型式试验+初始工厂检查+获证后监督",
        },
    )


def _audits(
    body: Body,
    rows: Sequence[CertificateRow],
    people: Sequence[Person],
    chance: random.Random,
    day: date,
) -> Iterator[Event]:
    for nth, row in enumerate(rows[:AUDITS_A_BODY]):
        on = day - timedelta(days=chance.randrange(5, 200))
        is_factory = row.item_code == "B01"
        team = _team(people, nth)
        plan = _plan(body, row, nth, on, team, is_factory)
        yield plan
        for kind, hour in ((SignIn.OPENING, 9), (SignIn.CLOSING, 16)):
            yield SignedIn(
                line=0,
                plan_number=plan.number,
                kind=kind,
                signer=team[0].name,
                at=_at(on + timedelta(days=kind is SignIn.CLOSING), hour),
                lat=30.0 + chance.random(),
                lng=120.0 + chance.random(),
                photos=2,
            )
        if is_factory:
            yield _inspected(row, plan, on)
        else:
            yield from _done(row, plan)


def _plan(
    body: Body,
    row: CertificateRow,
    nth: int,
    on: date,
    team: tuple[TeamMember, ...],
    is_factory: bool,
) -> AuditPlanned:
    return AuditPlanned(
        line=0,
        number=f"R0{body.approval_number[-3:]}00P{on:%y%m}{nth:04d}",
        is_factory=is_factory,
        stages=("03",),
        mode="" if is_factory else "FS01",
        starts_at=_at(on, 9),
        ends_at=_at(on + timedelta(days=1), 17),
        holder=row.organisation,
        uscc=row.uscc,
        country="156",
        division=row.division,
        address=row.address,
        item_codes=(row.item_code,),
        certificates=(row.number,),
        team=team,
        contact_person="联系人（练习）",
        contact_way="000-PRAC-0000",
    )


def _done(row: CertificateRow, plan: AuditPlanned) -> Iterator[AuditDone]:
    for member in plan.team:
        yield AuditDone(
            line=0,
            certificate=row.number,
            stage="03",
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            member=member,
            is_competent=True,
            is_fulltime=True,
        )


def _inspected(row: CertificateRow, plan: AuditPlanned, on: date) -> FactoryInspected:
    return FactoryInspected(
        line=0,
        plan_number=plan.number,
        activity="03",
        starts_on=on,
        ends_on=on + timedelta(days=1),
        holder=row.organisation,
        uscc=row.uscc,
        country="156",
        division=row.division,
        address=row.address,
        factory_code="",
        man_days=2.0,
        result="01",
        decisions=((row.number, "保持"),),
        team=plan.team,
    )


def _team(people: Sequence[Person], nth: int) -> tuple[TeamMember, ...]:
    chosen = [people[(nth + step) % len(people)] for step in range(2)]
    return tuple(
        TeamMember(
            name=person.name,
            registration_no=person.registration_number,
            role="01" if position == 0 else "02",
            qualification="02",
            document_type="99",
            document_no=f"PRAC{person.body[-4:]}{people.index(person):04d}",
        )
        for position, person in enumerate(chosen)
    )


def _organic(
    body: Body, organisations: Sequence[Organisation], chance: random.Random, day: date
) -> Iterator[Event]:
    """Organic certificates with base, output, transactions that stay below it, and codes."""
    serial = body.approval_number[-3:]
    for nth, holder in enumerate(organisations):
        issued_on = day - timedelta(days=60 + nth)
        number = f"{serial}OP{issued_on:%y}{nth + 1:05d}"
        crop, output = CROPS[nth % len(CROPS)], 10_000.0 * (nth + 1)
        yield _organic_certificate(number, holder, crop, output, issued_on, nth == 0)
        yield TransactionCertified(
            0,
            f"{number}-XS{nth + 1:03d}",
            number,
            crop,
            output / 4,
            "千克",
            "练习食品有限公司（练习）",
            "",
            day - timedelta(days=20),
        )
        codes = tuple(
            f"{serial}{issued_on:%y}{chance.randrange(10**12):012d}" for _ in range(CODES_A_PRODUCT)
        )
        yield CodesGiven(0, number, crop, codes, issued_on + timedelta(days=5))


def _organic_certificate(
    number: str,
    holder: Organisation,
    crop: str,
    output: float,
    issued_on: date,
    is_conversion: bool,
) -> CertificateReported:
    base = {"name": f"{crop}基地", "address": holder.address, "area_mu": 100}
    return CertificateReported(
        line=0,
        number=number,
        kind=Kind.ORGANIC,
        status="01",
        effective_on=issued_on,
        item_code="B03",
        item="有机产品认证",
        standard="GB/T 19630-2019",
        holder=holder.name,
        uscc=holder.uscc,
        country="156",
        division=holder.division,
        address=holder.address,
        issued_on=issued_on,
        expires_on=issued_on + timedelta(days=364),
        decided_on=issued_on,
        details={
            "bases": [base],
            "products": [
                {
                    "name": crop,
                    "place": holder.address,
                    "area_mu": 100,
                    "output": output,
                    "unit": "千克",
                }
            ],
            "area_mu": 100,
            "output": output,
            "output_unit": "千克",
            "is_conversion": is_conversion,
            "conversion_from": issued_on - timedelta(days=300) if is_conversion else None,
        },
    )


def _at(on: date, hour: int) -> datetime:
    """An hour of a day in China."""
    return datetime.combine(on, time(hour), UTC) - CHINA_TIME
