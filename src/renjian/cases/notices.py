"""Whether the prior notice of a penalty may be given (行政处罚告知; PROC 57; N102 二).

The level turns on the penalty, which is known only when it is fixed: the ruling is made again then,
and while it says that another authority decides no notice may go out.
"""

from collections.abc import Collection, Iterator

from renjian.authorities.levels import Level
from renjian.cases.fine_rulings import FineRuling
from renjian.jurisdiction.rulings import NATIONAL, Ruling, Track
from renjian.kernel.refusal import Reason, reason


def why_not_notify(
    ruling: Ruling,
    fine: FineRuling,
    *,
    level: Level,
    authority: str,
    competent: Collection[str] = (),
) -> tuple[Reason, ...]:
    """Every reason why an authority may not give notice of an intended penalty; empty if it may.

    ``competent`` are the authorities of the place of the act; a station gives its bureau's code.
    """
    return (*_of_another(ruling, level, authority, competent), *fine.bars)


def _of_another(
    ruling: Ruling, level: Level, authority: str, competent: Collection[str]
) -> Iterator[Reason]:
    own = Level.COUNTY if level == Level.STATION else level
    if ruling.track is not Track.PENALTY:
        yield reason(
            "case.notice.no-case",
            "按现有认定，本案属于“{track}”，不得发出行政处罚告知。请按认定的去向办理。",
            clause=_clauses(ruling),
            track=ruling.track.title,
        )
    elif own in ruling.levels:
        yield from _of_another_place(ruling, authority, competent)
    elif ruling.levels == NATIONAL:
        yield reason(
            "case.notice.national",
            "按拟处罚意见，案件由市场监管总局管辖或者授权管辖，本机关不得发出告知。请将全案移交上级；"
            "或者向总局报送能力罚建议后，只就罚款、没收部分重新拟定；已有授权、交办文件的，先登记文件。",
            clause=_clauses(ruling),
        )
    elif own < ruling.highest:
        yield reason(
            "case.notice.above-level",
            "案件由{levels}市场监管部门管辖，本机关办理没有提级管辖的记录，不得发出告知。"
            "请登记提级管辖的决定（何人、何时、何理由、何文书），或者交由有管辖权的机关办理。",
            clause="PROC 15.2",
            levels=ruling.title,
        )
    else:
        yield reason(
            "case.notice.other-level",
            "案件由{levels}市场监管部门管辖，本机关不得发出告知。请移交有管辖权的机关。",
            clause=_clauses(ruling),
            levels=ruling.title,
        )


def _of_another_place(
    ruling: Ruling, authority: str, competent: Collection[str]
) -> Iterator[Reason]:
    if ruling.authorities and authority not in ruling.authorities:
        yield reason(
            "case.notice.other-authority",
            "{document}已将案件交由其他机关管辖，本机关不得发出告知。请移送该机关。",
            clause="PROC 14",
            document=ruling.document,
        )
    elif competent and authority not in competent:
        yield reason(
            "case.notice.other-place",
            "违法行为发生地不在本机关辖区内，不得发出告知。请移送有管辖权的机关。",
            clause="PROC 7; PROC 14",
        )


def _clauses(ruling: Ruling) -> str:
    clauses = (part for why in ruling.reasons for part in why.clause.split("; ") if part)
    return "; ".join(dict.fromkeys(clauses))
