"""Documents of a superior that move a matter, and those that do not (PROC 15, 16; N102 二).

Each question here looks at one kind of document: a movement that has effect gives a new ruling,
one without effect leaves a note that says why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from renjian.authorities.levels import Level
from renjian.catalogue.laws import rests_on_national_only
from renjian.catalogue.offences import titles_of
from renjian.jurisdiction.matters import HandDownKind, Matter, Offender, of_class
from renjian.jurisdiction.rulings import NATIONAL, RESERVED, Ruling
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True)
class Move:
    """What a document of a superior did: a new ruling from a day on, or only a note."""

    on: date
    ruling: Ruling | None = None
    notes: tuple[Reason, ...] = ()


def authorised(base: Ruling, offender: Offender, matter: Matter, on: date) -> Iterator[Move]:
    """授权管辖: a dated document of SAMR in favour of a named authority (K-02)."""
    found = [
        item
        for item in matter.authorisations
        if item.is_in_force(on) and item.covers(matter.offences, matter.reference)
    ]
    if not found or base.levels != NATIONAL:
        return
    if note := _national_only(base, offender, matter, on):
        yield Move(on, notes=(note,))
        return
    why = tuple(
        reason(
            "jurisdiction.authorised",
            "市场监管总局以{document}授权{authority}管辖，该机关以自己的名义立案、调查和决定。",
            clause="N102 二(一)",
            document=item.document,
            authority=item.name or item.authority,
        )
        for item in found
    )
    ruling = replace(
        base,
        levels=frozenset(item.level for item in found),
        rule="K-02",
        reasons=base.reasons + why,
        authorities=frozenset(item.authority for item in found),
        document="、".join(item.document for item in found),
    )
    yield Move(max(item.from_on for item in found), ruling)


def handed_down(base: Ruling, offender: Offender, matter: Matter, on: date) -> Iterator[Move]:
    """交办: J-04 and J-13 for a superior's own case, J-14 where the case is local anyway (K-04)."""
    down = matter.hand_down
    if down is None or down.on > on:
        return
    names = {"document": down.document, "authority": down.name or down.authority}
    if down.kind is HandDownKind.LEAD:
        lead = reason(
            "jurisdiction.lead",
            "{document}交办的是线索，不是案件：{authority}应当核查，管辖不因此改变。",
            clause="N102 二(二); PROC 18",
            **names,
        )
        yield Move(down.on, notes=(lead,))
        return
    if base.levels == NATIONAL:
        if note := _national_only(base, offender, matter, on):
            yield Move(down.on, notes=(note,))
            return
        if down.from_level is not Level.NATIONAL:
            own = reason(
                "jurisdiction.hand-down.not-own",
                "案件由市场监管总局管辖，{document}不是总局的交办文件，不能改变管辖。",
                clause="N102 二(一); PROC 15.1",
                **names,
            )
            yield Move(down.on, notes=(own,))
            return
    rule, why = _hand_down_rule(base, down.from_level, down.level, names)
    ruling = replace(
        base,
        levels=frozenset({down.level}),
        rule=rule,
        reasons=(*base.reasons, why),
        authorities=frozenset({down.authority}),
        document=down.document,
    )
    yield Move(down.on, ruling)


def _hand_down_rule(
    base: Ruling, from_level: Level, level: Level, names: dict[str, str]
) -> tuple[str, Reason]:
    if from_level is Level.NATIONAL and level is Level.PROVINCIAL:
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


def taken_up(base: Ruling, matter: Matter, on: date) -> Iterator[Move]:
    """提级管辖: a superior takes a case of a lower authority (J-14, K-05)."""
    up = matter.take_up
    if up is None or up.on > on:
        return
    names = {"document": up.document, "authority": up.name or up.authority}
    if not any(level > up.level for level in base.levels):
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
    ruling = replace(
        base,
        levels=frozenset({up.level}),
        rule="J-14",
        reasons=(*base.reasons, why),
        authorities=frozenset({up.authority}),
        document=up.document,
    )
    yield Move(up.on, ruling)


def _national_only(base: Ruling, offender: Offender, matter: Matter, on: date) -> Reason | None:
    """The bar of PROC 15.1: a rule that names the national authority alone (K-01)."""
    for item in matter.its_offences():
        for name in of_class(base.penalties, *RESERVED):
            clauses = {
                clause
                for sanction in item.sanctions_for(offender.kind, on)
                if sanction.kind.name == name
                for clause in ((sanction.clause,) if sanction.clause else item.punished_by(on))
            }
            if clauses and all(rests_on_national_only(clause) for clause in clauses):
                return reason(
                    "jurisdiction.national-only",
                    "“{penalty}”由规章明确规定由国家认证监管部门实施，不得交由下级管辖，"
                    "已有的交办或者授权文件对本案不产生效力。",
                    clause="; ".join(["PROC 15.1", *sorted(clauses)]),
                    penalty=titles_of({name}),
                )
    return None
