"""Which level of authority may handle a charge, and why (N102 二; PROC 7 to 17).

Rules carry the numbers J-01 to J-28 of the catalogue of rules and K-01 to K-11 of its corrections.
What the offender is and what it may expect give the level; documents of a superior move it. The
penalty is known late: the ruling is made at filing and again before the notice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from renjian.catalogue.laws import source
from renjian.catalogue.offences import (
    Article,
    PenaltyClass,
    Provision,
    conditions,
    titles_of,
)
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.validity import Mark
from renjian.jurisdiction.effects import moves_of
from renjian.jurisdiction.matters import Charge, Offender, of_class
from renjian.jurisdiction.movements import Movement
from renjian.jurisdiction.remembering import remembered
from renjian.jurisdiction.reserved import national_only_clauses, penalties_possible
from renjian.jurisdiction.rulings import CITY_OR_COUNTY, NATIONAL, RESERVED, Ruling
from renjian.jurisdiction.tracks import without_case
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
ALWAYS_LOCAL = reason(
    "jurisdiction.place",
    "不属于上级市场监管部门管辖的案件，由违法行为发生地的市、县（区）级市场监管部门管辖。",
    clause="N102 二(三); PROC 7",
)
STATION = reason(
    "jurisdiction.station",
    "派出机构办理的，以所属市场监管部门的名义实施。",
    clause="PROC 9.1",
)


def rule_on(
    charge: Charge, *, on: date, movements: Sequence[Movement] = (), reference: str = ""
) -> Ruling:
    """Say which level of authority may handle a charge on a day.

    What is no penalty case goes first; then the first match of J-01, J-02, J-03, J-05 gives the
    level; of the documents that move a matter (authorisation, hand-down, take-up, assignment) the
    latest effective one decides.
    """
    need_notice(on)
    ruling = without_case(charge, on) or _by_offender(charge, on)
    said = tuple(_remarks(charge, on))
    if not movements or not ruling.levels:
        return replace(ruling, notes=ruling.notes + said) if said else ruling
    moves = moves_of(ruling, charge, movements, on, reference)
    said += tuple(note for move in moves for note in move.notes)
    effective = [move for move in moves if move.ruling]
    if not effective:
        return replace(ruling, notes=ruling.notes + said)
    moved = max(effective, key=lambda move: move.on).ruling or ruling
    # Whoever a case of SAMR was moved to decides all of it: there is nothing left to split.
    kept = () if ruling.levels == NATIONAL else ruling.notes
    return replace(moved, notes=kept + said)


@remembered(4096)
def need_notice(on: date) -> None:
    """Raise ``NotInForce`` for a day before the notice took effect: there are no rules then."""
    source("N102").version_on(on)


def _by_offender(charge: Charge, on: date) -> Ruling:
    """The level by offender and penalty alone: J-01, J-02, J-03, a reserved article, else J-05."""
    offender, penalties = charge.offender, charge.penalties(on)
    if offender.kind is OffenderKind.PRACTITIONER:
        why = _of_practitioner(offender)
        return _national("J-01", why, charge, on)
    if not offender.is_practice_organisation:
        return _of_others(charge, penalties, on)
    if capability := of_class(penalties, PenaltyClass.CAPABILITY):
        why = reason(
            "jurisdiction.capability",
            "{offender}属于认证从业机构，可能受到的处罚包括{penalties}（能力罚），"
            "案件由市场监管总局管辖或者授权管辖。",
            clause="N102 二(一)",
            offender=offender.title,
            penalties=titles_of(capability),
        )
        return replace(_national("J-02", why, charge, on), notes=tuple(_split(charge, on)))
    if reprimand := of_class(penalties, PenaltyClass.REPRIMAND):
        why = reason(
            "jurisdiction.reprimand",
            "{offender}属于认证从业机构，可能受到的处罚包括{penalties}（申诫罚），"
            "案件由市场监管总局管辖或者授权管辖。",
            clause="N102 二(一)",
            offender=offender.title,
            penalties=titles_of(reprimand),
        )
        return _national("J-03", why, charge, on)
    return _local(charge, penalties, on)


def _of_practitioner(offender: Offender) -> Reason:
    if not offender.name:
        return reason(
            "jurisdiction.practitioner",
            "认证从业人员的违法案件由市场监管总局管辖或者授权管辖，不论给予何种处罚。",
            clause="N102 二(一)",
        )
    return reason(
        "jurisdiction.practitioner",
        "{offender}属于认证从业人员，其违法案件由市场监管总局管辖或者授权管辖。",
        clause="N102 二(一)",
        offender=offender.name,
    )


def _of_others(charge: Charge, penalties: frozenset[str], on: date) -> Ruling:
    """Neither practitioner nor practice organisation: local, unless a rule names SAMR alone."""
    if clauses := national_only_clauses(charge, on):
        why = reason(
            "jurisdiction.named-by-rule",
            "当事人不是认证从业机构、认证从业人员，但规章明确规定{penalties}由国家认证监管部门实施，"
            "案件由市场监管总局管辖，不得交由下级管辖。",
            clause="; ".join(["PROC 7", *clauses, "PROC 15.1"]),
            penalties=titles_of(penalties),
        )
        return Ruling(NATIONAL, "K-01", (why,), penalties=penalties)
    if charge.offender.kind is OffenderKind.ACCREDITATION_BODY:
        why = reason(
            "jurisdiction.accreditation-body",
            "认可机构由国家认证认可监管部门确定并监督，对认可机构及其负责人员的处理"
            "由市场监管总局管辖。",
            clause="; ".join(
                ["PROC 7", *(c for item in charge.its_offences() for c in item.punished_by(on))]
            ),
        )
        return Ruling(NATIONAL, "J-07", (why,), penalties=penalties)
    return _local(charge, penalties, on)


def _national(rule: str, why: Reason, charge: Charge, on: date) -> Ruling:
    clauses = national_only_clauses(charge, on)
    ground = _reserved_by_rule(clauses) if clauses else _ground_of_authorisation(on)
    return Ruling(NATIONAL, rule, (why, ground), penalties=charge.penalties(on))


def _reserved_by_rule(clauses: tuple[str, ...]) -> Reason:
    return reason(
        "jurisdiction.reserved-by-rule",
        "规章明确规定该处罚由国家认证监管部门实施，不得以交办、授权交由下级管辖。",
        clause="; ".join([*clauses, "PROC 15.1"]),
    )


@remembered(512)
def _ground_of_authorisation(on: date) -> Reason:
    clauses = (provision.clause_on(on) for provision in AUTHORISED_LOCALS)
    return reason(
        "jurisdiction.authorised-locals",
        "认证认可条例规定的处罚由国家认证监管部门或者其授权的地方监管部门实施；没有书面授权的，"
        "地方不得作出该处罚。",
        clause="; ".join(clause for clause in clauses if clause),
    )


def _local(charge: Charge, penalties: frozenset[str], on: date) -> Ruling:
    doubtful = tuple(_doubtful(charge, penalties))
    return Ruling(
        CITY_OR_COUNTY,
        "J-27" if charge.capability_referral else "J-05",
        (_not_reserved(charge, penalties), ALWAYS_LOCAL, STATION),
        notes=doubtful + tuple(_would_move_up(charge, penalties, on)),
        penalties=penalties,
        is_unconfirmed=bool(doubtful),
    )


def _not_reserved(charge: Charge, penalties: frozenset[str]) -> Reason:
    """Why the notice does not reserve the matter to SAMR."""
    offender = charge.offender
    if not offender.is_practice_organisation:
        return reason(
            "jurisdiction.not-practice",
            "{kind}不是认证从业机构（认证机构、指定认证机构、指定实验室），也不是认证从业人员，"
            "不论给予何种处罚，通知都没有将案件保留给总局。",
            clause="N102 一(一)",
            kind=offender.kind.title,
        )
    if charge.capability_referral:
        return reason(
            "jurisdiction.referral",
            "能力罚部分已以{document}报送总局，本案只办理罚款、没收部分；同一行为不得重复罚款。",
            clause="N102 二(四); PPL 29",
            document=charge.capability_referral,
        )
    return reason(
        "jurisdiction.property-only",
        "{offender}属于认证从业机构，但可能受到的处罚（{penalties}）不含能力罚、申诫罚。",
        clause="N102 二(一)",
        offender=offender.title,
        penalties=titles_of(penalties) or "罚款、没收",
    )


def _doubtful(charge: Charge, penalties: frozenset[str]) -> Iterator[Reason]:
    """Reserved penalties on offenders the notice does not name: a person decides (K-11)."""
    reserved = of_class(penalties, *RESERVED)
    named = any(item.jurisdiction in {"SAMR", "SPLIT"} for item in charge.its_offences())
    if reserved and named and not charge.offender.is_practice_organisation:
        yield reason(
            "jurisdiction.doubtful",
            "对{kind}的{penalties}由谁管辖，通知没有写明。请报上级确认后再立案。",
            clause="N102 二(四)",
            kind=charge.offender.kind.title,
            penalties=titles_of(reserved),
        )


def _would_move_up(charge: Charge, penalties: frozenset[str], on: date) -> Iterator[Reason]:
    """Which penalties, once proposed, would give the matter to SAMR."""
    if not charge.offender.is_practice_organisation or charge.capability_referral:
        return
    codes = (*charge.offences, *charge.raised)
    possible = of_class(penalties_possible(charge.offender.kind, codes, on), *RESERVED)
    if reserved := possible - penalties:
        yield reason(
            "jurisdiction.would-move-up",
            "拟给予{penalties}的，案件改由总局管辖；处罚意见确定后、告知以前须重新核对。",
            clause="N102 二(一)",
            penalties=titles_of(reserved),
        )


def _remarks(charge: Charge, on: date) -> Iterator[Reason]:
    """Measures that look like penalties and are none (K-07); offences that answers raised."""
    proposed = charge.expected_penalties
    if measures := proposed - of_class(proposed, PenaltyClass.PROPERTY, *RESERVED):
        yield reason(
            "jurisdiction.not-a-penalty",
            "{measures}不属于行政处罚，不影响由谁管辖。",
            clause="PPL 9",
            measures=titles_of(measures),
        )
    if charge.raised:
        raised = charge.its_offences()[len(charge.offences) :]
        yield reason(
            "jurisdiction.raised",
            "要件问题有回答“否”的，另涉嫌“{offences}”，已一并计入管辖认定；"
            "调查终结报告须逐项写明结论和证据。",
            clause="; ".join(["PROC 48", *(c for item in raised for c in item.punished_by(on))]),
            offences=tuple(item.title for item in raised),
        )


def _split(charge: Charge, on: date) -> Iterator[Reason]:
    """The choice of J-27 where the same offence also carries a fine on the offender."""
    fines = [
        sanction
        for item in charge.its_offences()
        for sanction in item.sanctions_for(charge.offender.kind, on)
        if sanction.kind.name == "fine"
    ]
    if fines and all(fine.needs for fine in fines):
        yield reason(
            "jurisdiction.split-if",
            "{conditions}，同时可处罚款：可以将全案移交上级，也可以就地办理罚款并向总局提出"
            "能力罚建议，选择哪一种须记录；不属于这一情形的没有罚款，须将全案移交上级。",
            clause="N102 二(四)",
            conditions=tuple(dict.fromkeys(conditions()[fine.needs].title for fine in fines)),
        )
    elif fines:
        yield reason(
            "jurisdiction.split",
            "本行为同时可处罚款：可以将全案移交上级，也可以就地办理罚款并向总局提出能力罚建议。"
            "选择哪一种须记录。",
            clause="N102 二(四)",
        )
