"""What a certificate was on any day, and where each thing that is known of it came from."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from renjian.registers.certificates import Status
from renjian.registers.history import Version, as_at, differences, provenance
from renjian.registers.transitions import Happening

ISSUED, EXPIRES = date(2024, 3, 1), date(2027, 2, 28)
KNOWN = datetime(2024, 4, 10, tzinfo=UTC)


def version(pk, status, on, **more):
    usual = {
        "happening": Happening.REPORTED,
        "issued_on": ISSUED,
        "expires_on": EXPIRES,
        "suspended_until": None,
        "recorded_at": KNOWN,
        "superseded_at": None,
        "upload": 1,
        "line": 2,
        "body": "某机构",
    }
    return Version(pk=pk, status=Status(status), effective_on=on, **(usual | more))


GRANTED = version(1, "01", ISSUED)
SUSPENDED = version(2, "02", date(2025, 1, 10), suspended_until=date(2025, 4, 9))
RESTORED = version(3, "01", date(2025, 5, 1))
ALL = (GRANTED, SUSPENDED, RESTORED)


def test_each_day_has_the_state_that_held_on_it():
    days = {
        date(2024, 3, 1): Status.VALID,
        date(2025, 1, 9): Status.VALID,
        date(2025, 1, 10): Status.SUSPENDED,
        date(2025, 4, 30): Status.SUSPENDED,
        date(2025, 5, 1): Status.VALID,
    }
    assert {day: as_at(ALL, day).status for day in days} == days


def test_before_the_first_report_nothing_is_known():
    assert as_at(ALL, date(2024, 2, 29)) is None


def test_a_period_that_ran_out_ends_validity_although_nobody_reported_it():
    found = as_at(ALL, EXPIRES + timedelta(days=1))
    assert (found.status, found.lapsed) == (Status.EXPIRED, True)
    assert found.since == EXPIRES + timedelta(days=1)


def test_a_suspension_that_went_on_too_long_says_so():
    assert not as_at(ALL, date(2025, 4, 9)).overstayed
    assert as_at(ALL, date(2025, 4, 10)).overstayed


def test_the_order_of_reports_does_not_matter():
    day = date(2025, 2, 1)
    assert as_at(ALL[::-1], day) == as_at(ALL, day)


def test_since_goes_back_over_reports_of_the_same_state():
    again = version(4, "01", date(2025, 9, 1))
    assert as_at((*ALL, again), date(2025, 10, 1)).since == date(2025, 5, 1)


def test_what_was_known_at_a_moment_is_answered_without_what_came_later():
    late = version(4, "03", date(2024, 6, 1), recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
    day = date(2024, 7, 1)
    assert as_at((GRANTED, late), day).status is Status.REVOKED
    before = as_at((GRANTED, late), day, datetime(2025, 12, 31, tzinfo=UTC))
    assert before.status is Status.VALID


def test_a_corrected_version_counts_only_for_the_time_before_its_correction():
    on = datetime(2025, 6, 1, tzinfo=UTC)
    wrong = version(2, "02", date(2025, 1, 10), superseded_at=on, line=5)
    right = version(5, "02", date(2025, 1, 10), recorded_at=on, line=9)
    day = date(2025, 2, 1)
    assert as_at((GRANTED, wrong, right), day).version.line == 9
    assert as_at((GRANTED, wrong, right), day, on - timedelta(days=1)).version.line == 5


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=12), st.integers(0, 2500))
def test_the_newest_version_up_to_a_day_is_in_force(offsets, asked):
    versions = [version(n, "01", ISSUED + timedelta(days=o)) for n, o in enumerate(offsets)]
    day = ISSUED + timedelta(days=asked)
    found = as_at(versions, day)
    past = [one.effective_on for one in versions if one.effective_on <= day]
    assert (found is None) == (not past)
    assert found is None or found.version.effective_on == max(past)


def test_fields_come_from_the_version_that_last_changed_them():
    told = [
        (1, {"name": "甲", "place": "杭州"}),
        (2, {"name": "乙", "place": "杭州"}),
        (3, {"name": "乙", "place": "宁波", "models": "A"}),
    ]
    assert provenance(told) == {"name": 2, "place": 3, "models": 3}
    assert differences(told[0][1], told[1][1]) == {"name": ("甲", "乙")}
