"""Certified organisations of the made-up country, with their credit-risk classes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.authorities.divisions import division, full_name, is_county_level
from renjian.risk.classes import CreditClass
from renjian_world.codes import uscc
from renjian_world.names import PRACTICE, TERMS, TRADES, short_place
from renjian_world.regulators import CORPS_CODES, supervision

FOCUS = "330110"  # one county has enough to walk the whole way in it
# Where organisations are: a prefix of the division code and its weight.
REGIONS = (("33", 50), (FOCUS, 12), ("46", 12), ("65", 18), ("659", 8))
# Of 100 organisations.
CLASSES = ((CreditClass.A, 65), (CreditClass.B, 25), (CreditClass.C, 8), (CreditClass.D, 2))


@dataclass(frozen=True)
class Organisation:
    """A certified organisation (获证组织) and the class it has from a day on."""

    uscc: str
    name: str
    division: str
    address: str
    credit_class: CreditClass
    class_from_on: date


def places() -> list[str]:
    """Where an organisation can be: each county, and city without counties, of the practice ground."""
    at_work = {node.code for node in supervision().at_work}
    covered = supervision().coverage.items()
    return sorted(code for code, unit in covered if unit in at_work and is_county_level(code))


def make_organisations(
    count: int, chance: random.Random, *, first_serial: int, class_from_on: date
) -> Iterator[Organisation]:
    """Organisations with serials from ``first_serial`` on, which keep their names apart."""
    regions = _regions()
    weights = [weight for _, weight in REGIONS]
    letters = [letter for letter, _ in CLASSES]
    shares = [share for _, share in CLASSES]
    for serial in range(first_serial, first_serial + count):
        place = chance.choice(regions[chance.choices(range(len(REGIONS)), weights)[0]])
        found = division(place)
        bare = short_place(found.name if found else place)
        number = serial // len(TERMS) + 1
        yield Organisation(
            uscc=uscc(place, f"{serial:06d}"),
            name=f"{bare}{TERMS[serial % len(TERMS)]}{number}号{chance.choice(TRADES)}"
            f"有限公司{PRACTICE}",
            division=place,
            address=f"{full_name(place)}练习路{chance.randrange(1, 400)}号",
            credit_class=chance.choices(letters, shares)[0],
            class_from_on=class_from_on,
        )


def _regions() -> list[list[str]]:
    corps = sorted(CORPS_CODES)
    counties = [code for code in places() if code not in CORPS_CODES]
    return [
        corps if prefix == "659" else [code for code in counties if code.startswith(prefix)]
        for prefix, _ in REGIONS
    ]
