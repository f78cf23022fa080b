"""What the documents about a matter do to its ruling (PROC 14 to 16; N102 二; K-02 to K-05).

Each question looks at one kind of document: one that has effect gives a new ruling, one without
effect leaves a note that says why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from renjian.authorities.levels import Level
from renjian.catalogue.offences import titles_of
from renjian.jurisdiction.matters import Charge, of_class
from renjian.jurisdiction.movements import Movement, MovementKind
from renjian.jurisdiction.remaining import stays
from renjian.jurisdiction.reserved import national_only_clauses
from renjian.jurisdiction.rulings import NATIONAL, RESERVED, Ruling
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True, slots=True)
class Move:
    """What a document did: a new ruling from a day on, or only a note."""

    on: date
    ruling: Ruling | None = None
    notes: tuple[Reason, ...] = ()


def moves_of(
    base: Ruling, charge: Charge, movements: Sequence[Movement], on: date, reference: str
) -> tuple[Move, ...]:
    """What each document did to a ruling up to a day, in order of their days."""
    known = [each for each in movements if each.on <= on]
    found = list(_authorised(base, charge, known, on, reference))
    for each in known:
        match each.kind:
            case MovementKind.HAND_DOWN:
                found += _handed_down(base, charge, each, on)
            case MovementKind.TAKE_UP:
                found += _taken_up(base, each)
            case MovementKind.ASSIGN:
                found += _assigned(base, each)
            case _:
                found += [Move(each.on, notes=(why,)) for why in stays(each)]
    return tuple(found)


def _authorised(
    base: Ruling, charge: Charge, movements: Sequence[Movement], on: date, reference: str
) -> Iterator[Move]:
    """授权管辖: a dated document of SAMR in favour of a named authority (K-02)."""
    found = [
        each
        for each in movements
        if _is_authorisation(each, on) and each.covers(charge.offences, reference)
    ]
    if not found or base.levels != NATIONAL:
        return
    if note := _national_only(charge, on):
        yield Move(on, notes=(note,))
        return
    why = tuple(
        reason(
            "jurisdiction.authorised",
            "市场监管总局以{document}授权{authority}管辖，该机关以自己的名义立案、调查和决定。",
            clause="N102 二(一)",
            **_names(each),
        )
        for each in found
    )
    ruling = replace(
        base,
        levels=frozenset(each.to.level for each in found),
        rule="K-02",
        reasons=base.reasons + why,
        authorities=frozenset(each.to.code for each in found),
        document="、".join(each.document for each in found),
    )
    yield Move(max(each.on for each in found), ruling)


def _is_authorisation(each: Movement, on: date) -> bool:
    """Whether a document is an authorisation by SAMR in force; nobody else can authorise."""
    is_samrs = each.sender.level is Level.NATIONAL
    return each.kind is MovementKind.AUTHORISED_JURISDICTION and is_samrs and each.is_in_force(on)


def _handed_down(base: Ruling, charge: Charge, down: Movement, on: date) -> Iterator[Move]:
    """交办: J-04 and J-13 for a superior's own case, J-14 where the case is local anyway (K-04)."""
    names = _names(down)
    if base.levels == NATIONAL:
        if note := _national_only(charge, on):
            yield Move(down.on, notes=(note,))
            return
        if down.sender.level is not Level.NATIONAL:
            own = reason(
                "jurisdiction.hand-down.not-own",
                "案件由市场监管总局管辖，{document}不是总局的交办文件，不能改变管辖。",
                clause="N102 二(一); PROC 15.1",
                **names,
            )
            yield Move(down.on, notes=(own,))
            return
    rule, why = _hand_down_rule(base, down, names)
    yield Move(down.on, _moved(base, down, rule, why))


def _hand_down_rule(base: Ruling, down: Movement, names: dict[str, str]) -> tuple[str, Reason]:
    from_samr = down.sender.level is Level.NATIONAL
    if from_samr and down.to.level is Level.PROVINCIAL:
        return "J-04", reason(
            "jurisdiction.handed-to-province",
            "市场监管总局以{document}将案件交办{authority}，由其管辖。",
            clause="N102 二(二); PROC 15.1",
            **names,
        )
    if base.levels == NATIONAL:
        return "J-13", reason(
            "jurisdiction.handed-down",
            "市场监管总局以{document}将本部门管辖的案件交由{authority}管辖。",
            clause="N102 二(四); PROC 15.1",
            **names,
        )
    return "J-14", reason(
        "jurisdiction.assigned",
        "案件本由地方管辖，{document}视为上级指定{authority}管辖。",
        clause="PROC 15.2; PROC 16",
        **names,
    )


def _taken_up(base: Ruling, up: Movement) -> Iterator[Move]:
    """提级管辖: a superior takes a case of a lower authority (J-14, K-05)."""
    names = _names(up)
    if not any(level > up.to.level for level in base.levels):
        note = reason(
            "jurisdiction.take-up.not-lower",
            "案件不属于{authority}的下级管辖，{document}不产生提级管辖的效力。",
            clause="PROC 15.2",
            **names,
        )
        yield Move(up.on, notes=(note,))
        return
    why = reason(
        "jurisdiction.taken-up",
        "{authority}以{document}决定管辖下级市场监管部门管辖的案件。",
        clause="PROC 15.2",
        **names,
    )
    yield Move(up.on, _moved(base, up, "J-14", why))


def _assigned(base: Ruling, given: Movement) -> Iterator[Move]:
    """指定管辖: a superior names which of the authorities below it handles a case (J-14, J-16)."""
    names = _names(given)
    if base.levels == NATIONAL:
        note = reason(
            "jurisdiction.assign.not-own",
            "案件由市场监管总局管辖，不属于{sender}可以指定的下级案件，{document}不能改变管辖；"
            "需要由地方办理的，由总局授权或者交办。",
            clause="N102 二(一); PROC 15.2",
            **names,
            sender=given.sender.title,
        )
        yield Move(given.on, notes=(note,))
        return
    if given.to.level <= given.sender.level:
        note = reason(
            "jurisdiction.assign.not-below",
            "{authority}不是{sender}的下级，{document}不产生指定管辖的效力。",
            clause="PROC 15.2",
            **names,
            sender=given.sender.title,
        )
        yield Move(given.on, notes=(note,))
        return
    why = reason(
        "jurisdiction.designated",
        "{sender}以{document}指定{authority}管辖本案。",
        clause="PROC 15.2; PROC 16",
        **names,
        sender=given.sender.title,
    )
    yield Move(given.on, _moved(base, given, "J-14", why))


def _national_only(charge: Charge, on: date) -> Reason | None:
    """The bar of PROC 15.1: a rule that names the national authority alone (K-01)."""
    clauses = national_only_clauses(charge, on)
    if not clauses:
        return None
    return reason(
        "jurisdiction.national-only",
        "“{penalty}”由规章明确规定由国家认证监管部门实施，不得交由下级管辖，"
        "已有的交办或者授权文件对本案不产生效力。",
        clause="; ".join(["PROC 15.1", *clauses]),
        penalty=titles_of(of_class(charge.penalties(on), *RESERVED)),
    )


def _moved(base: Ruling, by: Movement, rule: str, why: Reason) -> Ruling:
    return replace(
        base,
        levels=frozenset({by.to.level}),
        rule=rule,
        reasons=(*base.reasons, why),
        authorities=frozenset({by.to.code}),
        document=by.document,
    )


def _names(given: Movement) -> dict[str, str]:
    return {"document": given.document, "authority": given.to.title}
