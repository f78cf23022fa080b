"""Compiles the catalogues of translations; fresh machines have no msgfmt."""

import os
from pathlib import Path

import polib  # type: ignore[import-untyped]  # it carries no types


def compile_catalogues(locale: Path) -> int:
    """Compile each catalogue that is newer than its compiled form; say how many were."""
    compiled = 0
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Renamed into place: a site that is just starting must not read half a catalogue.
        draft = target.with_suffix(f".{os.getpid()}.mo")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        compiled += 1
    return compiled
