"""What the documents of a draw say, taken from its public record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from renjian.catalogue.checks import check_item
from renjian_site.draws import frozen, public_queries
from renjian_site.draws.models import Draw, DrawnObject
from renjian_site.kit.documents.papers import Paper, fill, grouped, in_chinese

MINUTES = "draw-minutes"
SHOWN_OF_TICKET = 16


def minutes(draw: Draw, drawn: Iterable[DrawnObject]) -> Paper:
    """The minutes of a draw (抽取记录): plan, strata, chance, result, and how to check them."""
    record = frozen.record_of(draw)
    rows = [_row(one) for one in drawn if one.position <= draw.objects_drawn]
    values = {
        **_plan(draw, record["plan"]),
        **_chance(draw, record),
        "drawn": str(len(rows)),
        "record_address": settings.PUBLIC_ADDRESS + reverse("portal:draw-json", args=[draw.pk]),
        "record_hash": grouped(draw.public_file),
        "program_address": settings.PUBLIC_ADDRESS + reverse("portal:verifier"),
    }
    strata = [
        [
            stratum["label"],
            str(stratum["size"]),
            str(stratum["drawn"]),
            str(len(part["reserve"])),
        ]
        for stratum, part in zip(record["plan"]["strata"], record["strata"], strict=True)
    ]
    return fill("renjian_site.draws", MINUTES, values, {"strata": strata, "drawn": rows})


def _plan(draw: Draw, plan: Mapping[str, Any]) -> dict[str, str]:
    lists = ("register", "officers", "recusals")
    items = [check_item(code, draw.from_on) for code in draw.items]
    return {
        "title": draw.title,
        "number": draw.number,
        "item": "\n".join(f"{one.code} {one.title}" for one in items),
        "from_on": in_chinese(draw.from_on),
        "to_on": in_chinese(draw.to_on),
        "frozen_at": in_chinese(draw.frozen_at),
        "plan_hash": grouped(draw.plan_hash),
        **{f"{name}_size": str(plan[f"{name}_size"]) for name in lists},
        **{f"{name}_root": grouped(plan[f"{name}_root"]) for name in lists},
    }


def _chance(draw: Draw, record: Mapping[str, Any]) -> dict[str, str]:
    """The public value, the seed that it gives, and what they prove."""
    named = {k: v for k, v in record["beacon"].items() if k not in ("kind", "value", "seed")}
    return {
        "beacon": "，".join([record["beacon"]["kind"], *(f"{k} {v}" for k, v in named.items())]),
        "beacon_value": grouped(record["beacon"]["value"]),
        "seed": grouped(record["seed"]),
        "drawn_at": in_chinese(draw.drawn_at),
        "trust": public_queries.trust_in(draw).text,
    }


def _team(one: DrawnObject) -> Iterator[str]:
    """Who goes: officers with their cards, the first of several items' leads first, and experts."""
    along = one.companions.all()
    officers = (one.lead, one.second, *(each.person for each in along if each.person))
    for place, person in enumerate(officers):
        item = f"（{one.items[place]}）" if place < len(one.items) > 1 else ""
        yield f"{person.name} {person.card_number}{item}"
    for each in along:
        if each.expert:
            yield f"专家 {each.expert.name}"


def _row(one: DrawnObject) -> list[str]:
    return [
        str(one.position),
        f"{one.organisation.name}\n{one.organisation.uscc}",
        one.stratum,
        grouped(one.ticket[:SHOWN_OF_TICKET]),
        one.authority.name,
        "\n".join(_team(one)),
    ]
