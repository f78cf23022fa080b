"""How many objects of each stratum are drawn, so that nobody has a zero chance (draw.md 8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from renjian.kernel.refusal import Refused, reason

BESIDE = "＋"  # between the names of strata that were merged
WHOLE = 10_000  # the rate, per ten thousand, at which every object is drawn


def quotas_by_rate(sizes: Mapping[str, int], rates: Mapping[str, int]) -> dict[str, int]:
    """How many objects of each stratum are drawn at its own rate, given per ten thousand.

    The sum of the targets is rounded and shared out by largest remainder, ties by the key of the
    stratum. No object has a zero chance: a stratum whose target is below one draws one, on top.
    """
    _refuse_without_rate(sizes, rates)
    targets = {
        stratum: Fraction(size * rates[stratum], WHOLE) for stratum, size in sizes.items() if size
    }
    return dict.fromkeys(sizes, 0) | quotas_by_target(targets)


def quotas_by_target(targets: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole numbers for targets, by largest remainder; at least one each."""
    lifted = {stratum: 1 for stratum, target in targets.items() if target < 1}
    rest = {stratum: target for stratum, target in targets.items() if target >= 1}
    return lifted | _largest_remainder(rest, int(sum(rest.values()) + Fraction(1, 2)))


def quotas_by_total(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """How many objects of each stratum are drawn if ``total`` are drawn at one rate for all.

    Shared out by largest remainder, ties by the key of the stratum. No object has a zero chance:
    a stratum whose target is below one draws one, and the others share what is left.
    """
    occupied = {stratum: size for stratum, size in sizes.items() if size}
    most = sum(occupied.values())
    if not len(occupied) <= total <= most:
        raise Refused(
            reason(
                "draws.quota.total",
                "计划抽取 {total} 个：应当不少于有对象的层数 {least}，不多于对象总数 {most}。"
                "请调整抽取总数。",
                total=total,
                least=len(occupied),
                most=most,
            )
        )
    lifted: dict[str, int] = {}
    while True:
        rest = {stratum: size for stratum, size in occupied.items() if stratum not in lifted}
        left = total - len(lifted)
        targets = {
            stratum: Fraction(size * left, sum(rest.values())) for stratum, size in rest.items()
        }
        small = {stratum: 1 for stratum, target in targets.items() if target < 1}
        if not small:
            break
        lifted |= small
    shared = _largest_remainder(targets, left)
    return {stratum: (lifted | shared).get(stratum, 0) for stratum in sizes}


def merged(
    sizes: Mapping[str, int], rates: Mapping[str, int], order: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Which strata go together, so that the target of each is at least one object.

    ``rates`` are per ten thousand, ``order`` is the published one. From its beginning, a stratum
    whose target is below one takes in its next neighbour until the target is one; what is left at
    the end goes to the one before. The whole is kept even where it has no target of one.
    """
    groups: list[tuple[list[str], Fraction]] = []
    held: list[str] = []
    target = Fraction(0)
    for stratum in order:
        held.append(stratum)
        target += Fraction(sizes[stratum] * rates[stratum], WHOLE)
        if target >= 1:
            groups.append((held, target))
            held, target = [], Fraction(0)
    if held and groups:
        groups[-1][0].extend(held)
    elif held:
        groups.append((held, target))
    return {members[0]: tuple(members) for members, _ in groups}


def in_groups(
    sizes: Mapping[str, int], rates: Mapping[str, int], order: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The strata that have objects, small ones merged with a neighbour of the published order.

    The key is the name of the group.
    A stratum that is drawn whole stands alone, so that none of its objects loses its certainty.
    Refused if a stratum has no rate.
    """
    present = [stratum for stratum in order if sizes.get(stratum)]
    _refuse_without_rate(present, rates)
    whole = [stratum for stratum in present if rates[stratum] == WHOLE]
    together = merged(sizes, rates, [one for one in present if one not in whole])
    groups = [*together.values(), *((one,) for one in whole)]
    return {name_of(members): members for members in groups}


def name_of(members: Sequence[str]) -> str:
    """What a group of strata is called; one that stands alone keeps its name."""
    return BESIDE.join(members)


def quotas_of_groups(
    groups: Mapping[str, Sequence[str]], sizes: Mapping[str, int], rates: Mapping[str, int]
) -> dict[str, int]:
    """How many objects of each group of strata are drawn, each stratum counting at its own rate."""
    return quotas_by_target(
        {
            group: sum((Fraction(sizes[one] * rates[one], WHOLE) for one in members), Fraction(0))
            for group, members in groups.items()
        }
    )


@dataclass(frozen=True)
class Shares:
    """How many objects of each group of strata are drawn: for each item, and at all.

    One visit serves every item for which an object is drawn, so of each group as many are drawn as
    the item with the most of them asks for.
    """

    groups: Mapping[str, tuple[str, ...]]
    of_items: Mapping[str, Mapping[str, int]]
    drawn: Mapping[str, int]


def shares(
    sizes: Mapping[str, int], rates: Mapping[str, Mapping[str, int]], order: Sequence[str]
) -> Shares:
    """The numbers of one or more items (``rates`` per ten thousand), drawn together.

    Small strata are merged as the larger rate of each asks for, the same for all items.
    """
    highest = {one: max(each.get(one, -1) for each in rates.values()) for one in sizes}
    groups = in_groups(sizes, highest, order)
    of_items = {item: quotas_of_groups(groups, sizes, each) for item, each in rates.items()}
    drawn = {group: max(each[group] for each in of_items.values()) for group in groups}
    return Shares(groups, of_items, drawn)


def _refuse_without_rate(strata: Iterable[str], rates: Mapping[str, int]) -> None:
    for stratum in strata:
        if not 0 <= rates.get(stratum, -1) <= WHOLE:
            raise Refused(
                reason(
                    "draws.quota.rate",
                    "“{stratum}”层的抽查比例没有填写，或者不在万分之 0 至 10000 之间。"
                    "请填写后再计算抽取数。",
                    stratum=stratum,
                )
            )


def _largest_remainder(targets: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Whole numbers that add up to ``total``, each its target rounded down or up."""
    whole = {stratum: int(target) for stratum, target in targets.items()}
    by_remainder = sorted(targets, key=lambda stratum: (whole[stratum] - targets[stratum], stratum))
    for stratum in by_remainder[: total - sum(whole.values())]:
        whole[stratum] += 1
    return whole
