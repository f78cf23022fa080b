"""The tables that bodies report: their columns, and a row of our own short one as a value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Content(StrEnum):
    """What the cells of a column hold, and so how they are read."""

    TEXT = "text"  # kept as written, without blanks at its ends
    IDENTIFIER = "identifier"  # half-width, upper case, without blanks
    CODE = "code"  # an identifier of a code list, whose zeros in front may be missing
    LIST = "list"  # identifiers joined by semicolons
    CODES = "codes"  # the same, of a code list
    NUMBER = "number"
    DAY = "day"  # a date in one of the forms of days.py
    MOMENT = "moment"  # a date with a time
    TEAM = "team"  # members joined by semicolons, of each number, name, role, phone by commas
    PAIRS = "pairs"  # pairs joined by semicolons, each by a comma


# What is kept beside its value as it was written.
VALUES = frozenset({Content.NUMBER, Content.DAY, Content.MOMENT})


@dataclass(frozen=True)
class Column:
    """A column of a report table: its Chinese heading and the field it fills.

    Without a required cell a row is not taken. An expected one is asked for by the filling note
    alone, which leaves open whether it must be there: that is told and hinders nothing. ``key`` is
    the heading in the first row of a template of the platform.
    """

    header: str
    field: str
    content: Content
    is_required: bool = True
    longest: int = 300  # characters; the report table gives the organisation's name as many
    key: str = ""
    codes: str = ""  # name of the code list
    decimals: int | None = None
    is_expected: bool = False
    is_strict: bool = True  # 校验级别 1
    is_public: bool = False
    may_be_absent: bool = False  # the column as a whole
    by_words: bool = False  # a code may be written as what it means


@dataclass(frozen=True)
class Form:
    """A report table in one of its versions: its title and its columns, in any order.

    ``number`` is the table's on the platform, of the present table for one that came before it.
    """

    title: str
    columns: tuple[Column, ...]
    number: str = ""
    version: str = ""
    template: str = ""
    sheet: str = ""  # what its sheet is called, if not by the title
    mark: str = "V"

    @property
    def headers(self) -> dict[str, Column]:
        """The columns by heading and by key."""
        keys = {column.key: column for column in self.columns if column.key}
        return {column.header: column for column in self.columns} | keys

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its columns fill."""
        return frozenset(column.field for column in self.columns)

    def column(self, field: str) -> Column:
        """The column that fills a field."""
        return next(column for column in self.columns if column.field == field)


_EXTRA = {"is_required": False, "may_be_absent": True}
COLUMNS = (
    Column("证书编号", "number", Content.IDENTIFIER),
    Column("证书状态", "status", Content.CODE, codes="certificate_status"),
    Column("认证项目代码", "item_code", Content.IDENTIFIER),
    Column("认证项目", "item", Content.TEXT),
    Column("认证依据", "standard", Content.TEXT, is_required=False),
    Column("获证组织名称", "organisation", Content.TEXT),
    Column("统一社会信用代码", "uscc", Content.IDENTIFIER),
    Column("行政区划代码", "division", Content.CODE),
    Column("组织地址", "address", Content.TEXT, is_required=False, longest=450),
    Column("颁证日期", "issued_on", Content.DAY),
    Column("有效期止", "expires_on", Content.DAY),
    Column("状态起始日期", "effective_on", Content.DAY, **_EXTRA),  # type: ignore[arg-type]
    Column("暂停截止日期", "suspended_until", Content.DAY, **_EXTRA),  # type: ignore[arg-type]
    Column("认证决定日期", "decided_on", Content.DAY, **_EXTRA),  # type: ignore[arg-type]
    Column("初次获证日期", "first_issued_on", Content.DAY, **_EXTRA),  # type: ignore[arg-type]
)
CERTIFICATES = Form("证书信息表", COLUMNS, number="R01", version="1", template="认监上报模板")


@dataclass(frozen=True)
class CertificateRow:
    """One row of the table: what a body says of a certificate on the day of its report."""

    line: int
    number: str
    status: str
    item_code: str
    item: str
    standard: str
    organisation: str
    uscc: str
    division: str
    address: str
    issued_on: date
    expires_on: date
