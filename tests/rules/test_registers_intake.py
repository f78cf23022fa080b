"""The checks of an upload: which cell breaks which rule, and how it is told."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make_registers import HEADERS, TODAY, cells, csv_file, uscc, xlsx_file
from renjian.kernel.identifiers import USCC_ALPHABET, why_not_certificate_number, why_not_uscc
from renjian.kernel.refusal import shown
from renjian.registers.intake.examination import examine
from renjian.registers.intake.listed import checks_for
from renjian.registers.intake.words import words
from renjian.registers.reading import read
from renjian.registers.rows import CERTIFICATES, COLUMNS


def found(folder, *rows, **options):
    return examine(read(csv_file(folder, *rows)), TODAY, **options)


def told(examination):
    """Rule, line and column of each problem that must be mended."""
    errors = [p for p in examination.problems if p.level == "error"]
    return [(p.rule, p.line, p.column) for p in errors]


OTHER = {"number": "900126Q00002R0M"}


def test_good_rows_are_clean(tmp_path):
    examination = found(tmp_path, cells(), cells(**OTHER))
    assert examination.is_clean
    assert (examination.problems, examination.count) == ((), 0)


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("number", "证书12345", "certificate.number"),
        ("number", "123", "certificate.number"),
        ("status", "有效", "not-listed"),
        ("status", "06", "not-listed"),
        ("item_code", "A1", "certificate.item-code"),
        ("item_code", "QMS", "certificate.item-code"),
        ("item_code", "A01010", "certificate.item-code"),
        ("item", "长" * 301, "too-long"),
        ("organisation", "/", "organisation.placeholder"),
        ("organisation", "无", "organisation.placeholder"),
        ("organisation", "null", "organisation.placeholder"),
        ("uscc", "RJ0000014", "uscc.length"),
        ("uscc", "91330110IO00000147", "uscc.alphabet"),
        ("uscc", "9133011ARJ00000147", "uscc.alphabet"),
        ("uscc", "91330110RJ00000148", "uscc.check-digit"),
        ("division", "339999", "division.unknown"),
        ("division", "33011", "division.unknown"),
        ("division", "330110014", "division.unknown"),
        ("division", "330100", "division.not-county"),
        ("division", "330000", "division.not-county"),
        ("division", "110000", "division.not-county"),
        ("address", "长" * 451, "too-long"),
        ("issued_on", "长期", "no-date"),
        ("issued_on", "2026-02-30", "no-date"),
        ("issued_on", "2026-11-25", "RP-04.issue"),
        ("expires_on", "01/03/2029", "no-date"),
        ("expires_on", "2026-02-28", "dates.expires-before-issue"),
    ],
)
def test_one_wrong_cell_breaks_one_rule(tmp_path, field, value, rule):
    header = next(column.header for column in COLUMNS if column.field == field)
    examination = found(tmp_path, cells(**OTHER), cells(**{field: value}))
    assert told(examination) == [(rule, 3, header)]
    assert examination.problems[0].value == shown(value)


IN_THE_FILE = [column for column in COLUMNS if column.header in HEADERS]


@pytest.mark.parametrize("column", IN_THE_FILE, ids=lambda column: column.header)
def test_a_blank_cell_is_told_once_and_only_where_it_is_required(tmp_path, column):
    examination = found(tmp_path, cells(**OTHER), cells(**{column.field: "  "}))
    expected = [("blank", 3, column.header)] if column.is_required else []
    assert told(examination) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "2"),
        ("status", "2.0"),
        ("item_code", "B01"),
        ("item_code", "A010103"),
        ("item", "长" * 300),
        ("organisation", "零食"),
        ("division", "460400"),
        ("division", "659001"),
        ("issued_on", "2026-11-24"),
        ("issued_on", "46082"),
        ("expires_on", "2026-11-24"),
        ("number", "001q1100001-2"),
    ],
)
def test_what_lies_just_inside_of_a_rule_passes(tmp_path, field, value):
    assert told(found(tmp_path, cells(**{field: value}))) == []


def test_the_sentence_names_line_column_values_and_cure(tmp_path):
    problems = found(tmp_path, cells(expires_on="2024/3/1")).problems
    (problem,) = [one for one in problems if one.level == "error"]
    assert problem.text == (
        "第 2 行“有效期止”（2024-03-01）早于“颁证日期”（2026-03-01）。请核对两个日期后重新上传。"
    )
    assert problem.value == "2024/3/1"
    assert problem.cure == "请核对两个日期后重新上传。"


def test_of_a_long_value_only_the_beginning_is_repeated(tmp_path):
    long = cells(organisation="长" * 20_000, number="A" * 20_000)
    for problem in found(tmp_path, long).problems:
        assert len(problem.value) <= 101
        assert len(problem.text) < 400


def test_the_sentence_names_the_sheet_of_a_workbook(tmp_path):
    book = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells(status="9")])
    (problem,) = examine(read(book), TODAY).problems
    assert problem.sheet == "证书信息表"
    assert problem.text.startswith("“证书信息表”第 2 行“证书状态”（09）")


def test_the_second_and_third_row_of_a_number_are_told_with_the_first(tmp_path):
    examination = found(tmp_path, cells(), cells(**OTHER), cells(), cells(number="900126q00001r0m"))
    assert told(examination) == [
        ("twice.certificate", 4, "证书编号"),
        ("twice.certificate", 5, "证书编号"),
    ]
    assert "与第 2 行重复" in examination.problems[1].text


def test_one_code_with_two_names_is_told_with_the_first_name(tmp_path):
    examination = found(tmp_path, cells(organisation="甲"), cells(**OTHER, organisation="乙"))
    assert told(examination) == [("organisation.two-names", 3, "获证组织名称")]
    assert "（乙）与第 2 行（甲）不同" in examination.problems[0].text


def test_a_missing_name_is_no_first_name(tmp_path):
    unnamed = [cells(organisation=""), cells(organisation="无", number="900126Q00003R0M")]
    examination = found(tmp_path, *unnamed, cells(**OTHER))
    assert [rule for rule, _, _ in told(examination)] == ["blank", "organisation.placeholder"]


def test_a_unit_under_the_code_of_its_superior_has_no_second_name(tmp_path):
    examination = found(tmp_path, cells(organisation="甲"), cells(**OTHER, organisation="甲；分厂"))
    assert examination.is_clean


def test_the_same_name_under_two_codes_is_allowed(tmp_path):
    other = cells(**OTHER, uscc=uscc("91330110RJ0000022"))
    assert found(tmp_path, cells(), other).is_clean


def test_several_faults_of_a_row_come_in_the_order_of_columns(tmp_path):
    examination = found(tmp_path, cells(expires_on="x", number="", status="9"))
    assert [column for _, _, column in told(examination)] == ["证书编号", "证书状态", "有效期止"]


def test_dates_that_cannot_be_read_are_not_compared(tmp_path):
    examination = found(tmp_path, cells(issued_on="长期", expires_on="2020-01-01"))
    assert [rule for rule, _, _ in told(examination)] == ["no-date"]


def test_the_first_problems_are_listed_and_all_are_counted(tmp_path):
    rows = [cells(number=f"900126Q{n:05d}R0M", status="9", item_code="x") for n in range(30)]
    examination = found(tmp_path, *rows, most=7)
    assert [problem.line for problem in examination.problems] == [2, 2, 3, 3, 4, 4, 5]
    assert (examination.count, examination.is_clean) == (60, False)


def test_a_day_later_the_future_has_come(tmp_path):
    table = read(csv_file(tmp_path, cells(issued_on="2026-11-25")))
    assert examine(table, TODAY).count == 1
    assert examine(table, date(2026, 11, 25)).is_clean


spoilt = st.text(USCC_ALPHABET + "IOSVZ一 ", min_size=15, max_size=19)
spelt = st.text(USCC_ALPHABET, min_size=9, max_size=10).map(lambda rest: "91330110" + rest)


@settings(max_examples=8, deadline=None)
@given(st.lists(spoilt | spelt | spelt.map(lambda code: uscc(code[:17])), min_size=1))
def test_the_table_judges_codes_as_the_library_does(tmp_path_factory, codes):
    folder = tmp_path_factory.mktemp("codes")
    rows = [cells(number=f"Q{line:05d}", uscc=code) for line, code in enumerate(codes)]
    table = read(csv_file(folder, *rows))
    wrong = {p.line for p in examine(table, TODAY).problems if p.column == "统一社会信用代码"}
    written = table.tables[0].rows.order_by("line").to_pyarrow()["uscc"].to_pylist()
    assert wrong == {line for line, code in enumerate(written, start=2) if why_not_uscc(code)}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text("09AZ-/.()&_+ 证", max_size=6), min_size=1))
def test_the_table_judges_numbers_as_the_library_does(tmp_path_factory, numbers):
    rows = [cells(number=number) for number in numbers]
    table = read(csv_file(tmp_path_factory.mktemp("numbers"), *rows))
    rules = {"certificate.number", "blank"}
    wrong = {p.line for p in examine(table, TODAY).problems if p.rule in rules}
    written = table.tables[0].rows.order_by("line").to_pyarrow()["number"].to_pylist()
    assert wrong == {
        line for line, number in enumerate(written, start=2) if why_not_certificate_number(number)
    }


def test_every_listed_check_has_its_sentence_its_cure_and_a_rule_to_publish():
    fields = {column.field for column in COLUMNS}
    for check in checks_for(CERTIFICATES, with_facts=False):
        assert check.column in fields
        assert words()[check.code].title and check.cure.startswith(("请", "一个", "尚未"))
        assert check.names <= fields | {"header", "value", "today"} | set(check.values)


def test_checks_are_told_apart_by_code_and_column():
    keys = [(check.code, check.column) for check in checks_for(CERTIFICATES)]
    assert len(keys) == len(set(keys)) >= 12
