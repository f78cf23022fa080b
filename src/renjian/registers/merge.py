"""What an upload would change in a body's register of certificates, worked out beforehand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from renjian.kernel.canonical import canonical, digest
from renjian.registers.rows import CertificateRow


@dataclass(frozen=True)
class MergePlan:
    """The rows that are new to the register, those that differ from it, and the known ones.

    A report says what it names and nothing about the rest, so nothing is ever removed.
    """

    new: tuple[CertificateRow, ...]
    changed: tuple[CertificateRow, ...]
    unchanged: tuple[CertificateRow, ...]
    replaced: Mapping[str, str]  # fingerprints that the changed rows take the place of

    @cached_property
    def hash(self) -> str:
        """What the plan would do, as one SHA-256 in hex: the same rows in any order give it."""
        facts = {
            "new": _facts(self.new),
            "changed": _facts(self.changed),
            "unchanged": _facts(self.unchanged),
            "replaced": dict(self.replaced),
        }
        return digest("sha256", canonical(facts)).hex()


def plan(existing: Mapping[str, str], rows: Iterable[CertificateRow]) -> MergePlan:
    """Compare rows with the register, given as number -> fingerprint of what it holds.

    Raises ``ValueError`` if a number comes twice: which row counts is for its sender to say.
    """
    new, changed, unchanged = [], [], []
    replaced: dict[str, str] = {}
    seen: set[str] = set()
    for row in rows:
        if row.number in seen:
            raise ValueError(f"certificate {row.number} comes twice, line {row.line} is the second")
        seen.add(row.number)
        held = existing.get(row.number)
        if held is None:
            new.append(row)
        elif held == fingerprint(row):
            unchanged.append(row)
        else:
            changed.append(row)
            replaced[row.number] = held
    return MergePlan(tuple(new), tuple(changed), tuple(unchanged), replaced)


def fingerprint(row: CertificateRow) -> str:
    """What a row says of a certificate, without where it stood, as a SHA-256 in hex."""
    said = [
        row.number,
        row.status,
        row.item_code,
        row.item,
        row.standard,
        row.organisation,
        row.uscc,
        row.division,
        row.address,
        row.issued_on.isoformat(),
        row.expires_on.isoformat(),
    ]
    return digest("sha256", canonical(said)).hex()


def _facts(rows: Iterable[CertificateRow]) -> dict[str, str]:
    return {row.number: fingerprint(row) for row in rows}
