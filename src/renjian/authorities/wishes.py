"""What a change of the tree is to do, as a value that can be kept until its day comes.

Units are named by their codes, which never change and are never used again.
"""

from dataclasses import asdict, dataclass
from typing import Any

from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.reforms import NewUnit, Reform


@dataclass(frozen=True)
class Establish:
    """Set up a unit below a parent, which takes over divisions from who has them."""

    parent: str
    new: NewUnit
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rename:
    """Call a unit otherwise."""

    unit: str
    name: str
    short_name: str


@dataclass(frozen=True)
class Move:
    """Put a unit, with all below it, below another parent."""

    unit: str
    parent: str


@dataclass(frozen=True)
class Cover:
    """Give divisions to a unit; exclusive ones are taken from who has them.

    ``ended`` are divisions that it covers no longer.
    """

    unit: str
    divisions: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    is_exclusive: bool = True


@dataclass(frozen=True)
class Abolish:
    """Abolish a unit; a successor takes its divisions, its people, its work and what is below it."""

    unit: str
    successor: str = ""


Wish = Establish | Rename | Move | Cover | Abolish
REFORMS: dict[type[Wish], Reform] = {
    Establish: Reform.ESTABLISH,
    Rename: Reform.RENAME,
    Move: Reform.MOVE,
    Cover: Reform.COVER,
    Abolish: Reform.ABOLISH,
}
SHAPES = {reform: shape for shape, reform in REFORMS.items()}


def reform_of(wish: Wish) -> Reform:
    """Which kind of change a wish is."""
    return REFORMS[type(wish)]


def changed_by(wish: Wish) -> str:
    """The code of the unit that a wish changes; empty where one is set up."""
    return "" if isinstance(wish, Establish) else wish.unit


def used_by(wish: Wish) -> str:
    """The code of the parent or successor that a wish names; empty if it names none."""
    match wish:
        case Establish() | Move():
            return wish.parent
        case Abolish():
            return wish.successor
    return ""


def to_content(wish: Wish) -> dict[str, Any]:
    """A wish as it is kept."""
    content = asdict(wish)
    if isinstance(wish, Establish):
        new = wish.new
        content["new"] |= {"kind": str(new.kind), "level": int(new.level) if new.level else None}
    return content


def from_content(reform: Reform, content: dict[str, Any]) -> Wish:
    """A wish from how it was kept."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in content.items()
    }
    if reform is Reform.ESTABLISH:
        new = dict(plain["new"])
        level = Level(new["level"]) if new["level"] else None
        plain["new"] = NewUnit(**{**new, "kind": Kind(new["kind"]), "level": level})
    wish: Wish = SHAPES[reform](**plain)
    return wish
