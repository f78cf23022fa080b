"""A list as a slice declares it: what it asks, its columns and filters, what to do when empty."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from renjian.authorities.posts import Role
from renjian_site.kit.actor import Actor
from renjian_site.kit.lists.bulk import BulkAct
from renjian_site.kit.lists.columns import Column
from renjian_site.kit.lists.filters import Asked, Filter

EVERYBODY = frozenset(Role)


@dataclass(frozen=True)
class Link:
    """A page that belongs to a list: a neighbour, or an act that some roles begin from it."""

    title: str
    url: str
    roles: frozenset[Role] = EVERYBODY


@dataclass(frozen=True)
class Listing:
    """One list. ``name`` is the name of its address; ``order`` a column, ``-`` for backwards.

    ``rows`` takes the actor and gives only what the actor may see. ``opens`` is the name of the
    page of one row and the path of what that page is called by. ``bulk`` are the acts that can be
    done with many rows at once.
    """

    name: str
    title: str
    lead: str
    rows: Callable[[Actor], QuerySet[Any]]
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    order: str
    empty: str
    opens: tuple[str, str] | None = None
    roles: frozenset[Role] = EVERYBODY
    neighbours: tuple[Link, ...] = ()
    acts: tuple[Link, ...] = ()
    bulk: tuple[BulkAct, ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The address of the list without filters."""
        return reverse(self.name)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def default_columns(self) -> tuple[str, ...]:
        """What is shown if nothing was chosen."""
        return tuple(column.name for column in self.columns if column.is_default)

    def found(self, actor: Actor, asked: Asked) -> QuerySet[Any]:
        """The rows that the actor may see and that meet the filters, in no order yet."""
        met = Q()
        for one in self.filters:
            met &= one.condition(asked)
        return self.rows(actor).filter(met)

    def below(self, column: Column, shown: Iterable[str]) -> tuple[Column, ...]:
        """The small print of a column: what is not shown as a column of its own."""
        return tuple(self.by_name[name] for name in column.under if name not in set(shown))

    def written(self, shown: Iterable[str]) -> tuple[Column, ...]:
        """The columns of an export: those shown, each followed by its small print."""
        shown = tuple(shown)
        return tuple(
            each
            for name in shown
            for each in (self.by_name[name], *self.below(self.by_name[name], shown))
        )
