"""The words of a draw's steps."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian_site.draws.models import Draw

STEPS: tuple[tuple[str, str], ...] = (
    (Draw.Stage.PLANNED, gettext_noop("计划")),
    (Draw.Stage.FROZEN, gettext_noop("冻结")),
    (Draw.Stage.DRAWN, gettext_noop("抽取")),
    (Draw.Stage.HANDED_OUT, gettext_noop("下发")),
)
VOIDED = gettext_noop("作废")
NEXT_STEPS: dict[str, str] = {
    Draw.Stage.PLANNED: gettext_noop("核对并冻结"),
    Draw.Stage.FROZEN: gettext_noop("抽取"),
    Draw.Stage.DRAWN: gettext_noop("下发检查任务"),
    Draw.Stage.HANDED_OUT: gettext_noop("查看进展"),
    Draw.Stage.VOIDED: gettext_noop("查看"),
}
SOURCES: dict[str, str] = {
    "drand": gettext_noop("drand 公开随机信标"),
    "lottery": gettext_noop("国内彩票开奖结果"),
    "dice": gettext_noop("当众掷骰"),
    "commit-reveal": gettext_noop("两方承诺与揭示"),
    "practice": gettext_noop("练习随机源"),
}


def steps_of(draw: Draw) -> list[tuple[str, str]]:
    """The titles of a draw's steps, each with its state: done, now or nothing."""
    order = [step for step, _title in STEPS]
    if draw.is_void:
        reached = order.index(Draw.Stage.DRAWN if draw.public_file else Draw.Stage.FROZEN)
        titles = [title for _step, title in STEPS[: reached + 1]]
        return [(_(title), "done") for title in (*titles, VOIDED)]
    reached = order.index(Draw.Stage(draw.stage))
    states = [
        "done" if n <= reached else "now" if n == reached + 1 else "" for n in range(len(order))
    ]
    return [(_(title), state) for (_step, title), state in zip(STEPS, states, strict=True)]
