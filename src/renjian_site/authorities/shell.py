"""``renjian accounts``: the practice accounts that walk the whole loop."""

import argparse

from django.conf import settings
from django.utils import timezone

from renjian_site.authorities.public_queries import practice_route


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian accounts``."""
    accounts = subparsers.add_parser("accounts", help="练习账号 practice accounts")
    accounts.set_defaults(run=_print)


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
