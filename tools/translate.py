"""Keep the English catalogue of the pages complete; Chinese is the source language.

    python tools/translate.py extract    bring django.po up to date, keeping what is translated
    python tools/translate.py check      name every message that English readers would miss

`./run up` compiles the catalogue when it has changed.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib  # type: ignore[import-untyped]  # polib ships no type hints
from messages import Found, Message, found_in

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
CATALOGUE = SOURCE / "renjian_site/locale/en/LC_MESSAGES/django.po"
HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PERCENT = re.compile(r"%(?:\(\w+\))?[sd]")
BRACES = re.compile(r"\{(\w+)[^{}]*\}")


def wanted(found: list[Found]) -> dict[Message, list[str]]:
    """Each message with the files that show it."""
    places: dict[Message, list[str]] = {}
    for each in found:
        if each.message:
            files = places.setdefault(each.message, [])
            name = each.path.relative_to(ROOT).as_posix()
            files += [name] if name not in files else []
    return places


def given(found: list[Found]) -> dict[Message, str]:
    """The English that the data of the law bring along; the first one that is found counts."""
    english: dict[Message, str] = {}
    for each in found:
        if each.message and each.english:
            english.setdefault(each.message, each.english)
    return english


def as_message(entry: polib.POEntry) -> Message:
    """What an entry of the catalogue translates."""
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def extract(found: list[Found], old: polib.POFile) -> polib.POFile:
    """A catalogue of exactly the messages found, with the translations that the old one had."""
    known = {as_message(entry): entry for entry in old if not entry.obsolete}
    brought = given(found)
    new = polib.POFile(wrapwidth=100)
    new.metadata = HEADER
    for message, files in wanted(found).items():
        # No line numbers: they would change the catalogue with every edit above a sentence.
        entry = polib.POEntry(
            msgid=message.singular,
            msgctxt=message.context or None,
            occurrences=[(name, "") for name in files],
            flags=list(known[message].flags) if message in known else [],
        )
        kept = known.get(message)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = kept.msgstr_plural if kept else {0: "", 1: ""}
        elif message in brought:
            entry.msgstr = brought[message]
        elif kept:
            entry.msgstr = kept.msgstr
        new.append(entry)
    return new


def problems(found: list[Found], catalogue: polib.POFile) -> Iterator[str]:
    """One line for each sentence that an English page would show in Chinese, or wrongly."""
    for each in found:
        if each.problem:
            yield f"{each.path.relative_to(ROOT)}:{each.line}: {each.problem}"
    places, brought = wanted(found), given(found)
    entries = {as_message(entry): entry for entry in catalogue if not entry.obsolete}
    for message in places.keys() - entries.keys():
        yield f"missing, run extract: {message.singular} ({places[message][0]})"
    for entry in catalogue:
        if entry.obsolete or as_message(entry) not in places:
            yield f"obsolete, run extract: {entry.msgid}"
        elif entry.fuzzy:
            yield f"fuzzy, confirm it: {entry.msgid}"
        elif not entry.translated():
            yield f"untranslated: {entry.msgid} ({places[as_message(entry)][0]})"
        elif brought.get(as_message(entry), entry.msgstr) != entry.msgstr:
            yield f"not the English of the data, run extract: {entry.msgid}"
        else:
            yield from misplaced(entry)


def misplaced(entry: polib.POEntry) -> Iterator[str]:
    """Placeholders that a translation lost or invented."""
    allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        given = placeholders(text)
        # One thing may be said without its number, so a plural may leave placeholders out.
        if given - allowed or (not entry.msgid_plural and allowed - given):
            listed = ", ".join(sorted(given ^ allowed))
            yield f"placeholders differ ({listed}): {entry.msgid}"


def placeholders(text: str) -> set[str]:
    """The places in a sentence where values go in."""
    return set(PERCENT.findall(text.replace("%%", ""))) | set(BRACES.findall(text))


def main() -> None:
    """Extract or check."""
    parser = argparse.ArgumentParser(description="Keep the English catalogue complete")
    parser.add_argument("act", choices=["extract", "check"])
    act = parser.parse_args().act
    found = list(found_in(SOURCE))
    old = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    if act == "extract":
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        new = extract(found, old)
        new.save(str(CATALOGUE))
        print(f"{len(new)} messages, {len(new.untranslated_entries())} to translate")
    elif lines := list(problems(found, old)):
        sys.exit("\n".join([*lines, f"{len(lines)} problems in the English catalogue"]))
    else:
        print(f"{len(old)} messages, all in English")


if __name__ == "__main__":
    main()
