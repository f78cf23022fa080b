"""Unified social credit codes that pass every check and can belong to nobody.

The organisation part begins with RJ, which the registers of the country have not given out.
"""

from renjian.kernel.identifiers import check_character

ENTERPRISE = "91"  # registered by market regulation, an enterprise
# The organisation code has a check character of its own (GB 11714), 17th of the whole.
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def uscc(division: str, serial: str) -> str:
    """The code of an enterprise in a county by a serial of six digits."""
    organisation = "RJ" + serial
    first_17 = ENTERPRISE + division + organisation + _organisation_check(organisation)
    return first_17 + check_character(first_17)


def _organisation_check(first_8: str) -> str:
    total = sum(
        ORGANISATION_ALPHABET.index(letter) * weight
        for letter, weight in zip(first_8, ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]
