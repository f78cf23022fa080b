"""Lists in pages: a cursor says behind which row the next page begins.

Rows that are added or taken away while somebody pages shift nothing, and the hundredth page costs
what the first does.
"""

import base64
import binascii
import json
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from renjian.kernel.refusal import reason
from renjian_site.kit.api.problems import Problem

MOST = 200
LONGEST_CURSOR = 400
Item = TypeVar("Item")


class Paging(Schema):
    """How many rows a page has, and where it begins."""

    limit: int = Field(50, ge=1, le=MOST, description=_("每页行数"))
    cursor: str = Field(
        "", max_length=LONGEST_CURSOR, description=_("上一页给出的 next_cursor；第一页不带")
    )


class Page(Schema, Generic[Item]):
    """A page of a list; ``next_cursor`` is null on the last one."""

    items: list[Item]
    next_cursor: str | None


def page_of(rows: QuerySet[Any, Any], paging: Paging, *, by: str) -> dict[str, object]:
    """A page of the rows in the order of ``by``, a field in which no two rows are alike."""
    name = by.removeprefix("-")
    if paging.cursor:
        last = _value_in(paging.cursor, is_number=name == "pk")
        rows = rows.filter(**{f"{name}__{'lt' if by.startswith('-') else 'gt'}": last})
    found = list(rows.order_by(by)[: paging.limit + 1])
    items = found[: paging.limit]
    goes_on = len(found) > paging.limit
    return {
        "items": items,
        "next_cursor": _cursor_at(_value_of(items[-1], name)) if goes_on else None,
    }


def _value_of(row: object, name: str) -> object:
    """The value by which a row is ordered; rows are models, or dictionaries where that is faster."""
    return row[name] if isinstance(row, dict) else getattr(row, name)


def _cursor_at(value: object) -> str:
    """Where the next page begins, in letters that need no escaping in an address."""
    text = json.dumps([value], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _value_in(cursor: str, *, is_number: bool) -> str | int:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        held: Any = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        held = None
    value = held[0] if isinstance(held, list) and len(held) == 1 else None
    if type(value) is not (int if is_number else str) or "\x00" in str(value):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            reason(
                "api.cursor",
                "无法识别游标“{cursor}”，没有返回数据。请原样使用上一页的 next_cursor，"
                "或者不带 cursor 从第一页开始。",
                cursor=cursor[:60],
            ),
        )
    return value
