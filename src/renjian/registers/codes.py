"""Code lists of the report tables (上报代码表), as dated files of the platform give them."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from renjian.registers.certificates import Status


@dataclass(frozen=True)
class Code:
    """One code; ``becomes`` is what the later list writes for it, if anything else."""

    code: str
    meaning: str
    becomes: str
    mark: str


@dataclass(frozen=True)
class CodeList:
    """A code list by its Chinese title, in its own order."""

    title: str
    codes: tuple[Code, ...]

    @property
    def meanings(self) -> dict[str, str]:
        """What each code means."""
        return {code.code: code.meaning for code in self.codes}

    @property
    def width(self) -> int:
        """How many characters every code has, 0 if they differ."""
        widths = {len(code.code) for code in self.codes}
        return widths.pop() if len(widths) == 1 else 0

    @property
    def later(self) -> dict[str, str]:
        """Codes that are written in another way today."""
        return {code.code: code.becomes for code in self.codes if code.becomes}


# State of a certificate -> the list that its causes are of; those of CCC have lists of their own.
CAUSE_LISTS = {
    Status.SUSPENDED: "suspension_cause",
    Status.REVOKED: "revocation_cause",
    Status.CANCELLED: "cancellation_cause",
}


def cause_words(codes: Iterable[str], status: Status, *, is_ccc: bool) -> tuple[str, ...]:
    """Codes of causes with what they mean; a code alone where no list of the platform has it."""
    name = CAUSE_LISTS.get(status, "")
    listed = code_lists().get(f"ccc_{name}" if is_ccc else name)
    meanings = listed.meanings if listed else {}
    return tuple(f"{code} {meanings.get(code, '')}".strip() for code in codes)


def product_class_words(code: str) -> str:
    """A product class of the CCC catalogue with its name; the code alone if its name was not read."""
    known = code_list("ccc_product_class").meanings
    return f"{code} {known[code]}" if code in known else code


@cache
def code_lists() -> dict[str, CodeList]:
    """All code lists by name."""
    text = files("renjian.registers").joinpath("data/report_codes.csv").read_text("utf-8")
    found: dict[str, list[Code]] = {}
    titles = {}
    for row in csv.DictReader(text.splitlines()):
        titles[row["list"]] = row["title"]
        code = Code(row["code"], row["meaning"], row["becomes"], row["mark"])
        found.setdefault(row["list"], []).append(code)
    return {name: CodeList(titles[name], tuple(codes)) for name, codes in found.items()}


def code_list(name: str) -> CodeList:
    """The code list of a name."""
    return code_lists()[name]
