"""States of certificates, what is valid on a day, dates as they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.registers.certificates import Status, is_valid_on
from renjian.registers.days import read_day

ISSUED, EXPIRES = date(2023, 3, 1), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("status", "day", "is_valid"),
    [
        (Status.VALID, date(2023, 2, 28), False),
        (Status.VALID, date(2023, 3, 1), True),
        (Status.VALID, date(2024, 7, 1), True),
        (Status.VALID, date(2026, 2, 28), True),
        (Status.VALID, date(2026, 3, 1), False),
        (Status.SUSPENDED, date(2024, 7, 1), False),
        (Status.REVOKED, date(2024, 7, 1), False),
        (Status.CANCELLED, date(2024, 7, 1), False),
        (Status.EXPIRED, date(2024, 7, 1), False),
    ],
)
def test_when_a_certificate_is_valid(status, day, is_valid):
    assert is_valid_on(status, ISSUED, EXPIRES, day) is is_valid


def test_the_codes_and_titles_of_the_states():
    assert {status.value: status.title for status in Status} == {
        "01": "有效",
        "02": "暂停",
        "03": "撤销",
        "04": "注销",
        "05": "过期失效",
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-3-1", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.03.01", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("2026-03-01 00:00:00", date(2026, 3, 1)),
        ("2026/3/1 0:00", date(2026, 3, 1)),
        ("２０２６年３月１日", date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        ("46082.0", date(2026, 3, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2026-13-01", None),
        ("20261301", None),
        ("2026-03/01", None),
        ("3/1/2026", None),
        ("01-03-2026", None),
        ("26-03-01", None),
        ("2026-03", None),
        ("2026", None),
        ("长期", None),
        ("0000-00-00", None),
        ("", None),
    ],
)
def test_how_a_date_may_be_written(written, meant):
    assert read_day(written) == meant


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2170, 1, 1)))
def test_every_form_of_a_date_means_the_same_day(day):
    serial = (day - date(1899, 12, 30)).days
    forms = [f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{serial}"]
    assert {read_day(form) for form in forms} == {day}


@given(st.text(alphabet="0123456789-/.年月日 :T", max_size=20))
def test_no_text_is_too_odd_to_be_read(text):
    assert read_day(text) is None or isinstance(read_day(text), date)
