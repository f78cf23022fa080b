"""What moves the end of a limit of a clue or case, and what may not (PROC 18, 46, 64)."""

from dataclasses import replace
from datetime import date

import pytest

from renjian.cases.deadlines import decision, verification
from renjian.cases.limits import (
    SUSPENSION,
    Running,
    grounds_of,
    why_not_end_stop,
    why_not_lengthen,
    why_not_stop,
)
from renjian.catalogue.deadlines import Granted
from renjian.kernel.calendar import published
from renjian.kernel.stops import Stop

FILED, TODAY = date(2026, 3, 2), date(2026, 4, 1)
TESTING = "检测、检验、检疫、鉴定"
GROUND = grounds_of(SUSPENSION)[0]


def codes(reasons):
    return [why.code for why in reasons]


def stopped(*stops, granted=()):
    return replace(decision(FILED), stops=stops, granted=granted)


def refused_stop(stop, *, ground="", running=None, today=TODAY):
    found = running or decision(FILED)
    return codes(why_not_stop(found, stop, ground, calendar=published(), today=today))


def refused_extension(count, *, running=None, today=TODAY, document=""):
    wished = Granted(count, "", today, document)
    found = running or decision(FILED)
    return codes(why_not_lengthen(found, wished, calendar=published(), today=today))


def test_ten_days_of_testing_put_the_end_ten_days_off():
    plain, later = decision(FILED), stopped(Stop(date(2026, 3, 10), date(2026, 3, 19), TESTING))
    assert (later.due(published()).on - plain.due(published()).on).days == 10


def test_what_goes_on_counts_only_up_to_the_day_one_looks():
    running = stopped(Stop(date(2026, 3, 23), None, TESTING))
    assert running.due(published()) == decision(FILED).due(published())
    assert (running.due_today(published(), TODAY).on - running.due(published()).on).days == 10
    assert running.paused_on == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("stop", "code"),
    [
        (Stop(date(2026, 3, 10), None, "集体讨论"), "limit.stop.cause"),
        (Stop(date(2026, 3, 10), None, SUSPENSION), "limit.stop.ground"),
        (Stop(date(2026, 3, 1), None, TESTING), "limit.stop.before"),
        (Stop(date(2026, 4, 2), None, TESTING), "limit.stop.future"),
        (Stop(date(2026, 3, 30), date(2026, 4, 2), TESTING), "limit.stop.future"),
    ],
)
def test_time_that_the_rule_does_not_know_is_refused(stop, code):
    assert refused_stop(stop) == [code]


def test_a_suspension_with_one_of_the_five_grounds_is_lawful():
    assert len(grounds_of(SUSPENSION)) == 5
    assert refused_stop(Stop(TODAY, None, SUSPENSION), ground=GROUND) == []


def test_verification_knows_no_suspension():
    running = verification(date(2026, 3, 26))
    assert refused_stop(Stop(TODAY, None, SUSPENSION), ground=GROUND, running=running) == [
        "limit.stop.cause"
    ]


def test_the_same_days_are_not_taken_off_twice():
    running = stopped(Stop(date(2026, 3, 10), date(2026, 3, 19), TESTING))
    again = Stop(date(2026, 3, 19), date(2026, 3, 25), TESTING)
    assert refused_stop(again, running=running) == ["limit.stop.twice"]
    assert refused_stop(replace(again, from_on=date(2026, 3, 20)), running=running) == []


def test_days_after_the_end_move_nothing():
    late = decision(FILED).due(published()).on
    today = date(2026, 7, 1)
    assert late < date(2026, 6, 20)
    assert refused_stop(Stop(date(2026, 6, 20), None, TESTING), today=today) == ["limit.stop.late"]


def test_a_stop_ends_between_its_beginning_and_today():
    stop = Stop(date(2026, 3, 23), None, TESTING)
    assert why_not_end_stop(stop, TODAY, today=TODAY) == ()
    for wrong in (date(2026, 3, 22), date(2026, 4, 2)):
        assert codes(why_not_end_stop(stop, wrong, today=TODAY)) == ["limit.stop.end-day"]
    ended = replace(stop, to_on=TODAY)
    assert codes(why_not_end_stop(ended, TODAY, today=TODAY)) == ["limit.stop.ended"]


def test_the_head_extends_by_thirty_days_at_most():
    assert refused_extension(30) == []
    assert refused_extension(31) == ["deadline.extend.length"]
    assert refused_extension(0) == ["deadline.extend.length"]


def test_the_second_extension_takes_a_collective_discussion():
    running = stopped(granted=(Granted(30, "负责人", TODAY),))
    assert refused_extension(60, running=running) == ["limit.extend.discussion"]
    assert refused_extension(60, running=running, document="集体讨论〔2026〕3号") == []


def test_verification_is_extended_once():
    running = Running(verification(date(2026, 3, 26)).limit, date(2026, 3, 26))
    once = replace(running, granted=(Granted(15, "负责人", TODAY),))
    assert refused_extension(15, running=running) == []
    assert refused_extension(15, running=once) == ["deadline.extend.none"]


def test_nothing_is_extended_after_its_end():
    assert refused_extension(30, today=date(2026, 6, 20)) == ["deadline.extend.late"]
