"""A name is found as people write it: by pieces, initials, in any width, with errors."""

import pytest

from renjian.registers.names import (
    How,
    allowed_errors,
    asked,
    bigrams,
    candidates,
    distance,
    fit,
    fold,
    initials,
    near_fit,
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("华信（中国）有限公司", "华信中国有限公司"),
        ("华信(中国) 有限公司", "华信中国有限公司"),
        ("ＡＢＣ　Ｃｏ．, Ltd", "abccoltd"),
        ("𠮷野家·一店", "𠮷野家一店"),
        ("（）", ""),
    ],
)
def test_a_name_is_compared_without_brackets_blanks_width_and_case(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("华信重工", "hxzg"),
        ("重庆长安银行", "cqcayh"),
        ("厦门音乐", "xmyy"),
        ("abc检测", "abcjc"),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_reading_in_names(name, letters):
    assert initials(name) == letters


def test_bigrams_of_characters_and_initials_stand_once_each():
    assert bigrams("华信华信") == ["华信", "信华", "hx", "xh"]
    assert bigrams("abab") == ["ab", "ba"]
    assert bigrams("华") == []


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("华信重工有限公司", How.WHOLE),
        ("华信", How.BEGINNING),
        ("重工", How.PART),
        ("有限 重工", How.PART),
        ("hxzg", How.INITIALS),
        ("zg hx", How.INITIALS),
    ],
)
def test_how_a_name_fits(words, how):
    assert fit(asked(words), fold("华信重工有限公司")).how is how


@pytest.mark.parametrize("words", ["信华", "hxgz", "华新", "华信重工有限公司二"])
def test_what_stands_otherwise_does_not_fit(words):
    assert fit(asked(words), fold("华信重工有限公司")) is None


def test_closer_fits_come_first():
    ways = [fit(asked(words), "华信重工").rank for words in ("华信重工", "华信", "重工", "zg")]
    assert ways == sorted(ways)


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        ("华新重工", 1),  # one wrong
        ("华信重重工", 1),  # one too many
        ("华重工", 1),  # one missing
        ("华重信工有限公司", 2),  # two in each other's place
    ],
)
def test_errors_are_counted_wherever_in_the_name_they_are(words, errors):
    assert near_fit(asked(words), "杭州华信重工有限公司").errors == errors


@pytest.mark.parametrize("words", ["金马重工", "华信", "重"])
def test_what_is_too_far_or_too_short_is_not_near(words):
    assert near_fit(asked(words), "杭州华信重工有限公司") is None


def test_longer_texts_may_have_more_errors():
    assert [allowed_errors("华" * n) for n in (1, 2, 3, 5, 6, 9, 30)] == [0, 0, 1, 1, 2, 3, 3]


def test_the_distance_to_a_name_that_holds_the_text_is_none():
    assert distance("重工", "华信重工有限") == 0
    assert distance("重工", "") == 2


def test_candidates_share_the_rare_bigrams_and_not_the_common_ones():
    frequent = {"有限": 0.9, "限公": 0.9, "公司": 0.9, "司有": 0.0}
    told = candidates(asked("华信重工有限公司"), frequent)
    assert ["华信", "信重"] in told
    assert not {"有限", "限公", "公司"} & {pair for one in told for pair in one}
    assert candidates(asked("华信重"), {}) == [["华信"], ["信重"]]
    assert candidates(asked("有限公司"), frequent) == []
