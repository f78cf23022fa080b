"""Clauses as officers type them, and what a search for one finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.catalogue.laws import in_words, sources
from renjian.consultations.clauses import cited_or_typed, is_known, reach_of, read_clause


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("REG 59.1.2", "REG 59.1.2"),
        ("认证认可条例 59", "REG 59"),
        ("《认证认可条例》第五十九条第一款第（二）项", "REG 59.1.2"),
        ("《认证认可条例》第五十九条第一款第(二)项", "REG 59.1.2"),
        ("《中华人民共和国认证认可条例》第五十九条", "REG 59"),
        ("认证认可条例第十条", "REG 10"),
        ("认证认可条例 第一百零二条", "REG 102"),
        ("PROC 82(5)", "PROC 82(5)"),
        ("认证认可条例", "REG"),
        ("国市监认证〔2019〕102号第二部分第（三）项", "N102 二(三)"),
        ("国市监认证〔2019〕102号 二", "N102 二"),
        ("《食品安全法》第五条", "《食品安全法》第五条"),
        ("《认证认可条例》第某条", "《认证认可条例》第某条"),
        ("第五条", "第五条"),
        ("", ""),
    ],
)
def test_a_clause_is_kept_in_its_short_form_where_the_catalogue_knows_it(typed, kept):
    assert read_clause(typed) == kept


@pytest.mark.parametrize("name", sources())
def test_what_is_shown_can_be_typed_again(name):
    articles = ["二(三)", "二"] if sources()[name].by_part else ["1", "59", "110.2", "8.1.3"]
    for article in articles:
        clause = f"{name} {article}"
        assert is_known(clause)
        assert read_clause(cited_or_typed(clause)) == clause


@given(st.integers(1, 999))
def test_numbers_in_words_are_read_as_figures(number):
    assert read_clause(f"认证认可条例第{in_words(number)}条") == f"REG {number}"


@given(st.text(max_size=40))
def test_anything_may_be_typed(text):
    kept = read_clause(text)
    assert read_clause(cited_or_typed(kept)) == kept
    assert reach_of(kept)[0] or kept == ""


def test_a_clause_is_found_under_everything_that_it_is_a_part_of():
    assert set(reach_of("REG 59.1.2")) == {"REG", "REG 59", "REG 59.1", "REG 59.1.2"}
    assert set(reach_of("PROC 82(5)")) == {"PROC", "PROC 82", "PROC 82(5)"}
    assert set(reach_of("N102 二(三)")) == {"N102", "N102 二", "N102 二(三)"}
    assert reach_of("《食品安全法》第五条") == ("《食品安全法》第五条",)
