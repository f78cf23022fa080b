"""The month that a body owes, and when it may declare that nothing changed."""

from datetime import date

import pytest

from renjian.registers.monthly import Month, current_month, why_not_attest

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 10), OCTOBER),
        (date(2026, 11, 11), date(2026, 11, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
    ],
)
def test_last_month_is_due_until_the_tenth(today, month):
    assert current_month(today) == month


@pytest.mark.parametrize(
    ("month", "today", "codes"),
    [
        (Month(OCTOBER), date(2026, 11, 1), []),
        (Month(OCTOBER), date(2026, 11, 30), []),  # late, and said so by its day
        (Month(OCTOBER), date(2026, 10, 31), ["month.not-over"]),
        (Month(OCTOBER, reports=1), date(2026, 11, 2), ["month.reported"]),
        (Month(OCTOBER, attested_by="某甲"), date(2026, 11, 2), ["month.attested"]),
        (Month(date(2026, 9, 1)), date(2026, 11, 2), ["month.not-owed"]),
    ],
)
def test_when_a_month_may_be_declared_without_change(month, today, codes):
    assert [one.code for one in why_not_attest(OCTOBER, [month], today)] == codes
