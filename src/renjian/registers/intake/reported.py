"""What the rows of an examined report become: events in the order of their lines (events.py)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from renjian.registers import events
from renjian.registers.codes import code_list
from renjian.registers.events import CHINA, Event, TeamMember, effective_day
from renjian.registers.intake.audit_rules import COMMA
from renjian.registers.intake.cleaning import JOINT
from renjian.registers.kinds import Kind, Shape, details_of, kind_of
from renjian.registers.reading import Report, Table

Row = Mapping[str, Any]
CHINA_TIME = ZoneInfo("Asia/Shanghai")
BATCH = 10_000
CCC_YEARS = 5  # CCCR 22
PARTS = ("applicant", "producer", "factory")
PART_FIELDS = ("name", "uscc", "country", "division", "address")
ATTACHMENTS = ("certificate", "models", "test", "other")
CONTACTS = ("person", "phone", "fax", "zip", "legal_person")
EXPERT = "03"


def events_of(report: Report) -> Iterator[Event]:
    """All events of a report: its certificates first, since the other tables name them.

    Those of our own short table are taken over as columns (:mod:`renjian.registers.intake.columns`).
    """
    first = ("R02", "103010", "203010", "102010", "202010")
    order = {number: at for at, number in enumerate(first)}
    those = [table for table in report.tables if table.form.number in MAKERS]
    for table in sorted(those, key=lambda t: order.get(t.form.number, len(order))):
        yield from _events(table)


def _events(table: Table) -> Iterator[Event]:
    make = MAKERS[table.form.number]
    is_by_document = table.form.number == "102010" and table.form.version >= "2021"
    ordered = table.rows.order_by("line").to_pyarrow()
    for batch in ordered.to_batches(max_chunksize=BATCH):
        names = batch.schema.names
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row = dict(zip(names, values, strict=True))
            row["is_by_document"] = is_by_document
            yield make(row)


# -- certificates ------------------------------------------------------------------


def _certificate(row: Row) -> Event:
    """A row of 103010, of any of its versions."""
    item_code = row["item_code"]
    kind = kind_of(item_code, row["number"])
    return events.CertificateReported(
        kind=kind,
        item_code=item_code,
        item=item_name(item_code),
        standard=row["standard"] or _standard(item_code),
        expires_on=row["expires_on"],
        activity=row.get("activity", ""),
        main_number=row.get("main_number", ""),
        former_body=row.get("former_body", ""),
        details=_details(kind, row),
        contacts=_contacts(row, ""),
        **_of_either_table(row, row["expires_on"]),
    )


def _compulsory(row: Row) -> Event:
    """A row of 203010; the holder of a CCC certificate is the applicant (认证委托人)."""
    expires_on = row["expires_on"] or _last_day(row["issued_on"], CCC_YEARS)
    parties = {part: [_party(row, part)] for part in PARTS}
    files = [row[f"attachment_{name}"] for name in ATTACHMENTS]
    more = {
        **parties,
        "product_class": row["number"][6:10],
        "attachments": JOINT.join(filter(None, files)),
    }
    return events.CertificateReported(
        kind=Kind.CCC,
        item_code="B01",
        item=item_name("B01"),
        standard=row["standard"],
        expires_on=expires_on,
        details=_details(Kind.CCC, {**row, **more}),
        contacts=_contacts(row, "applicant_"),
        **_of_either_table(row, expires_on),
    )


def _of_either_table(row: Row, expires_on: date) -> dict[str, Any]:
    """What both tables of the platform say alike."""
    causes = ("suspension_causes", "revocation_causes", "cancellation_causes")
    return {
        "line": row["line"],
        "number": row["number"],
        "status": row["status"],
        "effective_on": effective_day(
            row["status"],
            expires_on=expires_on,
            suspended_from=row.get("suspended_from"),
            ended_on=row.get("revoked_on") or row.get("cancelled_on"),
            changed_on=row.get("changed_on"),
            exchanged_on=row.get("exchanged_on"),
            decided_on=row.get("decided_on"),
        ),
        "holder": row["organisation"],
        "uscc": row["uscc"],
        "country": row["country"] or CHINA,
        "division": row["division"],
        "address": row["address"].partition(JOINT)[0],
        "issued_on": row["issued_on"],
        "first_issued_on": row["first_issued_on"],
        "suspended_until": row["suspended_until"],
        "decided_on": row.get("decided_on"),
        "report_type": row.get("report_type", ""),
        "causes": tuple(code for name in causes for code in _list(row.get(name, ""))),
        "change_types": _list(row.get("change_types", "")),
        "former_number": row.get("former_number", ""),
    }


def _details(kind: Kind, row: Row) -> dict[str, object]:
    """What the schema of the kind has a place for, empty cells left out."""
    found: dict[str, object] = {}
    for name, detail in details_of(kind).items():
        value = row.get(name)
        if value not in (None, ""):
            found[name] = SHAPED[detail.form](value)
    return found


SHAPED: dict[Shape, Callable[[Any], object]] = {
    Shape.TEXT: str,
    Shape.NUMBER: lambda value: int(value) if float(value).is_integer() else float(value),
    Shape.DAY: lambda value: value.isoformat(),
    Shape.FLAG: lambda value: value == "1",
    Shape.LIST: lambda value: list(_list(value)),
    Shape.ROWS: list,
}


def _party(row: Row, part: str) -> dict[str, str]:
    if part == "applicant":
        named = {**{name: row[name] for name in PART_FIELDS[1:]}, "name": row["organisation"]}
    else:
        named = {name: row[f"{part}_{name}"] for name in PART_FIELDS}
    return {name: value for name, value in named.items() if value}


def _contacts(row: Row, prefix: str) -> dict[str, object]:
    known = {"person": row.get(f"{prefix}contact_person", "")}
    known |= {name: row.get(f"{prefix}{name}", "") for name in CONTACTS[1:]}
    return {name: value for name, value in known.items() if value}


def _last_day(issued_on: date, years: int) -> date:
    try:
        ends = issued_on.replace(year=issued_on.year + years)
    except ValueError:  # the 29th of February
        ends = date(issued_on.year + years, 3, 1)
    return date.fromordinal(ends.toordinal() - 1)


@cache
def item_name(code: str) -> str:
    """What an item is called by the list: by its field if that has a name, else by itself."""
    meanings = code_list("certification_item").meanings
    known = [code[:length] for length in (3, 5) if code[:length] in meanings]
    if not known:
        return code
    name = meanings[known[0]].removesuffix("（领域）")
    return name if "认证" in name else f"{name}认证"


@cache
def _standard(code: str) -> str:
    """The standard that a code of seven characters names."""
    return code_list("certification_item").meanings.get(code, "") if len(code) == 7 else ""


# -- plans, results, the rest ---------------------------------------------------------


def _plan(row: Row) -> Event:
    is_factory = "factory_code" in row
    return events.AuditPlanned(
        line=row["line"],
        number=row["plan_number"],
        is_factory=is_factory,
        stages=_list(row["stages"]),
        mode=row.get("mode", ""),
        starts_at=_local(row["starts_at"]),
        ends_at=_local(row["ends_at"]),
        item_codes=_list(row.get("item_codes", "B01" if is_factory else "")),
        certificates=_list(row.get("certificates", "")),
        applications=_list(row.get("applications", "")),
        team=_team(row),
        factory_code=row.get("factory_code", ""),
        lat=row.get("lat"),
        lng=row.get("lng"),
        remark=row["remark"],
        contact_person=row["contact_person"],
        contact_way=row["contact_way"],
        **_place(row),
    )


def _place(row: Row) -> dict[str, str]:
    return {
        "holder": row["organisation"],
        "uscc": row["uscc"],
        "country": row.get("country") or CHINA,
        "division": row["division"],
        "address": row["address"],
    }


def _team(row: Row) -> tuple[TeamMember, ...]:
    """The members of a composite cell; since 2021-09-15 plans name documents, not registrations."""
    members = []
    for text in _list(row["team"]):
        number, name, role, phone = (*(part.strip() for part in text.split(COMMA)), "", "", "")[:4]
        key = "document_no" if row["is_by_document"] else "registration_no"
        members.append(TeamMember(name=name, role=role, phone=phone, **{key: number}))
    for text in _list(row["experts"]):
        name, kind, number, phone = (*(part.strip() for part in text.split(COMMA)), "", "", "")[:4]
        members.append(TeamMember(name, "", EXPERT, "", kind, number, phone))
    return tuple(members)


def _result(row: Row) -> Event:
    member = TeamMember(
        row["name"],
        row["registration_no"],
        row["role"],
        row["qualification"],
        row["document_type"],
        row["document_no"],
    )
    return events.AuditDone(
        line=row["line"],
        certificate=row["certificate"],
        stage=row["stage"],
        starts_at=_local(row["starts_at"]),
        ends_at=_local(row["ends_at"]),
        member=member,
        is_competent=row["is_competent"] == "1",
        is_fulltime=row["is_fulltime"] == "1",
        witness=row["witness"],
    )


def _energy(row: Row) -> Event:
    numbers = ("output_value", "energy", "output", "product_energy")
    return events.EnergyReported(
        line=row["line"],
        certificate=row["certificate"],
        cycle=row["cycle"],
        from_on=row["from_on"],
        to_on=row["to_on"],
        product=row["product"],
        unit=row["unit"],
        unit_text=row["unit_text"],
        **{name: row[name] or 0.0 for name in numbers},
    )


def _inspection(row: Row) -> Event:
    pairs = [text.partition(COMMA) for text in _list(row["decisions"])]
    return events.FactoryInspected(
        line=row["line"],
        plan_number=row["plan_number"],
        activity=row["activity"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        factory_code=row["factory_code"],
        man_days=row["man_days"] or 0.0,
        result=row["result"],
        nonconformities=_list(row["nonconformities"]),
        decisions=tuple((number.strip(), decision.strip()) for number, _, decision in pairs),
        team=_team(row),
        lat=row["lat"],
        lng=row["lng"],
        remark=row["remark"],
        contact_person=row["contact_person"],
        contact_way=row["contact_way"],
        **_place(row),
    )


def _practitioner(row: Row) -> Event:
    same = ("line", "registration_no", "name", "kind", "from_on", "to_on", "domain", "level")
    more = ("valid_until", "document_type", "document_no", "phone")
    return events.PractitionerRegistered(
        is_fulltime=row["is_fulltime"] == "1", **{name: row[name] for name in (*same, *more)}
    )


def _signed(row: Row) -> Event:
    by_auditor, by_body = row["explained_by_auditor_at"], row["explained_by_body_at"]
    return events.SignedIn(
        line=row["line"],
        plan_number=row["plan_number"],
        kind=events.SignIn(row["kind"]),
        signer=row["signer"],
        at=_local(row["at"]),
        lat=row["lat"],
        lng=row["lng"],
        photos=int(row["photos"] or 0),
        exception=row["exception"],
        explanation=row["explanation"],
        explained_by_auditor_at=_local(by_auditor) if by_auditor else None,
        explained_by_body_at=_local(by_body) if by_body else None,
    )


def _transaction(row: Row) -> Event:
    names = events.TransactionCertified._fields
    return events.TransactionCertified(**{name: row[name] for name in names})


def _codes(row: Row) -> Event:
    return events.CodesGiven(
        row["line"], row["certificate"], row["product"], _list(row["codes"]), row["given_on"]
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(JOINT))))


def _local(moment: datetime) -> datetime:
    """A moment of a report, which is written in the time of China."""
    return moment.replace(tzinfo=CHINA_TIME)


MAKERS: dict[str, Callable[[Row], Event]] = {
    "103010": _certificate,
    "203010": _compulsory,
    "102010": _plan,
    "202010": _plan,
    "103011": _result,
    "103012": _energy,
    "204010": _inspection,
    "R02": _practitioner,
    "R03": _signed,
    "R04": _transaction,
    "R05": _codes,
}
