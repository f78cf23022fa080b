"""The table of certificates that a body reports: its columns, and one row as a value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Content(StrEnum):
    """What the cells of a column hold, and so how they are read."""

    TEXT = "text"  # kept as written, without blanks at its ends
    IDENTIFIER = "identifier"  # half-width, upper case, without blanks
    DAY = "day"  # a date in one of the forms of days.py


@dataclass(frozen=True)
class Column:
    """A column of a report table: its Chinese heading and the field it fills."""

    header: str
    field: str
    content: Content
    is_required: bool = True
    longest: int = 300  # characters; the report table gives the organisation's name as many


@dataclass(frozen=True)
class Form:
    """A report table: the title that its sheet may carry, and its columns in any order."""

    title: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> dict[str, Column]:
        """The columns by heading."""
        return {column.header: column for column in self.columns}

    def column(self, field: str) -> Column:
        """The column that fills a field."""
        return next(column for column in self.columns if column.field == field)


COLUMNS = (
    Column("证书编号", "number", Content.IDENTIFIER),
    Column("证书状态", "status", Content.IDENTIFIER),
    Column("认证项目代码", "item_code", Content.IDENTIFIER),
    Column("认证项目", "item", Content.TEXT),
    Column("认证依据", "standard", Content.TEXT, is_required=False),
    Column("获证组织名称", "organisation", Content.TEXT),
    Column("统一社会信用代码", "uscc", Content.IDENTIFIER),
    Column("行政区划代码", "division", Content.IDENTIFIER),
    Column("组织地址", "address", Content.TEXT, is_required=False, longest=450),
    Column("颁证日期", "issued_on", Content.DAY),
    Column("有效期止", "expires_on", Content.DAY),
)
CERTIFICATES = Form("证书信息表", COLUMNS)


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
