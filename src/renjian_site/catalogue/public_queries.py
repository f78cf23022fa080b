"""The law as anybody may ask for it: of a day, between two days, and when a limit ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from renjian.catalogue.deadlines import Deadline, Granted
from renjian.catalogue.law import Law, OffenceInForce, changes_between, law_on
from renjian.catalogue.lawful_days import Circumstances, LawfulDays, for_limit, limit_on
from renjian.catalogue.offences import Sanction
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Refused, reason
from renjian.kernel.stops import Stop


@dataclass(frozen=True)
class Ran:
    """A limit that ran from a day, with its lawful days."""

    limit: Deadline
    from_on: date
    days: LawfulDays


def law_of(day: date) -> dict[str, Any]:
    """The law of a day, as values that a program can read."""
    return _law(law_on(day))


def differences(one: date, other: date) -> list[dict[str, str]]:
    """What changed between two days."""
    return [
        {
            "table": each.table,
            "entry": each.entry,
            "title": each.title,
            "part": each.part,
            "before": each.before,
            "after": each.after,
        }
        for each in changes_between(one, other)
    ]


def limit_from(
    name: str, from_on: date, *, stops: tuple[Stop, ...], extended: int, today: date
) -> Ran:
    """When a limit ends; refused in words for one that is unknown, not in force or unsettled."""
    limit = limit_on(name, from_on)
    if not limit.length.is_settled:
        raise Refused(
            reason(
                "deadline.unsettled",
                "“{title}”的天数没有在任何文本中读到，不能计算。请先在“待确认”中确认。",
                title=limit.title,
            )
        )
    granted = (Granted(extended, "", from_on),) if extended else ()
    found = for_limit(limit, from_on, published(), Circumstances(stops, granted, today))
    return Ran(limit, from_on, found)


def _law(law: Law) -> dict[str, Any]:
    return {
        "day": law.day,
        "sources": [
            {"id": source.id, "title": source.title, "from": version.from_on}
            for source, version in law.sources
        ],
        "offences": [_offence(each) for each in law.offences],
        "deadlines": [
            {
                "id": limit.id,
                "title": limit.title,
                "trigger": limit.trigger,
                "unit": limit.unit,
                "length": limit.length.count if limit.length.is_settled else None,
                "most": limit.length.most,
                "clause": limit.clause,
                "mark": limit.length.mark,
            }
            for limit in law.deadlines
        ],
        "settings": [
            {"name": setting.name, "value": value.text, "mark": value.mark}
            for setting, value in law.settings
        ],
    }


def _offence(each: OffenceInForce) -> dict[str, Any]:
    item = each.offence
    return {
        "code": item.code,
        "title": item.title,
        "prohibited_by": each.prohibited_by,
        "punished_by": each.punished_by,
        "jurisdiction": item.jurisdiction,
        "mark": item.mark,
        "sanctions": [_sanction(sanction) for sanction in each.sanctions],
    }


def _sanction(sanction: Sanction) -> Mapping[str, Any]:
    values = {
        "kind": sanction.kind.name,
        "class": sanction.kind.penalty_class,
        "mandatory": sanction.mandatory,
        "serious": sanction.is_serious,
        "needs": sanction.needs,
        "min_yuan": sanction.min_yuan,
        "max_yuan": sanction.max_yuan,
        "min_multiple": sanction.min_multiple,
        "max_multiple": sanction.max_multiple,
        "goods_from_yuan": sanction.goods_from_yuan,
        "goods_below_yuan": sanction.goods_below_yuan,
        "instead": sanction.is_instead,
        "clause": sanction.clause,
    }
    return {name: value for name, value in values.items() if value not in (None, "", False)}
