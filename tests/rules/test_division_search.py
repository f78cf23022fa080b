"""A division is found by words of its full name, by its code, by a name that it no longer has."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.authorities.division_search import search
from renjian.authorities.divisions import DivisionLevel, code_of, divisions, full_name

any_code = st.sampled_from(sorted(divisions()))


def names(words, **more):
    return [hit.full_name for hit in search(words, **more)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("余杭", "浙江省杭州市余杭区"),  # the county before its townships
        ("余杭街道", "浙江省杭州市余杭区余杭街道"),
        ("仓前 浙江", "浙江省杭州市余杭区仓前街道"),
        ("浙江省杭州市余杭区", "浙江省杭州市余杭区"),
        ("330110", "浙江省杭州市余杭区"),
        ("330110 五常", "浙江省杭州市余杭区五常街道"),
        ("杭州余杭仓前", "浙江省杭州市余杭区仓前街道"),  # by pairs of characters
        ("石河子", "新疆维吾尔自治区石河子市"),
        ("东莞", "广东省东莞市"),
    ],
)
def test_the_closest_fit_comes_first(words, first):
    assert names(words)[0] == first


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("浙江省杭州市余杭区", "330110"),
        ("杭州市余杭区", "330110"),
        ("浙江省余杭区", "330110"),
        ("余杭区", "330110"),
        ("广东省东莞市", "441900"),
        ("石河子市", "659001"),
        ("鼓楼区", ""),  # of four cities
        ("南京市鼓楼区", "320106"),
        ("余杭", ""),
        ("", ""),
    ],
)
def test_a_name_gives_a_code_if_only_one_division_is_called_so(name, code):
    assert code_of(name) == code


def test_names_that_repeat_come_with_the_divisions_above():
    assert names("鼓楼区", levels=[DivisionLevel.COUNTY]) == [
        "江苏省南京市鼓楼区",
        "江苏省徐州市鼓楼区",
        "福建省福州市鼓楼区",
        "河南省开封市鼓楼区",
    ]


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("江干区", "浙江省杭州市上城区"),
        ("襄樊", "湖北省襄阳市"),
        ("浙江 余杭县", "浙江省杭州市余杭区"),
    ],
)
def test_an_earlier_name_leads_to_the_division_of_today(former, today):
    (hit,) = search(former)
    assert (hit.full_name, hit.former != "") == (today, True)


@pytest.mark.parametrize("words", ["", "   ", "不存在的地方名", "999999"])
def test_nothing_is_found_for_what_fits_nowhere(words):
    assert search(words) == []


def test_no_more_is_given_than_was_asked_for():
    assert len(names("街道", at_most=7)) == 7


@given(any_code)
def test_every_division_is_found_by_its_full_name_and_by_its_code(code):
    assert code in [hit.division.code for hit in search(full_name(code))]
    assert search(code)[0].division.code == code


@given(st.text(max_size=30))
def test_any_text_can_be_searched(words):
    assert len(search(words)) <= 20


def test_a_search_takes_less_than_twenty_milliseconds():
    asked = ("余杭", "街道", "区", "3", "杭州余杭仓前", "江干区", "浙江 街道 区 市 杭")
    for words in asked:
        search(words)
    start = time.perf_counter()
    for words in asked:
        search(words)
    assert (time.perf_counter() - start) / len(asked) < 0.020
