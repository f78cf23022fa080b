"""Risk indicators by the offences that they point to; a reason to look, never a finding."""

from dataclasses import dataclass

from renjian.catalogue.validity import Mark, kept, read


@dataclass(frozen=True)
class Indicator:
    """An indicator as it is listed; ``severity`` runs from 1, weak, to 5, strong."""

    code: str
    title: str
    title_en: str
    severity: int
    mark: Mark
    offences: frozenset[str]


@kept
def indicators() -> dict[str, Indicator]:
    """All indicators by code."""
    return {
        code: Indicator(
            code=code,
            title=row["title"],
            title_en=row["title_en"],
            severity=row["severity"],
            mark=Mark(row["mark"]),
            offences=frozenset(row["offences"]),
        )
        for code, row in read("indicators").items()
    }


def pointing_to(offence: str) -> tuple[Indicator, ...]:
    """The indicators that point to an offence, strongest first."""
    found = [each for each in indicators().values() if offence in each.offences]
    return tuple(sorted(found, key=lambda each: (-each.severity, each.code)))
