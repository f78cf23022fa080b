"""Makers of draws with other random sources, sealed ones, and draws that were given up."""

from io import StringIO
from typing import Any

from django.utils import timezone

import make
from renjian.draws import verify
from renjian_site.draws import commands as draws
from renjian_site.draws.models import Draw
from renjian_site.kit.files import read

PLANNER, HEAD = "330000.planner", "330000.head"
DICE = {"kind": "dice", "count": 40, "witnesses": ["省纪委监委驻局组", "省公证处"]}
ROLLS = [int(one) for one in "3141592653589793238462643383279502884197"]
ISSUES = [
    ("双色球", "2026137", [1, 5, 9, 12, 22, 33], [7]),
    ("双色球", "2026138", [2, 6, 10, 13, 23, 32], [8]),
    ("大乐透", "2026136", [3, 7, 11, 14, 24], [1, 12]),
    ("大乐透", "2026137", [4, 8, 12, 15, 25], [2, 11]),
    ("七乐彩", "2026137", [1, 2, 3, 4, 5, 6, 7], []),
    ("七乐彩", "2026138", [8, 9, 10, 11, 12, 13, 14], []),
]
LOTTERY = {"kind": "lottery", "draws": [{"game": one[0], "issue": one[1]} for one in ISSUES]}
RESULTS = {
    "results": [
        {"game": game, "issue": issue, "numbers": numbers, "second": second}
        for game, issue, numbers, second in ISSUES
    ]
}
WISH = draws.Wish("名单里有已经注销的单位", "浙市监函〔2026〕1号")


def frozen_with(wish: dict[str, Any], *, is_sealed: bool = False, **changes: object) -> Draw:
    """A frozen draw with a random source of its own."""
    draw, at = make.planned_draw(PLANNER, **changes), timezone.now()
    draws.choose_source(make.actor(PLANNER), draw.pk, wish, is_sealed, at=at)
    return draws.freeze(make.actor(PLANNER), draw.pk, at=at)


def asked(draw: Draw) -> Draw:
    """A draw that its planner asked to give up."""
    draws.ask_to_void(make.actor(PLANNER), draw.pk, WISH, at=timezone.now())
    return draw


def voided(draw: Draw) -> Draw:
    """A draw that was given up."""
    return draws.agree_to_void(make.actor(HEAD), asked(draw).pk, at=timezone.now())


def verified(draw: Draw) -> list[str]:
    """The steps of the stand-alone check of a draw's public record; it raises if one is wrong."""
    record = verify.load(StringIO(read(draw.public_file).decode()))
    return list(verify.check(record, draw.plan_hash))
