"""Searching by pairs of characters: two characters are a word already."""

from hypothesis import given
from hypothesis import strategies as st

from renjian.consultations.words import pairs, plain


def test_pairs_are_neighbours_and_reach_over_no_mark():
    assert pairs("暂停期间，标志") == ["停期", "暂停", "期间", "标志"]


def test_width_case_and_marks_make_no_difference():
    assert plain("《ＲＥＧ》第５９条，\n（第一款）") == "reg 第59条 第一款"


def test_one_character_has_no_pair():
    assert pairs("证") == []


@given(st.text(min_size=2, max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_text_that_holds_a_word_holds_its_pairs(word, before, after):
    for part in plain(word).split():
        assert set(pairs(part)) <= set(pairs(f"{before} {part} {after}"))
        assert part in plain(f"{before} {part} {after}")
