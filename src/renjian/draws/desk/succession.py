"""A draw in place of one that was voided when its seed was known (RJ-DRAW/1 2 A5, 8).

Whoever voids must not gain by it: the new draw keeps beacon, campaign, hash and secret, so that its
seed and the ticket of every object are those of the voided draw, and what changed in the register
is published.
"""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

from renjian.draws.desk import after, folder
from renjian.draws.desk.folder import Frozen
from renjian.draws.desk.making import Made
from renjian.draws.desk.plan_file import Wish
from renjian.draws.voiding import difference
from renjian.kernel.refusal import Refused, reason


def voided(target: Path | None, wish: Wish) -> Frozen | None:
    """The voided draw that a plan succeeds, None if it succeeds none. Refused if it may not."""
    if not wish.succeeds and target is None:
        return None
    if target is None or not wish.succeeds:
        raise _refused("方案里的 succeeds 和 --voided（作废的那次抽取的文件夹）要同时给出")
    frozen, entries = folder.read(target), after.entries(target)
    after.stand(target)
    if frozen.hash.hex() != wish.succeeds:
        raise _refused(
            f"文件夹 {target} 里的方案哈希是 {frozen.hash.hex()}，不是 succeeds 写的那个"
        )
    if not entries or not entries[-1].get("after_seed"):
        raise _refused("它没有在随机数公开以后作废；另行封存一个普通的方案就可以")
    kept = {
        "[beacon]": (frozen.plan.beacon, wish.beacon),
        "campaign": (frozen.plan.merge_group, wish.campaign),
        "hash": (frozen.plan.hash, wish.hash),
        "sealed": (bool(frozen.plan.sealed), wish.is_sealed),
    }
    if wrong := [name for name, (before, now) in kept.items() if before != now]:
        raise _refused(f"{'、'.join(wrong)} 应当与作废的方案相同，否则等于重抽")
    return frozen


def with_secret(made: Made, before: Frozen | None, target: Path) -> Made:
    """The draft with the secret of the voided draw, if there is one that was sealed."""
    if before is None or not before.plan.sealed:
        return made
    draft = replace(made.draft, sealed=before.plan.sealed)
    return replace(made, draft=draft, secret=folder.secret_of(target))


def write_differences(target: Path, before: Frozen | None, now: Frozen) -> int | None:
    """Write down which objects came, went or changed since a voided draw; returns how many."""
    if before is None:
        return None
    found = difference(_known(before), _known(now))
    kinds = (
        ("新增 added", found.added),
        ("去掉 removed", found.removed),
        ("改动 changed", found.moved),
    )
    rows = sorted((id, kind) for kind, ids in kinds for id in ids)
    with (target / folder.DIFFERENCES).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("编号 id", "变化 change"), *rows])
    return len(rows)


def _known(frozen: Frozen) -> list[dict[str, Any]]:
    """What decides over each object: its unit, class and size. The file shows none of these."""
    return [
        {"id": one.id, "unit": (one.unit, frozen.openings[one.id]["class"], one.size)}
        for one in frozen.leaves
    ]


def _refused(why: str) -> Refused:
    return Refused(
        reason(
            "desk.succeeds",
            "不能代替作废的抽取：{why}。没有封存，什么也没有抽取。",
            why=why,
        )
    )
