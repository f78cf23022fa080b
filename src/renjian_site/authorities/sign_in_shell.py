"""Accounts from the command line: passwords, locks, sealed accounts, the portal, the log.

Whoever may run it on the server needs no post; the ledger of the system tells what was done.
"""

import argparse

from django.conf import settings
from django.utils import timezone

from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian.authorities.posts import Role
from renjian.kernel.refusal import Refused
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import Person
from renjian_site.kit.actor import SYSTEM

MADE = """应急账号 sealed account: {account}
一次性密码 password, spent by its first use: {password}
只显示这一次。请抄写后装入信封，密封保存；启用时写入台账，{hours} 小时后失效。
Shown this once. Write it down, seal it, keep it apart; its use is recorded and ends after {hours} hours."""
GIVEN = """{account} {name}
一次性密码 one-time password: {password}
只显示这一次；{days} 天内有效，首次登录时必须修改。
Shown this once; valid for {days} days, to be changed at the first sign-in."""


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian password``, ``unlock``, ``break-glass`` and ``portal-account``."""
    for name, words, act in (
        ("password", "发放一次性密码 give a one-time password", _give),
        ("unlock", "解除锁定 unlock an account", _unlock),
    ):
        one = subparsers.add_parser(name, help=words)
        one.add_argument("account", metavar="ACCOUNT")
        one.set_defaults(run=act)
    glass = subparsers.add_parser("break-glass", help="应急账号 sealed accounts for an emergency")
    acts = glass.add_subparsers(required=True, metavar="make|status|seal")
    make = acts.add_parser("make", help="封存一个应急账号 make one")
    make.add_argument(
        "--authority", metavar="CODE", help="机构代码，默认为最高的机构 its authority"
    )
    make.add_argument("--role", choices=[Role.SECURITY, Role.SYSTEM], default=Role.SECURITY)
    make.set_defaults(run=_make)
    acts.add_parser("status", help="查看 look").set_defaults(run=_status)
    seal = acts.add_parser("seal", help="停用 put one out of use")
    seal.add_argument("account", metavar="ACCOUNT")
    seal.set_defaults(run=_seal)
    portal = subparsers.add_parser("portal-account", help="绑定认证平台 bind to the portal")
    portal.add_argument("account", metavar="ACCOUNT")
    portal.add_argument("subject", metavar="SUBJECT", nargs="?", help="不填则解除 none: unbind")
    portal.set_defaults(run=_bind)


def _of(account: str) -> int:
    """The person of an account."""
    found = Person.objects.filter(account=account).values_list("pk", flat=True).first()
    if found is None:
        raise SystemExit(f"没有账号 {account}。 There is no account {account}.")
    return found


def _give(options: argparse.Namespace) -> int:
    """Print a password for an account."""
    person_id = _of(options.account)
    password = commands.give_password(SYSTEM, person_id, at=timezone.now())
    name = queries.accounts(SYSTEM).get(pk=person_id).name
    print(
        GIVEN.format(
            account=options.account,
            name=name,
            password=password,
            days=settings.ONE_TIME_PASSWORD_DAYS,
        )
    )
    return 0


def _unlock(options: argparse.Namespace) -> int:
    """Let an account be tried again at once."""
    try:
        commands.unlock(SYSTEM, _of(options.account), at=timezone.now())
    except Refused as refused:
        print(refused)
        return 1
    print(f"已解除锁定 unlocked: {options.account}")
    return 0


def _make(options: argparse.Namespace) -> int:
    """Print a sealed account with its password."""
    code = options.authority
    if code is None:
        top = queries.everywhere(SYSTEM).order_by("level", "path").first()
        if top is None:
            print("还没有机构。请先建立机构树。 There are no authorities yet.")
            return 1
        code = top.code
    try:
        made, password = commands.make_break_glass(
            SYSTEM, code, Role(options.role), at=timezone.now()
        )
    except Refused as refused:
        print(refused)
        return 1
    hours = settings.BREAK_GLASS_HOURS
    print(MADE.format(account=made.person.account, password=password, hours=hours))
    return 0


def _status(options: argparse.Namespace) -> int:
    """Print each sealed account and whether it was opened."""
    now = timezone.now()
    found = list(queries.break_glass(SYSTEM))
    if not found:
        print("没有应急账号。用 renjian break-glass make 封存一个。 There are no sealed accounts.")
    for one in found:
        post = one.person.posts.select_related("authority").get()
        place = post.authority.name if post.authority else ""
        if one.closed_at:
            state = f"已停用 closed {timezone.localtime(one.closed_at):%Y-%m-%d %H:%M}"
        elif one.opened_at and one.ends_at:
            opened = f"{timezone.localtime(one.opened_at):%Y-%m-%d %H:%M}"
            ends = f"{timezone.localtime(one.ends_at):%Y-%m-%d %H:%M}"
            word = "使用中 in use" if one.ends_at > now else "用过 spent"
            state = f"{word}: {opened} – {ends}"
        else:
            state = f"封存 sealed since {timezone.localtime(one.made_at):%Y-%m-%d}"
        print(f"  {one.person.account:<18} {place} {ROLE_TITLES[Role(post.role)]}  {state}")
    return 0


def _seal(options: argparse.Namespace) -> int:
    """Put a sealed account out of use."""
    person_id = _of(options.account)
    if not queries.break_glass(SYSTEM).filter(person_id=person_id).exists():
        print(f"{options.account} 不是应急账号。 It is no sealed account.")
        return 1
    try:
        commands.close_break_glass(SYSTEM, person_id, at=timezone.now())
    except Refused as refused:
        print(refused)
        return 1
    print(f"已停用 closed: {options.account}")
    return 0


def _bind(options: argparse.Namespace) -> int:
    """Bind an account to a subject of the portal, or forget the one that it is bound to."""
    person_id, now = _of(options.account), timezone.now()
    try:
        if options.subject:
            commands.bind_portal_account(SYSTEM, person_id, options.subject, at=now)
        else:
            commands.unbind_portal_account(SYSTEM, person_id, at=now)
    except Refused as refused:
        print(refused)
        return 1
    print(f"{options.account}: {options.subject or '–'}")
    return 0
