"""Keys with which programs act for the holder of a post: what they may do, for how long, how often.

A key never reaches further than its post: what it may ask for is offered by the role of the post,
and it ends with the post.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Reason, reason

MOST_DAYS = 366
MOST_KEYS = 20
MOST_A_MINUTE = 6000
MOST_A_DAY = 1_000_000
MINUTE = 60
DAY = 24 * 60 * MINUTE


class Permission(StrEnum):
    """What a key may be used for; a key holds some of those that its post is offered."""

    CERTIFICATES_READ = "certificates:read"
    BODIES_READ = "bodies:read"
    REGISTERS_READ = "registers:read"
    OBJECTS_READ = "objects:read"
    UPLOADS_READ = "uploads:read"
    UPLOADS_WRITE = "uploads:write"
    DRAWS_READ = "draws:read"
    TASKS_READ = "tasks:read"
    JURISDICTION_READ = "jurisdiction:read"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What a person who makes a key reads."""
        return TITLES[self]


TITLES = {
    Permission.CERTIFICATES_READ: "查询证书",
    Permission.BODIES_READ: "查询认证机构",
    Permission.REGISTERS_READ: "查询组织、指定实验室和认证人员",
    Permission.OBJECTS_READ: "查询检查对象名录库、免办证明和自我声明",
    Permission.UPLOADS_READ: "查询上传结果",
    Permission.UPLOADS_WRITE: "上传证书报告",
    Permission.DRAWS_READ: "查询双随机抽查",
    Permission.TASKS_READ: "查询检查任务",
    Permission.JURISDICTION_READ: "认定管辖",
}
_OF_BODIES = (
    Permission.CERTIFICATES_READ,
    Permission.BODIES_READ,
    Permission.REGISTERS_READ,
    Permission.UPLOADS_READ,
    Permission.UPLOADS_WRITE,
)
_OF_AUTHORITIES = (
    Permission.CERTIFICATES_READ,
    Permission.BODIES_READ,
    Permission.REGISTERS_READ,
    Permission.OBJECTS_READ,
    Permission.UPLOADS_READ,
    Permission.DRAWS_READ,
    Permission.TASKS_READ,
    Permission.JURISDICTION_READ,
)
# What anybody may look up: a system administrator reads no matters, and so lets no program do it.
_OF_REGISTERS = (Permission.CERTIFICATES_READ, Permission.BODIES_READ)
OFFERED = {Role.CLERK: _OF_BODIES, Role.PLANNER: _OF_AUTHORITIES, Role.SYSTEM: _OF_REGISTERS}


@dataclass(frozen=True)
class Quota:
    """How many calls a caller may make in a minute and in a day."""

    per_minute: int
    per_day: int


@dataclass(frozen=True)
class Usage:
    """How many calls a caller has made in the running minute and day, this one included."""

    minute_calls: int
    day_calls: int

    def left_of(self, quota: Quota) -> Quota:
        """What is left of a quota after these calls."""
        return Quota(
            max(0, quota.per_minute - self.minute_calls), max(0, quota.per_day - self.day_calls)
        )


@dataclass(frozen=True)
class Wish:
    """A key as somebody wants to have it."""

    purpose: str
    permissions: tuple[str, ...]
    expires_on: date
    quota: Quota


@dataclass(frozen=True)
class Wait:
    """Why a call must wait, and for how many seconds."""

    why: Reason
    seconds: int


def offered_to(role: Role) -> tuple[Permission, ...]:
    """The permissions that a key of this role may hold; none where the role makes no keys."""
    return OFFERED.get(role, ())


def why_not_issue(role: Role, wish: Wish, *, in_use: int, today: date) -> tuple[Reason, ...]:
    """Every reason against making a key."""
    found: list[Reason] = []
    offered = offered_to(role)
    if not offered:
        found.append(
            reason(
                "key.role",
                "“{role}”岗位不能建立接口密钥。请由机构信息员、抽查计划岗或者系统管理岗建立。",
                role=role.title,
            )
        )
    elif beyond := [each for each in wish.permissions if each not in offered]:
        found.append(
            reason(
                "key.permission",
                "“{role}”岗位的密钥不能有权限 {permissions}。请只选本页列出的权限。",
                role=role.title,
                permissions="、".join(beyond),
            )
        )
    if not wish.permissions:
        found.append(reason("key.no-permission", "没有选择权限。请至少选择一项。"))
    found += _why_not_period(wish.expires_on, today)
    found += _why_not_quota(wish.quota)
    if in_use >= MOST_KEYS:
        found.append(
            reason(
                "key.too-many",
                "本单位已有 {count} 个在用的密钥，达到上限。请先停用不再使用的密钥。",
                count=in_use,
            )
        )
    return tuple(found)


def _why_not_period(expires_on: date, today: date) -> list[Reason]:
    if expires_on < today:
        return [
            reason(
                "key.expired-already",
                "有效期止 {day} 早于今天。请选择今天或者以后的日期。",
                day=expires_on,
            )
        ]
    if expires_on > today + timedelta(days=MOST_DAYS):
        return [
            reason(
                "key.too-long",
                "密钥最长使用一年，有效期止不能晚于 {day}。到期前可以另建新密钥替换。",
                day=today + timedelta(days=MOST_DAYS),
            )
        ]
    return []


def _why_not_quota(quota: Quota) -> list[Reason]:
    fits = 1 <= quota.per_minute <= MOST_A_MINUTE and quota.per_minute <= quota.per_day
    if fits and quota.per_day <= MOST_A_DAY:
        return []
    return [
        reason(
            "key.quota",
            "调用额度不合规定：每分钟 1 至 {minute} 次，每天不少于每分钟次数、不多于 {day} 次。请修改。",
            minute=MOST_A_MINUTE,
            day=MOST_A_DAY,
        )
    ]


def why_wait(quota: Quota, usage: Usage, now: datetime) -> Wait | None:
    """Why a caller must wait, by the longer of the two limits that it has passed.

    ``now`` is in the country's time: the day's count begins anew at its midnight.
    """
    if usage.day_calls > quota.per_day:
        passed = now.hour * 60 * MINUTE + now.minute * MINUTE + now.second
        why = reason(
            "api.quota.day",
            "今天的调用已达 {quota} 次的额度，本次没有处理。请在明天零时以后再调用，或者申请更高的额度。",
            quota=quota.per_day,
        )
        return Wait(why, DAY - passed)
    if usage.minute_calls > quota.per_minute:
        seconds = MINUTE - now.second
        why = reason(
            "api.quota.minute",
            "本分钟的调用已达 {quota} 次的额度，本次没有处理。请 {seconds} 秒后再调用，并放慢速度。",
            quota=quota.per_minute,
            seconds=seconds,
        )
        return Wait(why, seconds)
    return None


def why_not_use(
    permission: Permission, role: Role, permissions: Collection[str], prefix: str
) -> Reason | None:
    """Why a key may not do something: it lacks the permission, or its post is not offered it."""
    if permission in permissions and permission in offered_to(role):
        return None
    return reason(
        "api.permission",
        "密钥 {prefix} 没有“{title}”（{permission}）的权限，本次没有处理。请另建有此权限的密钥。",
        prefix=prefix,
        title=permission.title,
        permission=str(permission),
    )
