"""The heading row of an upload, and the text files it comes in."""

import pytest

from make_registers import HEADERS
from renjian.kernel.refusal import Refused
from renjian.registers.encodings import decode
from renjian.registers.headers import MOST_COLUMNS, match_headers
from renjian.registers.rows import CERTIFICATES


def refusals(cells):
    with pytest.raises(Refused) as refused:
        match_headers(cells, CERTIFICATES)
    return [(reason.code, reason.text) for reason in refused.value.reasons]


def without(*headers):
    return [header for header in HEADERS if header not in headers]


def test_the_columns_are_matched_in_the_order_of_the_file():
    matched = match_headers(HEADERS[::-1], CERTIFICATES)
    assert [column.header for column in matched] == HEADERS[::-1]


@pytest.mark.parametrize(
    "written", [" 证书编号 ", "证书\n编号", "*证书编号", "＊证书编号", "\ufeff证书编号"]
)
def test_blanks_and_stars_of_a_heading_do_not_matter(written):
    matched = match_headers([written, *HEADERS[1:]], CERTIFICATES)
    assert matched[0].field == "number"


def test_columns_that_are_not_required_may_be_missing():
    matched = match_headers(without("认证依据", "组织地址"), CERTIFICATES)
    assert len(matched) == len(HEADERS) - 2


def test_a_column_without_a_heading_names_nothing():
    assert match_headers([*HEADERS, "", " "], CERTIFICATES)[-2:] == (None, None)


def test_every_missing_column_is_named():
    found = refusals(without("证书编号", "颁证日期"))
    assert found == [
        ("upload.header.missing", "缺少“证书编号”列。请按模板补上这一列后重新上传。"),
        ("upload.header.missing", "缺少“颁证日期”列。请按模板补上这一列后重新上传。"),
    ]


def test_a_misspelt_heading_is_named_with_the_nearest_one():
    cells = ["证书号" if header == "证书编号" else header for header in HEADERS]
    missing, unknown = refusals(cells)
    assert missing[0] == "upload.header.missing"
    assert unknown[1] == "“证书号”不是本表的列名，是否应为“证书编号”？请改正列名后重新上传。"


def test_a_heading_like_none_of_the_table_is_named_without_a_guess():
    ((code, text),) = refusals([*HEADERS, "内部备注XYZ"])
    assert code == "upload.header.unknown"
    assert "是否应为" not in text and "“内部备注XYZ”" in text


@pytest.mark.parametrize("cell", ["列" * 1_000_000, "*" + "ABC" * 300_000])
def test_of_a_heading_without_end_only_the_beginning_is_repeated(cell):
    ((code, text),) = refusals([*HEADERS, cell])
    assert code == "upload.header.unknown"
    assert len(text) < 200
    assert "…" in text


def test_many_strange_headings_are_counted_not_listed():
    found = refusals([*HEADERS, *(f"外来{number}" for number in range(25))])
    assert len(found) == 11
    assert "15" in found[-1][1]


def test_a_column_that_comes_twice_is_refused():
    ((code, text),) = refusals([*HEADERS, "证书 编号"])
    assert code == "upload.header.twice"
    assert "“证书编号”" in text and "2" in text


def test_a_title_row_is_told_apart_from_wrong_headings():
    ((code, text),) = refusals(["认证证书月报表", "", ""])
    assert code == "upload.header.none"
    assert "“证书信息表”" in text


def test_a_table_that_is_too_wide_is_refused_before_anything_else():
    ((code, _),) = refusals([f"列{number}" for number in range(MOST_COLUMNS + 1)])
    assert code == "upload.header.too-many"


TEXT = "证书编号,获证组织名称\n001,余杭立春"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_offices(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "upload.file.empty", None),
        (b"\xef\xbb\xbf\r\n \t\n", "upload.file.empty", None),
        (b"%PDF-1.7\nab\x00c", "upload.file.not-text", 2),
        (b"\x89PNG\r\n\x1a\n", "upload.file.not-text", 2),
        ("甲\n乙\n".encode() + b"\xff\xff", "upload.file.encoding", 3),
        (b"\xff\xfe\x00", "upload.file.encoding", 1),
    ],
)
def test_what_is_no_text_is_refused_with_the_line(data, code, line):
    with pytest.raises(Refused) as refused:
        decode(data)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.values.get("line")) == (code, line)
    assert "请" in reason.text


def test_headings_that_were_read_in_another_encoding_are_told_as_garbled():
    told = [header.encode().decode("gb18030", "replace") for header in HEADERS]
    [(code, text)] = refusals(told)
    assert code == "upload.header.garbled" and "还原后是“证书编号”" in text
