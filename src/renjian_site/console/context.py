"""What every page of the frame shows: who acts, where one may go, how much waits."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.keys import OFFERED
from renjian.authorities.levels import Level
from renjian.authorities.oversight import why_not_oversee
from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS, REGULATORS, Right, who_may
from renjian_site.authorities.entry import SEVERAL_KEY
from renjian_site.authorities.middleware import seconds_left
from renjian_site.authorities.queries import opened_break_glass
from renjian_site.console.inbox import count
from renjian_site.kit.actor import Actor

PLACES = (
    ("console:inbox", gettext_noop("待办"), frozenset(Role)),
    ("console:board", gettext_noop("下级办理情况"), who_may(Right.READ_BOARD)),
    ("registers:certificates", gettext_noop("名录库"), frozenset(Role)),
    ("registers:month", gettext_noop("本月上报"), frozenset({Role.CLERK})),
    ("registers:upload", gettext_noop("上传报告"), frozenset({Role.CLERK})),
    ("risk:classes", gettext_noop("风险分类"), frozenset({Role.PLANNER})),
    ("draws:draws", gettext_noop("双随机抽查"), MATTER_READERS),
    ("inspections:tasks", gettext_noop("检查任务"), MATTER_READERS),
    ("cases:clues", gettext_noop("线索与案件"), MATTER_READERS),
    ("cases:try", gettext_noop("试算管辖"), MATTER_READERS),
    ("authorities:units", gettext_noop("机构"), REGULATORS),
    ("authorities:people", gettext_noop("人员与岗位"), who_may(Right.READ_PEOPLE)),
    ("consultations:consultations", gettext_noop("请示批复"), MATTER_READERS),
    ("catalogue:law", gettext_noop("法规库"), frozenset(Role)),
    ("console:ledger", gettext_noop("台账"), frozenset(Role)),
    ("authorities:keys", gettext_noop("接口密钥"), frozenset(OFFERED)),
    ("authorities:accounts", gettext_noop("账号管理"), frozenset({Role.SECURITY, Role.SYSTEM})),
    ("authorities:sign-ins", gettext_noop("登录日志"), frozenset({Role.SECURITY, Role.AUDIT})),
    ("kit:jobs", gettext_noop("后台任务"), frozenset({Role.SYSTEM})),
)

# The first register stands for all of them.
ALL_REGISTERS = ("/registers/certificates/", "/registers/")
OF_THE_SITE = {"kit:jobs"}  # no province has a part in it


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    title: str
    url: str
    is_here: bool
    count: int = 0


def frame(request: HttpRequest) -> dict[str, object]:
    """The actor, the navigation with the count of the inbox, and whether this is practice."""
    actor: Actor | None = getattr(request, "actor", None)
    common: dict[str, object] = {"actor": actor, "practice": settings.PRACTICE}
    if actor is None:
        return common
    waiting = count(actor, timezone.localdate())
    places = [
        (name, title, reverse(name))
        for name, title, roles in PLACES
        if actor.role in roles and _is_for(name, actor)
    ]
    here = _here(request.path, [url for _name, _title, url in places])
    return {
        **common,
        "several_posts": request.session.get(SEVERAL_KEY, False),
        "opened_break_glass": opened_break_glass(actor) if actor.role is Role.SECURITY else (),
        "session_seconds": seconds_left(request.session),
        "place": actor.unit.name if actor.unit else actor.body,
        "navigation": [
            Place(
                _(title),
                url,
                url == here,
                waiting if name == "console:inbox" else 0,
            )
            for name, title, url in places
        ],
    }


def _is_for(name: str, actor: Actor) -> bool:
    """Whether a place is for the level of the actor's authority."""
    if name == "console:board":
        return not why_not_oversee(actor.level)
    return name not in OF_THE_SITE or actor.level is Level.NATIONAL


def _here(path: str, urls: list[str]) -> str:
    """The place of the navigation that a page belongs to: the closest one, or none."""
    begins = {url: url.replace(*ALL_REGISTERS) for url in urls}
    found = (url for url in urls if path.startswith(begins[url]))
    return max(found, key=lambda url: len(begins[url]), default="")
