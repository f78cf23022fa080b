from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.calendar import Due, published
from renjian.publicity.periods import (
    PUBLIC_FIELDS,
    public_part,
    publish_due_on,
    why_not_publish,
)

RESULT = {
    "object_name": "甲有限公司",
    "uscc": "91420100000000001X",
    "item": "CI-04",
    "results": ["1"],
    "authority": "420106",
    "inspected_on": date(2026, 9, 10),
}
PRIVATE = {
    "clue": "线索1号",
    "indicator_score": 0.9,
    "reporter": "实名举报人",
    "note": "执法人员意见",
    "officers": ["甲", "乙"],
}


def why_not(**given_: object) -> list[str]:
    plain = {
        "is_entered": True,
        "is_published": False,
        "entered_by": "甲",
        "reviewer": "乙",
        "inspected_by": "420106",
        "publishes": "420106",
    }
    return [reason.code for reason in why_not_publish(**(plain | given_))]


def test_a_result_is_published_within_20_working_days_and_the_period_is_unconfirmed():
    due = publish_due_on(date(2026, 9, 10), published())
    assert due == Due(date(2026, 10, 14), provisional=False, unconfirmed=True)


def test_a_period_into_an_unpublished_year_is_also_provisional():
    assert publish_due_on(date(2026, 12, 20), published()).provisional


def test_what_is_public_of_a_result():
    assert public_part(RESULT | PRIVATE) == RESULT


@given(st.dictionaries(st.text(), st.integers()))
def test_nothing_but_the_named_fields_goes_out(result):
    assert set(public_part(result)) <= set(PUBLIC_FIELDS)
    assert public_part(result).items() <= result.items()


def test_another_person_of_the_inspecting_authority_publishes():
    assert why_not() == []


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"is_entered": False}, "publicity.result.not-entered"),
        ({"is_published": True}, "publicity.result.published"),
        ({"reviewer": "甲"}, "publicity.result.own"),
        ({"publishes": "420111"}, "publicity.result.other-authority"),
    ],
)
def test_each_reason_against_publishing(given_, code):
    assert why_not(**given_) == [code]


def test_all_reasons_are_given_at_once():
    assert why_not(is_published=True, reviewer="甲", publishes="420111") == [
        "publicity.result.published",
        "publicity.result.own",
        "publicity.result.other-authority",
    ]


def test_nobody_entered_is_not_the_same_person():
    assert why_not(is_entered=False, entered_by="", reviewer="") == ["publicity.result.not-entered"]
