"""Imported classes of organisations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_registers import uscc
from renjian.kernel.refusal import Refused
from renjian.risk.classes import MOST_REASONS, ClassRow, CreditClass, read_classes

HEADER = "统一社会信用代码,信用风险分类,起始日期"
CODE, OTHER = uscc(), uscc("91330110RJ0000022")


def text(*lines, header=HEADER):
    return "\n".join([header, *lines]) + "\n"


def refusals(content):
    with pytest.raises(Refused) as refused:
        read_classes(content)
    return refused.value.reasons


def test_each_line_is_a_class_from_a_day():
    rows = read_classes(text(f"{CODE},A,2026-10-01", f"{OTHER},D,2026/11/1"))
    assert rows == [
        ClassRow(2, CODE, CreditClass.A, date(2026, 10, 1)),
        ClassRow(3, OTHER, CreditClass.D, date(2026, 11, 1)),
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(ending):
    content = text(f"{CODE},A,2026-10-01", f"{OTHER},B,2026-10-01").replace("\n", ending)
    assert [row.line for row in read_classes(content)] == [2, 3]


def test_columns_may_come_in_any_order_with_others_between():
    header = "\ufeff企业名称,起始日期,信用风险分类,统一社会信用代码"
    (row,) = read_classes(text(f"余杭立春,20261001,b,{CODE.lower()}", header=header))
    assert (row.uscc, row.credit_class, row.from_on) == (CODE, CreditClass.B, date(2026, 10, 1))


def test_blank_lines_are_passed_over_and_counted():
    rows = read_classes(text(f"{CODE},A,2026-10-01", "", ",,", f"{OTHER},A,2026-10-01"))
    assert [row.line for row in rows] == [2, 5]


def test_one_organisation_may_have_classes_from_several_days():
    rows = read_classes(text(f"{CODE},A,2026-10-01", f"{CODE},C,2026-11-01"))
    assert [row.credit_class.value for row in rows] == ["A", "C"]


@pytest.mark.parametrize(
    ("line", "code", "column", "value"),
    [
        ("123,A,2026-10-01", "classes.uscc", "统一社会信用代码", "123"),
        ("91330110RJ00000148,A,2026-10-01", "classes.uscc", "统一社会信用代码", None),
        (f"{CODE},E,2026-10-01", "classes.class", "信用风险分类", "E"),
        (f"{CODE},,2026-10-01", "classes.class", "信用风险分类", ""),
        (f"{CODE},AB,2026-10-01", "classes.class", "信用风险分类", "AB"),
        (f"{CODE},A,10/01/2026", "classes.from", "起始日期", "10/01/2026"),
        (f"{CODE},A", "classes.from", "起始日期", ""),
    ],
)
def test_a_wrong_cell_is_named_with_line_column_value_and_cure(line, code, column, value):
    (reason,) = refusals(text(f"{OTHER},A,2026-10-01", line))
    assert reason.code == code
    assert (reason.values["line"], reason.values["column"]) == (3, column)
    assert value is None or reason.values["value"] == value
    assert reason.text.startswith(f"第 3 行“{column}”（") and "请" in reason.text


def test_of_a_long_cell_only_the_beginning_is_repeated():
    reasons = refusals(text(",".join(["9" * 20_000, "B" * 20_000, "2" * 20_000])))
    assert [len(why.values["value"]) for why in reasons] == [101] * 3


def test_all_faults_of_all_lines_are_told_and_nothing_is_taken():
    told = [reason.code for reason in refusals(text("1,X,x", f"{CODE},A,2026-10-01", "2,A,x"))]
    assert told == ["classes.uscc", "classes.class", "classes.from", "classes.uscc", "classes.from"]


def test_two_classes_from_the_same_day_are_a_contradiction():
    (reason,) = refusals(text(f"{CODE},A,2026-10-01", f"{CODE},B,20261001"))
    assert (reason.code, reason.values["line"], reason.values["first_line"]) == (
        "classes.twice",
        3,
        2,
    )


def test_the_list_of_faults_is_capped_and_the_rest_counted():
    reasons = refusals(text(*(f"{number},A,2026-10-01" for number in range(MOST_REASONS + 25))))
    assert len(reasons) == MOST_REASONS + 1
    assert reasons[-1].text.startswith("另外还有 25 处")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "classes.empty"),
        ("\ufeff", "classes.empty"),
        (HEADER, "classes.none"),
        (text("", ","), "classes.none"),
        ("统一社会信用代码,起始日期\n", "classes.header"),
        (HEADER + ",信用风险分类\n", "classes.header"),
        (text(f'"{CODE},A,2026-10-01'), "classes.unreadable"),
    ],
)
def test_what_is_no_file_of_classes_is_refused(content, code):
    (reason,) = refusals(content)
    assert reason.code == code
    assert "请" in reason.text


@given(st.text(alphabet='AB,;"\n\r\x00 1' + CODE[:3]))
def test_no_text_does_more_than_be_refused(content):
    with pytest.raises(Refused):
        read_classes(content)


def test_the_titles_of_the_classes():
    titles = [found.title for found in CreditClass]
    assert titles == ["信用风险低", "信用风险一般", "信用风险较高", "信用风险高"]
