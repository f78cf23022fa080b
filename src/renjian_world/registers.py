"""What else stands in the registers of the made-up country: laboratories, exemptions, sellers.

Reports of bodies fill most registers (:mod:`renjian_world.reports`); what is here comes from lists of
authorities.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from renjian.registers.exemptions import PURPOSES
from renjian.registers.objects import Source, Tag
from renjian_world.bodies import COMPULSORY, Body
from renjian_world.chance import stream
from renjian_world.codes import uscc
from renjian_world.country import Country
from renjian_world.names import CYCLE, PRACTICE

# Classes of the CCC catalogue whose codes were read, with their names.
CLASSES = (
    ("0201", "插头插座"),
    ("0701", "家用电冰箱和食品冷冻箱"),
    ("0702", "电风扇"),
    ("0714", "微波炉"),
)
DECLARED = (("0401", "小功率电动机"), ("0501", "电钻"), ("0704", "电动机-压缩机"))
DESIGNATED_LABS_A_SCALE = 3
EXEMPTIONS_A_SCALE = 20
# Who has no certificate, of how many, and from where they are known.
WITHOUT = (
    (Tag.CCC_SELLER, 24, Source.ENTERPRISES, "电器销售企业名单（练习）"),
    (Tag.CCC_IMPORTER, 6, Source.ENTERPRISES, "进口企业名单（练习）"),
    (Tag.CCC_USER, 6, Source.ENTERPRISES, "经营性使用单位名单（练习）"),
    (Tag.ORGANIC_SELLER, 12, Source.ONLINE, "网络监测（练习）"),
    (Tag.UNAPPROVED_BODY, 2, Source.COMPLAINT, "举报记录（练习）"),
)
TRADES = {
    Tag.CCC_SELLER: "电器商行",
    Tag.CCC_IMPORTER: "进出口有限公司",
    Tag.CCC_USER: "宾馆",
    Tag.ORGANIC_SELLER: "食品店",
    Tag.UNAPPROVED_BODY: "认证咨询服务部",
}


@dataclass(frozen=True)
class DesignatedLab:
    """A designated laboratory with the product classes it may test."""

    code: str
    uscc: str
    name: str
    division: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """A subject without any certificate, for what it is watched and from where it is known."""

    name: str
    uscc: str
    division: str
    address: str
    tag: Tag
    source: Source
    because: str


@dataclass(frozen=True)
class Paper:
    """An exemption or a self-declaration; the subject holds no certificate for the product."""

    number: str
    holder: Subject
    product_class: str
    product: str
    purpose_item: int
    quantity: Decimal
    issued_on: date
    expires_on: date


def designated_labs(country: Country) -> tuple[DesignatedLab, ...]:
    """Laboratories in the places where bodies have their seats."""
    seats = [body.division for body in country.bodies]
    made = []
    for index in range(max(DESIGNATED_LABS_A_SCALE, len(seats) // 2)):
        division = seats[index % len(seats)]
        made.append(
            DesignatedLab(
                code=f"PRAC-L{index + 1:03d}",
                uscc=uscc(division, f"{950_001 + index}"),
                name=f"{CYCLE[-1 - index % len(CYCLE)]}检测技术有限公司{PRACTICE}",
                division=division,
                classes=tuple(code for code, _ in CLASSES[index % 2 :]),
            )
        )
    return tuple(made)


def designations(body: Body) -> tuple[str, ...]:
    """The product classes for which a body is designated."""
    return tuple(code for code, _ in CLASSES) if COMPULSORY in body.items else ()


def subjects(country: Country) -> Iterator[Subject]:
    """Sellers, importers, users and unapproved certifiers, near the certified organisations."""
    chance = stream(country.seed, "subjects")
    serial = 800_001
    for tag, count, source, because in WITHOUT:
        for nth in range(count):
            near = chance.choice(country.organisations)
            yield _subject(tag, nth, near.division, serial, source, because)
            serial += 1


def _subject(
    tag: Tag, nth: int, division: str, serial: int, source: Source, because: str
) -> Subject:
    word = CYCLE[nth % len(CYCLE)]
    return Subject(
        name=f"{word}{TRADES[tag]}{PRACTICE}",
        # An unapproved certifier shows no licence.
        uscc="" if tag is Tag.UNAPPROVED_BODY else uscc(division, f"{serial}"),
        division=division,
        address=f"练习路{nth + 1}号",
        tag=tag,
        source=source,
        because=because,
    )


def exemptions(country: Country) -> Iterator[Paper]:
    """Exemptions of importers, for one of the nine purposes each."""
    chance = stream(country.seed, "exemptions")
    importers = [one for one in subjects(country) if one.tag is Tag.CCC_IMPORTER]
    for nth in range(EXEMPTIONS_A_SCALE):
        yield _paper(country.day, f"PRAC-MB-{nth + 1:04d}", importers, CLASSES, chance)


def declarations(country: Country) -> Iterator[Paper]:
    """Self-declarations of certified organisations that make catalogue goods too."""
    chance = stream(country.seed, "declarations")
    makers = [
        Subject(one.name, one.uscc, one.division, one.address, Tag.CCC_PRODUCER, Source.RULE, "")
        for one in country.organisations[: 2 * EXEMPTIONS_A_SCALE]
    ]
    for nth in range(EXEMPTIONS_A_SCALE):
        yield _paper(country.day, f"PRAC-SM-{nth + 1:04d}", makers, DECLARED, chance)


def _paper(
    day: date,
    number: str,
    holders: list[Subject],
    classes: tuple[tuple[str, str], ...],
    chance: random.Random,
) -> Paper:
    product_class, product = chance.choice(classes)
    issued_on = day - timedelta(days=chance.randrange(10, 500))
    return Paper(
        number=number,
        holder=chance.choice(holders),
        product_class=product_class,
        product=product,
        purpose_item=chance.choice(PURPOSES),
        quantity=Decimal(chance.randrange(1, 200)),
        issued_on=issued_on,
        expires_on=issued_on + timedelta(days=365),
    )
