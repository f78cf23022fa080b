"""Freezing a plan (封存抽取方案): what must be right before it is fixed, then the plan itself."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from renjian.draws import beacon
from renjian.draws.assignment import Officer, Recusal, Visits, why_no_team
from renjian.draws.merging import items_of, why_not_merge
from renjian.draws.plan import Escalation, Experts, Item, Plan, Stratum
from renjian.draws.pool import Leaf, list_root
from renjian.draws.selection import ALGORITHMS, WHOLE
from renjian.draws.stages import Part, SecondStage
from renjian.kernel.refusal import Reason, Refused, reason

LISTS = {
    "register": "抽查对象库",
    "officers": "执法人员名录",
    "recusals": "回避名单",
    "parts": "第二阶段清单",
    "experts": "专家库",
}
SEALED = re.compile(r"[0-9a-f]{64}")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Draft:
    """What a planner has put together: the pool, the officers, the recusals and the numbers.

    ``quotas`` says for each stratum how many objects are drawn, ``reserve`` how many more of each
    stand ready; ``beacon`` names the public value that will come after the freeze.
    ``algorithms`` names that of a stratum where it is neither ``srs`` nor ``census``; of ``parts``,
    ``parts_drawn`` are drawn inside each drawn object. ``items`` names several items that one visit
    serves, each with its number of each stratum, of which ``quotas`` has the largest. The rest is as
    in the plan.
    """

    number: str
    authority: str
    item: str
    title: str
    merge_group: str
    leaves: tuple[Leaf, ...]
    officers: tuple[Officer, ...]
    recusals: tuple[Recusal, ...]
    quotas: Mapping[str, int]
    reserve: int
    beacon: Mapping[str, object]
    hash: str = "sha256"
    algorithms: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    parts_drawn: int = 0
    sealed: str | None = None
    most_visits: int | None = None
    escalation: tuple[Escalation, ...] = ()
    succeeds: str | None = None
    items: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    team_size: int = 2
    experts: tuple[str, ...] = ()
    experts_each: int = 0

    @property
    def lending(self) -> dict[str, tuple[str, ...]]:
        """Who lends officers to each unit, in order."""
        return {one.unit: one.lends for one in self.escalation}

    @property
    def visits(self) -> Visits:
        """What a visit of each object could need: it may be drawn for every item of its stratum."""
        served = items_of(self.items, self.quotas)
        items = {leaf.id: served.get(leaf.stratum, ()) for leaf in self.leaves if served}
        return Visits(self.team_size, items, self.experts, self.experts_each)


def why_not_freeze(draft: Draft, *, practice: bool) -> list[Reason]:
    """Every reason against freezing a draft; ``practice``: the site is a practice one."""
    units = {leaf.id: leaf.unit for leaf in draft.leaves}
    return [
        *beacon.why_not_use(str(draft.beacon.get("kind")), practice=practice),
        *_unfit_beacon(draft),
        *_unfit_texts(draft),
        *_repeated(draft),
        *_unfit_strata(draft),
        *_unfit_sizes(draft),
        *_unfit_options(draft),
        *why_not_merge(draft.items, draft.quotas, draft.algorithms),
        *_unfit_teams(draft),
        *_strangers(draft),
        *why_no_team(
            units, draft.officers, draft.recusals, lending=draft.lending, visits=draft.visits
        ),
    ]


def freeze(draft: Draft, *, practice: bool) -> Plan:
    """The frozen plan of a draft: roots instead of lists, strata with their numbers."""
    if reasons := why_not_freeze(draft, practice=practice):
        raise Refused(*reasons)
    sizes = Counter(leaf.stratum for leaf in draft.leaves)
    roots = commitments(
        draft.leaves, draft.officers, draft.recusals, draft.hash, draft.parts, draft.experts
    )
    second, experts = roots.get("parts"), roots.get("experts")
    return Plan(
        number=draft.number,
        authority=draft.authority,
        item=draft.item,
        title=unicodedata.normalize("NFC", draft.title),
        merge_group=draft.merge_group,
        register_root=roots["register"].root,
        register_size=roots["register"].size,
        officers_root=roots["officers"].root,
        officers_size=roots["officers"].size,
        recusals_root=roots["recusals"].root,
        recusals_size=roots["recusals"].size,
        strata=tuple(_stratum(draft, label, sizes[label]) for label in sorted(sizes)),
        reserve=draft.reserve,
        beacon=dict(draft.beacon),
        hash=draft.hash,
        sealed=draft.sealed,
        second_stage=SecondStage(second.root, second.size, draft.parts_drawn) if second else None,
        most_visits=draft.most_visits,
        escalation=draft.escalation,
        succeeds=draft.succeeds,
        team={"size": draft.team_size, "pairs": "same-unit"},
        items=tuple(
            Item(name, tuple(drawn.get(label, 0) for label in sorted(sizes)))
            for name, drawn in draft.items.items()
        ),
        experts=Experts(experts.root, experts.size, draft.experts_each) if experts else None,
    )


@dataclass(frozen=True)
class Commitment:
    """What a plan says of a list: its root and its size."""

    root: str
    size: int


def commitments(
    leaves: Iterable[Leaf],
    officers: Iterable[Officer],
    recusals: Iterable[Recusal],
    hash: str,
    parts: Iterable[Part] = (),
    experts: Iterable[str] = (),
) -> dict[str, Commitment]:
    """What a plan commits to: pool and officers by id, recusals by officer and object.

    Parts of a second stage, by object and id, and experts are there only if there are any.
    """
    lists: dict[str, list[Leaf] | list[Officer] | list[Recusal] | list[Part]] = {
        "register": sorted(leaves, key=lambda leaf: leaf.id),
        "officers": sorted(officers, key=lambda officer: officer.id),
        "recusals": sorted(recusals),
    }
    if second := sorted(parts, key=lambda part: (part.object, part.id)):
        lists["parts"] = second
    found = {
        name: Commitment(list_root((one.to_json() for one in members), hash), len(members))
        for name, members in lists.items()
    }
    if known := sorted(experts):
        root = list_root(({"id": one} for one in known), hash)
        found["experts"] = Commitment(root, len(known))
    return found


def _stratum(draft: Draft, label: str, size: int) -> Stratum:
    drawn = draft.quotas[label]
    usual = "census" if drawn == size else "srs"
    return Stratum(label, size, drawn, draft.algorithms.get(label, usual))


def _unfit_beacon(draft: Draft) -> list[Reason]:
    known = str(draft.beacon.get("kind")) in beacon.KINDS
    return beacon.why_not_name(draft.beacon) if known else []


def _unfit_texts(draft: Draft) -> list[Reason]:
    """Names that two programs could read differently, or that could run into one another."""
    names = {draft.number, draft.authority, draft.item, draft.merge_group}
    names |= {part for part in draft.beacon.values() if isinstance(part, str)}
    for leaf in draft.leaves:
        names |= {leaf.id, leaf.unit, leaf.stratum}
    for officer in draft.officers:
        names |= {officer.id, officer.unit}
    for part in draft.parts:
        names |= {part.id}
    names |= {*draft.experts, *draft.items}
    reasons = [
        reason(
            "draws.plan.name",
            "编号“{name}”为空、含有控制字符或者不是规范写法（NFC），封存后别的程序可能读成另一个编号。"
            "请先更正。",
            name=ascii(name)[1:-1],
        )
        for name in sorted(names)
        if not name or not _is_plain(name)
    ]
    if not draft.title or not _is_plain(unicodedata.normalize("NFC", draft.title)):
        reasons.append(
            reason("draws.plan.title", "抽查名称为空或者含有换行等控制字符。请填写一行文字。")
        )
    return reasons


def _is_plain(text: str) -> bool:
    """Whether a text is one line of NFC characters that can be written as UTF-8."""
    return unicodedata.is_normalized("NFC", text) and not UNPRINTABLE.search(text)


def _repeated(draft: Draft) -> list[Reason]:
    """Ids that stand in a list more than once."""
    lists = {
        "register": [leaf.id for leaf in draft.leaves],
        "officers": [officer.id for officer in draft.officers],
        "recusals": [f"{one.officer}／{one.object}" for one in draft.recusals],
        "parts": [f"{one.object}／{one.id}" for one in draft.parts],
        "experts": list(draft.experts),
    }
    return [
        reason(
            "draws.plan.repeated",
            "{list}中“{id}”出现 {times} 次。请先合并重复的记录，再封存方案。",
            list=LISTS[name],
            id=id,
            times=times,
        )
        for name, ids in lists.items()
        for id, times in Counter(ids).items()
        if times > 1
    ]


def _unfit_strata(draft: Draft) -> list[Reason]:
    """Strata whose number is missing, zero or above their size; strata that do not exist."""
    sizes = Counter(leaf.stratum for leaf in draft.leaves)
    if not sizes:
        return [reason("draws.plan.empty", "没有可以抽取的对象。请检查抽查范围和对象库。")]
    reasons = [
        reason(
            "draws.plan.quota",
            "“{stratum}”层有 {size} 个对象，计划抽取 {drawn} 个；"
            "应当不少于 1 个、不多于 {size} 个，使每个对象都有机会被抽中。请调整抽取数。",
            stratum=stratum,
            size=size,
            drawn=draft.quotas.get(stratum, 0),
        )
        for stratum, size in sorted(sizes.items())
        if not 1 <= draft.quotas.get(stratum, 0) <= size
    ]
    for stratum in sorted(draft.quotas.keys() - sizes.keys()):
        if draft.quotas[stratum]:
            reasons.append(
                reason(
                    "draws.plan.no-stratum",
                    "计划在“{stratum}”层抽取 {drawn} 个，但是这一层没有对象。"
                    "请改为 0 或者检查对象库。",
                    stratum=stratum,
                    drawn=draft.quotas[stratum],
                )
            )
    if draft.reserve < 0:
        reasons.append(
            reason("draws.plan.reserve", "每层备选数不能是负数（{number}）。", number=draft.reserve)
        )
    return reasons


def _unfit_sizes(draft: Draft) -> list[Reason]:
    """Algorithms that do not fit their stratum; sizes that are missing, or that nothing uses."""
    sizes = Counter(leaf.stratum for leaf in draft.leaves)
    reasons = [
        reason(
            "draws.plan.algorithm",
            "“{stratum}”层的抽取方法“{algorithm}”不适用：方法只有 {known}，"
            "其中 {whole} 要求抽取全部 {size} 个。请更正方案。",
            stratum=label,
            algorithm=algorithm,
            known="、".join(ALGORITHMS),
            whole="、".join(WHOLE),
            size=sizes[label],
        )
        for label, algorithm in sorted(draft.algorithms.items())
        if algorithm not in ALGORITHMS
        or (algorithm in WHOLE and draft.quotas.get(label) != sizes[label])
    ]
    by_size = {label for label, algorithm in draft.algorithms.items() if algorithm == "pareto"}
    return reasons + [
        reason(
            "draws.plan.size",
            "抽查对象“{object}”的规模是 {size}：按规模抽取（pareto）的层里应当是 1 以上的整数，"
            "其他层里不填。请更正。",
            object=leaf.id,
            size=leaf.size,
        )
        for leaf in draft.leaves
        if (leaf.stratum in by_size) != (leaf.size > 0) or leaf.size < 0
    ]


def _unfit_options(draft: Draft) -> list[Reason]:
    """Numbers and hashes of the plan that cannot be."""
    reasons = []
    if any(one is not None and not SEALED.fullmatch(one) for one in (draft.sealed, draft.succeeds)):
        reasons.append(
            reason(
                "draws.plan.hash",
                "密封承诺和被替代方案的哈希应当是 64 位小写十六进制数。请更正方案。",
            )
        )
    if draft.most_visits is not None and draft.most_visits < 1:
        reasons.append(
            reason("draws.plan.most-visits", "每人最多检查次数应当不少于 1。请更正方案。")
        )
    if bool(draft.parts) != (draft.parts_drawn > 0) or draft.parts_drawn < 0:
        reasons.append(
            reason(
                "draws.plan.second-stage",
                "第二阶段有 {parts} 项清单，每个对象抽 {drawn} 项：要么都有，要么都没有。请更正方案。",
                parts=len(draft.parts),
                drawn=draft.parts_drawn,
            )
        )
    for unit, times in Counter(one.unit for one in draft.escalation).items():
        if times > 1 or unit in draft.lending[unit]:
            reasons.append(
                reason(
                    "draws.plan.escalation",
                    "“{unit}”的借调顺序写了 {times} 次，或者向自己借调。请更正方案。",
                    unit=unit,
                    times=times,
                )
            )
    return reasons


def _unfit_teams(draft: Draft) -> list[Reason]:
    """Teams that are none, experts without a number or the other way round."""
    if draft.team_size >= 2 and bool(draft.experts) == (draft.experts_each > 0):
        return []
    return [
        reason(
            "draws.plan.team",
            "检查组应当不少于 2 名执法人员（现在 {size} 名）；"
            "专家库（{experts} 名）和每个对象的专家数（{each}）要么都有，要么都没有。请更正方案。",
            size=draft.team_size,
            experts=len(draft.experts),
            each=draft.experts_each,
        )
    ]


def _strangers(draft: Draft) -> list[Reason]:
    """Recusals that name an officer or an object which this draw does not know."""
    officers = {officer.id for officer in draft.officers} | {*draft.experts}
    objects = {leaf.id for leaf in draft.leaves}
    without = [
        reason(
            "draws.plan.part",
            "第二阶段清单中的“{id}”属于“{object}”，但是对象库中没有这个对象。请更正编号。",
            id=one.id,
            object=one.object,
        )
        for one in draft.parts
        if one.object not in objects
    ]
    return without + [
        reason(
            "draws.plan.recusal",
            "回避名单中的“{officer}／{object}”不在本次的执法人员名录或者对象库中。"
            "请更正编号，或者从本次名单中去掉。",
            officer=one.officer,
            object=one.object,
        )
        for one in sorted(draft.recusals)
        if one.officer not in officers or one.object not in objects
    ]
