"""How the charges of one matter go together: one case, several cases, or side by side.

Level is judged offender by offender, so one act can need two deciders (N102 二; J-27). That cases
of one authority are joined is practice, not a rule of the notice; it is said as advice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from renjian.authorities.levels import Level
from renjian.jurisdiction.matters import Charge
from renjian.jurisdiction.place import Node
from renjian.jurisdiction.rulings import NATIONAL, Ruling, Track
from renjian.kernel.refusal import Reason, reason

Judged = tuple[Charge, Ruling, tuple[Node, ...]]
APART = frozenset({Track.LICENCE, Track.ELSEWHERE})


class How(StrEnum):
    """How charges go together."""

    JOIN = "join"
    SPLIT = "split"
    SIDE_BY_SIDE = "side_by_side"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return HOW_TITLES[self]


HOW_TITLES = {How.JOIN: "并案办理", How.SPLIT: "分案办理", How.SIDE_BY_SIDE: "并行办理"}


@dataclass(frozen=True, slots=True)
class Together:
    """That charges are joined, split or run side by side, and why; by their place in the matter."""

    how: How
    charges: tuple[int, ...]
    why: Reason


def how_together(judged: Sequence[Judged]) -> Iterator[Together]:
    """How the charges of a matter go together, in their order."""
    if len(judged) > 1:
        yield from _by_authority(judged)
    for i, (charge, ruling, _) in enumerate(judged):
        if charge.capability_referral:
            yield Together(How.SIDE_BY_SIDE, (i,), _referral(charge))
        if ruling.track in APART and len(judged) > 1:
            yield Together(How.SIDE_BY_SIDE, (i,), _apart(charge, ruling))


def _by_authority(judged: Sequence[Judged]) -> Iterator[Together]:
    """What the same authority decides is joined, what several decide is split."""
    cases = [i for i, (_, ruling, _) in enumerate(judged) if ruling.track is Track.PENALTY]
    groups: dict[tuple[frozenset[Level], frozenset[str]], list[int]] = {}
    for i in cases:
        _, ruling, nodes = judged[i]
        groups.setdefault((ruling.levels, frozenset(node.code for node in nodes)), []).append(i)
    for same in groups.values():
        if len(same) > 1:
            yield Together(How.JOIN, tuple(same), _join(judged, same))
    if len(groups) > 1:
        yield Together(How.SPLIT, tuple(cases), _split(judged, list(groups.values())))


def _names(judged: Sequence[Judged], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(judged[i][0].offender.title for i in places)


def _join(judged: Sequence[Judged], same: Sequence[int]) -> Reason:
    return reason(
        "jurisdiction.join",
        "{offenders}由同一机关管辖，事实相互关联的可以一并立案调查，处罚分别决定。",
        offenders=_names(judged, same),
    )


def _split(judged: Sequence[Judged], groups: Sequence[Sequence[int]]) -> Reason:
    parts = tuple(
        reason(
            "jurisdiction.part",
            "{offenders}归{authority}",
            offenders=_names(judged, one),
            authority=_who(judged[one[0]]),
        )
        for one in groups
    )
    if any(judged[one[0]][1].levels == NATIONAL for one in groups):
        return reason(
            "jurisdiction.split-up",
            "各当事人的管辖机关不同，应当分案：{parts}。下级先发现的，将属于总局管辖的部分"
            "连同证据材料及时移交上级，其余部分就地办理；上级认为必要的，可以一并提级管辖。",
            clause="N102 二(一); N102 二(四); PROC 15.2",
            parts=parts,
        )
    return reason(
        "jurisdiction.split-between",
        "各当事人的管辖机关不同，应当分案：{parts}。事实相互关联、需要一并办理的，"
        "可以报请共同的上一级指定管辖。",
        clause="PROC 7; PROC 15.2",
        parts=parts,
    )


def _who(one: Judged) -> str | tuple[str, ...]:
    _, ruling, nodes = one
    if ruling.levels == NATIONAL:
        return "市场监管总局"
    lowest = max((node.level for node in nodes), default=None)
    return tuple(node.title for node in nodes if node.level == lowest) or ruling.title


def _referral(charge: Charge) -> Reason:
    return reason(
        "jurisdiction.side-by-side",
        "就地办理的罚款案件与报送总局的能力罚建议（{document}）并行：两案互相通报，"
        "总局决定时不得就同一行为再次罚款。",
        clause="N102 二(四); PPL 29",
        document=charge.capability_referral,
    )


def _apart(charge: Charge, ruling: Ruling) -> Reason:
    return reason(
        "jurisdiction.apart",
        "{offender}的部分（{track}）与处罚案件分开办理，互不等待。",
        clause="PROC 17.1",
        offender=charge.offender.title,
        track=ruling.track.title,
    )
