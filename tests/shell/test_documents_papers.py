"""The form of a document is filled with facts, which are only ever text."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian_site.kit.documents import papers

NAMES = {
    "cases": {
        "transfer-letter": "案件移送函",
        "filing-form": "立案审批表",
    },
    "draws": {"draw-minutes": "双随机抽查抽取记录"},
    "inspections": {"result-sheet": "双随机抽查结果记录"},
}
KINDS = [(slice_, kind, title) for slice_, kinds in NAMES.items() for kind, title in kinds.items()]


class Anything(dict):
    """A value for every name that a form may ask for."""

    def __init__(self, value="值"):
        self.value = value

    def __missing__(self, name):
        return self.value


class NoRows(dict):
    def __missing__(self, name):
        return []


def filled(slice_="cases", kind="filing-form", value="值"):
    return papers.fill(f"renjian_site.{slice_}", kind, Anything(value), NoRows())


@pytest.mark.parametrize(("slice_", "kind", "title"), KINDS)
def test_each_form_has_its_official_title_and_can_be_filled(slice_, kind, title):
    paper = filled(slice_, kind)
    assert (paper.kind, paper.title) == (kind, title)
    assert paper.style in papers.STYLES
    assert paper.number_word
    assert any("seal" in part for part in paper.parts)


def test_a_form_with_a_name_that_nobody_gave_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        papers.fill("renjian_site.cases", "filing-form", {})


@pytest.mark.parametrize("fact", ["{title}", "{0}", "}{", "<b>甲</b>", "#let x = 1", "{{ a }}"])
def test_facts_are_put_in_as_they_are(fact):
    rows = filled(value=fact).parts[0]["facts"]
    assert ["案号", fact] in rows


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲\r\n乙\u2028丙", "甲\n乙\n丙"),
        ("甲\t乙", "甲 乙"),
        ("甲\x00\x07\x1b乙", "甲乙"),
        ("合\u202e格\u200b\ufeff", "合格"),
        ("\n\n甲\n", "甲"),
        ("㐀𠮷", "㐀𠮷"),
        ("", ""),
    ],
)
def test_marks_that_nobody_sees_are_left_out(text, kept):
    assert papers.plain(text) == kept


@given(st.text())
def test_plain_text_stays_as_it_is_the_second_time(text):
    assert papers.plain(papers.plain(text)) == papers.plain(text)


def test_a_table_gets_its_rows_with_as_many_cells_as_columns():
    tables = {"findings": [["1", "甲", "乙", "丙\x00"]]}
    paper = papers.fill("renjian_site.inspections", "result-sheet", Anything(), tables)
    (found,) = (part for part in paper.parts if "table" in part)
    assert found["rows"] == [["1", "甲", "乙", "丙"]]


def test_a_row_that_does_not_fit_its_table_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="findings"):
        papers.fill("renjian_site.inspections", "result-sheet", Anything(), {"findings": [["1"]]})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('style = "poster"\nparts = []', "style"),
        ('style = "form"\n[[parts]]\npicture = "x"', "part"),
        ('style = "form"\n[[parts]]\nnote = "x"\nheading = "y"', "part"),
    ],
)
def test_a_form_of_an_unknown_shape_is_not_read(monkeypatch, tmp_path, text, wrong):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/odd.toml").write_text(text, "utf-8")
    monkeypatch.setattr(papers, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=f"odd: (the|a) {wrong}"):
        papers._form.__wrapped__("anything", "odd")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 3, 5), "2026年3月5日"),
        (datetime(2026, 12, 31, 16, 5, tzinfo=UTC), "2027年1月1日00:05"),
        (None, "–"),
    ],
)
def test_days_and_moments_are_written_as_in_official_papers(when, words):
    assert papers.in_chinese(when) == words
