"""Signing in: how long failed tries make wait, who must show a second factor, who may reset what.

Level 3 of classified protection (GB/T 22239-2019) asks for an answer to failed sign-ins, for a
session that ends by itself and for a second factor; the numbers are ours, and settings of a site.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from renjian.kernel.refusal import Reason, reason

# As long as the log of signing in is kept at least: what is not known cannot be compared.
BETWEEN_RESETS = timedelta(days=183)


@dataclass(frozen=True)
class Patience:
    """How many failed tries are borne, and how long the next one then has to wait."""

    free: int  # tries that cost no wait
    first_wait: timedelta  # after the first one that does; doubled by each further one
    longest_wait: timedelta
    lock_at: int  # the try that locks
    lock_for: timedelta
    forget_after: timedelta  # without a try, for this long, all is forgotten

    def wait_after(self, failures: int) -> timedelta:
        """How long the next try has to wait."""
        if failures >= self.lock_at:
            return self.lock_for
        if failures <= self.free:
            return timedelta(0)
        doubled: int = 2 ** (failures - self.free - 1)
        return min(self.first_wait * doubled, self.longest_wait)


@dataclass(frozen=True)
class Tally:
    """The failed tries of one account, or from one address."""

    failures: int = 0
    last_at: datetime | None = None
    until: datetime | None = None  # no try before then

    def is_blocked(self, at: datetime) -> bool:
        """Whether a try has to wait."""
        return self.until is not None and self.until > at

    def after_try(self, at: datetime, patience: Patience) -> "Tally":
        """The tally with one more try, which counts as failed until it has succeeded.

        A lock that is over, or a long time without a try, begins the count anew.
        """
        known = self.failures if self._is_remembered(at, patience) else 0
        failures = known + 1
        return Tally(failures, at, at + patience.wait_after(failures))

    def after_success(self, at: datetime, patience: Patience) -> "Tally":
        """The tally without the try that has succeeded."""
        failures = max(0, self.failures - 1)
        wait = patience.wait_after(failures)
        return Tally(failures, self.last_at, (self.last_at or at) + wait)

    def is_locked_by(self, patience: Patience) -> bool:
        """Whether the last try was the one that locks."""
        return self.failures >= patience.lock_at

    def _is_remembered(self, at: datetime, patience: Patience) -> bool:
        if self.last_at is None or self.is_locked_by(patience):
            return False
        return at - self.last_at < patience.forget_after


class Way(StrEnum):
    """How somebody signed in."""

    PASSWORD = "password"
    PASSKEY = "passkey"
    PORTAL = "portal"
    PRACTICE = "practice"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What the log calls it."""
        return WAY_TITLES[self]


WAY_TITLES = {
    Way.PASSWORD: "密码",
    Way.PASSKEY: "通行密钥",
    Way.PORTAL: "统一身份认证",
    Way.PRACTICE: "练习账号",
}


class Happening(StrEnum):
    """What the log of signing in tells."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    FAILED = "failed"
    REFUSED = "refused"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_GIVEN = "password_given"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    FACTORS_RESET = "factors_reset"
    CODES_MADE = "codes_made"
    SESSIONS_ENDED = "sessions_ended"
    PORTAL_BOUND = "portal_bound"
    PORTAL_UNBOUND = "portal_unbound"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What the log calls it."""
        return HAPPENING_TITLES[self]


HAPPENING_TITLES = {
    Happening.SIGNED_IN: "登录",
    Happening.SIGNED_OUT: "退出",
    Happening.FAILED: "登录失败",
    Happening.REFUSED: "等待期内的尝试",
    Happening.LOCKED: "锁定",
    Happening.UNLOCKED: "解除锁定",
    Happening.PASSWORD_CHANGED: "修改密码",
    Happening.PASSWORD_GIVEN: "发放一次性密码",
    Happening.FACTOR_ADDED: "添加第二因素",
    Happening.FACTOR_REMOVED: "移除第二因素",
    Happening.FACTORS_RESET: "重置第二因素",
    Happening.CODES_MADE: "生成恢复代码",
    Happening.SESSIONS_ENDED: "结束会话",
    Happening.PORTAL_BOUND: "绑定统一身份认证",
    Happening.PORTAL_UNBOUND: "解除统一身份认证绑定",
}


def needs_second_factor(role: str, required_of: Collection[str]) -> bool:
    """Whether a post may be taken only by somebody who has a second factor."""
    return role in required_of


@dataclass(frozen=True)
class Reset:
    """That somebody gave an account a password, or took its second factors away."""

    what: Happening
    by: int
    at: datetime


def why_not_reset(
    what: Happening, *, by: int, of: int, earlier: Iterable[Reset], at: datetime
) -> tuple[Reason, ...]:
    """Every reason against giving an account a password or taking its second factors away.

    Who does both holds the account, also when months lie between, since a holder on long leave
    notices neither: so the two are done by two people, and nobody does either for himself.
    """
    found: list[Reason] = []
    if by == of:
        found.append(
            reason(
                "sign-in.own-reset",
                "不能重置自己的账号。请由另一名安全管理岗人员办理；修改自己的密码请到“我的账号”页。",
            )
        )
    if any(
        one.by == by and one.what is not what and at - one.at < BETWEEN_RESETS for one in earlier
    ):
        found.append(
            reason(
                "sign-in.both-resets",
                "您在 {days} 天内已经重置过这个账号的另一项（密码或者第二因素）。"
                "两项都由一人重置，等于掌握这个账号；请由另一名安全管理岗人员办理。",
                days=BETWEEN_RESETS.days,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class GivenPassword:
    """That somebody gave an account a password; ``oldest_factor_at`` is that of the account."""

    of: int
    at: datetime
    oldest_factor_at: datetime | None


def possibly_held(given: Iterable[GivenPassword], at: datetime) -> frozenset[int]:
    """The people whose accounts whoever gave these passwords may hold.

    A password alone opens an account that had no second factor when it was given: a factor that is
    younger may be that of the giver.
    """
    return frozenset(
        one.of
        for one in given
        if at - one.at < BETWEEN_RESETS
        and (one.oldest_factor_at is None or one.oldest_factor_at >= one.at)
    )
