"""What each kind of public random source must say of itself, so that new kinds plug in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from renjian.kernel.refusal import Reason

Said = Mapping[str, Any]
NOTHING: Said = {}


def no_reasons(*_said: object) -> list[Reason]:
    """A kind of beacon that has nothing to object."""
    return []


def at_any_time(_beacon: Said) -> int | None:
    """A kind of beacon whose plan does not say when its value comes."""
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of beacon: its fields in the plan, its evidence, its value, and what it proves.

    ``fields`` is what the plan fixes and ``evidence`` what the world said afterwards, both with
    their types. ``value`` makes the 32 bytes of both. ``why_not_plan`` objects to a plan,
    ``why_not_believe`` to evidence; ``due`` gives the second (Unix time) when the value comes.
    """

    fields: Mapping[str, type]
    value: Callable[[Said, Said, str], bytes]
    grade: str
    trust: Reason
    practice_only: bool = False
    evidence: Mapping[str, type] = field(default_factory=dict)
    why_not_plan: Callable[[Said], list[Reason]] = no_reasons
    why_not_believe: Callable[[Said, Said, str], list[Reason]] = no_reasons
    due: Callable[[Said], int | None] = at_any_time
