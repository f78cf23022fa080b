"""``renjian accounts``: the practice accounts; ``forget-calls``, ``forget-sign-ins``: old logs."""

import argparse
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from renjian_site.authorities import posts_shell, sign_in_shell
from renjian_site.authorities.commands import forget_calls, forget_sign_ins
from renjian_site.authorities.public_queries import practice_route
from renjian_site.kit.actor import SYSTEM

FEWEST_DAYS = 183  # half a year, the least that logs are kept; unconfirmed, see docs/operations.md
USUAL_DAYS = 365


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian accounts``, what keeps the logs short, and what is done to accounts."""
    accounts = subparsers.add_parser("accounts", help="练习账号 practice accounts")
    accounts.set_defaults(run=_print)
    forget = subparsers.add_parser("forget-calls", help="清除旧的接口调用记录 old calls of the API")
    forget.add_argument("--older-than", type=_days, default=USUAL_DAYS, metavar="DAYS")
    forget.set_defaults(run=_forget)
    sign_ins = subparsers.add_parser("forget-sign-ins", help="清除旧的登录日志 old sign-ins")
    sign_ins.add_argument("--older-than", type=_days, default=USUAL_DAYS, metavar="DAYS")
    sign_ins.set_defaults(run=_forget_sign_ins)
    sign_in_shell.add_to(subparsers)
    posts_shell.add_to(subparsers)


def _print(options: argparse.Namespace) -> int:
    """Print account, place and purpose, one a line, in the order of the walk."""
    route = practice_route(timezone.localdate())
    if not settings.PRACTICE:
        print("不是练习模式，没有练习账号。 Not in practice mode: there are no practice accounts.")
    elif not route:
        print("练习国还没有装入。 The practice country is not loaded yet.")
    for number, account in enumerate(route, start=1):
        print(f"  {number}. {account.account:<18} {account.place}：{account.purpose}")
    return 0


def _days(text: str) -> int:
    """A number of days for which a log is kept."""
    if not text.isdecimal() or int(text) < FEWEST_DAYS:
        raise argparse.ArgumentTypeError(
            f"记录至少保存 {FEWEST_DAYS} 天。 Logs are kept for at least {FEWEST_DAYS} days."
        )
    return int(text)


def _forget(options: argparse.Namespace) -> int:
    """Remove the calls that are older, and say how many they were."""
    now = timezone.now()
    removed = forget_calls(SYSTEM, now - timedelta(days=options.older_than), at=now)
    print(f"清除了 {removed} 条调用记录。 {removed} calls were removed.")
    return 0


def _forget_sign_ins(options: argparse.Namespace) -> int:
    """Remove the lines that are older, and say how many they were."""
    now = timezone.now()
    removed = forget_sign_ins(SYSTEM, now - timedelta(days=options.older_than), at=now)
    print(f"清除了 {removed} 条登录日志。 {removed} sign-ins were removed.")
    return 0
