"""How certificates go from state to state, and what each step is called."""

from datetime import date, timedelta

import pytest

from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind
from renjian.registers.transitions import (
    FINAL,
    Happening,
    Said,
    happening,
    why_not_follow,
)

DAY = date(2026, 3, 1)
UNTIL = date(2027, 1, 1)


def said(status, day=DAY, **more):
    return Said(Status(status), day, date(2029, 2, 28), **more)


@pytest.mark.parametrize(
    ("before", "now", "called"),
    [
        (None, "01", Happening.GRANTED),
        (None, "02", Happening.SUSPENDED),
        ("01", "01", Happening.REPORTED),
        ("01", "02", Happening.SUSPENDED),
        ("02", "01", Happening.RESTORED),
        ("02", "03", Happening.REVOKED),
        ("01", "04", Happening.CANCELLED),
        ("01", "05", Happening.EXPIRED),
    ],
)
def test_what_happened_is_read_from_the_state_before(before, now, called):
    former = said(before, DAY) if before else None
    assert happening(former, said(now, DAY + timedelta(days=9))) is called


def test_a_suspension_that_lasts_longer_is_prolonged():
    before = said("02", suspended_until=UNTIL)
    later = DAY + timedelta(days=30)
    assert happening(before, said("02", later, suspended_until=UNTIL + timedelta(days=1))) is (
        Happening.PROLONGED
    )
    assert happening(before, said("02", later, suspended_until=UNTIL)) is Happening.REPORTED


def test_the_same_day_and_state_said_again_is_a_correction():
    assert happening(said("02"), said("02")) is Happening.CORRECTED


def test_exchange_and_change_are_told_apart_from_plain_surveillance():
    later = DAY + timedelta(days=30)
    assert happening(said("01"), said("01", later, is_exchange=True)) is Happening.EXCHANGED
    assert happening(said("01"), said("01", later, has_changes=True)) is Happening.CHANGED


@pytest.mark.parametrize("final", sorted(FINAL))
@pytest.mark.parametrize("now", ["01", "02"])
def test_nothing_follows_a_final_state(final, now):
    (why,) = why_not_follow("Q1", said(final), said(now, DAY + timedelta(days=9)), line=7)
    assert why.code == "certificate.final-in-file"
    assert "第 7 行" in why.text and "请使用新证书编号" in why.text


def test_a_final_state_may_be_said_again():
    assert not why_not_follow("Q1", said("03"), said("03", DAY + timedelta(days=9)))


def test_only_an_organic_certificate_that_ran_out_is_renewed_under_its_number():
    renewed = said("01", DAY + timedelta(days=9), kind=Kind.ORGANIC)
    assert not why_not_follow("001OP2600001", said("05"), renewed)
    assert why_not_follow("Q1", said("05"), said("01", DAY + timedelta(days=9)))
    assert why_not_follow("001OP2600001", said("03"), renewed)
