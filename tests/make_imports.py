"""Makers of imports: files of an authority as it exports them, and what becomes of them."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

import make
from make_registers import GOOD, csv_text
from renjian.registers.inbound import Inbound, form_of
from renjian_site.kit.files import keep
from renjian_site.registers import commands, tasks
from renjian_site.registers.models import Import

PLANNER = "330000.planner"
# How an export of the supervision system might call its columns, in another order than ours.
EXPORT = {
    "序号": "",
    "认证机构名称": "body_number",
    "证书号": "number",
    "证书状态": "status",
    "认证项目编码": "item_code",
    "认证项目": "item",
    "认证标准": "standard",
    "获证组织": "organisation",
    "社会信用代码": "uscc",
    "区划代码": "division",
    "企业地址": "address",
    "发证日期": "issued_on",
    "到期日期": "expires_on",
}


def exported(*changed: dict[str, Any]) -> bytes:
    """An export of certificates: a good row for each, with only what matters changed."""
    usual = {**GOOD, "": "1", "body_number": "甲子认证有限公司（练习）", "status": "有效"}
    rows = [[({**usual, **one})[field] for field in EXPORT.values()] for one in changed]
    return csv_text(*rows, headers=list(EXPORT)).encode("gb18030")


def listed(kind: Inbound, *rows: dict[str, Any]) -> bytes:
    """A list by the template of its kind."""
    columns = form_of(kind).columns
    cells: list[Sequence[Any]] = [[row.get(one.field, "") for one in columns] for row in rows]
    return csv_text(*cells, headers=[one.header for one in columns]).encode()


def sent(content: bytes, kind: Inbound, name: str = "export.csv", who: str = PLANNER) -> Import:
    """A file that was sent and read: it waits for its columns, or it was checked."""
    actor = make.actor(who)
    found = commands.receive_import(actor, kind, keep([content]), name, at=timezone.now())
    tasks.check_import(found.pk, actor.post_id)
    return Import.objects.get(pk=found.pk)


def confirmed(found: Import, who: str = PLANNER) -> Import:
    """The same with its columns confirmed as they were guessed, and checked."""
    actor = make.actor(who)
    commands.confirm_columns(actor, found.pk, dict(found.columns), at=timezone.now())
    tasks.check_import(found.pk, actor.post_id)
    return Import.objects.get(pk=found.pk)


def checked(content: bytes, kind: Inbound, who: str = PLANNER) -> Import:
    """A file that was sent, its columns confirmed if need be, and checked."""
    found = sent(content, kind, who=who)
    return confirmed(found, who) if found.stage == "columns" else found


def taken_in(content: bytes, kind: Inbound, who: str = PLANNER) -> Import:
    """A file that was checked and imported."""
    actor = make.actor(who)
    found = checked(content, kind, who)
    assert found.stage == "checked", found.problems
    commands.commit_import(actor, found.pk, at=timezone.now())
    tasks.commit_import(found.pk, actor.post_id)
    return Import.objects.get(pk=found.pk)
