"""Finding a division by words of its full name, by its code, by a name that it no longer has.

Names repeat, so a hit always comes with its full name. All 42 thousand are compared one by one,
which is a matter of milliseconds; only where words do not fit as they stand does an index of their
bigrams (pairs of characters) help, as for 杭州余杭仓前 written without blanks.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from renjian.authorities.division_changes import becomes, former_names
from renjian.authorities.divisions import Division, DivisionLevel, divisions

AT_MOST = 20
MOST_WORDS = 8
MOST_COMPARED = 8000  # divisions that bigrams may bring into question


@dataclass(frozen=True, slots=True)
class Hit:
    """A division that was found; ``former`` is the name by which, if it is an earlier one."""

    division: Division
    full_name: str
    former: str = ""


@dataclass(frozen=True)
class _Table:
    """All divisions, the higher ones first, as columns that stand side by side."""

    rows: tuple[Division, ...]
    names: tuple[str, ...]
    paths: tuple[str, ...]


def search(
    words: str, *, at_most: int = AT_MOST, levels: Collection[DivisionLevel] = tuple(DivisionLevel)
) -> list[Hit]:
    """The divisions that fit the words best: by name, then by earlier name, then by bigrams."""
    asked = tuple(dict.fromkeys(words.split()))[:MOST_WORDS]
    if not asked:
        return []
    fits: dict[Hit, None] = {}
    for find in (_by_words, _by_former_name):
        hits = (hit for hit in find(asked) if hit.division.level in levels)
        fits |= dict.fromkeys(islice(hits, at_most - len(fits)))
    if not fits:
        hits = (hit for hit in _by_bigrams(asked) if hit.division.level in levels)
        fits |= dict.fromkeys(islice(hits, at_most))
    return list(fits)


def _by_words(asked: tuple[str, ...]) -> Iterator[Hit]:
    """Divisions whose full name or code holds all words, the closest names first."""
    table = _table()
    left: Iterable[int] = range(len(table.rows))
    for word in asked:
        if word.isdecimal():
            left = [n for n in left if table.rows[n].code.startswith(word)]
        else:
            paths = table.paths
            left = [n for n in left if word in paths[n]]
    rest = list(left)
    for fits in _closeness(asked):
        names = table.names
        here = [n for n in rest if fits(names[n])]
        if here:
            taken = set(here)
            rest = [n for n in rest if n not in taken]
        for n in here:
            yield Hit(table.rows[n], table.paths[n])
    for n in rest:
        yield Hit(table.rows[n], table.paths[n])


def _closeness(asked: tuple[str, ...]) -> tuple[Callable[[str], bool], ...]:
    """How a name can fit, from the closest on: it is a word, begins with one, holds one."""
    return (
        lambda name: name in asked,
        lambda name: name.startswith(asked),
        lambda name: any(word in name for word in asked),
    )


def _by_former_name(asked: tuple[str, ...]) -> Iterator[Hit]:
    """Divisions of today that an earlier name, with the names above, leads to."""
    for former, path, hit in _former():
        if asked[-1] in former and all(word in path for word in asked):
            yield hit


def _by_bigrams(asked: tuple[str, ...]) -> Iterator[Hit]:
    """Divisions whose full names hold at least half of the pairs of characters, most first."""
    pairs = {pair for word in asked for pair in _pairs(word)}
    index = _index()
    known = sorted((index[pair] for pair in pairs if pair in index), key=len)
    compared: set[int] = set()
    for rows in known:
        if compared and len(compared) + len(rows) > MOST_COMPARED:
            break
        compared.update(rows)
    table = _table()
    scores = {n: sum(pair in table.paths[n] for pair in pairs) for n in compared}
    good = [n for n, score in scores.items() if 2 * score >= len(pairs)]
    for n in sorted(good, key=lambda n: (-scores[n], n)):
        yield Hit(table.rows[n], table.paths[n])


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1)]


@cache
def _table() -> _Table:
    rows = tuple(sorted(divisions().values(), key=lambda found: (found.level, found.code)))
    paths: dict[str, str] = {}
    for row in rows:
        paths[row.code] = paths.get(row.parent, "") + row.name
    return _Table(rows, tuple(row.name for row in rows), tuple(paths[row.code] for row in rows))


@cache
def _index() -> Mapping[str, list[int]]:
    """Pair of characters -> the places of the divisions whose own name holds it."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(_table().names):
        for pair in dict.fromkeys(_pairs(name)):
            index[pair].append(n)
    return dict(index)


@cache
def _former() -> tuple[tuple[str, str, Hit], ...]:
    """Earlier names with the names above those of today, and where they lead."""
    table = _table()
    paths = {row.code: path for row, path in zip(table.rows, table.paths, strict=True)}
    found = {
        Hit(today, paths[today.code], former): None
        for code, names in former_names().items()
        for today in becomes(code)
        for former in names
        if former != today.name
    }
    above = {hit: paths.get(hit.division.parent, "") + hit.former for hit in found}
    return tuple((hit.former, path, hit) for hit, path in above.items())
