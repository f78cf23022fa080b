"""From a plan file and tables to a draft that can be frozen."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from renjian.draws import secret as secrets
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.desk.intake import Listed
from renjian.draws.desk.plan_file import Wish
from renjian.draws.freezing import Draft
from renjian.draws.pool import Leaf, sealed
from renjian.draws.selection import WHOLE
from renjian.draws.stages import Part
from renjian.draws.strata import in_groups, quotas_by_rate, quotas_by_total, quotas_of_groups
from renjian.kernel.refusal import Refused, reason

Fresh = Callable[[], bytes]  # 32 bytes that nobody knows, each time others


@dataclass(frozen=True)
class Lists:
    """What the tables hold, and the hash of the file with the objects."""

    objects: tuple[Listed, ...]
    officers: tuple[tuple[Officer, str], ...]
    recusals: tuple[Recusal, ...]
    parts: tuple[Part, ...]
    experts: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True)
class Made:
    """A draft, with what is not for the public: what each label stands for, salts, the secret."""

    draft: Draft
    labels: Mapping[str, str]
    openings: Mapping[str, Mapping[str, str]]
    secret: bytes


def make(wish: Wish, lists: Lists, fresh: Fresh) -> Made:
    """The draft of a draw. Refused if a stratum of the plan is unknown or has no number."""
    sizes = Counter(one.stratum for one in lists.objects)
    _refuse_unknown(wish, sizes)
    groups = _groups(wish, sizes)
    group_of = {key: group for group, members in groups.items() for key in members}
    items = _items(wish, sizes, groups)
    quotas = _most_of(items)
    label_of = _labels(quotas, fresh)
    openings = _openings(lists, group_of, fresh)
    labels = {key: label_of[group] for key, group in group_of.items()}
    secret = fresh() if wish.is_sealed else secrets.OPEN
    draft = Draft(
        number=_plain(wish.number),
        authority=_plain(wish.authority),
        item=_plain(wish.item),
        title=_plain(wish.title),
        merge_group=_plain(wish.campaign),
        leaves=tuple(_leaf(one, labels, openings, wish.hash) for one in lists.objects),
        officers=tuple(dict(lists.officers)),
        recusals=lists.recusals,
        quotas={label_of[group]: number for group, number in quotas.items()},
        reserve=wish.reserve,
        beacon=wish.beacon,
        hash=wish.hash,
        algorithms={labels[key]: one for key, one in wish.algorithms.items()},
        parts=lists.parts,
        parts_drawn=wish.parts_drawn,
        sealed=secrets.commitment(secret, wish.hash) if wish.is_sealed else None,
        most_visits=wish.most_visits,
        escalation=wish.escalation,
        succeeds=wish.succeeds,
        items=_labelled(items, label_of) if wish.items else {},
        team_size=wish.team_size,
        experts=tuple(dict(lists.experts)),
        experts_each=wish.experts_each,
    )
    return Made(draft, {label: group for group, label in label_of.items()}, openings, secret)


def _labels(groups: Iterable[str], fresh: Fresh) -> dict[str, str]:
    """Neutral labels, given by chance, so that a label says nothing about the class."""
    by_chance = sorted(sorted(groups), key=lambda _: fresh())
    width = len(str(len(by_chance)))
    return {group: f"S{n:0{width}d}" for n, group in enumerate(by_chance, 1)}


def _openings(lists: Lists, group_of: Mapping[str, str], fresh: Fresh) -> dict[str, dict[str, str]]:
    return {
        one.id: {"class": group_of[one.stratum], "model": lists.source, "salt": fresh().hex()}
        for one in lists.objects
    }


def _most_of(items: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """How many of each group are drawn: as many as the commonest item needs."""
    first = next(iter(items.values()))
    return {group: max(drawn[group] for drawn in items.values()) for group in first}


def _leaf(
    one: Listed, labels: Mapping[str, str], openings: Mapping[str, Mapping[str, str]], hash: str
) -> Leaf:
    return Leaf(one.id, one.unit, labels[one.stratum], sealed(openings[one.id], hash), one.size)


def _labelled(
    items: Mapping[str, Mapping[str, int]], label_of: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    return {
        _plain(name): {label_of[group]: number for group, number in drawn.items()}
        for name, drawn in items.items()
    }


def _groups(wish: Wish, sizes: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The values that make up each stratum: those with too small a target go together."""
    if wish.small != "merge" or wish.total is not None:
        return {key: (key,) for key in sizes}
    fixed = {*wish.numbers, *wish.algorithms}
    free = [key for key in _order(wish, sizes) if key not in fixed]
    rates = {key: _rate_of(wish, key) for key in free}
    return {key: (key,) for key in sizes if key in fixed} | in_groups(sizes, rates, free)


def _quotas(
    wish: Wish, sizes: Mapping[str, int], groups: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """How many objects of each group are drawn."""
    whole = {key for key, algorithm in wish.algorithms.items() if algorithm in WHOLE}
    fixed = {**wish.numbers, **{key: sizes[key] for key in whole}}
    rest = {key: size for key, size in sizes.items() if key not in fixed}
    if wish.total is not None:
        return fixed | (quotas_by_total(rest, wish.total - sum(fixed.values())) if rest else {})
    rates = {key: _rate_of(wish, key) for key in rest}
    if wish.small != "merge":
        return fixed | quotas_by_rate(rest, rates)
    shared = {group: members for group, members in groups.items() if rest.keys() & {*members}}
    return fixed | quotas_of_groups(shared, rest, rates)


def _items(
    wish: Wish, sizes: Mapping[str, int], groups: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[str, int]]:
    """How many objects of each group are drawn for each item, the plan's own first."""
    found = {wish.item: _quotas(wish, sizes, groups)}
    most = {group: sum(sizes[key] for key in members) for group, members in groups.items()}
    for name, rates in wish.items.items():
        known = {key: rates.get(key, rates.get("", -1)) for key in sizes}
        for key, rate in known.items():
            if rate < 0:
                raise _no_rate(key)
        numbers = quotas_of_groups(groups, sizes, known)
        found[name] = {group: min(n, most[group]) for group, n in numbers.items()}
    return found


def _order(wish: Wish, sizes: Iterable[str]) -> Sequence[str]:
    """The published order in which small strata take in their neighbours."""
    known = {key: place for place, key in enumerate(wish.order)}
    return sorted(sizes, key=lambda key: (known.get(key, len(known)), key))


def _rate_of(wish: Wish, key: str) -> int:
    rate = wish.rates.get(key, wish.rate)
    if rate is None:
        raise _no_rate(key)
    return rate


def _no_rate(key: str) -> Refused:
    return Refused(
        reason(
            "desk.no-rate",
            "“{stratum}”层没有写抽查比例。请在方案的 [draw.rates] 里补上，或者写一个通用的 rate。",
            stratum=key,
        )
    )


def _refuse_unknown(wish: Wish, sizes: Mapping[str, int]) -> None:
    further = {key for rates in wish.items.values() for key in rates if key}
    said = {*wish.rates, *wish.numbers, *wish.algorithms, *wish.order, *further}
    if unknown := sorted(said - sizes.keys()):
        raise Refused(
            reason(
                "desk.unknown-stratum",
                "方案写到的层{unknown}在抽查对象表里没有。表里的层有：{known}。请核对写法。",
                unknown="、".join(f"“{one}”" for one in unknown),
                known="、".join(sorted(sizes)[:20]),
            )
        )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)
