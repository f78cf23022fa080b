"""One page of a list, found by the last row of the page before it.

Counting rows to be skipped makes page 2,000 cost 2,000 pages. Here each page begins behind a row:
its place in the order and its key stand in the address, and an index leads there at once. The
number of rows is counted up to a limit, and the page says so when there are more.
"""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from renjian_site.kit.actor import Actor
from renjian_site.kit.lists.address import Asked
from renjian_site.kit.lists.columns import Show
from renjian_site.kit.lists.filters import LARGEST
from renjian_site.kit.lists.listing import Listing

MOST_COUNTED = 10_000
LONGEST_MARK = 1000
HIGHEST_KEY = 2**63 - 1


class Beyond(Func):
    """``(value, key) > (these)`` as one comparison of rows, which an index on both answers."""

    output_field = BooleanField()

    def __init__(self, path: str, value: object, key: int, sign: str) -> None:
        super().__init__(F(path), F("pk"), Value(value), Value(key))
        self.sign = sign

    def as_sql(  # type: ignore[override]  # Django's takes more, which none of its callers gives here
        self, compiler: SQLCompiler, connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        """The comparison as PostgreSQL writes it."""
        texts, values = zip(*map(compiler.compile, self.source_expressions), strict=True)
        left, right = ", ".join(texts[:2]), ", ".join(texts[2:])
        return f"({left}) {self.sign} ({right})", [each for part in values for each in part]


@dataclass(frozen=True)
class Page:
    """Rows of one page, how many there are in all (as far as counted), and the way on and back."""

    rows: list[dict[str, Any]]
    count: int
    is_capped: bool
    after: str = ""
    before: str = ""


def page(listing: Listing, actor: Actor, asked: Asked, paths: tuple[str, ...]) -> Page:
    """The page that is asked for; the first one, if the mark in the address leads nowhere."""
    found = listing.found(actor, asked.filters)
    counted = found.order_by().values("pk")[: MOST_COUNTED + 1].count()
    sort = _Sort(listing, asked.order)
    wanted = tuple(dict.fromkeys(("pk", sort.path, *paths)))
    rows, has_before, has_after = _fetch(found, asked, sort, wanted)
    return Page(
        rows=rows,
        count=min(counted, MOST_COUNTED),
        is_capped=counted > MOST_COUNTED,
        after=sort.mark(rows[-1]) if has_after else "",
        before=sort.mark(rows[0]) if has_before else "",
    )


def ordered(listing: Listing, found: QuerySet[Any], order: str) -> QuerySet[Any]:
    """All rows in the order asked for, ties by their keys."""
    return found.order_by(*_Sort(listing, order).order)


def chosen(
    listing: Listing, actor: Actor, keys: Collection[int], paths: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The rows with these keys, in the usual order; what the actor may not see is left out."""
    found = listing.rows(actor).filter(pk__in=keys)
    wanted = tuple(dict.fromkeys(("pk", *paths)))
    return list(ordered(listing, found, listing.order).values(*wanted))


def keys_found(listing: Listing, actor: Actor, asked: Asked, at_most: int) -> list[int]:
    """The keys of all rows that meet the filters, the first ones if there are more."""
    found = ordered(listing, listing.found(actor, asked.filters), asked.order)
    return list(found.values_list("pk", flat=True)[:at_most])


def _fetch(
    found: QuerySet[Any], asked: Asked, sort: "_Sort", wanted: tuple[str, ...]
) -> tuple[list[dict[str, Any]], bool, bool]:
    """The rows, and whether there are some before and after them."""
    if asked.before and (mark := sort.read(asked.before)):
        behind = found.filter(Beyond(sort.path, *mark, sort.back)).order_by(*sort.reverse_order)
        rows = list(behind.values(*wanted)[: asked.size + 1])
        if len(rows) >= asked.size:
            return rows[: asked.size][::-1], len(rows) > asked.size, True
    start = found.order_by(*sort.order)
    if asked.after and (mark := sort.read(asked.after)):
        behind = start.filter(Beyond(sort.path, *mark, sort.onward))
        if rows := list(behind.values(*wanted)[: asked.size + 1]):
            return rows[: asked.size], True, len(rows) > asked.size
    rows = list(start.values(*wanted)[: asked.size + 1])
    return rows[: asked.size], False, len(rows) > asked.size


class _Sort:
    """The order of a page, and the marks that stand in addresses for places in it."""

    def __init__(self, listing: Listing, order: str) -> None:
        column = listing.by_name[order.removeprefix("-")]
        sign = "-" if order.startswith("-") else ""
        opposite = "" if sign else "-"
        self.path = column.path
        self.order = (f"{sign}{column.path}", f"{sign}pk")
        self.reverse_order = (f"{opposite}{column.path}", f"{opposite}pk")
        self.onward, self.back = ("<", ">") if sign else (">", "<")
        self._value = VALUES.get(column.show, _text)

    def mark(self, row: Mapping[str, Any]) -> str:
        """A row's place as a part of an address."""
        value = row[self.path]
        plain = value.isoformat() if isinstance(value, date) else value
        text = json.dumps([plain, row["pk"]], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def read(self, mark: str) -> tuple[object, int] | None:
        """The place that a mark stands for; none if it was made up or belongs to another order."""
        if len(mark) > LONGEST_MARK:
            return None
        try:
            text = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
            value, key = json.loads(text)
            place = self._value(value)
        except (binascii.Error, ValueError, TypeError, RecursionError):
            return None
        is_key = isinstance(key, int) and not isinstance(key, bool) and 0 <= key <= HIGHEST_KEY
        return (place, key) if is_key else None


def _text(value: object) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(value)
    value.encode()  # half a surrogate pair is no text, and says so as a ValueError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise ValueError(value)
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


VALUES: dict[Show, Callable[[object], object]] = {
    Show.NUMBER: _number,
    Show.DAY: _day,
    Show.CLOCK: _day,
    Show.MOMENT: _moment,
}
