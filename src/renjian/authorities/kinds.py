"""The kinds of authorities, where each can stand, and in whose name it acts (N102 二; PROC 9.1).

A bureau, commission or department (局、委、厅) acts in its own name. Stations, functional branches
and brigades act in the name of the authority that set them up, unless a law or regulation lets a
station act in its own. Branches and brigades stand at the level of that authority, so that what
they handle is its own; a station stands below county or city.
"""

from enum import StrEnum

from renjian.authorities.levels import Level
from renjian.kernel.refusal import Reason, reason


class Kind(StrEnum):
    """What an authority is."""

    BUREAU = "bureau"
    COMMISSION = "commission"
    STATION = "station"
    BRANCH = "branch"
    BRIGADE = "brigade"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call this kind."""
        return KIND_TITLES[self]


KIND_TITLES = {
    Kind.BUREAU: "局",
    Kind.COMMISSION: "委、厅",
    Kind.STATION: "派出机构（市场监管所）",
    Kind.BRANCH: "直属分局、专业分局",
    Kind.BRIGADE: "执法支队、大队",
}
IN_OWN_NAME = frozenset({Kind.BUREAU, Kind.COMMISSION})
AT_LEVEL_OF_PARENT = frozenset({Kind.BRANCH, Kind.BRIGADE})
OWN_LEVELS = frozenset({Level.PROVINCIAL, Level.CITY, Level.COUNTY})


def acts_in_own_name(kind: Kind, own_name_by: str = "") -> bool:
    """Whether a unit decides in its own name; ``own_name_by`` is the clause that lets a station."""
    return kind in IN_OWN_NAME or bool(own_name_by)


def level_below(kind: Kind, parent: Level, wanted: Level | None = None) -> Level | None:
    """The level of a unit of this kind below a parent; bureaus say which of the lower ones."""
    if kind in AT_LEVEL_OF_PARENT:
        return parent
    return Level.STATION if kind is Kind.STATION else wanted


def why_not_stand(kind: Kind, level: Level | None, parent: Kind, above: Level) -> Reason | None:
    """The reason why a unit of a kind and level cannot stand below a parent."""
    if kind in AT_LEVEL_OF_PARENT:
        if parent in IN_OWN_NAME and above in OWN_LEVELS and level is above:
            return None
        return reason(
            "unit.branch-place",
            "分局和执法队设在省、市、县（区）级市场监管部门，层级随设立机关。请选择这样的上级。",
        )
    if kind is Kind.STATION:
        if parent is not Kind.STATION and above in (Level.CITY, Level.COUNTY):
            return None
        return reason(
            "unit.station-place",
            "市场监管所由市级或者县（区）级市场监管部门设立。请选择这样的上级。",
            clause="PROC 9.1",
        )
    if level in OWN_LEVELS and parent in IN_OWN_NAME and above < level:
        return None
    return reason(
        "unit.bureau-place",
        "上级必须是层级更高的市场监管部门（局、委、厅）。请改选上级或者层级。",
    )
