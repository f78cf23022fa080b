from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_law as make
from renjian.catalogue.deadlines import deadline, deadline_names
from renjian.catalogue.lawful_days import (
    Circumstances,
    LawfulDays,
    event_of,
    events,
    for_step,
    limit_on,
    step,
    steps,
    why_not_between,
)
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Refused
from renjian.kernel.stops import Stop

FILED, SERVED = date(2026, 3, 2), date(2026, 4, 1)


def bounds(found: LawfulDays) -> tuple[date | None, date | None]:
    return found.earliest, found.latest


def test_a_decision_waits_for_the_party_and_must_keep_the_ninety_days():
    found = for_step("decide", {"filed": FILED, "notice_served": SERVED}, published())
    assert bounds(found) == (date(2026, 4, 10), date(2026, 5, 31))
    assert found.limits == ("DL-C-07", "DL-C-11")


def test_a_stop_moves_the_last_day_of_the_decision_only():
    stop = Circumstances((Stop(date(2026, 3, 10), date(2026, 3, 19), "检测、检验、检疫、鉴定"),))
    days = {"filed": FILED, "notice_served": SERVED}
    found = for_step("decide", days, published(), {"DL-C-11": stop})
    assert bounds(found) == (date(2026, 4, 10), date(2026, 6, 10))


def test_the_court_is_asked_after_reminder_and_appeals_and_within_three_months():
    days = {"decision_received": date(2026, 1, 5), "reminder_served": date(2026, 7, 6)}
    found = for_step("apply_to_court", days, published())
    # six months for an action are longer than sixty days for reconsideration
    assert bounds(found) == (date(2026, 7, 21), date(2026, 10, 8))


def test_what_is_missing_is_named_and_its_bound_left_open():
    found = for_step("decide", {"filed": FILED}, published())
    assert found.missing == ("notice_served",)
    assert bounds(found) == (FILED, date(2026, 5, 31))


def test_a_step_can_be_impossible():
    found = for_step("decide", {"filed": FILED, "notice_served": date(2026, 6, 8)}, published())
    assert found.is_impossible


@pytest.mark.parametrize("name", steps())
def test_every_step_names_events_and_limits_of_the_catalogue(name):
    found = step(name)
    assert found.events
    for limit, event in (*found.not_before, *found.by):
        assert limit in deadline_names()
        assert event_of(event).title


def test_every_event_is_used_by_a_step():
    named = {event for name in steps() for event in step(name).events}
    derived = {name for name, event in events().items() if event.over}
    assert named == set(events()) - derived


@given(st.sampled_from(sorted(steps())), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_with_all_events_on_one_day_nothing_is_missing(name, day):
    found = for_step(name, dict.fromkeys(step(name).events, day), published())
    assert not found.missing
    assert found.latest is not None


def test_a_day_outside_is_refused_with_the_bound():
    found = for_step("decide", {"filed": FILED, "notice_served": SERVED}, published())
    assert [r.code for r in why_not_between(found, SERVED)] == ["deadline.too-early"]
    assert [r.code for r in why_not_between(found, date(2026, 6, 1))] == ["deadline.too-late"]
    assert why_not_between(found, date(2026, 5, 31)) == ()


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("DL-X-99", make.DAY, "deadline.unknown"),
        ("DL-C-01", date(2020, 1, 1), "deadline.not-in-force"),
        ("DL-T-08", date(2026, 4, 15), "deadline.not-in-force"),
    ],
)
def test_a_limit_that_is_unknown_or_of_another_time_is_refused_in_words(name, day, code):
    with pytest.raises(Refused) as refused:
        limit_on(name, day)
    assert [each.code for each in refused.value.reasons] == [code]


def test_a_limit_of_the_day_is_the_limit_of_the_law():
    assert limit_on("DL-C-01", make.DAY) == deadline("DL-C-01", make.DAY)


def test_an_unknown_step_or_event_is_a_mistake():
    with pytest.raises(LookupError, match="no such step"):
        step("dance")
    with pytest.raises(LookupError, match="no such event"):
        event_of("dance")
