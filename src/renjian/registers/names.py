"""Finding a subject by its name, as people write and mistype it.

A name is compared folded: full width as half, without brackets, blanks and case. It is looked up by
its bigrams, which are pairs of characters, and by those of its pinyin initials, so that an index
over both finds two characters anywhere in a name. What was found is then compared as a whole, and
the comparison says why it fits.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

LEAST = 2  # characters that must be given
LONGEST = 300
MOST_WORDS = 8
RAREST = 6  # bigrams that are looked at when nothing fits as it was written
SHORT = 4  # characters up to which one bigram in common is enough
COMMON = 0.02  # the share of names above which a bigram tells nothing


class How(StrEnum):
    """In which way a name fits what was asked, the closest way first."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    PART = "part"
    INITIALS = "initials"
    NEAR = "near"


RANKS = {how: rank for rank, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class Fit:
    """That a name fits: how, and how many characters differ."""

    how: How
    errors: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """What sorts closer fits before others."""
        return RANKS[self.how], self.errors


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: the words as they are compared, and what an index is asked for."""

    words: tuple[str, ...]

    @property
    def is_long_enough(self) -> bool:
        """Whether one of the words has the two characters that a search needs."""
        return any(len(word) >= LEAST for word in self.words)

    @property
    def whole(self) -> str:
        """All words as one name."""
        return "".join(self.words)

    @property
    def bigrams(self) -> tuple[str, ...]:
        """The pairs of characters that a name must have."""
        return tuple(dict.fromkeys(pair for word in self.words for pair in pairs(word)))


def asked(text: str) -> Asked:
    """Take what was typed apart into words; a name in brackets is no word of its own."""
    words = (fold(word) for word in text[:LONGEST].split()[:MOST_WORDS])
    return Asked(tuple(word for word in words if word))


def fold(name: str) -> str:
    """A name as it is compared: letters, digits and characters alone, in one width and case."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in plain if c.isalnum())[:LONGEST]


def pairs(text: str) -> list[str]:
    """The pairs of characters that stand side by side."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def initials(folded: str) -> str:
    """The pinyin initials of a folded name; what is no Chinese character stays."""
    usual, odd, words = _readings()
    return words.sub(lambda found: odd[found[0]], folded).translate(usual)


def bigrams(folded: str) -> list[str]:
    """By what a name is found: its pairs of characters and those of its initials, each once."""
    return list(dict.fromkeys([*pairs(folded), *pairs(initials(folded))]))


def fit(wanted: Asked, folded: str) -> Fit | None:
    """How a name fits as it was written, or none if it does not."""
    if wanted.whole == folded:
        return Fit(How.WHOLE)
    if all(word in folded for word in wanted.words):
        begins = folded.startswith(wanted.words[0])
        return Fit(How.BEGINNING if begins else How.PART)
    if wanted.whole.isascii():
        letters = initials(folded)
        if all(word in letters or word in folded for word in wanted.words):
            return Fit(How.INITIALS)
    return None


def near_fit(wanted: Asked, folded: str) -> Fit | None:
    """How a name fits if some characters of what was asked are wrong, too many or missing."""
    errors = distance(wanted.whole, folded)
    return Fit(How.NEAR, errors) if 0 < errors <= allowed_errors(wanted.whole) else None


def allowed_errors(text: str) -> int:
    """How many characters may be wrong: one in three, at most three."""
    return min(3, max(1, len(text) // 3)) if len(text) > LEAST else 0


def distance(text: str, name: str) -> int:
    """How many characters of a text must be changed, added or left out to stand in a name.

    Where in the name it stands does not matter (the algorithm of Sellers).
    """
    before = [0] * (len(name) + 1)
    for row, character in enumerate(text, 1):
        now = [row]
        for column, other in enumerate(name, 1):
            now.append(
                min(before[column] + 1, now[-1] + 1, before[column - 1] + (character != other))
            )
        before = now
    return min(before)


def candidates(wanted: Asked, frequent: Mapping[str, float]) -> list[list[str]]:
    """Sets of bigrams of which a name should have one whole, if what was asked has errors.

    They are made of the rarest bigrams that were asked: two of them, or one where the text is
    short. ``frequent`` says of the common ones which share of all names has them.
    """
    told = sorted(dict.fromkeys(pairs(wanted.whole)), key=lambda pair: frequent.get(pair, 0.0))
    rare = [pair for pair in told if frequent.get(pair, 0.0) <= COMMON][:RAREST]
    if len(wanted.whole) <= SHORT or len(rare) < 2:
        return [[pair] for pair in rare]
    return [[one, two] for at, one in enumerate(rare) for two in rare[at + 1 :]]


@cache
def _readings() -> tuple[Mapping[int, str], Mapping[str, str], re.Pattern[str]]:
    """The initial of each character, and words in which one is read otherwise."""
    usual: dict[int, str] = {}
    odd: dict[str, str] = {}
    table = files("renjian.registers").joinpath("data/initials.csv")
    with table.open("r", encoding="utf-8") as lines:
        for read, written in list(csv.reader(lines))[1:]:
            if len(read) == 1:
                usual |= dict.fromkeys(map(ord, written), read)
            else:
                odd[written] = read
    longest_first = sorted(odd, key=len, reverse=True)
    return usual, odd, re.compile("|".join(map(re.escape, longest_first)))
