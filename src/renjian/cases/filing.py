"""Whether a case may be filed (立案) and whether a clue goes up (PROC 14, 18 to 20; N102 二).

A case is filed when all four hold: initial evidence of an unlawful act, a penalty due, own
jurisdiction, within the limitation period (PROC 19). The head of the unit names at least two
officers who hold the qualification.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from renjian.authorities.levels import Level
from renjian.cases.limitation import Acted, why_out_of_time
from renjian.catalogue.deadlines import deadline
from renjian.jurisdiction.rulings import NATIONAL, Ruling
from renjian.kernel.refusal import Reason, reason

TWO_OFFICERS = 2


@dataclass(frozen=True)
class Grounds:
    """What verification has shown about the conditions of filing.

    ``violation_ended_on`` None: the act still goes on. ``is_gravely_harmful``: it concerns life and
    health or financial safety of citizens and did harm, so that five years apply (PPL 36).
    """

    has_evidence: bool
    penalty_due: bool
    discovered_on: date
    violation_ended_on: date | None = None
    is_gravely_harmful: bool = False
    officers: int = TWO_OFFICERS
    qualified_officers: int = TWO_OFFICERS


def why_not_file(
    ruling: Ruling,
    grounds: Grounds,
    *,
    level: Level,
    today: date,
    authority: str = "",
    competent: Collection[str] = (),
) -> tuple[Reason, ...]:
    """Every reason why an authority may not file a case today; empty if it may.

    ``authority`` is the filing authority and ``competent`` those of the place of the act; without
    them only the level is judged. A station gives the code of its bureau (PROC 9.1).
    """
    return (
        *_conditions(grounds),
        *_not_own(ruling, level, authority, competent),
        *why_out_of_time(
            Acted(grounds.discovered_on, grounds.violation_ended_on, grounds.is_gravely_harmful),
            today=today,
        ),
        *_too_few_officers(grounds),
    )


def warnings_on_filing(
    ruling: Ruling, *, level: Level, today: date, verify_due_on: date | None = None
) -> tuple[Reason, ...]:
    """What does not bar the filing but has to be put right or explained (K-05, PROC 18)."""
    warnings = list(ruling.notes)
    if level < ruling.highest:
        warnings.append(
            reason(
                "case.file.above-level",
                "按认定案件由{levels}管辖。上级办理的，须有提级管辖的记录（何人、何时、理由、文书），"
                "没有记录的不得告知。",
                clause="PROC 15.2",
                levels=ruling.title,
            )
        )
    if verify_due_on is not None and today > verify_due_on:
        warnings.append(
            reason(
                "case.file.verified-late",
                "核查期限已于{due}届满，未按期决定是否立案。请说明原因，或者补办延长期限的审批。",
                clause=deadline("DL-C-01", today).clause,
                due=verify_due_on,
            )
        )
    return tuple(warnings)


def why_not_transfer_up(ruling: Ruling, *, level: Level) -> tuple[Reason, ...]:
    """Why a lower authority may not transfer a matter up (移交上级); empty if it must."""
    own = Level.COUNTY if level == Level.STATION else level
    if own == Level.NATIONAL:
        return (
            reason(
                "case.transfer-up.no-superior",
                "市场监管总局没有上级市场监管部门。请在本级办理，或者授权、交办下级。",
                clause="N102 二(一)",
            ),
        )
    if own in ruling.levels or ruling.highest > own:
        return (
            reason(
                "case.transfer-up.not-above",
                "案件由{levels}管辖，不属于上级市场监管部门管辖。请在本级办理，"
                "或者移送有管辖权的机关；有特殊原因的，报请上级。",
                clause="N102 二(四); PROC 15.3",
                levels=ruling.title,
            ),
        )
    return ()


def _conditions(grounds: Grounds) -> Iterator[Reason]:
    if not grounds.has_evidence:
        yield reason(
            "case.file.no-evidence",
            "还没有证据初步证明存在违法行为。请继续核查，补充证据后再申请立案。",
            clause="PROC 19",
        )
    if not grounds.penalty_due:
        yield reason(
            "case.file.no-penalty",
            "依据法律、法规、规章不应当给予行政处罚。请按不予立案办理，并写明理由。",
            clause="PROC 19; PROC 20",
        )


def _not_own(
    ruling: Ruling, level: Level, authority: str, competent: Collection[str]
) -> Iterator[Reason]:
    own = Level.COUNTY if level == Level.STATION else level
    if own not in ruling.levels and own > ruling.highest:
        yield _other_level(ruling)
    elif authority and ruling.authorities:
        if authority not in ruling.authorities and level >= ruling.highest:
            yield reason(
                "case.file.other-authority",
                "{document}已将案件交由其他机关管辖。请移送该机关。",
                clause="PROC 14",
                document=ruling.document,
            )
    elif authority and competent and authority not in competent and level >= ruling.highest:
        yield reason(
            "case.file.other-place",
            "违法行为发生地不在本机关辖区内。请移送违法行为发生地的市场监管部门；"
            "对管辖有争议的，先行协商。",
            clause="PROC 7; PROC 14",
        )


def _other_level(ruling: Ruling) -> Reason:
    """Why this level may not file, and where the matter goes."""
    clause = "; ".join(dict.fromkeys(_clauses(ruling)))
    if ruling.levels == NATIONAL:
        return reason(
            "case.file.other-level",
            "案件由市场监管总局管辖或者授权管辖，本级不得立案。请移交上级。",
            clause=clause,
        )
    return reason(
        "case.file.other-level",
        "案件由{levels}市场监管部门管辖，本级不得立案。请移交上级，或者报请上级确定管辖。",
        clause=clause,
        levels=ruling.title,
    )


def _clauses(ruling: Ruling) -> Iterator[str]:
    for why in ruling.reasons:
        yield from why.clause.split("; ")


def _too_few_officers(grounds: Grounds) -> Iterator[Reason]:
    if grounds.officers < TWO_OFFICERS:
        yield reason(
            "case.file.officers",
            "已指定{officers}名办案人员，立案须指定两名以上。请补充办案人员。",
            clause="PROC 19; PROC 22",
            officers=grounds.officers,
        )
    elif grounds.qualified_officers < TWO_OFFICERS:
        yield reason(
            "case.file.unqualified",
            "指定的办案人员中，具有行政执法资格并且与当事人没有须回避的关系的只有{qualified}名，"
            "须有两名以上。请更换办案人员。",
            clause="PROC 19; PROC 22",
            qualified=grounds.qualified_officers,
        )
