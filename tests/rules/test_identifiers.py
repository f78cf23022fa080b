"""Unified social credit codes and certificate numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.identifiers import (
    BLANKS,
    USCC_ALPHABET,
    USCC_WEIGHTS,
    check_character,
    normalise,
    why_not_certificate_number,
    why_not_uscc,
)

first_17 = st.builds(
    lambda kind, region, rest: f"{kind}{region:06d}{rest}",
    st.sampled_from(["91", "92", "51", "12"]),
    st.integers(0, 999_999),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
)


def codes(reasons):
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("03410q10286r0s", "03410Q10286R0S"),
        (" 03410Q 10286R0S\n", "03410Q10286R0S"),
        ("０３４１０Ｑ１０２８６Ｒ０Ｓ", "03410Q10286R0S"),
        ("001OP1100001－2", "001OP1100001-2"),
        ("ＣＮＣＡ（Ｒ）", "CNCA(R)"),
        ("\ufeff9133\u3000\xa0\u200b0110", "91330110"),
        ("", ""),
    ],
)
def test_what_is_typed_and_what_is_stored(typed, stored):
    assert normalise(typed) == stored


@given(st.text())
def test_what_is_normalised_stays_as_it_is(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.sampled_from("0aZ９ｚ" + BLANKS)))
def test_no_blank_is_left(text):
    assert not set(normalise(text)) & set(BLANKS)


@given(first_17)
def test_the_check_digit_completes_the_weighted_sum_to_a_multiple_of_31(start):
    code = start + check_character(start)
    weights = (*USCC_WEIGHTS, 1)
    pairs = zip(code, weights, strict=True)
    assert sum(USCC_ALPHABET.index(letter) * weight for letter, weight in pairs) % 31 == 0


@given(first_17)
def test_a_code_with_its_check_digit_is_accepted(start):
    assert why_not_uscc(start + check_character(start)) == ()


@given(first_17, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_is_always_found(start, place, letter):
    code = start + check_character(start)
    wrong = code[:place] + letter + code[place + 1 :]
    assert bool(why_not_uscc(wrong)) is (wrong != code)


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("91330110RJ00000147", []),
        ("91330110RJ00000148", ["uscc.check-digit"]),
        ("", ["uscc.length"]),
        ("RJ0000014", ["uscc.length"]),
        ("91330110RJ000001", ["uscc.length"]),
        ("91330110IO00000144", ["uscc.alphabet"]),
        ("91330110rj00000144", ["uscc.alphabet"]),
        ("913301一0RJ0000014", ["uscc.length", "uscc.alphabet"]),
        ("91A30110RJ00000144", ["uscc.region"]),
        ("91330110RJ00000144 ", ["uscc.length", "uscc.alphabet"]),
    ],
)
def test_why_a_text_is_no_code(code, reasons):
    assert codes(why_not_uscc(code)) == reasons


def test_the_reason_names_the_code_the_fault_and_the_cure():
    (reason,) = why_not_uscc("RJ0000014")
    assert reason.text == ("统一社会信用代码“RJ0000014”有 9 位，应为 18 位。请对照营业执照核对。")


def test_all_strangers_are_named_once():
    (reason,) = why_not_uscc("91330110OIOI000144")
    assert "“IO”" in reason.text


@pytest.mark.parametrize(
    "number",
    [
        "03410Q10286R0S",
        "2016010901123456",
        "001OP1100001",
        "001OP1100001-2",
        "00124Q30123R0M/3302",
        "CN21/10234",
        "CNCA-R-2002-001(2)",
        "A123",
    ],
)
def test_numbers_of_many_bodies_are_let_through(number):
    assert why_not_certificate_number(number) == ()


@pytest.mark.parametrize(
    "number", ["", "123", "证书12345", "-12345", "12345-", "03410q10286", "12 345", "1" * 51]
)
def test_what_cannot_be_a_number_is_named(number):
    (reason,) = why_not_certificate_number(number)
    assert reason.code == "certificate-number.form"
    assert f"“{number}”" in reason.text
