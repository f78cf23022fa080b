"""Authorities, movements and offences as a matter file names them."""

from collections.abc import Mapping
from datetime import date

from renjian.authorities.divisions import division, full_name
from renjian.authorities.levels import TITLES as LEVEL_TITLES
from renjian.authorities.levels import Level
from renjian.cases.file_fields import Fields, near_to
from renjian.catalogue.offences import Offence, offences
from renjian.jurisdiction.matters import Filing
from renjian.jurisdiction.movements import (
    MOVEMENT_TITLES,
    STATE_ADMINISTRATION,
    Movement,
    MovementKind,
    Unit,
)
from renjian.jurisdiction.territory import XPCC, XPCC_NAME
from renjian.kernel.refusal import Reason, reason, shown

LEVEL_NAMES = {level.name.lower(): level for level in Level}


def offence_in(fields: Fields, word: str) -> tuple[str, ...]:
    """The code of an offence by its code or title; a fault of the field where there is none."""
    known = offences()
    if word in known:
        return (word,)
    if named := [code for code, item in known.items() if item.title == word]:
        return tuple(named)
    near = _near_offences(word, known)
    if near:
        why = reason(
            "matter.file.offence",
            "“{at}”的“{value}”不是违法行为目录中的代码。相近的代码：{near}。",
            at=fields.at("offences"),
            value=shown(word),
            near=near,
        )
    else:
        why = reason(
            "matter.file.offence",
            "“{at}”的“{value}”不是违法行为目录中的代码。请在违法行为目录中查找代码，例如 CB-03。",
            at=fields.at("offences"),
            value=shown(word),
        )
    fields.faults.append(why)
    return ()


def _near_offences(word: str, known: Mapping[str, Offence]) -> tuple[str, ...]:
    """Offences of the same group as a code, or those whose titles are near the words."""
    if group := tuple(code for code in known if code[:2] == word[:2].upper()):
        return group
    titles = {code: item.title for code, item in known.items()}
    return tuple(f"{code}（{titles[code]}）" for code in near_to(word, titles))


def movement_in(fields: Fields) -> Movement | None:
    """A document that moves the matter, or part of the work on it."""
    kind = fields.choice("kind", MovementKind, MOVEMENT_TITLES)
    sender = unit_in(fields, "from", is_needed=False)
    to = unit_in(fields, "to")
    on, until, document = fields.day("on"), fields.day("until"), fields.text("document", 80)
    codes = frozenset(c for word in fields.words("offences") for c in offence_in(fields, word))
    reference, because = fields.text("reference", 60), fields.text("because")
    objected, published = bool(fields.flag("objected")), bool(fields.flag("is_published"))
    fields.close()
    if kind is None or to is None or on is None or not document:
        fields.faults.append(
            reason("matter.file.movement",
                   "“{at}”须写明 kind（种类）、to（接收机关）、on（日期）和 document（文号）："
                   "没有文书的，不改变管辖。", at=fields.place)
        )  # fmt: skip
        return None
    if sender is None:
        sender = to if kind is MovementKind.TAKE_UP else STATE_ADMINISTRATION
    if why := _why_no_movement(kind, sender, to, on, until, document):
        fields.faults.append(why)
        return None
    return Movement(
        kind, to, on, document, sender, until, codes, reference, because, objected, published
    )


def _why_no_movement(
    kind: MovementKind, sender: Unit, to: Unit, on: date, until: date | None, document: str
) -> Reason | None:
    if until is not None and until < on:
        return reason("matter.file.until", "{document}的终止日期（{until}）早于生效日期（{on}）。请核对。",
                      document=document, until=until, on=on)  # fmt: skip
    if kind is MovementKind.HAND_DOWN and to.level <= sender.level:
        return reason("matter.file.hand-down",
                      "{document}由{sender}交办{to}：案件只能交办下级。请核对发文机关和接收机关。",
                      clause="PROC 15.1", document=document, sender=sender.title, to=to.title)  # fmt: skip
    return None


def filing_in(fields: Fields) -> Filing | None:
    """That an authority has filed a case."""
    unit, on = unit_in(fields, "by"), fields.day("on")
    fields.close()
    if unit is None or on is None:
        fields.faults.append(
            reason("matter.file.filing", "“{at}”须写明 by（立案机关）和 on（立案日期）。",
                   at=fields.place)
        )  # fmt: skip
        return None
    return Filing(unit, on)


def unit_in(fields: Fields, name: str, *, is_needed: bool = True) -> Unit | None:
    """An authority by its code alone, or as an object with code, level and name."""
    value = fields.raw(name)
    if value is None:
        return None
    if isinstance(value, dict):
        inside = Fields(fields.at(name), value, fields.faults)
        code, title = inside.text("code", 40), inside.text("name", 100)
        word = inside.text("level", 20)
        inside.close()
    else:
        code, title, word = str(value), "", ""
    level = _level(word) if word else level_of(code)
    if level is None:
        fields.faults.append(
            reason("matter.file.unit",
                   "“{at}”的“{value}”认不出是哪一级机关。请填 SAMR、XPCC 或者行政区划代码，"
                   "其他机关请写成 {{code, level, name}}，level 填总局、省级、市级、县（区）级。",
                   at=fields.at(name), value=shown(word or code))
        )  # fmt: skip
        return None
    return Unit(code, level, title or name_of(code))


def _level(word: str) -> Level | None:
    by_title = {title: level for level, title in LEVEL_TITLES.items()}
    return LEVEL_NAMES.get(word.lower()) or by_title.get(word)


def level_of(code: str) -> Level | None:
    """The level of an authority that is called by the code of its division; None if it is none."""
    if code == STATE_ADMINISTRATION.code:
        return Level.NATIONAL
    if code == XPCC:
        return Level.PROVINCIAL
    if len(code) != 6 or division(code) is None:
        return None
    if code.endswith("0000"):
        return Level.PROVINCIAL
    return Level.CITY if code.endswith("00") else Level.COUNTY


def name_of(code: str) -> str:
    """The name of an authority that is called by the code of its division."""
    if code == STATE_ADMINISTRATION.code:
        return STATE_ADMINISTRATION.name
    if code == XPCC:
        return XPCC_NAME
    return f"{full_name(code)}市场监督管理局" if division(code) else ""
