"""The facts on which the amount of a fine turns; what nobody knows yet is None."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Degree(StrEnum):
    """How heavy an act weighs within its range (裁量阶次; PPL 32, 34)."""

    MITIGATED = "mitigated"
    LIGHT = "light"
    ORDINARY = "ordinary"
    HEAVY = "heavy"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return DEGREE_TITLES[self]


DEGREE_TITLES = {
    Degree.MITIGATED: "减轻处罚",
    Degree.LIGHT: "从轻处罚",
    Degree.ORDINARY: "一般处罚",
    Degree.HEAVY: "从重处罚",
}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published discretion benchmark (裁量基准; PPL 34): how it divides a range, in per cent.

    ``light_below``: a light penalty lies below this share of the range, a heavy one above
    ``heavy_above``. A share is counted from the lower end of the range.
    """

    document: str
    light_below: int = 30
    heavy_above: int = 70

    def __post_init__(self) -> None:
        if not 0 < self.light_below < self.heavy_above < 100:
            raise ValueError("a benchmark divides a range into three parts in rising order")


@dataclass(frozen=True, slots=True)
class FineFacts:
    """What is known for the fine of one offender; money in yuan.

    ``goods_value``: sold and unsold, by marked price, else by the market price (PQL 72).
    ``circumstances``: facts that sanctions need, by their name, such as ``not_corrected``.
    ``ground``: what allows a fine below the minimum (PPL 32). ``fined_by``: who has fined the same
    act before (PPL 29).
    """

    goods_value: Decimal | None = None
    gains: Decimal | None = None
    is_serious: bool | None = None
    is_natural_person: bool = False
    circumstances: Mapping[str, bool] = field(default_factory=dict)
    degree: Degree | None = None
    benchmark: Benchmark | None = None
    ground: str = ""
    proposed: Decimal | None = None
    fined_by: str = ""
