"""A matter as people write it down: JSON with codes or Chinese names, read with all its faults.

What a file may hold is told in docs/matters.md. Nothing is guessed: what is missing stays missing,
and the ruling says which missing fact would decide.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from renjian.authorities.levels import Level
from renjian.cases.file_fields import Fields, choice_of, near_to
from renjian.cases.file_units import filing_in, movement_in, offence_in, unit_in
from renjian.cases.fine_facts import DEGREE_TITLES, Benchmark, Degree, FineFacts
from renjian.cases.fines import needs_of_fines
from renjian.cases.limitation import Acted
from renjian.catalogue.offences import offences_for, sanction_kinds
from renjian.catalogue.offenders import OFFENDER_TITLES, OTHER_WORDS, OffenderKind
from renjian.jurisdiction.bars import Township
from renjian.jurisdiction.matters import (
    PLACE_TITLES,
    ROLE_TITLES,
    Charge,
    Matter,
    Offender,
    Place,
    PlaceKind,
    Platform,
    PlatformRole,
)
from renjian.jurisdiction.movements import Unit
from renjian.kernel.refusal import Reason, Refused, reason, shown

MOST_OFFENDERS = 50


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A matter as a file asks about it: facts of each offender beside the matter itself."""

    matter: Matter
    facts: tuple[FineFacts, ...]
    on: date | None = None
    acted: Acted | None = None
    township: Township | None = None


def read(text: str) -> Enquiry:
    """Read a matter from JSON; raises ``Refused`` with every fault and its place."""
    try:
        value = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as broken:
        raise Refused(
            reason(
                "matter.file.json",
                "文件不是 JSON：第 {line} 行第 {column} 个字附近读不下去。请检查引号、逗号和括号。",
                line=broken.lineno,
                column=broken.colno,
            )
        ) from None
    except RecursionError:
        raise Refused(reason("matter.file.deep", "文件嵌套过深，不能读取。")) from None
    return from_value(value)


def from_value(value: object) -> Enquiry:
    """Read a matter from what a file or a call holds; raises ``Refused`` with every fault."""
    if not isinstance(value, dict):
        raise Refused(
            reason(
                "matter.file.shape", "文件的最外层应当是一个对象（花括号），写明 offenders 等项目。"
            )
        )
    fields = Fields("", value)
    enquiry = _enquiry(fields)
    if fields.faults or enquiry is None:
        raise Refused(*fields.faults)
    return enquiry


def _enquiry(fields: Fields) -> Enquiry | None:
    on, (act_from, act_to) = fields.day("on"), _act(fields)
    discovered, grave = fields.day("discovered_on"), fields.flag("is_gravely_harmful")
    pairs = _charges(fields)
    places = tuple(p for p in map(_place, fields.each("places")) if p)
    movements = tuple(m for m in map(movement_in, fields.each("movements")) if m)
    filings = tuple(f for f in map(filing_in, fields.each("filings")) if f)
    acting, township = _acting(fields)
    title, reference = fields.text("title"), fields.text("reference", 60)
    fields.close()
    if fields.faults:
        return None
    matter = Matter(
        charges=tuple(charge for charge, _ in pairs if charge), places=places,
        movements=movements, filings=filings, acting=acting, reference=reference, title=title,
        act_from=act_from, act_to=act_to,
    )  # fmt: skip
    acted = Acted(discovered, act_to, bool(grave)) if discovered else None
    return Enquiry(matter, tuple(facts for _, facts in pairs), on, acted, township)


def _act(fields: Fields) -> tuple[date | None, date | None]:
    """From when until when the act went on, as far as it is known."""
    act = fields.inside("act")
    if act is None:
        return None, None
    start, end = act.day("from"), act.day("to")
    act.close()
    if start and end and end < start:
        fields.faults.append(
            reason("matter.file.act", "行为终了日期（{to}）早于开始日期（{start}）。请核对。",
                   to=end, start=start)
        )  # fmt: skip
    return start, end


def _charges(fields: Fields) -> list[tuple[Charge | None, FineFacts]]:
    pairs = [_charge(each) for each in fields.each("offenders")]
    if not 0 < len(pairs) <= MOST_OFFENDERS:
        fields.faults.append(
            reason("matter.file.offenders", "“offenders”须写明一至 {most} 个当事人。",
                   most=MOST_OFFENDERS)
        )  # fmt: skip
    return pairs


def _charge(fields: Fields) -> tuple[Charge | None, FineFacts]:
    name = fields.text("name", 200)
    kind = _kind(fields)
    codes = _codes(fields)
    penalties = frozenset(p for word in fields.words("expected") for p in _penalty(fields, word))
    answers, platform = _answers(fields), _platform(fields)
    referral, crime = fields.text("capability_referral", 60), fields.text("crime")
    bid, facts = bool(fields.flag("is_public_bid")), _facts(fields)
    fields.close()
    kinds = (kind,) if kind else _kinds_meant(fields, codes)
    if not codes or not kinds:
        return None, facts
    charge = Charge(
        offender=Offender(kinds[0], name), offences=codes, expected_penalties=penalties,
        answers=answers, capability_referral=referral, platform=platform, is_public_bid=bid,
        crime=crime, kinds=kinds if len(kinds) > 1 else (),
    )  # fmt: skip
    return charge, facts


def _kind(fields: Fields) -> OffenderKind | None:
    """What the offender is; who sells on the net is told that this stands elsewhere (PROC 10)."""
    word = str(fields.raw("kind") or "").strip()
    if word in OTHER_WORDS:
        return OTHER_WORDS[word]
    if choice_of(word, OffenderKind, OFFENDER_TITLES) is None and near_to(word, ROLE_TITLES):
        fields.faults.append(
            reason("matter.file.kind-on-the-net",
                   "“{at}”的“{value}”说的是在网络经营中的身份，请填入 platform.role（{roles}）；"
                   "kind 填在认证活动中的类型，例如销售者。",
                   at=fields.at("kind"), value=shown(word),
                   roles=tuple(f"{role.value}（{title}）" for role, title in ROLE_TITLES.items()))
        )  # fmt: skip
        return None
    return fields.choice("kind", OffenderKind, OFFENDER_TITLES)


def _codes(fields: Fields) -> tuple[str, ...]:
    """The offences of an offender, at least one."""
    words = fields.words("offences")
    if not words:
        fields.faults.append(
            reason("matter.file.no-offence",
                   "“{at}”没有填写违法行为。请至少填一个违法行为代码，例如 CB-03。",
                   at=fields.at("offences"))
        )  # fmt: skip
    return tuple(code for word in words for code in offence_in(fields, word))


def _kinds_meant(fields: Fields, codes: tuple[str, ...]) -> tuple[OffenderKind, ...]:
    """All kinds that can commit the offences, where none was given; none where one was wrong."""
    if fields.values.get("kind"):
        return ()
    kinds = _kinds_that_fit(codes)
    if codes and not kinds:
        fields.faults.append(_nobody_fits(fields, codes))
    return kinds


def _kinds_that_fit(codes: tuple[str, ...]) -> tuple[OffenderKind, ...]:
    return tuple(
        kind
        for kind in OffenderKind
        if codes and set(codes) <= {item.code for item in offences_for(kind)}
    )


def _nobody_fits(fields: Fields, codes: tuple[str, ...]) -> Reason:
    return reason(
        "matter.file.nobody",
        "“{at}”没有填写当事人类型，而这些违法行为（{codes}）没有共同的违法主体。"
        "请填写 kind，或者把违法行为分到不同的当事人。",
        at=fields.place,
        codes=codes,
    )


def _penalty(fields: Fields, word: str) -> tuple[str, ...]:
    kinds = sanction_kinds()
    found = [name for name, kind in kinds.items() if word in (name, kind.title)]
    if not found:
        fields.faults.append(
            reason(
                "matter.file.penalty",
                "“{at}”的“{value}”不是处罚、措施的种类。可以填：{choices}。",
                at=fields.at("expected"),
                value=shown(word),
                choices=tuple(kind.title for kind in kinds.values()),
            )
        )
    return tuple(found)


def _answers(fields: Fields) -> Mapping[str, bool]:
    inside = fields.inside("answers")
    if inside is None:
        return {}
    given = {name: inside.flag(name) for name in list(inside.values)}
    return {name: value for name, value in given.items() if value is not None}


def _platform(fields: Fields) -> Platform | None:
    inside = fields.inside("platform")
    if inside is None:
        return None
    role = inside.choice("role", PlatformRole, ROLE_TITLES)
    platform = Platform(
        role or PlatformRole.OPERATOR,
        _division(inside, "seat"),
        _division(inside, "platform_seat"),
        inside.flag("platform_first"),
    )
    if role is None and not inside.values.get("role"):
        inside.faults.append(
            reason("matter.file.role", "“{at}”须写明是平台经营者、自建网站还是平台内经营者。",
                   at=inside.at("role"))
        )  # fmt: skip
    inside.close()
    return platform


def _facts(fields: Fields) -> FineFacts:
    inside = fields.inside("facts")
    if inside is None:
        return FineFacts()
    document = inside.text("benchmark")
    facts = FineFacts(
        goods_value=inside.money("goods_value"),
        gains=inside.money("gains"),
        is_serious=inside.flag("is_serious"),
        is_natural_person=bool(inside.flag("is_natural_person")),
        circumstances=_circumstances(inside),
        degree=inside.choice("degree", Degree, DEGREE_TITLES),
        benchmark=Benchmark(document) if document else None,
        ground=inside.text("ground"),
        proposed=inside.money("proposed_fine"),
        fined_by=inside.text("fined_by"),
    )
    inside.close()
    return facts


def facts_of(value: Mapping[str, object]) -> FineFacts:
    """The facts of a fine as a record keeps them; raises ``Refused`` with every fault."""
    fields = Fields("", {"facts": value})
    facts = _facts(fields)
    if fields.faults:
        raise Refused(*fields.faults)
    return facts


def _circumstances(fields: Fields) -> Mapping[str, bool]:
    inside = fields.inside("circumstances")
    if inside is None:
        return {}
    known = sorted(needs_of_fines())
    given = {name: inside.flag(name) for name in known}
    inside.close()
    return {name: value for name, value in given.items() if value is not None}


def _place(fields: Fields) -> Place | None:
    code = _division(fields, "division", is_needed=True)
    kind = fields.choice("kind", PlaceKind, PLACE_TITLES)
    regiment = fields.flag("is_regiment")
    fields.close()
    return Place(code, kind or PlaceKind.OTHER, regiment) if code else None


def _division(fields: Fields, name: str, *, is_needed: bool = False) -> str:
    code = fields.text(name, 20)
    if not code and is_needed:
        fields.faults.append(
            reason("matter.file.no-division", "“{at}”没有填写。请填六位或者九位行政区划代码。",
                   at=fields.at(name))
        )  # fmt: skip
    if code and not (code.isascii() and code.isdigit() and 2 <= len(code) <= 12):
        fields.faults.append(
            reason("matter.file.division",
                   "“{at}”的“{value}”不是行政区划代码。请填六位或者九位数字，例如 420106。",
                   at=fields.at(name), value=shown(code))
        )  # fmt: skip
        return ""
    return code


def _acting(fields: Fields) -> tuple[Unit | None, Township | None]:
    value = fields.raw("acting")
    if isinstance(value, dict) and "township_powers" in value:
        inside = Fields("acting", value, fields.faults)
        powers = frozenset(inside.words("township_powers"))
        document, name = inside.text("document", 80), inside.text("name", 100)
        inside.close()
        return Unit("", Level.STATION, name or "乡镇、街道"), Township(powers, document)
    return unit_in(fields, "acting", is_needed=False), None
