"""Which level of authority may handle a matter, and why (N102 二; PROC 7 to 17).

Rules carry the numbers J-01 to J-27 of the catalogue of rules and K-01 to K-11 of its corrections.
What the offender is and what it may expect give the level; documents of a superior move it. The
penalty is known late: the ruling is made at filing and again before the notice.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from renjian.catalogue.laws import source
from renjian.catalogue.offences import Article, PenaltyClass, Provision, titles_of
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.validity import Mark
from renjian.jurisdiction.matters import Matter, Offender, of_class
from renjian.jurisdiction.movements import authorised, handed_down, taken_up
from renjian.jurisdiction.rulings import CITY_OR_COUNTY, NATIONAL, RESERVED, Ruling
from renjian.kernel.refusal import Reason, reason

# The ground of 授权管辖: REG gives its penalties to the national authority or the local ones that
# it authorises (correction K-01); the numbers of the text of 2016 are unsure.
AUTHORISED_LOCALS = (
    Provision(
        "REG",
        (
            Article(date(2016, 2, 6), "72", Mark.UNSURE),
            Article(date(2020, 11, 29), "71", Mark.VERIFIED),
        ),
    ),
    Provision(
        "REG",
        (
            Article(date(2016, 2, 6), "55", Mark.UNSURE),
            Article(date(2020, 11, 29), "54", Mark.VERIFIED),
        ),
    ),
)


def rule_on(offender: Offender, matter: Matter, *, on: date) -> Ruling:
    """Say which level of authority may handle a matter for one of its offenders on a day.

    First match of J-01, J-02, J-03, J-05 gives the level; of the documents that move a matter
    (authorisation, hand-down, take-up) the latest effective one decides.
    """
    source("N102").version_on(on)
    ruling = _by_offender(offender, matter, on)
    moves = [
        *authorised(ruling, offender, matter, on),
        *handed_down(ruling, offender, matter, on),
        *taken_up(ruling, matter, on),
    ]
    said = (*_not_penalties(matter), *(note for move in moves for note in move.notes))
    effective = [move for move in moves if move.ruling]
    if not effective:
        return replace(ruling, notes=ruling.notes + said)
    moved = max(effective, key=lambda move: move.on).ruling or ruling
    # Whoever a case of SAMR was moved to decides all of it: there is nothing left to split.
    kept = () if ruling.levels == NATIONAL else ruling.notes
    return replace(moved, notes=kept + said)


def _by_offender(offender: Offender, matter: Matter, on: date) -> Ruling:
    """The level by offender and penalty alone: J-01, J-02, J-03, else J-05."""
    penalties = matter.penalties_for(offender.kind)
    capability = of_class(penalties, PenaltyClass.CAPABILITY)
    reprimand = of_class(penalties, PenaltyClass.REPRIMAND)
    if offender.kind is OffenderKind.PRACTITIONER:
        why = reason(
            "jurisdiction.practitioner",
            "{offender}属于认证从业人员，其违法案件由市场监管总局管辖或者授权管辖。",
            clause="N102 二(一)",
            offender=offender.title,
        )
        return _national("J-01", why, penalties, on)
    if offender.is_practice_organisation and capability:
        why = reason(
            "jurisdiction.capability",
            "{offender}属于认证从业机构，可能受到的处罚包括{penalties}（能力罚），"
            "案件由市场监管总局管辖或者授权管辖。",
            clause="N102 二(一)",
            offender=offender.title,
            penalties=titles_of(capability),
        )
        return replace(
            _national("J-02", why, penalties, on), notes=tuple(_split(offender, matter, on))
        )
    if offender.is_practice_organisation and reprimand:
        why = reason(
            "jurisdiction.reprimand",
            "{offender}属于认证从业机构，可能受到的处罚包括{penalties}（申诫罚），"
            "案件由市场监管总局管辖或者授权管辖。",
            clause="N102 二(一)",
            offender=offender.title,
            penalties=titles_of(reprimand),
        )
        return _national("J-03", why, penalties, on)
    return _local(offender, matter, penalties, on)


def _national(rule: str, why: Reason, penalties: frozenset[str], on: date) -> Ruling:
    clauses = (provision.clause_on(on) for provision in AUTHORISED_LOCALS)
    ground = reason(
        "jurisdiction.authorised-locals",
        "认证认可条例规定的处罚由国家认证监管部门或者其授权的地方监管部门实施；没有书面授权的，"
        "地方不得作出该处罚。",
        clause="; ".join(clause for clause in clauses if clause),
    )
    return Ruling(NATIONAL, rule, (why, ground), penalties=penalties)


def _local(offender: Offender, matter: Matter, penalties: frozenset[str], on: date) -> Ruling:
    place = reason(
        "jurisdiction.place",
        "不属于上级市场监管部门管辖的案件，由违法行为发生地的市、县（区）级市场监管部门管辖。",
        clause="N102 二(三); PROC 7",
    )
    station = reason(
        "jurisdiction.station",
        "派出机构办理的，以所属市场监管部门的名义实施。",
        clause="PROC 9.1",
    )
    doubtful = tuple(_doubtful(offender, matter, penalties))
    return Ruling(
        CITY_OR_COUNTY,
        "J-27" if matter.capability_referral else "J-05",
        (*_not_reserved(offender, matter, penalties), place, station),
        notes=doubtful + tuple(_would_move_up(offender, matter, penalties, on)),
        penalties=penalties,
        is_unconfirmed=bool(doubtful),
    )


def _not_reserved(
    offender: Offender, matter: Matter, penalties: frozenset[str]
) -> Iterator[Reason]:
    """Why the notice does not reserve the matter to SAMR."""
    if not offender.is_practice_organisation:
        yield reason(
            "jurisdiction.not-practice",
            "{kind}不是认证从业机构（认证机构、指定认证机构、指定实验室），也不是认证从业人员，"
            "不论给予何种处罚，通知都没有将案件保留给总局。",
            clause="N102 一(一)",
            kind=offender.kind.title,
        )
    elif matter.capability_referral:
        yield reason(
            "jurisdiction.referral",
            "能力罚部分已以{document}报送总局，本案只办理罚款、没收部分；同一行为不得重复罚款。",
            clause="N102 二(四); PPL 29",
            document=matter.capability_referral,
        )
    else:
        yield reason(
            "jurisdiction.property-only",
            "{offender}属于认证从业机构，但可能受到的处罚（{penalties}）不含能力罚、申诫罚。",
            clause="N102 二(一)",
            offender=offender.title,
            penalties=titles_of(penalties) or "罚款、没收",
        )


def _doubtful(offender: Offender, matter: Matter, penalties: frozenset[str]) -> Iterator[Reason]:
    """Reserved penalties on offenders the notice does not name: a person decides (K-11)."""
    reserved = of_class(penalties, *RESERVED)
    named = any(item.jurisdiction in {"SAMR", "SPLIT"} for item in matter.its_offences())
    if reserved and named and not offender.is_practice_organisation:
        yield reason(
            "jurisdiction.doubtful",
            "对{kind}的{penalties}由谁管辖，通知没有写明。请报上级确认后再立案。",
            clause="N102 二(四)",
            kind=offender.kind.title,
            penalties=titles_of(reserved),
        )


def _would_move_up(
    offender: Offender, matter: Matter, penalties: frozenset[str], on: date
) -> Iterator[Reason]:
    """Which penalties, once proposed, would give the matter to SAMR."""
    if not offender.is_practice_organisation or matter.capability_referral:
        return
    possible = {
        sanction.kind.name
        for item in matter.its_offences()
        for sanction in item.sanctions_for(offender.kind, on)
    }
    if reserved := of_class(possible, *RESERVED) - penalties:
        yield reason(
            "jurisdiction.would-move-up",
            "拟给予{penalties}的，案件改由总局管辖；处罚意见确定后、告知以前须重新核对。",
            clause="N102 二(一)",
            penalties=titles_of(reserved),
        )


def _not_penalties(matter: Matter) -> Iterator[Reason]:
    """Measures that look like reserved penalties and are none (K-07)."""
    measures = matter.expected_penalties - of_class(
        matter.expected_penalties, PenaltyClass.PROPERTY, *RESERVED
    )
    if measures:
        yield reason(
            "jurisdiction.not-a-penalty",
            "{measures}不属于行政处罚，不影响由谁管辖。",
            clause="PPL 9",
            measures=titles_of(measures),
        )


def _split(offender: Offender, matter: Matter, on: date) -> Iterator[Reason]:
    """The choice of J-27 where the same offence also carries a fine on the offender."""
    kinds = {
        sanction.kind.name
        for item in matter.its_offences()
        for sanction in item.sanctions_for(offender.kind, on)
    }
    if "fine" in kinds:
        yield reason(
            "jurisdiction.split",
            "本行为同时可处罚款：可以将全案移交上级，也可以就地办理罚款并向总局提出能力罚建议。"
            "选择哪一种须记录。",
            clause="N102 二(四)",
        )
