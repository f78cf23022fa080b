"""The levels of market regulation (N102 二)."""

from enum import IntEnum


class Level(IntEnum):
    """How high an authority stands; a smaller number is higher.

    A station (市场监管所) is an outpost (派出机构) and acts in the name of its bureau unless a law or regulation says otherwise
    (PROC 9.1).
    """

    NATIONAL = 1
    PROVINCIAL = 2
    CITY = 3
    COUNTY = 4
    STATION = 5

    @property
    def title(self) -> str:
        """What officers call this level."""
        return TITLES[self]


TITLES = {
    Level.NATIONAL: "总局",
    Level.PROVINCIAL: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县（区）级",
    Level.STATION: "市场监管所",
}
