"""Where the forms of all slices find units and divisions to choose from."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from renjian.authorities.division_changes import last_name
from renjian.authorities.division_search import search
from renjian.authorities.divisions import division, full_name
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian_site.authorities import queries
from renjian_site.authorities.queries.tree import Placed
from renjian_site.kit.actor import Actor
from renjian_site.kit.choosing import Option, Source


def unit_source(actor: Actor) -> Source:
    """Units that there are, by words of their names and of those above them."""
    return Source(
        find=lambda words: [_unit(one) for one in queries.find_units(actor, words)],
        known=lambda codes: _known_units(actor, codes),
        url=reverse("authorities:unit-options"),
    )


def division_source() -> Source:
    """Divisions, by words of their full names."""
    return Source(
        find=lambda words: [
            Option(
                hit.division.code, hit.full_name, _division_detail(hit.division.code, hit.former)
            )
            for hit in search(words)
        ],
        known=lambda codes: [
            Option(code, full_name(code), _division_detail(code))
            for code in codes
            if division(code)
        ],
        url=reverse("authorities:division-options"),
    )


def name_of_division(code: str) -> str:
    """The full name of a code as it is today; of one that is gone, as it was last."""
    return last_name(code) or code


def _known_units(actor: Actor, codes: Sequence[str]) -> list[Option]:
    rows = queries.everywhere(actor).filter(code__in=codes)
    found = {one.unit.code: _unit(one) for one in queries.placed(actor, rows)}
    return [found[code] for code in codes if code in found]


def _unit(one: Placed) -> Option:
    level = _(Level(one.unit.level).title)
    kind = _(Kind(one.unit.kind).title)
    former = _("原名：%s") % one.former if one.former else ""
    gone = _("已撤销") if one.unit.to_on else ""
    detail = " · ".join(part for part in (one.unit.code, level, kind, former, gone) if part)
    return Option(one.unit.code, one.unit.name, detail, one.above)


def _division_detail(code: str, former: str = "") -> str:
    found = division(code)
    level = _(found.level.title) if found else ""
    parts = (code, level, _("原名：%s") % former if former else "")
    return " · ".join(part for part in parts if part)
