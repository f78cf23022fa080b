"""Rows of the platform's tables on audits of systems: plans, certificates and what was done.

Tables 102010, 103010 and 103011, each cell as the text that a clerk fills in, keyed by field.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from renjian.registers.rows import CertificateRow
from renjian_world.bodies import Body, Practitioner
from renjian_world.organisations import Organisation

CYCLE_DAYS = 3 * 365
PHONE = "0571-00000000"
LEADER, MEMBER = "01", "02"
Row = dict[str, str]


def document_of(person: Practitioner, audit: str) -> str:
    """A made-up document of somebody, one for each audit: nobody is at two places at once."""
    return f"RJ-{person.registration_number}-{audit}"


def pair_of(people: Sequence[Practitioner], nth: int) -> Sequence[Practitioner]:
    """Two people who stand side by side in a list, others for each audit; the first leads."""
    first = nth % (len(people) - 1)
    return people[first : first + 2]


def team_of(numbers: Sequence[str], people: Sequence[Practitioner]) -> str:
    """The members in one cell: number, name, role and phone of each."""
    roles = (LEADER, *[MEMBER] * (len(people) - 1))
    return "；".join(
        "，".join((number, person.name, role, PHONE))
        for number, person, role in zip(numbers, people, roles, strict=True)
    )


def certificate_row(
    body: Body, organisation: Organisation, nth: int, day: date, chance: random.Random
) -> Row:
    """A certificate of a quality system after an initial audit (103010), issued days ago."""
    issued_on = day - timedelta(days=chance.randrange(2, 9))
    return {
        **_holder(body, organisation, chance),
        **_audited(issued_on - timedelta(days=12)),
        "first_issued_on": issued_on.isoformat(),
        "number": f"{body.approval_number[-4:]}{issued_on:%y}Q8{nth:04d}R0S",
        "item_code": "A010103",
        "is_multi_site": "0",
        "scope": "机械零件的加工",
        "decided_by": "练习评定",
        "decided_on": issued_on.isoformat(),
        "issued_on": issued_on.isoformat(),
        "expires_on": (issued_on + timedelta(days=CYCLE_DAYS)).isoformat(),
        "status": "01",
        "is_child": "0",
        "is_exchanged": "0",
        "fee": str(chance.randrange(6, 30) * 1000),
        "fee_currency": "01",
        "contract": f"RJ-HT-{nth:04d}",
        "report_type": "01",
    }


def _holder(body: Body, organisation: Organisation, chance: random.Random) -> Row:
    people_there = str(chance.randrange(26, 46))
    return {
        "body_number": body.approval_number,
        "branch": body.name,
        "organisation": organisation.name,
        "uscc": organisation.uscc,
        "industries": "3411；3412",
        "country": "156",
        "division": organisation.division,
        "address": organisation.address,
        "zip": "311100",
        "phone": PHONE,
        "legal_person": "练习法人",
        "organisation_type": "040105",
        "capital": str(chance.randrange(50, 5000)),
        "capital_currency": "01",
        "headcount": people_there,
        "covered_headcount": people_there,
    }


def _audited(audited_to: date) -> Row:
    return {
        "activity": "01",
        "recertifications": "0",
        "surveillances": "0",
        "audited_from": (audited_to - timedelta(days=2)).isoformat(),
        "audited_to": audited_to.isoformat(),
        "man_days": "4",
        "base_man_days": "4",
        "combined": "01",
    }


def result_rows(
    body: Body, certificate: Row, people: Sequence[Practitioner], nth: int
) -> Iterator[Row]:
    """What two members did in both stages of the audit behind a certificate (103011)."""
    audited_to = date.fromisoformat(certificate["audited_to"])
    for stage, on in (("0101", audited_to - timedelta(days=2)), ("0102", audited_to)):
        for role, person in zip((LEADER, MEMBER), pair_of(people, nth), strict=True):
            yield {
                "body_number": body.approval_number,
                "certificate": certificate["number"],
                "stage": stage,
                "starts_at": f"{on} 08:30:00",
                "ends_at": f"{on} 17:00:00",
                "name": person.name,
                "document_type": "99",
                "document_no": document_of(person, certificate["number"][-7:-3]),
                "role": role,
                "qualification": "02",
                "registration_no": person.registration_number,
                "is_competent": "1",
                "is_fulltime": "1",
            }


def plan_row(
    body: Body,
    held: CertificateRow,
    people: Sequence[Practitioner],
    nth: int,
    day: date,
    chance: random.Random,
) -> Row:
    """A surveillance audit that comes up for a registered certificate (102010 since 2021-09-15)."""
    on = day + timedelta(days=chance.randrange(3, 25))
    team = pair_of(people, nth)
    return {
        "plan_number": f"R0{body.approval_number[-3:]}00P{on:%y%m}{nth:04d}",
        "stages": "03",
        "starts_at": f"{on} 08:30:00",
        "ends_at": f"{on + timedelta(days=1)} 17:00:00",
        "team": team_of([document_of(one, f"{nth:04d}") for one in team], team),
        "division": held.division,
        "uscc": held.uscc,
        "organisation": held.organisation,
        "contact_person": "练习联系人",
        "contact_way": PHONE,
        "address": held.address,
        "item_codes": held.item_code,
        "mode": "FS01",
    }
