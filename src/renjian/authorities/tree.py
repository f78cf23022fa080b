"""The tree of authorities: who is above whom, and who decides between two (PROC 13, 14).

It is not the tree of divisions: the bureau of the Xinjiang Production and Construction Corps is
provincial without being a province, and a directly governed county has no city above it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from renjian.authorities.kinds import AT_LEVEL_OF_PARENT, Kind, why_not_stand
from renjian.authorities.levels import Level
from renjian.authorities.scope import SEPARATOR

CODE = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+)*")


@dataclass(frozen=True)
class AuthorityNode:
    """An authority (市场监管部门) at its place in the tree.

    ``short_name`` is the part of document numbers that stands for the authority (机关代字),
    ``path`` the codes from the root to here, ``parent`` None for the state administration.
    """

    code: str
    name: str
    short_name: str
    level: Level
    parent: str | None
    path: str
    kind: Kind = Kind.BUREAU


@dataclass(frozen=True)
class AuthorityRow:
    """An authority as a list names it: with its parent, before it has a place in the tree."""

    code: str
    name: str
    short_name: str
    level: Level
    parent: str | None
    kind: Kind = Kind.BUREAU


def plant(rows: Iterable[AuthorityRow]) -> tuple[AuthorityNode, ...]:
    """Give every authority its path; parents may stand anywhere in the list.

    Raises ``ValueError`` for a code that could not stand in a path, a code given twice, a parent
    that is missing or not at a higher level, a kind that cannot stand there.
    """
    nodes: dict[str, AuthorityNode] = {}
    for row in sorted(rows, key=lambda row: (row.level, row.kind in AT_LEVEL_OF_PARENT)):
        if not CODE.fullmatch(row.code):
            raise ValueError(f"authority code {row.code!r}: use digits, capital letters and '-'")
        if row.code in nodes:
            raise ValueError(f"authority {row.code} is given twice")
        nodes[row.code] = AuthorityNode(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            level=row.level,
            parent=row.parent,
            path=_path_above(row, nodes) + row.code + SEPARATOR,
            kind=row.kind,
        )
    return tuple(nodes.values())


def is_above(path: str, other: str) -> bool:
    """Whether the authority at ``path`` is a superior (上级) of the one at ``other``."""
    return path != other and other.startswith(path)


def common_superior(path: str, other: str) -> str | None:
    """The path of the nearest authority above both (共同的上一级), None if there is none.

    It settles which of two authorities handles a matter (PROC 13, 14). Neither of the two can be
    the judge, so an authority and its own subordinate have the superior of both.
    """
    shared = ""
    for one, two in zip(_above(path), _above(other), strict=False):
        if one != two:
            break
        shared = one
    return shared or None


def _above(path: str) -> list[str]:
    codes = path.rstrip(SEPARATOR).split(SEPARATOR)
    return [SEPARATOR.join(codes[:end]) + SEPARATOR for end in range(1, len(codes))]


def _path_above(row: AuthorityRow, nodes: dict[str, AuthorityNode]) -> str:
    if row.parent is None:
        return ""
    parent = nodes.get(row.parent)
    if parent is None or (row.kind not in AT_LEVEL_OF_PARENT and parent.level >= row.level):
        raise ValueError(f"authority {row.code}: no authority {row.parent} at a higher level")
    if why := why_not_stand(row.kind, row.level, parent.kind, parent.level):
        raise ValueError(f"authority {row.code}: {why}")
    return parent.path
