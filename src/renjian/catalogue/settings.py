"""Settings: what the rules need and no text settled, each unconfirmed until somebody confirms it."""

from dataclasses import dataclass
from datetime import date

from renjian.catalogue.amendments import Table
from renjian.catalogue.validity import Mark, in_force, kept, read


@dataclass(frozen=True)
class Value:
    """What a setting is from a day on."""

    from_on: date
    text: str
    mark: Mark


@dataclass(frozen=True)
class Setting:
    """One setting with its values; ``options`` are what it may be, where that is known."""

    name: str
    title: str
    title_en: str
    kind: str
    clause: str
    note: str
    options: tuple[str, ...]
    corrections: tuple[str, ...]
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """Its value on a day."""
        return in_force(self.name, self.values, day)


def setting(name: str) -> Setting:
    """The setting of this name."""
    try:
        return settings()[name]
    except KeyError:
        raise LookupError(f"{name}: no such setting in the catalogue") from None


def number(name: str, day: date) -> int:
    """A setting in yuan or in numbers, on a day."""
    return int(setting(name).on(day).text)


@kept
def settings() -> dict[str, Setting]:
    """All settings by name."""
    return {
        name: Setting(
            name=name,
            title=row["title"],
            title_en=row["title_en"],
            kind=row["kind"],
            clause=row["clause"],
            note=row["note"],
            options=tuple(row.get("options", ())),
            corrections=tuple(row.get("corrections", ())),
            values=tuple(
                Value(value["from"], str(value["value"]), Mark(value["mark"]))
                for value in row["values"]
            ),
        )
        for name, row in read(Table.SETTINGS).items()
    }
