"""The rule of RJ-DRAW/1 section 5 word for word, by trying every way to go on: for toys only."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import permutations

from hypothesis import strategies as st

Teams = tuple[tuple[str, ...], ...]  # lead and second of each object


def completions(
    order: Sequence[str],
    candidates: Mapping[str, Sequence[str]],
    leads: Set[str],
    cap: int,
    load: Counter[str] | None = None,
) -> Iterator[Teams]:
    """Every way to give the objects their teams."""
    load = load or Counter()
    if not order:
        yield ()
        return
    for team in permutations(candidates[order[0]], 2):
        if team[0] in leads and all(load[one] < cap for one in team):
            for rest in completions(order[1:], candidates, leads, cap, load + Counter(team)):
                yield (team, *rest)


def by_definition(
    order: Sequence[str], candidates: Mapping[str, Sequence[str]], leads: Set[str], cap: int
) -> Teams | None:
    """Each seat to the first in turn with whom some completion exists; None if there is none."""
    ways = list(completions(order, candidates, leads, cap))
    for place, object in enumerate(order):
        for role in (0, 1):
            possible = {way[place][role] for way in ways}
            first = next((one for one in candidates[object] if one in possible), None)
            ways = [way for way in ways if way[place][role] == first]
    return ways[0] if ways else None


def smallest_cap(
    order: Sequence[str], candidates: Mapping[str, Sequence[str]], leads: Set[str]
) -> int | None:
    """The fewest visits for each officer with which all objects get a team."""
    caps = range(1, len(order) + 1)
    return next((cap for cap in caps if by_definition(order, candidates, leads, cap)), None)


@st.composite
def toys(
    draw: st.DrawFn, *, most: int = 4, least_fit: int = 0
) -> tuple[list[str], dict[str, list[str]], set[str]]:
    """A few objects, who may visit each in the order of asking, and who may lead."""
    objects = [f"o{n}" for n in range(draw(st.integers(1, most)))]
    officers = [f"i{n}" for n in range(draw(st.integers(2, 5)))]
    candidates = {
        one: draw(st.permutations(officers))[: draw(st.integers(least_fit, len(officers)))]
        for one in objects
    }
    return objects, candidates, draw(st.sets(st.sampled_from(officers), min_size=least_fit))
