"""What stands against serving this database with these settings; each with its cure.

Asked by the web process and the worker before they begin, and by Django's checks of the database.
It imports no model, since apps are asked for their checks before there are models.
"""

import sys
import urllib.parse
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.utils.translation import override

from renjian.kernel.refusal import Reason, reason
from renjian_site.kit.words import in_words

TABLE = "authorities_person"
# Accounts that the practice country always has, and no other country all of them.
PRACTICE_ACCOUNTS = ("clerk1", "000000.head", "330000.planner", "330110.officer1", "330110.head")
KNOWN = f"select count(*) from {TABLE} where account = any(%s)"
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def why_not_serve() -> tuple[Reason, ...]:
    """Every reason against serving."""
    return (*_why_not_practice_country(), *_why_not_portal())


def refuse_to_serve() -> None:
    """End the process with the reasons in both languages, where there are any."""
    if reasons := why_not_serve():
        with override("en"):
            sys.exit("\n".join(f"{why.text}\n{in_words(why)}" for why in reasons))


def check_database(
    app_configs: Iterable[Any] | None, databases: Iterable[str] | None = None, **_more: Any
) -> list[CheckMessage]:
    """The same as a check of Django: ``python -m django check --database default``."""
    if not databases:
        return []
    return [Error(why.text, id=why.code) for why in why_not_serve()]


def register_check() -> None:
    """Let Django ask when it checks a database."""
    register(check_database, Tags.database)


def _why_not_practice_country() -> tuple[Reason, ...]:
    """A site that is not for practice keeps away from a database full of made-up people."""
    if settings.PRACTICE or settings.PRACTICE_COUNTRY_STAYS or not _has_practice_country():
        return ()
    return (
        reason(
            "start.practice-country",
            "数据库里装有练习国（编造的机构、人员和账号），而 RENJIAN_PRACTICE=0 表示正式使用，没有启动。"
            "请改用一个空的数据库（DATABASE_URL），或者用 RENJIAN_PRACTICE=1 继续练习；"
            "确实要在这个数据库上正式使用，请设 RENJIAN_PRACTICE_COUNTRY_STAYS=1。",
        ),
    )


def _has_practice_country() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s) is not null", [TABLE])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(KNOWN, [list(PRACTICE_ACCOUNTS)])
        return bool(cursor.fetchone()[0] == len(PRACTICE_ACCOUNTS))


def _why_not_portal() -> tuple[Reason, ...]:
    """Codes and secrets go to the portal encrypted, or not at all."""
    found = urllib.parse.urlsplit(settings.OIDC_ISSUER)
    if not settings.OIDC_ISSUER or found.scheme == "https" or found.hostname in HERE:
        return ()
    return (
        reason(
            "start.portal-plain",
            "RENJIAN_OIDC_ISSUER 不是 https 地址，登录信息会以明文传送，没有启动。请改用 https 地址。",
        ),
    )
