"""Rows of the platform's tables on compulsory certification: plans, certificates, inspections.

Tables 202010, 203010 and 204010, each cell as the text that a clerk fills in, keyed by field. The
applicant of the made-up country makes the product in a factory of its own.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from renjian_world.audit_rows import PHONE, Row, pair_of, team_of
from renjian_world.bodies import Body, Practitioner
from renjian_world.organisations import Organisation
from renjian_world.registers import CLASSES

YEARS_DAYS = 5 * 365
CONTACT = "练习联系人"
INITIAL = "01"
PASSED = ("01", "02", "03")  # without a nonconformity, verified in writing, verified on the spot
NONCONFORMITIES = ("00004", "00001；00006")
MODE = "型式试验+初始工厂检查+获证后监督"
SEEN = ("lng", "lat"), ("120.0000001", "30.2500001")


def compulsory_row(
    body: Body, organisation: Organisation, nth: int, day: date, chance: random.Random
) -> Row:
    """A certificate of a product of the catalogue, issued days ago (203010)."""
    issued_on = day - timedelta(days=chance.randrange(2, 9))
    product_class, product = chance.choice(CLASSES)
    return {
        "application_no": f"RJ-SQ-{nth:05d}",
        "number": f"{issued_on.year}{90 + int(body.approval_number[-4:]) % 10}"
        f"{product_class}8{nth:05d}",
        "status": "01",
        "first_issued_on": issued_on.isoformat(),
        "issued_on": issued_on.isoformat(),
        "expires_on": (issued_on + timedelta(days=YEARS_DAYS)).isoformat(),
        "mode": MODE,
        "standard": "练习用认证依据",
        "product": product,
        "models": f"RJ-{nth:03d}；RJ-{nth:03d}A",
        **_applicant(organisation),
        **_party("producer", organisation),
        **_party("factory", organisation),
        "factory_code": f"R{chance.randrange(10**6):06d}",
        "factory_headcount": str(chance.randrange(20, 400)),
        **dict(zip(*SEEN, strict=True)),
        "decided_by": "练习评定",
        "decided_on": issued_on.isoformat(),
        "report_type": "01",
    }


def _applicant(organisation: Organisation) -> Row:
    return {
        "country": "156",
        "organisation": organisation.name,
        "uscc": organisation.uscc,
        "division": organisation.division,
        "address": organisation.address,
        "applicant_contact_person": CONTACT,
        "applicant_phone": PHONE,
    }


def _party(part: str, organisation: Organisation) -> Row:
    own = {
        "country": "156",
        "name": organisation.name,
        "uscc": organisation.uscc,
        "division": organisation.division,
        "address": organisation.address,
        "contact_person": CONTACT,
        "phone": PHONE,
    }
    return {f"{part}_{name}": value for name, value in own.items()}


def visit_rows(
    certificate: Row, people: Sequence[Practitioner], nth: int, chance: random.Random
) -> tuple[Row, Row]:
    """The plan of the inspection before a certificate (202010), and what came of it (204010).

    Each is reported with the certificate: the plan comes late, as it does in practice.
    """
    on = date.fromisoformat(certificate["issued_on"]) - timedelta(days=15 + 3 * nth)
    to = on + timedelta(days=1)
    visited = _visited(certificate, people, nth)
    plan = {
        **visited,
        "stages": INITIAL,
        "starts_at": f"{on} 09:00:00",
        "ends_at": f"{to} 17:00:00",
        "applications": certificate["application_no"],
        "certificates": certificate["number"],
    }
    result = chance.choice(PASSED)
    done = {
        **visited,
        "activity": INITIAL,
        "starts_on": on.isoformat(),
        "ends_on": to.isoformat(),
        "decisions": f"{certificate['number']}，准予认证",
        "man_days": "4",
        "result": result,
        "nonconformities": "" if result == PASSED[0] else chance.choice(NONCONFORMITIES),
    }
    return plan, done


def _visited(certificate: Row, people: Sequence[Practitioner], nth: int) -> Row:
    """Where an inspection took place and who went there, as plan and result have it alike."""
    team = pair_of(people, nth)
    same = ("country", "division", "uscc", "organisation", "factory_code", "address", *SEEN[0])
    return {
        "plan_number": f"RJ-GC-{certificate['number']}",
        "team": team_of([one.registration_number for one in team], team),
        "contact_person": CONTACT,
        "contact_way": PHONE,
        **{field: certificate[field] for field in same},
    }
