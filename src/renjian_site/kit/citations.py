"""Clauses in the language of the reader: Chinese readers get the official form, others a plain one.

A citation of a law is Chinese in every document; the English form is there to be understood.
"""

import re

from django.utils.translation import get_language

from renjian.catalogue.laws import SEPARATOR, cited, source

NUMBERED = re.compile(r"〔(?P<year>\d{4})〕(?P<number>\d+)号")
NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8"}
PART = re.compile(r"^(?P<part>[一二三四五六七八])(?:\((?P<item>[一二三四五六七八])\))?$")
ARTICLE = re.compile(
    r"^(?P<article>\d+)(?:\.(?P<paragraph>\d+))?(?:\.(?P<item>\d+)|\((?P<only>\d+)\))?$"
)


def cited_here(clause: str) -> str:
    """The clauses of a reason such as ``N102 二(三); PROC 7`` in the reader's language."""
    if not (get_language() or "").startswith("en"):
        return cited(clause)
    return "; ".join(_english(part) for part in clause.split(SEPARATOR) if part)


def _english(clause: str) -> str:
    name, _, article = clause.partition(" ")
    title = source(name).title_en
    if match := PART.match(article):
        item = f", item {NUMERALS[match['item']]}" if match["item"] else ""
        return f"{_notice(source(name).number)}, part {NUMERALS[match['part']]}{item}"
    if match := ARTICLE.match(article):
        words = [f"art. {match['article']}"]
        if match["paragraph"]:
            words.append(f"para. {match['paragraph']}")
        if found := match["item"] or match["only"]:
            words.append(f"item {found}")
        return f"{title}, {', '.join(words)}"
    return f"{title}{', article to be confirmed' if article else ''}"


def _notice(number: str) -> str:
    """The number of a notice as others read it: 国市监认证〔2019〕102号 is Notice 102 of 2019."""
    match = NUMBERED.search(number)
    return f"Notice {match['number']} of {match['year']}" if match else number
