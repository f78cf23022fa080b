"""Clauses as officers type them, and what a search for a clause must find.

``认证认可条例 59``, ``《认证认可条例》第五十九条第一款第（二）项`` and ``REG 59.1.2`` are clauses of one
instrument of the catalogue and are kept in its short form. What the catalogue does not hold is
kept as it was typed.
"""

import re
from functools import cache

from renjian.catalogue.laws import DIGITS, short_cite, sources

NUMERAL = rf"[{DIGITS}十百]+|\d+"
IN_WORDS = re.compile(
    rf"^第?(?P<article>{NUMERAL})条?"
    rf"(?:第?(?P<paragraph>{NUMERAL})款)?"
    rf"(?:第?[（(]?(?P<item>{NUMERAL})[）)]?项)?$"
)
PART_IN_WORDS = re.compile(
    rf"^第?(?P<part>[{DIGITS}十]+)(?:部分)?(?:第?[（(](?P<item>[{DIGITS}十]+)[）)]项?)?$"
)
LONGEST = 100


def read_clause(text: str) -> str:
    """A typed clause in its short form, or as it was typed where the catalogue does not know it."""
    plain = " ".join(text.split())
    for name, instrument in _names():
        if plain.startswith(name):
            rest = plain.removeprefix(name).removeprefix("》").replace(" ", "")
            article = _article(instrument, rest)
            if article is not None:
                return f"{instrument} {article}".strip()
    return plain


def cited_or_typed(clause: str) -> str:
    """A kept clause as officers cite it; what was typed freely stays as it is."""
    name, _blank, article = clause.partition(" ")
    return short_cite(name, article) if is_known(clause) else clause


def is_known(clause: str) -> bool:
    """Whether a kept clause is one of an instrument of the catalogue."""
    name, _blank, article = clause.partition(" ")
    return name in sources() and _article(name, article) == article


def reach_of(clause: str) -> tuple[str, ...]:
    """A clause and everything that it is a part of: REG 59.1 is found under REG 59 and REG too."""
    if not is_known(clause):
        return (clause,)
    name, _blank, article = clause.partition(" ")
    found, rest = [name], article
    while rest:
        found.append(f"{name} {rest}")
        rest = re.sub(r"(\.[^.]+|\([^)]*\)|^[^.(]+)$", "", rest)
    return tuple(dict.fromkeys(found))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """What instruments are called, the longest name first, each with its identifier."""
    names: dict[str, str] = {}
    for one in sources().values():
        for name in filter(None, (one.id, one.title, one.short_title, one.number)):
            names |= {name: one.id, f"《{name}": one.id}
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _article(instrument: str, text: str) -> str | None:
    """The article in figures; empty for none, None where the text is no article."""
    if not text:
        return ""
    if sources()[instrument].by_part:
        match = PART_IN_WORDS.match(text)
        if not match:
            return None
        return match["part"] + (f"({match['item']})" if match["item"] else "")
    # Rules of certification count in figures, and so are cited: 第8.1.3条.
    figures = re.fullmatch(r"第?(\d+(?:\.\d+)?(?:\.\d+|\(\d+\))?)条?", text)
    if figures:
        return figures[1]
    match = IN_WORDS.match(text)
    if not match:
        return None
    article, paragraph, item = (_figure(match[name]) for name in ("article", "paragraph", "item"))
    if item and not paragraph:
        return f"{article}({item})"
    return ".".join(part for part in (article, paragraph, item) if part)


def _figure(text: str | None) -> str:
    """A number in Chinese below a thousand, in figures: 五十九 is 59."""
    if not text or text.isdecimal():
        return text or ""
    hundreds, mark, rest = text.rpartition("百")
    total = DIGITS.index(hundreds) * 100 if mark else 0
    tens, mark, ones = rest.partition("十")
    if mark:
        total += (DIGITS.index(tens.lstrip("零")) if tens.lstrip("零") else 1) * 10
    else:
        ones = rest.lstrip("零")
    return str(total + (DIGITS.index(ones) if ones else 0))
