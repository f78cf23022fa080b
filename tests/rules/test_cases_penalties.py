import pytest

import make_law as make
from renjian.authorities.levels import Level
from renjian.cases.penalties import penalties_to_expect, possible_penalties, why_not_expect
from renjian.catalogue.offences import offence, offences
from renjian.catalogue.offenders import OffenderKind


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("CB-01", OffenderKind.BODY, ("confiscate_gains", "fine", "revoke_approval")),
        ("CB-03", OffenderKind.BODY, ("confiscate_gains", "fine")),
        ("CB-11", OffenderKind.BODY, ("fine",)),
        ("CB-15", OffenderKind.BODY, ("warning",)),
        ("CB-25", OffenderKind.DESIGNATED_BODY, ("fine", "suspend_business_rectify")),
        ("PR-06", OffenderKind.PRACTITIONER, ("revoke_practice",)),
        ("CM-05", OffenderKind.SELLER, ("confiscate_gains", "confiscate_goods", "fine")),
    ],
)
def test_the_ordinary_course_of_an_offence(code, kind, expected):
    assert penalties_to_expect(offence(code), kind, make.DAY) == expected


def test_an_order_and_an_unknown_name_are_no_penalties():
    first, second = why_not_expect(["fine", "order_correct", "x" * 1000])
    assert "责令" in first.text and first.clause == "PPL 9"
    assert len(second.text) < 200
    assert why_not_expect(["fine", "revoke_approval"]) == ()


def every_pair():
    return [
        (item, kind)
        for item in offences().values()
        for kind in OffenderKind
        if item.can_be_committed_by(kind)
    ]


@pytest.mark.parametrize(("item", "kind"), every_pair(), ids=str)
def test_what_is_expected_is_possible_and_holds_all_that_is_mandatory(item, kind):
    expected = set(penalties_to_expect(item, kind, make.DAY))
    assert item.mandatory_penalties(kind) <= expected
    assert expected <= set(possible_penalties(item, kind, make.DAY))


def test_possible_penalties_are_penalties_in_the_words_of_the_law():
    assert possible_penalties(offence("CB-02"), OffenderKind.BODY, make.DAY) == {
        "fine": "罚款",
        "confiscate_gains": "没收违法所得",
        "suspend_business_rectify": "责令停业整顿",
        "revoke_approval": "撤销认证机构批准文件",
    }


def test_the_ordinary_course_of_cut_steps_is_local_and_of_a_sham_audit_national():
    def highest(code: str) -> Level:
        expected = penalties_to_expect(offence(code), OffenderKind.BODY, make.DAY)
        return make.ruling(OffenderKind.BODY, code, *expected).highest

    assert (highest("CB-03"), highest("CB-01")) == (Level.CITY, Level.NATIONAL)
