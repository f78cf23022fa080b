"""Files kept by the hash of their content; no name from outside is ever a path."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from renjian.kernel.refusal import Reason, Refused, reason

LARGEST = 256 * 1024 * 1024  # a million certificates as CSV come to 210 MB
# What the first bytes of a file say it is; everything else is text or refused by its reader.
SIGNATURES = {
    b"PK\x03\x04": "zip",  # xlsx and docx are zip files
    b"\xd0\xcf\x11\xe0": "ole",  # workbooks before 2007
    b"PAR1": "parquet",
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"MZ": "program",
    b"\x7fELF": "program",
    b"#!": "program",
}


@dataclass(frozen=True)
class Stored:
    """A kept file: its SHA-256 (its name in the store) and SM3 in hex, its size, its kind."""

    sha256: str
    sm3: str
    size: int
    kind: str


def keep(chunks: Iterable[bytes], *, at_most: int = LARGEST) -> Stored:
    """Write the bytes to the store; they are complete on disk before their name exists.

    Refused beyond ``at_most`` bytes; what was written until then is removed.
    """
    folder = Path(settings.FILES)
    folder.mkdir(parents=True, exist_ok=True)
    sha256, sm3, size, start = hashlib.sha256(), hashlib.new("sm3"), 0, b""
    with ExitStack() as broken_off, _incoming(folder) as file:
        broken_off.callback(Path(file.name).unlink)
        for chunk in chunks:
            size += len(chunk)
            if size > at_most:
                raise Refused(too_large(at_most))
            start = start or chunk[:16]
            sha256.update(chunk)
            sm3.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        target = path_of(sha256.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file.name, target)
        broken_off.pop_all()
    return Stored(sha256.hexdigest(), sm3.hexdigest(), size, kind_of(start))


def _incoming(folder: Path) -> IO[bytes]:
    """A file for bytes that have no name yet."""
    return tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False)


def kind_of(start: bytes) -> str:
    """What the first bytes of a file say it is; a name from outside may say anything."""
    return next((kind for mark, kind in SIGNATURES.items() if start.startswith(mark)), "text")


def too_large(at_most: int) -> Reason:
    """Why a file is not taken."""
    return reason(
        "file.too-large",
        "文件超过 {megabytes} MB，没有保存。请按月份拆分后分别上传。",
        megabytes=at_most // (1024 * 1024),
    )


def path_of(sha256: str) -> Path:
    """Where the file with this hash lies. Raises ``ValueError`` when it is no such hash."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"{sha256!r} is no SHA-256 in lower-case hex")
    return Path(settings.FILES) / sha256[:2] / sha256


def read(sha256: str) -> bytes:
    """The bytes of a kept file."""
    return path_of(sha256).read_bytes()
