"""Keys that sign the text of a note, each named by a header that says its algorithm.

Keys are written as C2SP signed-note writes them: name, key id, and one byte for the algorithm in
front of the key. An algorithm is one entry of ``SCHEMES``; SM2 (GB/T 32918) has its header and its
place there, and no entry until an implementation can be had that was examined.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from renjian.kernel.refusal import Reason, Refused, reason

ED25519 = 0x01  # the site signs
COSIGNATURE = 0x04  # a witness signs, with the time at which it saw the text
SM2 = 0xFF  # assigned to algorithms without a number of their own
NAME = re.compile(r"[^\s+]+")
MOMENT_BYTES = 8
SECRET_MARK = "PRIVATE+KEY+"


class Scheme(Protocol):
    """How one algorithm signs the text of a note: all that a new one has to bring."""

    def public(self, secret: bytes) -> bytes:
        """The public key that belongs to a secret one."""

    def sign(self, secret: bytes, text: str, at: datetime) -> bytes:
        """The signature of a text."""

    def signed_at(self, public: bytes, text: str, signature: bytes) -> "Attestation | None":
        """What a signature attests; none when it is not that of this key under this text."""


@dataclass(frozen=True)
class Attestation:
    """That a text was signed; ``at`` is said by witnesses, and empty for the site's own key."""

    at: datetime | None = None


class _Ed25519:
    """Ed25519 (RFC 8032) over the text itself."""

    def public(self, secret: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()

    def sign(self, secret: bytes, text: str, at: datetime) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(secret).sign(text.encode())

    def signed_at(self, public: bytes, text: str, signature: bytes) -> Attestation | None:
        return Attestation() if _holds(public, text, signature) else None


class _Cosignature(_Ed25519):
    """Ed25519 over the text and the time at which a witness saw it (C2SP cosignature/v1)."""

    def sign(self, secret: bytes, text: str, at: datetime) -> bytes:
        seconds = int(at.timestamp())
        key = Ed25519PrivateKey.from_private_bytes(secret)
        return seconds.to_bytes(MOMENT_BYTES, "big") + key.sign(_timed(text, seconds).encode())

    def signed_at(self, public: bytes, text: str, signature: bytes) -> Attestation | None:
        seconds = int.from_bytes(signature[:MOMENT_BYTES], "big")
        if not _holds(public, _timed(text, seconds), signature[MOMENT_BYTES:]):
            return None
        return Attestation(datetime.fromtimestamp(seconds, UTC))


SCHEMES: Mapping[int, Scheme] = {ED25519: _Ed25519(), COSIGNATURE: _Cosignature()}


@dataclass(frozen=True)
class PublicKey:
    """A key that anybody may hold, to check what was signed with its secret counterpart."""

    name: str
    algorithm: int
    key: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        head = f"{self.name}\n".encode() + bytes([self.algorithm])
        return hashlib.sha256(head + self.key).digest()[:4]

    @property
    def text(self) -> str:
        """The key in one line, as it is published."""
        return f"{self.name}+{self.id.hex()}+{_encoded(self.algorithm, self.key)}"

    def attests(self, text: str, signature: bytes) -> Attestation | None:
        """What a signature by this key attests of a text; none when it is not its own."""
        return scheme(self.algorithm).signed_at(self.key, text, signature)


@dataclass(frozen=True)
class SecretKey:
    """A key that signs. It is never stored in the database and shows itself to nobody."""

    name: str
    algorithm: int
    secret: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """What others need to check the signatures of this key."""
        return PublicKey(self.name, self.algorithm, scheme(self.algorithm).public(self.secret))

    @property
    def text(self) -> str:
        """The key in one line, as its file holds it."""
        key_id = self.public.id.hex()
        return f"{SECRET_MARK}{self.name}+{key_id}+{_encoded(self.algorithm, self.secret)}"

    def sign(self, text: str, at: datetime) -> bytes:
        """The signature of a text at a moment."""
        return scheme(self.algorithm).sign(self.secret, text, at)


def scheme(algorithm: int) -> Scheme:
    """The implementation of an algorithm. Refused for one that has none here, such as SM2."""
    found = SCHEMES.get(algorithm)
    if found is None:
        raise Refused(
            reason(
                "ledger.key.algorithm",
                "密钥的算法代号为 {algorithm}，本系统尚不支持（SM2 只预留了位置）。"
                "请改用 Ed25519 密钥。",
                algorithm=f"0x{algorithm:02x}",
            )
        )
    return found


def new_key(name: str, algorithm: int, secret: bytes) -> SecretKey:
    """A key of 32 random bytes, which the caller brings."""
    if not NAME.fullmatch(name) or len(secret) != 32:
        raise ValueError("a key has a name without spaces or '+', and 32 secret bytes")
    scheme(algorithm)
    return SecretKey(name, algorithm, secret)


def read_public(text: str) -> PublicKey:
    """A public key from its line. Refused with the cure when it is none."""
    name, key_id, algorithm, key = _parts(text.strip())
    found = PublicKey(name, algorithm, key)
    scheme(algorithm)
    if found.id.hex() != key_id or len(key) != 32:
        raise Refused(_unreadable())
    return found


def read_secret(text: str) -> SecretKey:
    """A secret key from its line. Refused with the cure when it is none."""
    line = text.strip()
    if not line.startswith(SECRET_MARK):
        raise Refused(_unreadable())
    name, key_id, algorithm, secret = _parts(line.removeprefix(SECRET_MARK))
    scheme(algorithm)
    if len(secret) != 32 or SecretKey(name, algorithm, secret).public.id.hex() != key_id:
        raise Refused(_unreadable())
    return SecretKey(name, algorithm, secret)


def _parts(line: str) -> tuple[str, str, int, bytes]:
    """Name, key id, algorithm and key of a line; base64 may itself hold a plus."""
    name, _, rest = line.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(_unreadable()) from None
    if not NAME.fullmatch(name) or not raw:
        raise Refused(_unreadable())
    return name, key_id, raw[0], raw[1:]


def _unreadable() -> Reason:
    return reason(
        "ledger.key.unreadable",
        "这一行不是完整的密钥：应为“名称+编号+Base64”，编号须与名称和密钥相符。"
        "请重新复制整行，或者从密钥文件中取得。",
    )


def _encoded(algorithm: int, key: bytes) -> str:
    return base64.b64encode(bytes([algorithm]) + key).decode()


def _timed(text: str, seconds: int) -> str:
    return f"cosignature/v1\ntime {seconds}\n{text}"


def _holds(public: bytes, text: str, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
