"""What the sender of a report reads about each wrong cell, word for word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make_registers import HEADERS, TODAY, cells, csv_file
from renjian.kernel.refusal import Refused
from renjian.registers.intake.check import Check
from renjian.registers.intake.examination import examine
from renjian.registers.reading import read
from renjian.registers.rows import COLUMNS

CODE = "91330110RJ00000147"
SENTENCES = [
    (
        "number",
        "证书",
        "“证书编号”（证书）的形式不对：应为 4 至 50 位数字、大写字母和连接符。"
        "请对照证书核对后重新上传。",
    ),
    (
        "status",
        "有效",
        "“证书状态”（有效）不是规定的代码：应为 01 有效、02 暂停、03 撤销、04 注销、05 过期失效。"
        "请按代码表填写后重新上传；代码表在上传页的模板里。",
    ),
    (
        "item_code",
        "QMS",
        "“认证项目代码”（QMS）的形式不对：应为一个字母加 2、4 或 6 位数字。"
        "请填写认证项目分类代码（如 A0101）后重新上传。",
    ),
    (
        "item",
        "长" * 301,
        "“认证项目”有 301 个字，最多可以有 300 个字。请按证书上的文字填写后重新上传。",
    ),
    (
        "organisation",
        "无",
        "“获证组织名称”（无）不是一个名称。请填写证书上的组织名称后重新上传。",
    ),
    ("organisation", "", "“获证组织名称”没有填写。请补填后重新上传。"),
    (
        "uscc",
        CODE[:9],
        "“统一社会信用代码”（91330110R）有 9 位，应为 18 位。请对照营业执照核对后重新上传。",
    ),
    (
        "uscc",
        CODE[:-1] + "O",
        "“统一社会信用代码”（91330110RJ0000014O）含有不允许的字符：第 3 至 8 位是数字，"
        "其余只能用数字和除 I、O、S、V、Z 以外的大写字母。请对照营业执照核对后重新上传。",
    ),
    (
        "uscc",
        CODE[:-1] + "8",
        "“统一社会信用代码”（91330110RJ00000148）的第 18 位校验码不符，其中至少有一位写错。"
        "请对照营业执照核对后重新上传。",
    ),
    (
        "division",
        "330199",
        "“行政区划代码”（330199）不在行政区划表中。"
        "请填写组织所在县（市、区）的 6 位代码后重新上传。",
    ),
    (
        "division",
        "330100",
        "“行政区划代码”（330100）是省级或者地级，应当填写到县级。"
        "请填写组织所在县（市、区）的 6 位代码后重新上传。",
    ),
    (
        "issued_on",
        "长期",
        "“颁证日期”（长期）不是能识别的日期。请写成 2026-03-01 的形式后重新上传。",
    ),
    (
        "issued_on",
        "2026/12/1",
        "“颁证日期”（2026-12-01）晚于今天（2026-11-24）。"
        "尚未颁发的证书不能上报，请核对日期后重新上传。",
    ),
    (
        "expires_on",
        "20260228",
        "“有效期止”（2026-02-28）早于“颁证日期”（2026-03-01）。请核对两个日期后重新上传。",
    ),
]


@pytest.mark.parametrize(("field", "value", "sentence"), SENTENCES)
def test_what_is_said_of_a_wrong_cell(tmp_path, field, value, sentence):
    problems = examine(read(csv_file(tmp_path, cells(**{field: value}))), TODAY).problems
    (problem,) = [one for one in problems if one.level == "error"]
    assert problem.text == "第 2 行" + sentence


def test_what_is_said_of_two_rows_of_one_certificate(tmp_path):
    (problem,) = examine(read(csv_file(tmp_path, cells(), cells())), TODAY).problems
    assert problem.text == (
        "第 3 行“证书编号”（900126Q00001R0M）与第 2 行重复。"
        "一个证书编号在一个文件里只能有一行，请只保留最新的一行后重新上传。"
    )


def test_what_is_said_of_two_names_of_one_organisation(tmp_path):
    rows = [cells(organisation="甲厂"), cells(organisation="乙厂", number="900126Q00002R0M")]
    (problem,) = examine(read(csv_file(tmp_path, *rows)), TODAY).problems
    assert problem.text == (
        "第 3 行“获证组织名称”（乙厂）与第 2 行（甲厂）不同，"
        f"但统一社会信用代码都是 {CODE}。请核对名称和代码，改正后重新上传。"
    )


def test_a_check_of_ones_own_is_a_rule_with_its_words(tmp_path):
    short = Check(
        "trial", "item", "“{header}”是 {item}。", "请改。", lambda r: r.item.length() <= 2
    )
    report = read(csv_file(tmp_path, cells(item="甲乙"), cells(item="甲乙丙")))
    (problem,) = examine(report, TODAY, checks=(short,)).problems
    assert (problem.rule, problem.text) == ("trial", "第 2 行“认证项目”是 甲乙。请改。")


def test_a_value_is_said_as_written_even_if_it_looks_like_a_name_in_braces(tmp_path):
    (problem,) = examine(read(csv_file(tmp_path, cells(status="{uscc}"))), TODAY).problems
    assert "（{USCC}）" in problem.text


odd_cell = st.text(
    st.sampled_from("09A-/.,;\"'{}%\\\n\r\t 一（）①é😀\u200b") | st.characters(codec="utf-8"),
    max_size=12,
)
odd_rows = st.lists(st.lists(odd_cell, min_size=len(HEADERS), max_size=len(HEADERS)), min_size=1)


@settings(max_examples=20, deadline=None)
@given(odd_rows)
def test_odd_cells_are_told_or_refused_and_never_taken(tmp_path_factory, rows):
    path = csv_file(tmp_path_factory.mktemp("odd"), *rows)
    try:
        table = read(path)
    except Refused as refused:
        assert all("请" in reason.text for reason in refused.reasons)
        return
    examination = examine(table, TODAY)
    assert examination.count >= table.tables[0].rows.count().to_pyarrow().as_py()
    assert all(problem.text for problem in examination.problems)


@settings(max_examples=60, deadline=None)
@given(st.binary() | st.binary().map(lambda tail: b"PK\x03\x04" + tail))
def test_no_bytes_do_more_than_be_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "report.csv"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read(path)
    assert all("请" in reason.text for reason in refused.value.reasons)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=3))
def test_a_damaged_report_is_told_or_refused_or_was_not_hurt(tmp_path_factory, place, damage):
    path = csv_file(tmp_path_factory.mktemp("damage"), cells())
    data = path.read_bytes()
    path.write_bytes(data[:place] + damage + data[place + len(damage) :])
    try:
        examination = examine(read(path), TODAY)
    except Refused as refused:
        assert refused.reasons
    else:
        columns = {column.header for column in COLUMNS}
        assert {problem.column for problem in examination.problems} <= columns
