"""Acts on draws: plan, freeze, draw, give up. There is no redraw, and no seed to type in."""

from renjian_site.draws.commands.changes import replace_object, replace_officer
from renjian_site.draws.commands.drawing import (
    draw,
    issue_minutes,
    note_handed_out,
    note_visited,
    reveal,
    take_over,
    why_not_draw,
    why_not_issue_minutes,
    why_not_reveal,
)
from renjian_site.draws.commands.planning import (
    Arrangement,
    Outline,
    arrange_visits,
    choose_source,
    freeze,
    plan,
    why_not_arrange,
    why_not_choose,
    why_not_freeze,
    why_not_succeed,
)
from renjian_site.draws.commands.values import say_value, why_not_say_value
from renjian_site.draws.commands.voids import (
    Wish,
    agree_to_void,
    ask_to_void,
    refuse_to_void,
    why_not_ask_to_void,
    why_not_decide_void,
)

__all__ = [
    "Arrangement",
    "Outline",
    "Wish",
    "agree_to_void",
    "arrange_visits",
    "ask_to_void",
    "choose_source",
    "draw",
    "freeze",
    "issue_minutes",
    "note_handed_out",
    "note_visited",
    "plan",
    "refuse_to_void",
    "replace_object",
    "replace_officer",
    "reveal",
    "say_value",
    "take_over",
    "why_not_arrange",
    "why_not_ask_to_void",
    "why_not_choose",
    "why_not_decide_void",
    "why_not_draw",
    "why_not_freeze",
    "why_not_issue_minutes",
    "why_not_reveal",
    "why_not_say_value",
    "why_not_succeed",
]
