"""The secret of a sealed draw: fixed by a commitment before the beacon, shown after the visits.

In sealed mode firms that know the beacon still cannot compute who is drawn (RJ-DRAW/1 2 A8, 3).
"""

from renjian.kernel.canonical import digest

OPEN = bytes(32)  # the secret of a draw that hides nothing (open mode)
LENGTH = 32


def commitment(secret: bytes, hash: str = "sha256") -> str:
    """What a plan says of a secret of 32 bytes, as hex; ``ValueError`` for another length."""
    if len(secret) != LENGTH:
        raise ValueError(f"a secret has {LENGTH} bytes, not {len(secret)}")
    return digest(hash, b"RJ-SECRET/1\x00" + secret).hex()
