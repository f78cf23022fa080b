"""Spot-check items (抽查事项) and the offences that a finding under each may point to.

Items are general or key: key items, which concern safety, quality or the public interest, know no
upper limit of the rate (DR38). The titles of the national list were not read; ours are marked
unconfirmed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.catalogue.offences import Offence, offence
from renjian.catalogue.validity import Mark, NotInForce, kept, read


class ItemClass(StrEnum):
    """Whether the rate of an item is limited (general) or not (key)."""

    GENERAL = "general"
    KEY = "key"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this class."""
        return ITEM_CLASS_TITLES[self]


ITEM_CLASS_TITLES = {ItemClass.GENERAL: "一般检查事项", ItemClass.KEY: "重点检查事项"}


@dataclass(frozen=True)
class CheckItem:
    """One item of the list of spot checks."""

    code: str
    title: str
    title_en: str
    objects: frozenset[str]
    item_class: ItemClass
    mark: Mark
    from_on: date
    basis: str
    offences: tuple[str, ...]
    together_with: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the title was not read in the official list."""
        return self.mark is not Mark.VERIFIED

    def may_point_to(self) -> tuple[Offence, ...]:
        """The offences that a finding under this item may point to."""
        return tuple(offence(code) for code in self.offences)


def check_item(code: str, day: date) -> CheckItem:
    """The item of this code as it is in force on a day."""
    try:
        item = _items()[code]
    except KeyError:
        raise LookupError(f"{code}: no such check item in the catalogue") from None
    if item.from_on > day:
        raise NotInForce(code, day)
    return item


def check_items(day: date) -> tuple[CheckItem, ...]:
    """The items in force on a day, in order of their codes."""
    return tuple(item for item in _items().values() if item.from_on <= day)


def check_items_for(kind: str, day: date) -> tuple[CheckItem, ...]:
    """The items in force on a day that concern objects of this kind."""
    return tuple(item for item in check_items(day) if kind in item.objects)


@kept
def _items() -> dict[str, CheckItem]:
    return {
        code: CheckItem(
            code=code,
            title=row["title"],
            title_en=row["title_en"],
            objects=frozenset(row["objects"]),
            item_class=ItemClass(row["kind"]),
            mark=Mark(row["mark"]),
            from_on=row["from"],
            basis=row["basis"],
            offences=tuple(row["offences"]),
            together_with=tuple(row.get("together_with", ())),
        )
        for code, row in read("checks").items()
    }
