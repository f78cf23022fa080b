"""``renjian deadline``: when a limit ends, and the lawful days of a step, in both languages."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from renjian.catalogue.deadlines import Deadline, deadlines_on
from renjian.catalogue.lawful_days import LawfulDays, event_of, for_step, limit_on, steps
from renjian.catalogue.laws import cited
from renjian.kernel.calendar import Unit, published
from renjian.kernel.refusal import Refused
from renjian.kernel.stops import Stop
from renjian_site.catalogue import in_force, public_queries
from renjian_site.kit.words import in_words, titled


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian deadline``."""
    deadline = subparsers.add_parser("deadline", help="期限测算 when a time limit ends")
    deadline.add_argument("--lang", choices=["zh", "en"], default="zh", help="语言 language")
    kinds = deadline.add_subparsers(required=True, metavar="WHAT")
    listed = kinds.add_parser("list", help="列出期限 list the limits of a day")
    listed.add_argument("--on", type=date.fromisoformat, default=None, metavar="DAY")
    listed.set_defaults(run=_list)
    due = kinds.add_parser("due", help="一个期限 one limit")
    due.add_argument("limit", metavar="LIMIT", help="编号 such as DL-C-11")
    due.add_argument("start", metavar="DAY", help="起算日 2026-03-02, or 2026-03-02T10:20")
    due.add_argument(
        "--stop",
        action="append",
        default=[],
        metavar="FROM[/TO]",
        help="不计算的期间 days that do not run",
    )
    due.add_argument("--extended", type=int, default=0, metavar="N", help="已批准延长 extended by")
    due.set_defaults(run=_due)
    step = kinds.add_parser("step", help="一个步骤的最早和最晚日期 lawful days of a step")
    step.add_argument("step", metavar="STEP", choices=list(steps()))
    step.add_argument("events", nargs="*", metavar="EVENT=DAY")
    step.set_defaults(run=_step)


def _list(options: argparse.Namespace) -> int:
    _take_over()
    with override(_language(options)):
        for limit in deadlines_on(options.on or timezone.localdate()):
            print(f"{limit.id:16}{_(limit.title)}  {_length(limit)}  {cited(limit.clause)}")
    return 0


def _due(options: argparse.Namespace) -> int:
    _take_over()
    with override(_language(options)):
        try:
            for line in _told(options):
                print(line)
        except Refused as refused:
            print("\n".join(in_words(why) for why in refused.reasons), file=sys.stderr)
            return 1
        except ValueError as wrong:
            print(_("读不懂：%s。日期写成 2026-03-02 的形式。") % wrong, file=sys.stderr)
            return 2
    return 0


def _told(options: argparse.Namespace) -> Iterator[str]:
    start = datetime.fromisoformat(options.start)
    limit = limit_on(options.limit, start.date())
    yield f"{limit.id} {_(limit.title)}（{cited(limit.clause)}）"
    if limit.unit is Unit.HOUR:
        yield _("最晚 %s") % limit.due_at(start).isoformat(sep=" ", timespec="minutes")
        return
    ran = public_queries.limit_from(
        options.limit,
        start.date(),
        stops=tuple(_stop(text) for text in options.stop),
        extended=options.extended,
        today=timezone.localdate(),
    )
    yield from _days(ran.days)


def _step(options: argparse.Namespace) -> int:
    _take_over()
    with override(_language(options)):
        try:
            days = {name: date.fromisoformat(day) for name, day in map(_pair, options.events)}
        except ValueError as wrong:
            print(_("读不懂：%s。日期写成 2026-03-02 的形式。") % wrong, file=sys.stderr)
            return 2
        found = for_step(options.step, days, published())
        print(titled(steps()[options.step]))
        for line in _days(found):
            print(line)
    return 1 if found.missing or found.is_impossible else 0


def _days(found: LawfulDays) -> Iterator[str]:
    if found.is_impossible:
        yield _("没有合法的日期：最早的日期在最晚的日期之后。")
    if found.earliest:
        yield _("最早 %s") % found.earliest.isoformat()
    if found.latest:
        yield _("最晚 %s") % found.latest.isoformat()
    if found.is_provisional:
        yield _("暂定：有不计算的期间仍在继续，或者该年的节假日安排未公布。")
    if found.is_unconfirmed:
        yield _("期限长度未核对原文。")
    if found.missing:
        named = "、".join(f"{titled(event_of(name))}（{name}）" for name in found.missing)
        yield _("还需要的日期：") + named


def _length(limit: Deadline) -> str:
    if not limit.length.is_settled or limit.date_rule:
        return _(limit.unit.title)
    most = f"–{limit.length.most}" if limit.length.most else ""
    return f"{limit.length.count}{most} {_(limit.unit.title)}"


def _stop(text: str) -> Stop:
    first, _slash, last = text.partition("/")
    return Stop(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def _pair(text: str) -> tuple[str, str]:
    name, _equals, day = text.partition("=")
    event_of(name)
    return name, day


def _language(options: argparse.Namespace) -> str:
    return "en" if options.lang == "en" else settings.LANGUAGE_CODE


def _take_over() -> None:
    """Go by what was approved; without a database by the tables as they come, and say so."""
    try:
        in_force.take_over()
    except OperationalError:
        print("数据库无法连接，按随附的数据计算 no database: shipped tables", file=sys.stderr)
