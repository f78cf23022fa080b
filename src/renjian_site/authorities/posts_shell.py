"""Posts from the command line: where nobody is there yet to enter or confirm them.

A site without a system and a security administrator gets its first ones here, and so does the state
administration its security administrators, whom nobody there may choose for himself.
"""

import argparse
from datetime import date

from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Refused
from renjian_site.authorities.commands import NewPost, install_post
from renjian_site.kit.actor import SYSTEM


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian post``."""
    post = subparsers.add_parser("post", help="录入岗位，即时生效 enter a post that counts at once")
    post.add_argument("account", metavar="ACCOUNT")
    post.add_argument("role", metavar="ROLE", choices=[str(role) for role in Role])
    post.add_argument(
        "place", metavar="CODE", help="机构代码 authority, or a body's approval number"
    )
    post.add_argument("--name", required=True, help="姓名 name of the person")
    post.add_argument("--card", default="", help="执法证号 enforcement card")
    post.add_argument(
        "--identity-number",
        default="",
        help="公民身份号码，系统、安全、审计管理岗必填 needed for the three administrators",
    )
    post.add_argument("--until", type=date.fromisoformat, help="离任日期 last day")
    post.add_argument("--because", default="", help="任命文件 document")
    post.set_defaults(run=_enter)


def _enter(options: argparse.Namespace) -> int:
    """Enter the post and say whose it is, or why it cannot be."""
    now = timezone.now()
    new = NewPost(
        account=options.account,
        name=options.name,
        role=Role(options.role),
        place=options.place,
        from_on=timezone.localdate(now),
        to_on=options.until,
        card_number=options.card,
        because=options.because,
        identity_number=options.identity_number,
    )
    try:
        made = install_post(SYSTEM, new, at=now)
    except Refused as refused:
        raise SystemExit("\n".join(str(why) for why in refused.reasons)) from None
    print(f"{made.person.account} {made.person.name} · {Role(made.role).title} · {options.place}")
    return 0
