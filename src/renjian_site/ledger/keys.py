"""The keys that sign: secret halves in files of their own, public halves in the database.

Whoever takes over the database has no key; whoever loses the folder can prove nothing new. A file
is made once, readable by its owner only.
"""

import hashlib
import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import signing
from renjian.ledger.signing import PublicKey, SecretKey
from renjian_site.ledger.models import Key

OWNER_ONLY = 0o600
FOLDER_OF_OWNER = 0o700
PLAIN = re.compile(r"[^0-9A-Za-z.-]+")


def of_site(origin: str, *, at: datetime) -> SecretKey:
    """The key with which the site signs checkpoints of this origin; made at the first use."""
    return _kept(origin, signing.ED25519, authority="", at=at)


def of_witness(authority: str, *, at: datetime) -> SecretKey:
    """The key that the site keeps for a witness post of an authority; made at the first use."""
    return _kept(witness_name(authority), signing.COSIGNATURE, authority=authority, at=at)


def witness_name(authority: str) -> str:
    """The name under which the witness of an authority signs."""
    return f"{settings.LEDGER_ORIGIN}/witness/{authority}"


def public_keys() -> list[PublicKey]:
    """All keys that ever signed here, the site's and the witnesses'."""
    return [signing.read_public(key.verifier) for key in Key.objects.all()]


def register(public: PublicKey, *, authority: str, is_offline: bool, at: datetime) -> Key:
    """Write down a public key; the same one again is the one that is there."""
    found, _is_new = Key.objects.get_or_create(
        verifier=public.text,
        defaults={
            "name": public.name,
            "authority": authority,
            "is_offline": is_offline,
            "registered_at": at,
        },
    )
    return found


def path_of(name: str) -> Path:
    """Where the file of a key lies; two names never share one, whatever signs they hold."""
    short = hashlib.sha256(name.encode()).hexdigest()[:8]
    return Path(settings.VAR) / "keys" / f"{PLAIN.sub('-', name)[:80]}-{short}.key"


def write_new(path: Path, key: SecretKey) -> None:
    """Write the file of a key, whole or not at all, and never over another one.

    Raises ``FileExistsError`` when there is one already.
    """
    path.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(draft, flags, OWNER_ONLY), "w", encoding="utf-8") as file:
            file.write(f"{key.text}\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def new_secret(name: str, algorithm: int) -> SecretKey:
    """A key of fresh random bytes."""
    return signing.new_key(name, algorithm, os.urandom(32))


def _kept(name: str, algorithm: int, *, authority: str, at: datetime) -> SecretKey:
    path = path_of(name)
    if not path.exists():
        _refuse_lost(name, path)
        with suppress(FileExistsError):  # another process was first: its key counts
            write_new(path, new_secret(name, algorithm))
    key = signing.read_secret(path.read_text("utf-8"))
    if key.name != name:
        raise Refused(_not_of(name, path))
    register(key.public, authority=authority, is_offline=False, at=at)
    return key


def _refuse_lost(name: str, path: Path) -> None:
    """A key that signed before is not made anew unseen: its file has to come back."""
    if Key.objects.filter(name=name, is_offline=False).exists():
        raise Refused(
            reason(
                "ledger.key.lost",
                "“{name}”的签名密钥文件不见了，应在 {path}。此前的检查点由它签名，"
                "换用新密钥会让人无法辨认真伪。请从备份恢复这个文件。",
                name=name,
                path=str(path),
            )
        )


def _not_of(name: str, path: Path) -> Reason:
    return reason(
        "ledger.key.other",
        "{path} 里的密钥不属于“{name}”，不能用来签名。请放回原来的密钥文件。",
        name=name,
        path=str(path),
    )
