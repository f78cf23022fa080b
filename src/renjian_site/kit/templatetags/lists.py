"""How a value of a list looks. A page shows some hundreds, so this is code and no template."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from renjian_site.kit.lists.columns import Cell
from renjian_site.kit.templatetags.renjian import clock, day, moment, number

register = template.Library()
NOTHING = "–"


@register.simple_tag
def shown(cell: Cell) -> SafeString:
    """The value of a cell as its column wants it; a dash for none."""
    if cell.value is None or cell.value == "":
        return SafeString(NOTHING)
    return LOOKS.get(cell.show, _text)(cell)


def _text(cell: Cell) -> SafeString:
    return conditional_escape(str(cell.value))


def _state(cell: Cell) -> SafeString:
    return format_html('<span class="rj-state {}">{}</span>', cell.tone, cell.value)


def _by(look: Callable[[Any], str]) -> Callable[[Cell], SafeString]:
    return lambda cell: conditional_escape(look(cell.value))


def _clock(cell: Cell) -> SafeString:
    return clock(cell.value, done=cell.done, paused=cell.paused)  # type: ignore[arg-type]  # a clock is of a day


LOOKS: dict[str, Callable[[Cell], SafeString]] = {
    "number": _by(number),
    "day": _by(day),
    "moment": _by(moment),
    "clock": _clock,
    "state": _state,
}
