"""The tree of authorities as it was on a day: who was called what, stood where, below whom.

What was decided keeps the authority of its day, and figures of a period count a unit where it
stood in it. So a change never writes over what was: it ends one standing and begins another.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level


@dataclass(frozen=True, slots=True)
class Standing:
    """What a unit is from a day to a day; ``to_on`` None means until further notice."""

    code: str
    name: str
    short_name: str
    kind: Kind
    level: Level
    parent: str | None
    from_on: date
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class TreeOfDay:
    """All units of a day by their code."""

    day: date
    units: dict[str, Standing]

    @cached_property
    def below(self) -> dict[str | None, list[str]]:
        """Parent -> the units directly below it, in the order of codes."""
        found: dict[str | None, list[str]] = defaultdict(list)
        for code in sorted(self.units):
            found[self.units[code].parent].append(code)
        return dict(found)

    def ladder(self, code: str) -> tuple[Standing, ...]:
        """A unit and those above it, the highest first; empty if there was none that day."""
        here = self.units.get(code)
        if here is None:
            return ()
        return (*self.ladder(here.parent), here) if here.parent else (here,)

    def full_name(self, code: str) -> str:
        """The names from the province down, which tell units of the same name apart."""
        steps = self.ladder(code)
        return " › ".join(step.name for step in (steps[1:] or steps))

    def under(self, code: str) -> frozenset[str]:
        """A unit and all below it on that day."""
        if code not in self.units:
            return frozenset()
        lower = (self.under(one) for one in self.below.get(code, ()))
        return frozenset({code}).union(*lower)

    def superior(self, code: str, level: Level) -> str | None:
        """The unit of a level that another one belonged to: itself or one above it."""
        return next((step.code for step in self.ladder(code) if step.level is level), None)


def tree_on(day: date, standings: Iterable[Standing]) -> TreeOfDay:
    """The tree of a day from all standings that there ever were."""
    return TreeOfDay(day, {one.code: one for one in standings if one.holds_on(day)})
