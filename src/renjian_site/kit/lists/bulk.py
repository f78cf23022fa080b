"""An act on many rows of a list (批量办理): the command of one row, called for each of them.

The slice declares the act beside its list. The frame shows beforehand with which rows it can be
done and why not with the others; after one submit a job calls the command row by row, each row a
transaction and an entry of the ledger of its own.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Reason
from renjian_site.kit.actor import Actor

AT_MOST = 500


@dataclass(frozen=True)
class BulkAct:
    """One act. ``lead`` says what will happen to each row.

    ``matters`` gives, for keys of rows, what the command is called with: a row of its own table or
    of another one. ``none`` is the reason against a row that it gives nothing for.
    """

    name: str
    title: str
    lead: str
    roles: frozenset[Role]
    matters: Callable[[Actor, Collection[int]], Mapping[int, Any]]
    none: Reason
    why_not: Callable[[Actor, Any], tuple[Reason, ...]]
    command: Callable[..., object]
    at_most: int = AT_MOST

    def __str__(self) -> str:
        return self.name

    def reasons(self, actor: Actor, keys: Collection[int]) -> dict[int, tuple[Reason, ...]]:
        """The reasons against each row; none where the act can be done."""
        found = self.matters(actor, keys)
        return {
            key: self.why_not(actor, found[key]) if key in found else (self.none,) for key in keys
        }
