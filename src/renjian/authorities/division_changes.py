"""What divisions were called on a day, what they became, and what they came from.

The table in ``data`` names its source in NOTICE. The source compares yearly lists, so that of most
changes only the year is known. Such a change counts from the last day of its year, when it had
happened for certain. Codes nest, so a division of a day lay in those whose codes begin its own.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from renjian.authorities.divisions import (
    Division,
    DivisionLevel,
    divisions,
    full_name,
    ladder,
)

FETCHED_ON = date(2026, 9, 11)  # the day of the table of divisions
# Nothing is made by these where the code that takes over already stands.
TAKEN_OVER_BY = frozenset({"撤销", "撤区设区"})


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a division. A code is empty where there was or is none, or the source has none."""

    year: int
    on: date | None
    kind: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    document: str
    source: str
    note: str

    @property
    def counts_from(self) -> date:
        """The day from which the change counts: the last of its year if no day is known."""
        return self.on or date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """That a code had a name from a day on and until before another; None is without a bound."""

    name: str
    from_on: date | None
    before: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        has_begun = self.from_on is None or self.from_on <= day
        return has_begun and (self.before is None or day < self.before)


@cache
def changes() -> tuple[Change, ...]:
    """All changes, the earliest first, those of a year in the order of the source."""
    table = files("renjian.authorities").joinpath("data/division_changes.csv")
    with table.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        kept = [
            Change(int(year), date.fromisoformat(on) if on else None, kind, *rest)
            for year, on, kind, _level, *rest in rows
        ]
    return tuple(sorted(kept, key=lambda change: change.year))


def changes_of(code: str) -> tuple[Change, ...]:
    """The changes that a code took part in, the earliest first."""
    return _by_code().get(code, ())


def successors(code: str) -> tuple[Change, ...]:
    """What a division became: the changes by which its code went over into another one."""
    return tuple(c for c in changes_of(code) if c.old_code == code and c.new_code not in ("", code))


def origins(code: str) -> tuple[Change, ...]:
    """What a division came from: the changes by which other codes went over into its own."""
    return tuple(c for c in changes_of(code) if c.new_code == code and c.old_code not in ("", code))


def becomes(code: str, since: date = date.min) -> tuple[Division, ...]:
    """The divisions of today that a division of a day became, by any number of changes."""
    found: dict[str, Division] = {}
    open_, seen = [(code, since)], set()
    while open_:
        here, day = open_.pop()
        later = [c for c in successors(here) if c.counts_from > day]
        if not later and here in divisions():
            found[here] = divisions()[here]
        for change in later:
            step = (change.new_code, change.counts_from)
            if step not in seen:
                seen.add(step)
                open_.append(step)
    return tuple(found[key] for key in sorted(found))


def division_on(code: str, day: date) -> Division | None:
    """A division as it was on a day, or None if the code had none then.

    The past of townships is not in the source: they are given as they are now.
    """
    known = divisions().get(code)
    if len(code) > 6:
        return known
    span = next((span for span in _spans(code) if span.holds_on(day)), None)
    if span is None:
        return None
    if known is not None and known.name == span.name:
        return known
    parent, level = _place(code, day)
    return Division(code, span.name, level, parent, is_abolished=known is None)


def ladder_on(code: str, day: date) -> tuple[Division, ...]:
    """A division of a day and those it lay in, the province first; empty if there was none."""
    if len(code) > 6:
        return ladder(code) if code in divisions() else ()
    steps = (division_on(above, day) for above in _above(code))
    here = division_on(code, day)
    return (*(step for step in steps if step), here) if here else ()


def full_name_on(code: str, day: date) -> str:
    """The name on a day with those of all divisions above, empty if there was none."""
    return "".join(found.name for found in ladder_on(code, day))


def last_name(code: str) -> str:
    """The full name that a code had last, today's if it has one; empty if it never had any."""
    if code in divisions():
        return full_name(code)
    spans = _spans(code)
    if not spans:
        return ""
    last = spans[-1].before or FETCHED_ON
    return full_name_on(code, last - timedelta(days=1))


def former_names() -> Mapping[str, tuple[str, ...]]:
    """Code -> names that it had and no longer has."""
    return _former_names()


@cache
def _former_names() -> Mapping[str, tuple[str, ...]]:
    today = divisions()
    found = {
        code: tuple(
            dict.fromkeys(
                span.name
                for span in _spans(code)
                if code not in today or span.name != today[code].name
            )
        )
        for code in _by_code()
    }
    return MappingProxyType({code: names for code, names in found.items() if names})


@cache
def _by_code() -> Mapping[str, tuple[Change, ...]]:
    kept: dict[str, list[Change]] = defaultdict(list)
    for change in changes():
        for code in dict.fromkeys((change.old_code, change.new_code)):
            if code:
                kept[code].append(change)
    return {code: tuple(found) for code, found in kept.items()}


@cache
def _spans(code: str) -> tuple[Span, ...]:
    """The names that a code had, one after the other. The table of today is right about today."""
    spans: list[Span] = []
    open_ = _before(code)
    for day, group in _by_day(changes_of(code)):
        name = next((c.new_name for c in reversed(group) if c.new_code == code), "")
        if open_ and name != open_.name:
            spans.append(replace(open_, before=day))
            open_ = None
        if name and not open_:
            open_ = Span(name, day, None)
    return _joined([*spans, *_last(divisions().get(code), open_, spans)])


def _last(today: Division | None, open_: Span | None, spans: list[Span]) -> list[Span]:
    """The span that has not ended: under the name of today, or until the table was made."""
    if today is not None:
        since = open_.from_on if open_ else spans[-1].before if spans else None
        return [Span(today.name, since, None)]
    return [replace(open_, before=FETCHED_ON)] if open_ else []


def _before(code: str) -> Span | None:
    """What a code was before its first change: what that change left, or took over into it."""
    known = changes_of(code)
    if not known:
        return None
    first = [change for change in known if change.year == known[0].year]
    for change in first:
        if change.old_code == code:
            return Span(change.old_name, None, None)
    if any(change.kind in TAKEN_OVER_BY for change in first):
        return Span(first[-1].new_name, None, None)
    return None


def _by_day(known: Iterable[Change]) -> list[tuple[date, list[Change]]]:
    groups: dict[date, list[Change]] = defaultdict(list)
    for change in known:
        groups[change.counts_from].append(change)
    return sorted(groups.items())


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans of the same name that follow one another are one."""
    kept: list[Span] = []
    for span in spans:
        if kept and kept[-1].name == span.name and kept[-1].before == span.from_on:
            kept[-1] = replace(kept[-1], before=span.before)
        else:
            kept.append(span)
    return tuple(kept)


def _above(code: str) -> tuple[str, ...]:
    """The codes of the divisions above one, by its own; that of a province has none."""
    known = divisions().get(code)
    if known is not None:
        return tuple(step.code for step in ladder(code)[:-1])
    steps = (f"{code[:2]}0000", f"{code[:4]}00")
    return tuple(step for step in steps if step != code)


def _place(code: str, day: date) -> tuple[str, DivisionLevel]:
    """The division above and the level of a code that is no longer in the table."""
    if code.endswith("0000"):
        return "", DivisionLevel.PROVINCE
    level = DivisionLevel.CITY if code.endswith("00") else DivisionLevel.COUNTY
    standing = [above for above in _above(code) if division_on(above, day)]
    return (standing[-1] if standing else ""), level
