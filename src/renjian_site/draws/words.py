"""The words of a draw's steps."""

from django.utils.translation import gettext_noop

from renjian_site.draws.models import Draw

STEPS: tuple[tuple[str, str], ...] = (
    (Draw.Stage.PLANNED, gettext_noop("计划")),
    (Draw.Stage.FROZEN, gettext_noop("冻结")),
    (Draw.Stage.DRAWN, gettext_noop("抽取")),
    (Draw.Stage.HANDED_OUT, gettext_noop("下发")),
)
NEXT_STEPS: dict[str, str] = {
    Draw.Stage.PLANNED: gettext_noop("核对并冻结"),
    Draw.Stage.FROZEN: gettext_noop("抽取"),
    Draw.Stage.DRAWN: gettext_noop("下发检查任务"),
    Draw.Stage.HANDED_OUT: gettext_noop("查看进展"),
}
