"""Giving up a draw (作废): who may, when, and what it means for the draw that comes after.

A void is never a second try: once the public value could be known, the next draw uses the same one
(RJ-DRAW/1 2 A5, 8), and everything that was announced stays public.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from renjian.draws import beacon
from renjian.kernel.refusal import Reason, reason


def is_after_seed(named: Mapping[str, Any], now: int) -> bool:
    """Whether the public value that a plan names could be known at this second (Unix time).

    Where the plan does not say when the value comes, it could: nobody can show that it was not.
    """
    due = beacon.kind_of(named).due(named)
    return due is None or due <= now


def why_not_ask(*, title: str, is_frozen: bool, is_handed_out: bool, is_void: bool) -> list[Reason]:
    """Why a draw cannot be given up at the step where it stands."""
    if is_void:
        return [reason("draw.void-already", "抽查“{title}”已经作废，不能再次作废。", title=title)]
    if not is_frozen:
        return [
            reason(
                "draw.void-before-freeze",
                "抽查“{title}”还没有冻结，没有公布过任何内容，不需要作废。",
                title=title,
            )
        ]
    if is_handed_out:
        return [
            reason(
                "draw.void-handed-out",
                "抽查“{title}”的检查任务已经下发，不能作废。个别对象不能检查的，在检查任务里按候补次序替换。",
                title=title,
            )
        ]
    return []


def why_not_decide(*, asked_by: str, decider: str, is_open: bool) -> list[Reason]:
    """Why somebody may not decide on giving a draw up: it takes a second person."""
    reasons = []
    if not is_open:
        reasons.append(reason("draw.void-decided", "这项作废申请已经有了决定，请刷新页面查看。"))
    if asked_by == decider:
        reasons.append(
            reason("draw.void-same-person", "作废由另一人决定：提出申请的人不能自己批准或者退回。")
        )
    return reasons


@dataclass(frozen=True)
class Difference:
    """What differs between the list of a draw that was given up and the list of the next."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]


def difference(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Difference:
    """The ids that came, that went, and those now under another unit; labels of strata are new."""
    old = {str(one["id"]): one["unit"] for one in before}
    new = {str(one["id"]): one["unit"] for one in after}
    return Difference(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        moved=tuple(sorted(id for id in new.keys() & old.keys() if new[id] != old[id])),
    )
