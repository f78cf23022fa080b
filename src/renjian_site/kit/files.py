"""Files kept by the hash of their content; no name from outside is ever a path."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Stored:
    """A kept file: its SHA-256 in hex, and its size in bytes."""

    sha256: str
    size: int


def keep(chunks: Iterable[bytes]) -> Stored:
    """Write the bytes to the store; they are complete on disk before their name exists."""
    folder = Path(settings.FILES)
    folder.mkdir(parents=True, exist_ok=True)
    hashed, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as file:
        for chunk in chunks:
            hashed.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    target = path_of(hashed.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file.name, target)
    return Stored(hashed.hexdigest(), size)


def path_of(sha256: str) -> Path:
    """Where the file with this hash lies. Raises ``ValueError`` when it is no such hash."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"{sha256!r} is no SHA-256 in lower-case hex")
    return Path(settings.FILES) / sha256[:2] / sha256


def read(sha256: str) -> bytes:
    """The bytes of a kept file."""
    return path_of(sha256).read_bytes()
