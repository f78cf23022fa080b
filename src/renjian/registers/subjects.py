"""By what a subject (主体) is known in the registers: its credit code, or what stands for one.

Report templates ask for the organisation code of 9 characters, and files have held the unified code
of 18 since 2016: characters 9 to 17 of the unified code are the organisation code, so both find
the same subject. A subject abroad has no code; it is known by country and name.
"""

from hashlib import sha256

from renjian.kernel.identifiers import normalise
from renjian.registers.events import CHINA

ABROAD = "EXT-"
KEY_LENGTH = 18


def key_of(code: str, name: str, country: str = CHINA) -> str:
    """What a subject is kept under: its code as given, or a key made of country and name.

    The key begins with ``EXT-`` and has 18 characters; no credit code holds a hyphen.
    """
    plain = normalise(code).replace("-", "")
    if plain:
        return plain[:KEY_LENGTH]
    told = f"{country}:{normalise(name)}".encode()
    return ABROAD + sha256(told).hexdigest()[: KEY_LENGTH - len(ABROAD)].upper()


def is_uscc(key: str) -> bool:
    """Whether a subject is kept under a credit code, and not under a key of ours."""
    return not key.startswith(ABROAD)
