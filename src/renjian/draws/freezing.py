"""Freezing a plan (封存抽取方案): what must be right before it is fixed, then the plan itself."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from renjian.draws import beacon
from renjian.draws.assignment import Officer, Recusal, why_no_team
from renjian.draws.plan import Plan, Stratum
from renjian.draws.pool import Leaf, register_root
from renjian.kernel.refusal import Reason, Refused, reason

LISTS = {"register": "抽查对象库", "officers": "执法人员名录", "recusals": "回避名单"}
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Draft:
    """What a planner has put together: the pool, the officers, the recusals and the numbers.

    ``quotas`` says for each stratum how many objects are drawn, ``reserve`` how many more of each
    stand ready; ``beacon`` names the public value that will come after the freeze.
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


def why_not_freeze(draft: Draft, *, practice: bool) -> list[Reason]:
    """Every reason against freezing a draft; ``practice``: the site is a practice one."""
    units = {leaf.id: leaf.unit for leaf in draft.leaves}
    return [
        *beacon.why_not_use(str(draft.beacon.get("kind")), practice=practice),
        *_unfit_texts(draft),
        *_repeated(draft),
        *_unfit_strata(draft),
        *_strangers(draft),
        *why_no_team(units, draft.officers, draft.recusals),
    ]


def freeze(draft: Draft, *, practice: bool) -> Plan:
    """The frozen plan of a draft: roots instead of lists, strata with their numbers."""
    if reasons := why_not_freeze(draft, practice=practice):
        raise Refused(*reasons)
    beacon.kind_of(draft.beacon)
    sizes = Counter(leaf.stratum for leaf in draft.leaves)
    roots = commitments(draft.leaves, draft.officers, draft.recusals, draft.hash)
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
        strata=tuple(_stratum(label, sizes[label], draft.quotas[label]) for label in sorted(sizes)),
        reserve=draft.reserve,
        beacon=dict(draft.beacon),
        hash=draft.hash,
    )


@dataclass(frozen=True)
class Commitment:
    """What a plan says of a list: its root and its size."""

    root: str
    size: int


def commitments(
    leaves: Iterable[Leaf], officers: Iterable[Officer], recusals: Iterable[Recusal], hash: str
) -> dict[str, Commitment]:
    """What a plan commits to: pool and officers by id, recusals by officer and object."""
    lists: dict[str, list[Leaf] | list[Officer] | list[Recusal]] = {
        "register": sorted(leaves, key=lambda leaf: leaf.id),
        "officers": sorted(officers, key=lambda officer: officer.id),
        "recusals": sorted(recusals),
    }
    return {
        name: Commitment(register_root((one.to_json() for one in members), hash), len(members))
        for name, members in lists.items()
    }


def _stratum(label: str, size: int, drawn: int) -> Stratum:
    return Stratum(label, size, drawn, "census" if drawn == size else "srs")


def _unfit_texts(draft: Draft) -> list[Reason]:
    """Names that two programs could read differently, or that could run into one another."""
    names = {draft.number, draft.authority, draft.item, draft.merge_group}
    names |= {part for part in draft.beacon.values() if isinstance(part, str)}
    for leaf in draft.leaves:
        names |= {leaf.id, leaf.unit, leaf.stratum}
    for officer in draft.officers:
        names |= {officer.id, officer.unit}
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


def _strangers(draft: Draft) -> list[Reason]:
    """Recusals that name an officer or an object which this draw does not know."""
    officers = {officer.id for officer in draft.officers}
    objects = {leaf.id for leaf in draft.leaves}
    return [
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
