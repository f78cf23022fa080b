"""Code lists that several slices share, each code with its text and its mark."""

from dataclasses import dataclass
from functools import cache

from renjian.catalogue.validity import Mark, read


@dataclass(frozen=True)
class Code:
    """One entry of a code list."""

    code: str
    title: str
    title_en: str
    mark: Mark

    def __str__(self) -> str:
        return self.title


@cache
def code_list(name: str) -> dict[str, Code]:
    """A code list by code, in its own order."""
    try:
        rows = read("code_lists")[name]
    except KeyError:
        raise LookupError(f"{name}: no such code list in the catalogue") from None
    return {code: Code(code, row["zh"], row["en"], Mark(row["mark"])) for code, row in rows.items()}
