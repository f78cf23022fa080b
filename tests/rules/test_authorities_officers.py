"""What keeps officers away, experts, and how personal details are masked."""

from datetime import date

import pytest

from make_posts import DAY, period, term, whom
from renjian.authorities.experts import why_not_engage
from renjian.authorities.officers import FormerEmployment, why_not_away, why_not_declare
from renjian.authorities.personal import masked_identity, masked_phone, why_not_keep
from renjian.authorities.posts import Role

USCC = "91330100RJ00000019"


def codes(reasons):
    return [why.code for why in reasons]


def test_a_former_employer_counts_to_the_same_day_of_a_later_year():
    assert FormerEmployment("x", date(2024, 2, 29)).counts_until(3) == date(2027, 2, 28)


@pytest.mark.parametrize("code", ["", "x" * 41, "91330100RJ0000001X"])
def test_a_tie_needs_a_code_that_can_be_one(code):
    assert codes(why_not_declare(code)) == ["interest.code"]


def test_a_body_is_named_by_its_approval_number():
    assert why_not_declare("CNCA-R-2022-9001") == ()


def test_a_leave_does_not_end_before_it_begins():
    assert codes(why_not_away(date(2027, 1, 2), date(2027, 1, 1))) == ["leave.ends-before"]
    assert why_not_away(date(2027, 1, 2), date(2027, 1, 2)) == ()


def engage(person=None, signed=DAY, first=0, last=300):
    days = period(first, last)
    return codes(
        why_not_engage(
            person or whom(), from_on=days.from_on, to_on=days.to_on, secrecy_signed_on=signed
        )
    )


def test_an_expert_is_engaged_for_a_term_after_signing():
    assert engage() == []
    assert engage(signed=None) == engage(signed=date(2027, 3, 2)) == ["expert.no-secrecy"]
    assert engage(last=-1) == ["expert.ends-before"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CASE_HANDLER])
def test_an_officer_is_not_engaged_as_an_expert(role):
    assert engage(whom(term(role))) == ["expert.officer"]
    assert engage(whom(term(role, -90, -1))) == []


def test_nobody_is_engaged_twice_at_a_time():
    assert engage(whom(expert_terms=(period(100, 400),))) == ["expert.again"]


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        ("138****5678", "13812345678"),
        ("", ""),
        ("*******", "1234567"),
        ("+86*******5678", "+8613812345678"),
    ],
)
def test_a_telephone_number_is_shown_with_its_middle_hidden(shown, hidden):
    assert masked_phone(hidden) == shown


def test_of_an_identity_number_first_and_last_figures_are_left():
    assert masked_identity("330106200001010014") == "330*************14"


@pytest.mark.parametrize(
    ("phone", "number", "found"),
    [
        ("", "", []),
        ("057112345678", "11010519491231002X", []),
        ("12-34", "", ["person.phone"]),
        ("", "110105194912310021", ["person.identity-number"]),
        ("", "11010519491231002x", ["person.identity-number"]),
    ],
)
def test_details_that_cannot_be_are_not_kept(phone, number, found):
    assert codes(why_not_keep(phone, number)) == found
