"""The checks of a reported table of certificates, in the order of its columns.

A cell breaks one rule at a time: what is blank is only blank, what is no date is not compared.
They say what the table alone shows; whether a certificate is lawful is for people.
"""

from functools import cache

import ibis
import ibis.expr.types as ir

from renjian.authorities.divisions import divisions, is_county_level
from renjian.kernel.identifiers import (
    CERTIFICATE_NUMBER,
    USCC_ALPHABET,
    USCC_LENGTH,
    USCC_WEIGHTS,
)
from renjian.registers.certificates import Status
from renjian.registers.intake.check import Check, check
from renjian.registers.reading import WRITTEN
from renjian.registers.rows import COLUMNS, Column, Content

# One letter and two digits for the field, two more each for the item and its version.
ITEM_CODE = "^[A-Z][0-9]{2}([0-9]{2}){0,2}$"
PLACEHOLDERS = ("-", "--", "/", "\\", ".", "0", "无", "暂无", "不详", "未知", "空", "NULL", "N/A")


def _first_line(rows: ir.Table) -> ir.IntegerColumn:
    return rows.line.min().over(group_by=rows.number)


def _is_no_name(rows: ir.Table) -> ir.BooleanValue:
    return (rows.organisation == "") | rows.organisation.upper().isin(PLACEHOLDERS)


def _owner(rows: ir.Table) -> ir.StringValue:
    owner = rows.organisation.re_extract("^[^；;]*", 0)
    return ibis.ifelse(_is_no_name(rows), ibis.null(str), owner)


def _first_owner(rows: ir.Table) -> ir.StringValue:
    return _owner(rows).first(order_by=rows.line).over(group_by=rows.uscc)


@cache
def _divisions() -> ir.Table:
    codes = [code for code in divisions() if len(code) == 6]
    return ibis.memtable({"code": codes, "is_place": [is_county_level(code) for code in codes]})


def _is_spelt(code: ir.StringColumn) -> ir.BooleanValue:
    return code.re_search(f"^[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}$")


def _weighed(code: ir.StringColumn) -> ir.IntegerValue:
    """The weighted sum of a code and its check digit: a multiple of 31 if they fit."""
    alphabet = ibis.literal(USCC_ALPHABET)
    return sum(
        (
            alphabet.find(code.substr(place, 1)) * weight
            for place, weight in enumerate((*USCC_WEIGHTS, 1))
        ),
        start=ibis.literal(0),
    )


def required(column: Column) -> Check:
    """The check that a required column is filled."""

    @check(
        "certificate.blank",
        column=column.field,
        text="“{header}”没有填写。",
        cure="请补填后重新上传。",
    )
    def is_blank(rows: ir.Table) -> ir.BooleanValue:
        """A required cell is filled."""
        return rows[column.field + WRITTEN * (column.content is Content.DAY)] == ""

    return is_blank


def a_date(column: Column) -> Check:
    """The check that a column of dates holds dates."""

    @check(
        "certificate.no-date",
        column=column.field,
        text="“{header}”（{value}）不是能识别的日期。",
        cure="请写成 2026-03-01 的形式后重新上传。",
    )
    def is_no_date(rows: ir.Table) -> ir.BooleanValue:
        """A date is written with the year first, and exists."""
        return (rows[column.field + WRITTEN] != "") & rows[column.field].isnull()

    return is_no_date


def short_enough(column: Column) -> Check:
    """The check that a text fits its field."""

    @check(
        "certificate.too-long",
        column=column.field,
        text="“{header}”有 {length} 个字，最多可以有 {longest} 个字。",
        cure="请按证书上的文字填写后重新上传。",
        length=lambda rows: rows[column.field].length(),
        longest=lambda _: ibis.literal(column.longest),
    )
    def is_too_long(rows: ir.Table) -> ir.BooleanValue:
        """A text has at most as many characters as the report table gives its field."""
        return rows[column.field].length() > column.longest

    return is_too_long


@check(
    "certificate.number",
    column="number",
    text="“证书编号”（{number}）的形式不对：应为 4 至 50 位数字、大写字母和连接符。",
    cure="请对照证书核对后重新上传。",
)
def odd_number(rows: ir.Table) -> ir.BooleanValue:
    """A certificate number is made of digits, capital letters and joining signs."""
    return (rows.number != "") & ~rows.number.re_search(CERTIFICATE_NUMBER)


@check(
    "certificate.number-twice",
    column="number",
    text="“证书编号”（{number}）与第 {first_line} 行重复。",
    cure="一个证书编号在一个文件里只能有一行，请只保留最新的一行后重新上传。",
    first_line=_first_line,
)
def number_twice(rows: ir.Table) -> ir.BooleanValue:
    """A file says one thing of a certificate, not two."""
    return (rows.number != "") & (rows.line != _first_line(rows))


@check(
    "certificate.status",
    column="status",
    text="“证书状态”（{status}）不是规定的代码。",
    cure="请填写两位代码：01 有效、02 暂停、03 撤销、04 注销、05 过期失效；"
    "缺少前面的 0 时，请把单元格设为文本格式。",
)
def unknown_status(rows: ir.Table) -> ir.BooleanValue:
    """The state is one of the five codes."""
    return (rows.status != "") & ~rows.status.isin([status.value for status in Status])


@check(
    "certificate.item-code",
    column="item_code",
    text="“认证项目代码”（{item_code}）的形式不对：应为一个字母加 2、4 或 6 位数字。",
    cure="请填写认证项目分类代码（如 A0101）后重新上传。",
)
def odd_item_code(rows: ir.Table) -> ir.BooleanValue:
    """An item code is a letter and two digits for the field, two more for item and version."""
    return (rows.item_code != "") & ~rows.item_code.re_search(ITEM_CODE)


@check(
    "certificate.organisation-placeholder",
    column="organisation",
    text="“获证组织名称”（{organisation}）不是一个名称。",
    cure="请填写证书上的组织名称后重新上传。",
)
def placeholder_name(rows: ir.Table) -> ir.BooleanValue:
    """The name of the organisation is a name, not a sign for a missing one."""
    return (rows.organisation != "") & _is_no_name(rows)


@check(
    "certificate.uscc-length",
    column="uscc",
    text="“统一社会信用代码”（{uscc}）有 {length} 位，应为 18 位。",
    cure="请对照营业执照核对后重新上传。",
    length=lambda rows: rows.uscc.length(),
)
def uscc_length(rows: ir.Table) -> ir.BooleanValue:
    """A unified social credit code has 18 characters (GB 32100-2015)."""
    return (rows.uscc != "") & (rows.uscc.length() != USCC_LENGTH)


@check(
    "certificate.uscc-alphabet",
    column="uscc",
    text="“统一社会信用代码”（{uscc}）含有不允许的字符：第 3 至 8 位是数字，"
    "其余只能用数字和除 I、O、S、V、Z 以外的大写字母。",
    cure="请对照营业执照核对后重新上传。",
)
def uscc_alphabet(rows: ir.Table) -> ir.BooleanValue:
    """A unified social credit code uses digits and 26 - 5 letters (GB 32100-2015)."""
    return (rows.uscc.length() == USCC_LENGTH) & ~_is_spelt(rows.uscc)


@check(
    "certificate.uscc-check-digit",
    column="uscc",
    text="“统一社会信用代码”（{uscc}）的第 18 位校验码不符，其中至少有一位写错。",
    cure="请对照营业执照核对后重新上传。",
)
def uscc_check_digit(rows: ir.Table) -> ir.BooleanValue:
    """The last character of a unified social credit code fits the others (GB 32100-2015)."""
    return _is_spelt(rows.uscc) & (_weighed(rows.uscc) % 31 != 0)


@check(
    "certificate.organisation-two-names",
    column="organisation",
    text="“获证组织名称”（{organisation}）与第 {other_line} 行（{other_name}）不同，"
    "但统一社会信用代码都是 {uscc}。",
    cure="请核对名称和代码，改正后重新上传。",
    other_line=lambda rows: rows.line.min(where=~_is_no_name(rows)).over(group_by=rows.uscc),
    other_name=_first_owner,
)
def two_names(rows: ir.Table) -> ir.BooleanValue:
    """One code belongs to one organisation, so it has one name in a file.

    A unit without a code of its own is reported under its superior's, as 上级；单位: only the part
    before the semicolon is compared.
    """
    return (rows.uscc != "") & (_owner(rows) != _first_owner(rows))


@check(
    "certificate.division-unknown",
    column="division",
    text="“行政区划代码”（{division}）不在行政区划表中。",
    cure="请填写组织所在县（市、区）的 6 位代码后重新上传。",
)
def unknown_division(rows: ir.Table) -> ir.BooleanValue:
    """The place of the organisation is a division of the table, in use or abolished."""
    return (rows.division != "") & ~rows.division.isin(_divisions().code)


@check(
    "certificate.division-not-county",
    column="division",
    text="“行政区划代码”（{division}）是省级或者地级，应当填写到县级。",
    cure="请填写组织所在县（市、区）的 6 位代码后重新上传。",
)
def division_too_high(rows: ir.Table) -> ir.BooleanValue:
    """The place is a county, or a city without counties: whoever supervises it follows from it."""
    places = _divisions()
    return rows.division.isin(places.filter(~places.is_place).code)


@check(
    "certificate.issued-in-future",
    column="issued_on",
    text="“颁证日期”（{issued_on}）晚于今天（{today}）。",
    cure="尚未颁发的证书不能上报，请核对日期后重新上传。",
)
def issued_in_future(rows: ir.Table) -> ir.BooleanValue:
    """A certificate is reported after it was issued."""
    return rows.issued_on > rows.today


@check(
    "certificate.expires-before-issue",
    column="expires_on",
    text="“有效期止”（{expires_on}）早于“颁证日期”（{issued_on}）。",
    cure="请核对两个日期后重新上传。",
)
def expires_before_issue(rows: ir.Table) -> ir.BooleanValue:
    """A certificate cannot expire before it was issued."""
    return rows.expires_on < rows.issued_on


CHECKS: tuple[Check, ...] = (
    *(required(column) for column in COLUMNS if column.is_required),
    *(a_date(column) for column in COLUMNS if column.content is Content.DAY),
    *(short_enough(column) for column in COLUMNS if column.content is Content.TEXT),
    odd_number,
    number_twice,
    unknown_status,
    odd_item_code,
    placeholder_name,
    two_names,
    uscc_length,
    uscc_alphabet,
    uscc_check_digit,
    unknown_division,
    division_too_high,
    issued_in_future,
    expires_before_issue,
)
