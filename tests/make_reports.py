"""Makers of whole reports in the tables of the platform: good rows, with only what matters changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from renjian.registers.approvals import Approval
from renjian.registers.forms import forms, newest
from renjian.registers.intake.facts import CERTIFICATES, ENGAGEMENTS, RESTRICTIONS, Facts, table
from renjian.registers.intake.files import Sheet
from renjian.registers.reading import Report, report_of
from renjian.registers.rows import Form

BODY, OTHER_BODY = "CNCA-R-2022-9001", "CNCA-R-2022-9002"
USCC = "91330110RJ00000147"
SYSTEM, CCC, ORGANIC = "900126Q00001R0M", "2026910201000001", "901OP2600001"
ADDRESS = "浙江省杭州市余杭区练习路1号"
ORGANISATION = {
    "country": "156",
    "division": "330110",
    "uscc": USCC,
    "organisation": "余杭立春1号机械有限公司（练习）",
    "address": ADDRESS,
}
PLAN = {name: value for name, value in ORGANISATION.items() if name != "country"} | {
    "plan_number": "R0001012601",
    "stages": "0102",
    "starts_at": "2026-12-01 08:00:00",
    "ends_at": "2026-12-02 17:00:00",
    "team": "2026-PRAC-0001，甲，01，13800000001；2026-PRAC-0002，乙，02，13800000002",
    "contact_person": "丙",
    "contact_way": "0571-00000000",
    "item_codes": "A0101",
    "mode": "FS01",
}
CERTIFICATE = ORGANISATION | {
    "body_number": BODY,
    "branch": "立春认证有限公司（练习）",
    "industries": "3411",
    "zip": "311100",
    "phone": "0571-00000000",
    "legal_person": "丙",
    "organisation_type": "040105",
    "capital": "500",
    "capital_currency": "01",
    "headcount": "40",
    "covered_headcount": "40",
    "first_issued_on": "2026-11-02",
    "number": SYSTEM,
    "item_code": "A010103",
    "is_multi_site": "0",
    "scope": "机械零件的加工",
    "activity": "01",
    "recertifications": "0",
    "surveillances": "0",
    "audited_from": "2026-10-19",
    "audited_to": "2026-10-21",
    "man_days": "3",
    "combined": "01",
    "decided_by": "丁",
    "decided_on": "2026-11-02",
    "issued_on": "2026-11-02",
    "expires_on": "2029-11-01",
    "status": "01",
    "is_child": "0",
    "is_exchanged": "0",
    "fee": "12000",
    "fee_currency": "01",
    "contract": "HT-1",
    "report_type": "01",
    "base_man_days": "4",
}
RESULT = {
    "body_number": BODY,
    "certificate": SYSTEM,
    "stage": "0102",
    "starts_at": "2026-10-20 08:30:00",
    "ends_at": "2026-10-21 17:00:00",
    "name": "甲",
    "document_type": "99",
    "document_no": "RJ0001",
    "role": "01",
    "qualification": "02",
    "registration_no": "2026-PRAC-0001",
    "is_competent": "1",
    "is_fulltime": "1",
}
ENERGY = {
    "body_number": BODY,
    "certificate": SYSTEM,
    "cycle": "02",
    "from_on": "2025-10-01",
    "to_on": "2026-09-30",
    "output_value": "1200",
    "energy": "300",
    "product": "零件",
    "output": "1000",
    "unit": "99",
    "unit_text": "件",
    "product_energy": "300",
}
FACTORY = ORGANISATION | {
    "plan_number": "R0001012602",
    "team": PLAN["team"],
    "contact_person": "丙",
    "contact_way": "0571-00000000",
    "factory_code": "A000001",
}
FACTORY_PLAN = FACTORY | {
    "stages": "01",
    "starts_at": "2026-12-01",
    "ends_at": "2026-12-02",
    "applications": "SQ-1",
}
INSPECTION = FACTORY | {
    "activity": "01",
    "starts_on": "2026-10-20",
    "ends_on": "2026-10-21",
    "lng": "120.100000",
    "lat": "30.200000",
    "decisions": f"{CCC}，颁发",
    "man_days": "4",
    "result": "01",
}
COMPULSORY = ORGANISATION | {
    "application_no": "SQ-1",
    "number": CCC,
    "status": "01",
    "first_issued_on": "2026-11-02",
    "issued_on": "2026-11-02",
    "expires_on": "2031-11-01",
    "mode": "型式试验+初始工厂检查+获证后监督",
    "standard": "GB 4943.1-2022",
    "product": "电源适配器",
    "models": "RJ-1",
    "applicant_contact_person": "丙",
    "applicant_phone": "0571-00000000",
    **{
        f"{who}_{name}": value
        for who in ("producer", "factory")
        for name, value in (
            ("country", "156"),
            ("name", ORGANISATION["organisation"]),
            ("uscc", USCC),
            ("division", "330110"),
            ("address", ADDRESS),
            ("contact_person", "丙"),
            ("phone", "0571-00000000"),
        )
    },
    "factory_code": "A000001",
    "factory_headcount": "40",
    "lng": "120.100000",
    "lat": "30.200000",
    "decided_by": "丁",
    "decided_on": "2026-11-02",
    "report_type": "01",
}
OWN = {
    "number": "900126Q00002R0M",
    "status": "01",
    "item_code": "A0101",
    "item": "质量管理体系认证",
    "standard": "GB/T 19001-2016",
    "organisation": ORGANISATION["organisation"],
    "uscc": USCC,
    "division": "330110",
    "address": ADDRESS,
    "issued_on": "2026-11-02",
    "expires_on": "2029-11-01",
    "effective_on": "",
    "suspended_until": "",
    "decided_on": "2026-11-02",
    "first_issued_on": "2026-11-02",
}
PRACTITIONER = {
    "registration_no": "2026-PRAC-0001",
    "name": "甲",
    "kind": "审核员",
    "from_on": "2026-01-01",
    "domain": "A01",
    "level": "02",
    "valid_until": "2028-12-31",
    "is_fulltime": "1",
}
SIGNED = {
    "plan_number": "R0001012601",
    "kind": "签到",
    "signer": "甲",
    "at": "2026-11-01 08:30:00",
    "lat": "30.2",
    "lng": "120.1",
    "photos": "1",
}
SOLD = {
    "number": "XS-1",
    "certificate": ORGANIC,
    "product": "稻谷",
    "quantity": "10",
    "unit": "吨",
    "buyer": "余杭谷雨2号粮油有限公司（练习）",
    "buyer_uscc": USCC,
    "issued_on": "2026-11-10",
}
GIVEN = {
    "certificate": ORGANIC,
    "product": "大米",
    "codes": "90126000000000001",
    "given_on": "2026-11-10",
}
GOOD: dict[str, dict[str, str]] = {
    "R01": OWN,
    "102010": PLAN,
    "103010": CERTIFICATE,
    "103011": RESULT,
    "103012": ENERGY,
    "202010": FACTORY_PLAN,
    "203010": COMPULSORY,
    "204010": INSPECTION,
    "R02": PRACTITIONER,
    "R03": SIGNED,
    "R04": SOLD,
    "R05": GIVEN,
}
# Tables that are checked beside each other.
BESIDE = {
    "103010": ("103011",),
    "103011": ("103010",),
    "103012": ("103010",),
    "R03": ("102010",),
    "204010": ("202010",),
}


def form_with(number: str, fields: Mapping[str, str]) -> Form:
    """The version of a table that has most of these fields, the newest of those alike."""
    versions = [form for form in forms() if form.number == number]
    newer = sorted(versions, key=lambda form: form != newest(number))
    return max(newer, key=lambda form: len(set(fields) & form.fields))


def sheet(number: str, *rows: Mapping[str, str], form: Form | None = None) -> Sheet:
    """A sheet with one heading row, as read from a file."""
    form = form or form_with(number, {name: "" for row in rows for name in row})
    lines = [[c.key or c.header for c in form.columns]]
    lines += [[row.get(c.field, "") for c in form.columns] for row in rows]
    columns = zip(*lines, strict=True)
    return Sheet(
        form.title, pa.table({str(n): pa.array(c, pa.string()) for n, c in enumerate(columns)})
    )


def report(**tables: list[Mapping[str, str]]) -> Report:
    """A report of the given rows, by table: ``report(t103010=[...])``."""
    return report_of([sheet(name[1:], *rows) for name, rows in tables.items()])


def known(**changes: Any) -> tuple[Any, ...]:
    """A certificate that the register holds."""
    row = {
        "number": SYSTEM,
        "body": BODY,
        "status": "01",
        "effective_on": date(2026, 11, 2),
        "suspended_until": None,
        "uscc": USCC,
        "issued_on": date(2026, 11, 2),
        "expires_on": date(2029, 11, 1),
    }
    return tuple((row | changes).values())


def facts(**changes: Any) -> Facts:
    """What the registers hold of the body whose report is checked; tables come as lists of rows."""
    first = date(2022, 1, 1)
    given = {
        "body": BODY,
        "domains": tuple(Approval(code, first) for code in ("A01", "A09", "B", "C")),
        "designations": (Approval("0201", first),),
        "approved_on": first,
        "branches": frozenset({"立春认证有限公司（练习）"}),
        "plans": frozenset({"R0001012601", "R0001012602"}),
        "certificates": [
            known(number=ORGANIC, issued_on=date(2026, 5, 1), expires_on=date(2027, 4, 30))
        ],
        "engagements": [
            (f"2026-PRAC-000{n}", f"RJ000{n}", BODY, date(2026, 1, 1), None) for n in (1, 2)
        ],
        "restrictions": [],
    } | changes
    kinds = {
        "certificates": CERTIFICATES,
        "engagements": ENGAGEMENTS,
        "restrictions": RESTRICTIONS,
    }
    return Facts(
        **{
            name: table(kinds[name], value) if name in kinds else value
            for name, value in given.items()
        }
    )
