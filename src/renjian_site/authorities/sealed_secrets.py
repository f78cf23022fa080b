"""The secrets of second factors: sealed with a key that lies apart from the database.

Whoever takes the database away cannot make the codes of anybody's telephone with it.
"""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

NAME = "second-factors.key"
OWNER_ONLY = 0o600
FOLDER_OF_OWNER = 0o700


def seal(text: str) -> str:
    """A secret as it is kept in the database."""
    return _box(_path()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret itself."""
    return _box(_path()).decrypt(sealed.encode()).decode()


def _path() -> Path:
    return Path(settings.VAR) / "keys" / NAME


@cache
def _box(path: Path) -> Fernet:
    """The key of the site, made at the first use; of two processes the first one makes it."""
    with suppress(FileNotFoundError):
        return Fernet(path.read_bytes())
    path.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return Fernet(path.read_bytes())
