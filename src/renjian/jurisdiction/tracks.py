"""What is no penalty case of market regulation, and what goes on beside one.

An offence without a penal article is a matter of supervision; some acts belong to other departments
(PROC 17); the withdrawal of an approval as a licence is no penalty (K-07); a crime goes to the
judicial organ (PPL 27); what an association does to its members is its own (K-10).
"""

from collections.abc import Iterator
from datetime import date

from renjian.catalogue.offences import Offence, PenaltyClass, penalty_class, titles_of
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.validity import Mark
from renjian.jurisdiction.matters import Charge, Place, PlaceKind, offences_of
from renjian.jurisdiction.remembering import remembered
from renjian.jurisdiction.reserved import penalties_possible
from renjian.jurisdiction.rulings import CITY_OR_COUNTY, NATIONAL, NOBODY, Ruling, Track
from renjian.kernel.refusal import Reason, reason

# Departments that handle an offence in place of market regulation, by its default in the catalogue.
DEPARTMENT_TITLES = {
    "TRANSFER_AGRICULTURE": "农业农村部门",
    "TRANSFER_CUSTOMS": "海关",
    "SUPERVISION": "纪检监察机关或者任免机关",
}
# What the authority that granted an approval does as such: no penalty (K-07; CBM 31; LIC 69, 79).
OF_LICENCE = "licence_withdrawal"
BID_OFFENCES = frozenset({"CM-01", "CM-02"})
IMPORT_OFFENCE = "CC-01C"


def without_case(charge: Charge, on: date) -> Ruling | None:
    """The ruling on a charge that is no penalty case of market regulation; None if it is one."""
    return _without_case(charge.offender.kind, (*charge.offences, *charge.raised), on)


@remembered(4096)
def _without_case(kind: OffenderKind, codes: tuple[str, ...], on: date) -> Ruling | None:
    items = offences_of(codes)
    if all(item.jurisdiction in DEPARTMENT_TITLES for item in items):
        return Ruling(NOBODY, "J-17", tuple(_elsewhere(items, on)), track=Track.ELSEWHERE)
    if kind is OffenderKind.ACCREDITATION_BODY:
        return None
    if all(_is_of_licence(item) for item in items):
        return Ruling(NATIONAL, "K-07", tuple(_licence(items, on)), track=Track.LICENCE)
    if any(_can_be_punished(item, kind, on) for item in items):
        return None
    return _of_supervision(kind, items, on)


def _of_supervision(kind: OffenderKind, items: tuple[Offence, ...], on: date) -> Ruling:
    """The ruling on what nothing punishes: it is supervised where the catalogue puts it."""
    person = kind is OffenderKind.PRACTITIONER
    national = person or any(item.jurisdiction == "SAMR" for item in items)
    return Ruling(
        NATIONAL if national else CITY_OR_COUNTY,
        "J-01" if person else "J-05",
        tuple(_unpunished(item, kind, on) for item in items),
        track=Track.SUPERVISION,
    )


def at_customs(charge: Charge, places: tuple[Place, ...], on: date) -> Ruling | None:
    """The ruling on an import that was found at a port: customs acts there (K-08)."""
    at_port = any(place.kind is PlaceKind.PORT for place in places)
    if not at_port or charge.offences != (IMPORT_OFFENCE,):
        return None
    why = reason(
        "jurisdiction.customs",
        "列入目录的产品在口岸进口时发现未经认证的，由海关处理；请将案件移送海关。"
        "货物已经进入境内销售、使用的，由所在地市场监管部门管辖。",
        clause="; ".join(["PROC 17.1", *charge.its_offences()[0].punished_by(on)]),
    )
    return Ruling(NOBODY, "K-08", (why,), track=Track.ELSEWHERE, is_unconfirmed=True)


def beside(charge: Charge, on: date) -> Iterator[Reason]:
    """What runs beside the case of a charge, or takes part of it away."""
    if charge.crime:
        yield reason(
            "jurisdiction.crime",
            "{offender}涉嫌犯罪（{crime}）：应当及时将案件移送司法机关，一并移交涉案物品和材料，"
            "不得以行政处罚代替刑事追究；司法机关不立案或者免予刑事处罚的，再决定行政处罚。",
            clause="PROC 17.2; PPL 27",
            offender=charge.offender.title,
            crime=charge.crime,
        )
    if charge.is_public_bid and BID_OFFENCES.intersection(charge.offences):
        yield reason(
            "jurisdiction.finance",
            "虚假证书用于政府采购投标的，财政部门可以并行处理。请通报财政部门，"
            "决定罚款以前核对对方是否已经就同一行为罚款。",
            clause="PROC 17.1; PPL 29",
        )
    yield from _always_beside(charge.offender.kind, (*charge.offences, *charge.raised), on)


@remembered(4096)
def _always_beside(kind: OffenderKind, codes: tuple[str, ...], on: date) -> tuple[Reason, ...]:
    return (*_other_parts(kind, codes, on), *_of_industry(kind, codes, on))


def _other_parts(kind: OffenderKind, codes: tuple[str, ...], on: date) -> Iterator[Reason]:
    """What becomes of the offences of a charge that are no part of its penalty case."""
    items = offences_of(codes)
    unpunished = [item for item in items if not _can_be_punished(item, kind, on)]
    for item in items:
        if item.jurisdiction in DEPARTMENT_TITLES and len(items) > 1:
            yield next(_elsewhere((item,), on))
        elif item in unpunished and len(unpunished) < len(items):
            if _is_of_licence(item):
                yield from _licence((item,), on)
            else:
                yield _unpunished(item, kind, on)


def _of_industry(kind: OffenderKind, codes: tuple[str, ...], on: date) -> Iterator[Reason]:
    """What the association may do beside the penalty (K-10)."""
    items = offences_of(codes)
    industry = [
        s.kind.name
        for item in items
        for s in item.sanctions_for(kind, on)
        if s.kind.penalty_class is PenaltyClass.INDUSTRY
    ]
    if industry and any(_can_be_punished(item, kind, on) for item in items):
        yield reason(
            "jurisdiction.industry",
            "认证认可协会可以另按自律规定处理（{measures}）。该措施不是行政处罚，在案外另行登记，"
            "不代替本案的处理。",
            clause="N102 一(二); PPL 9",
            measures=titles_of(industry),
        )


def _can_be_punished(item: Offence, kind: OffenderKind, on: date) -> bool:
    possible = penalties_possible(kind, (item.code,), on)
    return any(penalty_class(name).is_penalty for name in possible)


def _is_of_licence(item: Offence) -> bool:
    return any(sanction.kind.name == OF_LICENCE for sanction in item.sanctions)


def _elsewhere(items: tuple[Offence, ...], on: date) -> Iterator[Reason]:
    for item in items:
        department = DEPARTMENT_TITLES[item.jurisdiction]
        if item.jurisdiction == "SUPERVISION":
            yield reason(
                "jurisdiction.discipline",
                "“{offence}”不是行政处罚案件，不由市场监管部门立案处罚。请移送{department}处理。",
                clause="; ".join(["PROC 17.1", *item.punished_by(on)]),
                offence=item.title,
                department=department,
            )
        else:
            yield reason(
                "jurisdiction.other-department",
                "“{offence}”由{department}处罚，不由市场监管部门管辖，应当及时移送。"
                "同一行为另涉嫌侵犯商标权、不正当竞争的，该部分由市场监管部门另行立案。",
                clause="; ".join(["PROC 17.1", *item.punished_by(on)]),
                offence=item.title,
                department=department,
            )


def _licence(items: tuple[Offence, ...], on: date) -> Iterator[Reason]:
    for item in items:
        yield reason(
            "jurisdiction.licence-withdrawal",
            "“{offence}”的后果是作出批准的机关撤回、撤销行政许可，不是行政处罚：由国家认证监管部门"
            "按行政许可程序办理，不适用处罚告知，也不计算处罚信息公示期限。"
            "地方发现的，将证据材料上报。",
            clause="; ".join([*item.punished_by(on), "PPL 9"]),
            offence=item.title,
        )


def _unpunished(item: Offence, kind: OffenderKind, on: date) -> Reason:
    """The sentence on an offence that no law, regulation or rule punishes."""
    measures = [s.kind.name for s in item.sanctions_for(kind, on)]
    industry = [
        s.kind.name
        for s in item.sanctions_for(kind, on)
        if s.kind.penalty_class is PenaltyClass.INDUSTRY
    ]
    clause = "; ".join([*item.prohibited_by(on), "PROC 19"])
    if item.mark is Mark.UNSURE and not industry:
        return reason(
            "jurisdiction.penal-article-unknown",
            "“{offence}”有没有处罚条款尚未核实，暂按监督管理事项处理（{measures}）；"
            "立案以前请法制机构确认处罚依据，或者改按已有处罚条款的违法行为认定。",
            clause=clause,
            offence=item.title,
            measures=titles_of(measures),
        )
    if industry:
        return reason(
            "jurisdiction.industry-only",
            "“{offence}”在法律、法规、规章中没有处罚条款，不能立案处罚；由认证认可协会按自律规定"
            "处理（{measures}），行业自律措施不是行政处罚，另行登记。",
            clause=clause,
            offence=item.title,
            measures=titles_of(industry),
        )
    return reason(
        "jurisdiction.supervision-only",
        "“{offence}”只有禁止性规定，没有处罚条款，不能作为行政处罚案件立案；"
        "只能采取监督管理措施（{measures}），并记入监管记录。",
        clause=clause,
        offence=item.title,
        measures=titles_of(measures or ["order_correct", "admonish"]),
    )
