"""Files for practice: what lies in the samples folder, in practice mode only."""

from pathlib import Path

from django.conf import settings


def names(prefix: str = "") -> list[str]:
    """The names of the files one may download, in order."""
    folder = Path(settings.SAMPLES)
    if not settings.PRACTICE or not folder.is_dir():
        return []
    found = (entry.name for entry in folder.iterdir() if entry.is_file())
    return sorted(name for name in found if name.startswith(prefix))


def path_of(name: str) -> Path | None:
    """Where a listed file lies; nothing for any other name."""
    return Path(settings.SAMPLES) / name if name in names() else None
