"""The instruments that rules rest on, and how officers cite their articles.

In code and data an article is written short: ``REG 59.1.2`` is article 59, paragraph 1, item 2 of
the regulations, ``PROC 82(5)`` item 5 of an article of one paragraph, ``N102 二(一)`` part 2,
item 1 of the notice, and ``; `` separates several.
"""

import re
from dataclasses import dataclass
from datetime import date

from renjian.catalogue.validity import Mark, NotInForce, in_force, kept, read

DIGITS = "零一二三四五六七八九"
ARTICLE = re.compile(
    r"^(?P<article>\d+)(?:\.(?P<paragraph>\d+))?(?:\.(?P<item>\d+)|\((?P<only>\d+)\))?$"
)
PART = re.compile(r"^(?P<part>[一二三四五六七八九十]+)(?:\((?P<item>[一二三四五六七八九十]+)\))?$")
SEPARATOR = "; "
RULE_CLAUSE = re.compile(r"^(?P<clause>\d+(?:\.\d+)*)(?:\((?P<item>\d+)\))?$")
RULES_BY_CLAUSE = frozenset({"认证规则"})  # numbered 5.4.1.4, not by article
UNKNOWN = "?"  # an article whose number is not known and never guessed


@dataclass(frozen=True)
class Version:
    """One text of an instrument and the day it took effect.

    ``start_mark`` other than V: the day itself is not settled and is to be confirmed.
    """

    from_on: date
    mark: Mark
    start_mark: Mark = Mark.VERIFIED
    note: str = ""


@dataclass(frozen=True)
class Source:
    """An instrument: law, administrative regulation, departmental rule or normative document.

    ``promulgated`` is a day, month or year as far as it is known; ``evidence`` says what was read;
    ``to_on`` is the last day of an instrument that was repealed.
    ``national_only``: articles that name the national authority alone, so that a case under them
    may not be handed down (PROC 15.1; correction K-01).
    """

    id: str
    title: str
    short_title: str
    title_en: str
    number: str
    kind: str
    mark: Mark
    versions: tuple[Version, ...]
    issuer: str = ""
    promulgated: str = ""
    evidence: str = ""
    to_on: date | None = None
    national_only: frozenset[str] = frozenset()
    by_part: bool = False
    corrections: tuple[str, ...] = ()
    note: str = ""

    def version_on(self, day: date) -> Version:
        """The text in force on a day."""
        if self.to_on is not None and day > self.to_on:
            raise NotInForce(self.id, day)
        return in_force(self.id, self.versions, day)


def _version(row: dict[str, object]) -> Version:
    start = row["from"]
    if not isinstance(start, date):
        raise ValueError(f"a version starts on a day, not {start!r}")
    return Version(
        from_on=start,
        mark=Mark(str(row["mark"])),
        start_mark=Mark(str(row.get("start_mark", "V"))),
        note=str(row.get("note", "")),
    )


@kept
def sources() -> dict[str, Source]:
    """All instruments of the catalogue by their identifier."""
    return {
        name: Source(
            id=name,
            title=row["title"],
            short_title=row.get("short_title", row["title"]),
            title_en=row["title_en"],
            number=row["number"],
            kind=row["kind"],
            mark=Mark(row["mark"]),
            versions=tuple(_version(version) for version in row["versions"]),
            issuer=row["issuer"],
            promulgated=row.get("promulgated", ""),
            evidence=row["evidence"],
            to_on=row.get("to"),
            national_only=frozenset(row.get("national_only", ())),
            by_part=row.get("by_part", False),
            corrections=tuple(row.get("corrections", ())),
            note=row.get("note", ""),
        )
        for name, row in read("sources").items()
    }


def source(name: str) -> Source:
    """The instrument of this identifier."""
    try:
        return sources()[name]
    except KeyError:
        raise LookupError(f"{name}: no such instrument in the catalogue") from None


def cite(name: str, article: str = "") -> str:
    """The full form of a decision: title in brackets, article, paragraph and item in words.

    ``cite("REG", "59.1.2")`` is 《中华人民共和国认证认可条例》第五十九条第一款第（二）项.
    """
    instrument = source(name)
    number = f"（{instrument.number}）" if instrument.by_part and instrument.number else ""
    return f"《{instrument.title}》{number}{_article(instrument, article)}"


def short_cite(name: str, article: str = "") -> str:
    """The form of a table or a list of reasons: short title and article.

    ``short_cite("REG", "59.1.2")`` is 《认证认可条例》第五十九条第一款第（二）项.
    """
    instrument = source(name)
    if instrument.by_part:
        name = instrument.number or f"《{instrument.short_title}》"
        return f"{name}{_article(instrument, article)}" if article else name
    return f"《{instrument.short_title}》{_article(instrument, article)}"


def cited(clause: str) -> str:
    """The clauses of a reason, such as ``N102 二(三); PROC 7``, as officers read them."""
    pairs = (part.partition(" ") for part in clause.split(SEPARATOR) if part)
    return "；".join(short_cite(name, article) for name, _, article in pairs)


def rests_on_national_only(clause: str) -> bool:
    """Whether a clause names the national authority alone (PROC 15.1; correction K-01)."""
    name, _, article = clause.partition(" ")
    return article.partition(".")[0] in source(name).national_only


def in_words(number: int) -> str:
    """A whole number below a thousand in Chinese, as articles are counted: 59 is 五十九."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones or not number else "")


def _article(instrument: Source, article: str) -> str:
    if not article:
        return ""
    if article == UNKNOWN:
        return "（条号待确认）"
    if instrument.by_part:
        return f"第{_part(article)}"
    if instrument.kind in RULES_BY_CLAUSE and (clause := RULE_CLAUSE.match(article)):
        item = f"第（{in_words(int(clause['item']))}）项" if clause["item"] else ""
        return f"第{clause['clause']}条{item}"
    match = ARTICLE.match(article)
    if not match:
        raise ValueError(f"{instrument.id}: {article!r} is no article number")
    forms = {"article": "第{}条", "paragraph": "第{}款", "item": "第（{}）项", "only": "第（{}）项"}
    numbers = {name: number for name, number in match.groupdict().items() if number}
    return "".join(forms[name].format(in_words(int(number))) for name, number in numbers.items())


def _part(article: str) -> str:
    match = PART.match(article)
    if not match:
        raise ValueError(f"{article!r} is no part of a notice")
    item = f"第（{match['item']}）项" if match["item"] else ""
    return f"{match['part']}部分{item}"
