"""A made-up country: who supervises, who certifies, who is certified, what is reported next.

The divisions are real; every person, body, organisation and certificate is invented and says so.
The same scale and seed give the same country on every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from renjian.authorities.tree import AuthorityNode
from renjian.registers.rows import CertificateRow
from renjian_world.bodies import Body, Practitioner, make_bodies, make_practitioners
from renjian_world.certificates import Numbers, news, register
from renjian_world.chance import stream
from renjian_world.organisations import Organisation, make_organisations, places
from renjian_world.people import Person, clerk, officers
from renjian_world.regulators import supervision

DAY = date(2026, 11, 1)  # the day on which the country is looked at
ORGANISATIONS_A_BODY = 100
REPORT_ROWS = 200
REPORTED_CHANGES = 20  # of them on certificates that are registered already


@dataclass(frozen=True)
class Country:
    """All of the made-up country.

    ``certificates`` are registered, by the approval number of their body. ``report`` is what the
    first body uploads next as text, ``second_report`` as a workbook: other certificates, of
    ``newcomers`` that no register knows yet, but for a few known certificates in the first.
    """

    day: date
    seed: int
    authorities: tuple[AuthorityNode, ...]
    coverage: Mapping[str, str]  # division -> code of the authority that covers it
    people: tuple[Person, ...]
    bodies: tuple[Body, ...]
    practitioners: tuple[Practitioner, ...]
    organisations: tuple[Organisation, ...]
    newcomers: tuple[Organisation, ...]
    certificates: Mapping[str, tuple[CertificateRow, ...]]
    report: tuple[CertificateRow, ...]
    second_report: tuple[CertificateRow, ...]


def make(scale: int, seed: int, *, day: date = DAY) -> Country:
    """Make a country of a size and a seed, as it stands on a day."""
    if scale < 1:
        raise ValueError(f"scale {scale}: a country has at least one size")
    supervised = supervision()
    bodies = make_bodies(scale, seed, places())
    classes_on = day - timedelta(days=31)
    known = tuple(
        make_organisations(
            ORGANISATIONS_A_BODY * len(bodies),
            stream(seed, "organisations"),
            first_serial=1,
            class_from_on=classes_on,
        )
    )
    newcomers = tuple(
        make_organisations(
            2 * REPORT_ROWS - REPORTED_CHANGES,
            stream(seed, "newcomers"),
            first_serial=len(known) + 1,
            class_from_on=classes_on,
        )
    )
    numbers = {body.approval_number: Numbers(body) for body in bodies}
    registered = _registered(numbers, known, seed, day)
    report, second = _reports(numbers[bodies[0].approval_number], registered, newcomers, seed, day)
    return Country(
        day=day,
        seed=seed,
        authorities=supervised.authorities,
        coverage=supervised.coverage,
        people=(*officers(supervised.at_work), *_clerks(bodies)),
        bodies=bodies,
        practitioners=make_practitioners(bodies),
        organisations=known,
        newcomers=newcomers,
        certificates=registered,
        report=report,
        second_report=second,
    )


def _registered(
    numbers: Mapping[str, Numbers], known: tuple[Organisation, ...], seed: int, day: date
) -> dict[str, tuple[CertificateRow, ...]]:
    """Each body has a hundred organisations of its own, and some of the next body's too."""
    chance = stream(seed, "certificates")
    registered = {}
    for index, (body, given) in enumerate(numbers.items()):
        start = index * ORGANISATIONS_A_BODY
        own = known[start : start + ORGANISATIONS_A_BODY]
        others = known[start + ORGANISATIONS_A_BODY :: 10][: ORGANISATIONS_A_BODY // 10]
        registered[body] = tuple(register(given, (*own, *others), chance, day))
    return registered


def _reports(
    numbers: Numbers,
    registered: Mapping[str, tuple[CertificateRow, ...]],
    newcomers: tuple[Organisation, ...],
    seed: int,
    day: date,
) -> tuple[tuple[CertificateRow, ...], tuple[CertificateRow, ...]]:
    chance = stream(seed, "reports")
    held = registered[numbers.body.approval_number]
    changing = [row for row in held if row.status == "01"][:REPORTED_CHANGES]
    first = newcomers[: REPORT_ROWS - len(changing)]
    second = newcomers[len(first) : len(first) + REPORT_ROWS]
    return (
        tuple(news(numbers, first, changing, chance, day)),
        tuple(news(numbers, second, (), chance, day)),
    )


def _clerks(bodies: tuple[Body, ...]) -> list[Person]:
    return [
        clerk(number, body.approval_number, body.word)
        for number, body in enumerate(bodies, start=1)
    ]
