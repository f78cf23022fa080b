"""The files of exports: working copies of what a list showed, deleted after some days.

They lie apart from the file store, which keeps evidence and deletes nothing: a file there may be
somebody's upload as well, under the same hash.
"""

import time
from pathlib import Path

from django.conf import settings

from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.models import Export
from renjian_site.kit.queries import live_exports

LEFT_ALONE = 24 * 3600.0  # seconds in which a file may be somebody's work under way


def folder() -> Path:
    """Where the files of exports lie."""
    return Path(settings.VAR) / "exports"


def name_of(pk: int, sha256: str, form: str) -> str:
    """The name of the file of an export."""
    return f"{pk}-{sha256}.{form}"


def path_of(export: Export) -> Path:
    """Where the file of a finished export lies."""
    return folder() / name_of(export.pk, export.sha256, export.form)


def download_name(export: Export) -> str:
    """What the file is called at its owner's."""
    return f"{export.title}-{export.asked_at:%Y%m%d}-{export.pk}.{export.form}"


def sweep(now: float | None = None) -> int:
    """Delete the files of expired exports, and what workers that died left half written."""
    if not folder().is_dir():
        return 0
    kept = {path_of(export).name for export in live_exports(SYSTEM)}
    old = (time.time() if now is None else now) - LEFT_ALONE
    gone = [
        path for path in folder().iterdir() if path.name not in kept and path.stat().st_mtime < old
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
