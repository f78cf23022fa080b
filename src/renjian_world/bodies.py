"""Certification bodies and their practitioners in the made-up country."""

from dataclasses import dataclass
from datetime import date, timedelta

from renjian_world.chance import stream
from renjian_world.codes import uscc
from renjian_world.names import BRANCHES, CYCLE, PRACTICE

BODIES_A_SCALE = 6
PRACTITIONERS_A_BODY = 12
APPROVED_IN = 2022  # before the oldest certificate was issued
FIRST_DIVISION = "330110"  # where the first body has its seat


@dataclass(frozen=True)
class Item:
    """A certification item (认证项目) with what its certificates look like.

    ``letters`` stand in the numbers of system and service certificates; compulsory product
    certificates have 16 digits instead. The standard is only reported for systems.
    """

    code: str
    name: str
    standard: str
    letters: str
    years: int


QUALITY = Item("A0101", "质量管理体系认证", "GB/T 19001-2016 / ISO 9001:2015", "Q", 3)
ENVIRONMENT = Item("A0201", "环境管理体系认证", "GB/T 24001-2016 / ISO 14001:2015", "E", 3)
SAFETY = Item("A0301", "职业健康安全管理体系认证", "GB/T 45001-2020 / ISO 45001:2018", "S", 3)
COMPULSORY = Item("B01", "强制性产品认证", "", "", 5)
SERVICE = Item("C0299", "一般服务认证（其他）", "", "SC", 3)
# What the bodies are approved for, in turn.
APPROVALS = (
    (QUALITY, ENVIRONMENT, SAFETY),
    (QUALITY, ENVIRONMENT, SAFETY, SERVICE),
    (QUALITY, COMPULSORY),
    (QUALITY, ENVIRONMENT),
    (QUALITY, SAFETY, SERVICE),
    (QUALITY, ENVIRONMENT, COMPULSORY),
)


@dataclass(frozen=True)
class Body:
    """A certification body (认证机构). ``word`` is the part of its name that tells it apart."""

    approval_number: str
    uscc: str
    name: str
    word: str
    division: str
    items: tuple[Item, ...]
    approved_on: date


@dataclass(frozen=True)
class Practitioner:
    """A certification practitioner (认证从业人员), registered for one body."""

    registration_number: str
    name: str
    kind: str
    body: str


def make_bodies(scale: int, seed: int, places: list[str]) -> tuple[Body, ...]:
    """The bodies: approval numbers of a shape that is valid and a serial that is not given out."""
    chance = stream(seed, "bodies")
    bodies = []
    for index in range(BODIES_A_SCALE * scale):
        word, round_of_names = CYCLE[index % len(CYCLE)], index // len(CYCLE)
        word += str(round_of_names + 1) if round_of_names else ""
        division = chance.choice(places) if index else FIRST_DIVISION
        bodies.append(
            Body(
                approval_number=f"CNCA-R-{APPROVED_IN}-{9001 + index}",
                uscc=uscc(division, f"{900_001 + index}"),
                name=f"{word}认证有限公司{PRACTICE}",
                word=word,
                division=division,
                items=APPROVALS[index % len(APPROVALS)],
                approved_on=date(APPROVED_IN, 1, 1) + timedelta(days=chance.randrange(365)),
            )
        )
    return tuple(bodies)


def make_practitioners(bodies: tuple[Body, ...]) -> tuple[Practitioner, ...]:
    """Auditors, product inspectors and service assessors, each kind where a body needs it."""
    practitioners: list[Practitioner] = []
    for body in bodies:
        kinds = _kinds(body)
        for nth in range(PRACTITIONERS_A_BODY):
            kind = kinds[nth % len(kinds)]
            practitioners.append(
                Practitioner(
                    registration_number=f"2026-PRAC-{len(practitioners) + 1:04d}",
                    name=f"{body.word}{kind}{BRANCHES[nth]}",
                    kind=kind,
                    body=body.approval_number,
                )
            )
    return tuple(practitioners)


def _kinds(body: Body) -> tuple[str, ...]:
    kinds = {"A": "审核员", "B": "检查员", "C": "审查员"}
    return tuple(dict.fromkeys(kinds[item.code[0]] for item in body.items))
