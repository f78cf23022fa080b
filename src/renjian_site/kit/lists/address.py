"""What the address of a list asks for. Whatever it holds, it is read without an error.

A part that says nothing to the list is left out and named on the page: a filter that is silently
ignored would show rows that nobody asked for as if they were the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from renjian_site.kit.lists.filters import Unreadable
from renjian_site.kit.lists.listing import Listing

SIZES = (25, 50, 100, 200)
SIZE = 50
LONGEST_NAME = 40


@dataclass(frozen=True)
class Asked:
    """Filters, order, columns and page that an address asks for; ``ignored`` is what it could not."""

    filters: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    columns: tuple[str, ...] = ()
    size: int = SIZE
    after: str = ""
    before: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.filters)


def read(listing: Listing, parameters: QueryDict) -> Asked:
    """What an address asks of a list."""
    ignored: list[str] = []
    filters: dict[str, str] = {}
    for one in listing.filters:
        for name in one.names():
            if text := parameters.get(name, "").strip():
                try:
                    filters[name] = one.clean(name, text)
                except Unreadable:
                    ignored.append(name)
    known = {"sort", "size", "column", "after", "before"} | {
        name for one in listing.filters for name in one.names()
    }
    ignored += [name[:LONGEST_NAME] for name in parameters if name not in known]
    return Asked(
        filters={name: text for name, text in filters.items() if text},
        order=_order(listing, parameters.get("sort", ""), ignored),
        columns=_columns(listing, parameters.getlist("column"), ignored),
        size=_size(parameters.get("size", ""), ignored),
        after=parameters.get("after", ""),
        before=parameters.get("before", ""),
        ignored=tuple(ignored[:8]),
    )


def query(listing: Listing, asked: Asked, **changes: object) -> str:
    """The address for what is asked, with changes; what is usual is left out."""
    wanted = replace(asked, **{"after": "", "before": "", **changes})  # type: ignore[arg-type]  # the names are those of Asked
    parts: list[tuple[str, str]] = [(name, text) for name, text in wanted.filters.items() if text]
    if wanted.order != listing.order:
        parts.append(("sort", wanted.order))
    if wanted.columns != listing.default_columns:
        parts += [("column", name) for name in wanted.columns]
    if wanted.size != SIZE:
        parts.append(("size", str(wanted.size)))
    parts += [(name, text) for name in ("after", "before") if (text := getattr(wanted, name))]
    return urlencode(parts)


def at(listing: Listing, query: str) -> str:
    """Where the list shows what a kept address asks for."""
    return f"{listing.url}?{query}" if query else listing.url


def reread(listing: Listing, text: str) -> Asked:
    """What a kept address asks for today: a column that has gone since is left out."""
    return read(listing, QueryDict(text))


def _order(listing: Listing, text: str, ignored: list[str]) -> str:
    column = listing.by_name.get(text.removeprefix("-"))
    if text and (column is None or not column.can_sort):
        ignored.append("sort")
        return listing.order
    return text or listing.order


def _columns(listing: Listing, names: list[str], ignored: list[str]) -> tuple[str, ...]:
    chosen = set(names)
    if chosen - listing.by_name.keys():
        ignored.append("column")
    known = tuple(column.name for column in listing.columns if column.name in chosen)
    return known or listing.default_columns


def _size(text: str, ignored: list[str]) -> int:
    if text and text not in map(str, SIZES):
        ignored.append("size")
        return SIZE
    return int(text or SIZE)
