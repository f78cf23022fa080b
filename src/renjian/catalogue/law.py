"""The law of a day as one view, and what changed between two days.

The view is made of the tables as amended, so that it says what the rules go by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.catalogue.amendments import Amendment, Table
from renjian.catalogue.checks import CheckItem, check_items
from renjian.catalogue.deadlines import Deadline, deadlines_on
from renjian.catalogue.laws import Source, Version, sources
from renjian.catalogue.offences import Offence, Sanction, offences, sanction_kinds
from renjian.catalogue.settings import Setting, Value, settings
from renjian.catalogue.validity import NotInForce, trying

SOURCES = "sources"
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class OffenceInForce:
    """An offence with the clauses and sanctions of one day."""

    offence: Offence
    prohibited_by: tuple[str, ...]
    punished_by: tuple[str, ...]
    sanctions: tuple[Sanction, ...]


@dataclass(frozen=True)
class Law:
    """Everything in force on a day."""

    day: date
    sources: tuple[tuple[Source, Version], ...]
    offences: tuple[OffenceInForce, ...]
    deadlines: tuple[Deadline, ...]
    check_items: tuple[CheckItem, ...]
    settings: tuple[tuple[Setting, Value], ...]


@dataclass(frozen=True)
class Difference:
    """What of one entry is otherwise on the later of two days; empty is what was not there."""

    table: str
    entry: str
    title: str
    part: str
    before: str
    after: str


PART_TITLES = {
    "text": "文本",
    "prohibits": "禁止条款",
    "punishes": "处罚条款",
    "sanctions": "法律后果",
    "length": "期限",
    "value": "取值",
    "item": "抽查事项",
    "class": "属于哪一类",
}


def law_on(day: date) -> Law:
    """The law of a day: sources in their texts, offences, limits, check items and settings."""
    return Law(
        day=day,
        sources=tuple(_sources(day)),
        offences=tuple(
            offence_on(item, day) for item in offences().values() if item.is_in_force(day)
        ),
        deadlines=deadlines_on(day),
        check_items=check_items(day),
        settings=tuple(_settings(day)),
    )


def offence_on(item: Offence, day: date) -> OffenceInForce:
    """An offence as the law of a day has it."""
    return OffenceInForce(
        item,
        item.prohibited_by(day),
        item.punished_by(day),
        tuple(sanction for sanction in item.sanctions if sanction.is_in_force(day)),
    )


def changes_between(one: date, other: date) -> tuple[Difference, ...]:
    """What the law of the later day says otherwise than that of the earlier, entry by entry."""
    earlier, later = sorted((one, other))
    before, after = _told(law_on(earlier)), _told(law_on(later))
    keys = [*before, *(key for key in after if key not in before)]
    return _differences(keys, before, after)


def effect_of(amendment: Amendment) -> tuple[Difference, ...]:
    """What the law of the day on which an amendment begins would say otherwise with it."""
    day = amendment.from_on
    before = _told(law_on(day))
    with trying(amendment):
        after = _told(law_on(day))
    keys = [*before, *(key for key in after if key not in before)]
    return _differences(keys, before, after)


def _differences(
    keys: list[Key], before: dict[Key, str], after: dict[Key, str]
) -> tuple[Difference, ...]:
    return tuple(
        Difference(*key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    )


def _sources(day: date) -> Iterator[tuple[Source, Version]]:
    for source in sources().values():
        try:
            yield source, source.version_on(day)
        except NotInForce:
            continue


def _settings(day: date) -> Iterator[tuple[Setting, Value]]:
    for setting in settings().values():
        try:
            yield setting, setting.on(day)
        except NotInForce:
            continue


def _told(law: Law) -> dict[Key, str]:
    """What a law says, entry by entry, as text that can be compared."""
    told: dict[Key, str] = {}
    for source, version in law.sources:
        told[SOURCES, source.id, source.title, "text"] = version.from_on.isoformat()
    for each in law.offences:
        item = each.offence
        key = (Table.OFFENCES.value, item.code, item.title)
        told[*key, "prohibits"] = "; ".join(each.prohibited_by)
        told[*key, "punishes"] = "; ".join(each.punished_by)
        told[*key, "sanctions"] = "；".join(sanction_told(one) for one in each.sanctions)
    for limit in law.deadlines:
        told[Table.DEADLINES.value, limit.id, limit.title, "length"] = limit.sentence
    for check in law.check_items:
        told[Table.CHECKS.value, check.code, check.title, "item"] = check.title
    for setting, value in law.settings:
        told[Table.SETTINGS.value, setting.name, setting.title, "value"] = value.text
    for kind in sanction_kinds().values():
        if kind.from_on is None or kind.from_on <= law.day:
            sort = kind.penalty_class.title
            told[Table.SANCTION_KINDS.value, kind.name, kind.title, "class"] = sort
    return told


def sanction_told(sanction: Sanction) -> str:
    """A sanction in the words of a table: its kind and its range."""
    if sanction.max_multiple is not None:
        low = f"{sanction.min_multiple:g}至" if sanction.min_multiple else ""
        return f"{sanction.kind.title}（货值金额{low}{sanction.max_multiple:g}倍）"
    if sanction.max_yuan is not None:
        if sanction.min_yuan == sanction.max_yuan:
            return f"{sanction.kind.title}（{sanction.max_yuan}元）"
        return f"{sanction.kind.title}（{sanction.min_yuan}至{sanction.max_yuan}元）"
    return sanction.kind.title
