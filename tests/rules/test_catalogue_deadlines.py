from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_law as make
from deadlines_by_definition import end_of
from renjian.catalogue.deadlines import (
    AREA_TITLES,
    DUTY_TITLES,
    Granted,
    Length,
    LimitKind,
    UnsettledLength,
    deadline,
    deadline_names,
    deadlines_on,
    why_not_extend,
)
from renjian.catalogue.lawful_days import Circumstances, for_limit
from renjian.catalogue.laws import cited
from renjian.catalogue.validity import NotInForce, read
from renjian.kernel.calendar import Unit, published
from renjian.kernel.stops import Stop

ROWS = make.read_table("deadlines.csv")


def stops(cell: str) -> tuple[Stop, ...]:
    spans = (part.split("至") for part in cell.split("；") if part)
    return tuple(Stop(date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans)


def granted(cell: str, on: date) -> tuple[Granted, ...]:
    return tuple(Granted(int(part), "负责人", on) for part in cell.split("；") if part)


def isoformat(day: date | None) -> str:
    return day.isoformat() if day else ""


@pytest.mark.parametrize("row", [row for row in ROWS if "T" not in row["起算日"]], ids=str)
def test_when_a_limit_ends(row):
    start = date.fromisoformat(row["起算日"])
    given = Circumstances(stops(row["停止"]), granted(row["延长"], start))
    limit = deadline(row["期限"], start)
    due = limit.due(start, published(), stops=given.stops, granted=given.granted)
    assert due.on == date.fromisoformat(row["到期日"])
    assert due.provisional == ("暂定" in row["待定"])
    assert due.unconfirmed == ("存疑" in row["待定"])
    found = for_limit(limit, start, published(), given)
    assert [isoformat(found.earliest), isoformat(found.latest)] == [row["最早"], row["最晚"]]


@pytest.mark.parametrize("row", [row for row in ROWS if "T" in row["起算日"]], ids=str)
def test_when_a_limit_in_hours_ends(row):
    start = datetime.fromisoformat(row["起算日"])
    end = deadline(row["期限"], start.date()).due_at(start)
    assert end.isoformat(timespec="minutes") == row["到期日"]


def test_the_table_has_every_limit():
    assert {row["期限"] for row in ROWS} >= set(deadline_names()) - {"DL-T-09"}


LIMITS = [
    limit
    for limit in deadlines_on(make.DAY)
    if limit.unit is not Unit.HOUR and limit.length.is_settled
]
DAYS = st.dates(date(2018, 6, 1), date(2028, 6, 1))


@st.composite
def stops_around(draw, start: date) -> tuple[Stop, ...]:
    spans = draw(st.lists(st.tuples(st.integers(-20, 150), st.integers(0, 40)), max_size=4))
    days = [(start + timedelta(days=a), start + timedelta(days=a + n)) for a, n in spans]
    return tuple(Stop(first, last) for first, last in days)


@given(st.sampled_from(LIMITS), DAYS, st.integers(0, 40), st.data())
def test_every_limit_ends_where_walking_day_by_day_ends(limit, start, extra, data):
    counts_back = limit.length.count < 0 or limit.date_rule is not None
    some = () if counts_back else data.draw(stops_around(start))
    more = () if counts_back else (Granted(extra, "负责人", start),)
    due = limit.due(start, published(), stops=some, granted=more)
    assert due.on == end_of(limit, start, published(), some, 0 if counts_back else extra)


@given(st.sampled_from(LIMITS), DAYS, DAYS)
def test_a_later_event_never_gives_an_earlier_end(limit, one, other):
    first, second = sorted((one, other))
    ends = [limit.due(day, published()).on for day in (first, second)]
    assert ends == sorted(ends)


@given(DAYS, st.integers(0, 60))
def test_a_stop_that_goes_on_moves_the_end_with_every_day(start, days):
    limit = deadline("DL-C-11", make.DAY)
    today = start + timedelta(days=days)
    due = limit.due(start, published(), stops=[Stop(start, None, "中止")], today=today)
    assert due.paused
    assert due.on == end_of(limit, start, published(), [Stop(start, today)])


def test_a_stop_without_an_end_needs_a_day_to_look_from():
    with pytest.raises(ValueError, match="as of which day"):
        deadline("DL-C-11", make.DAY).due(make.DAY, published(), stops=[Stop(make.DAY, None)])


def test_a_stop_may_not_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before it begins"):
        Stop(date(2026, 3, 2), date(2026, 3, 1))


def codes(reasons) -> list[str]:
    assert not any("{" in each.text for each in reasons)
    return [each.code for each in reasons]


DUE = date(2026, 3, 23)


@pytest.mark.parametrize(
    ("before", "new", "expected"),
    [
        ((), Granted(15, "负责人", DUE), []),
        ((), Granted(16, "负责人", DUE), ["deadline.extend.length"]),
        ((), Granted(0, "负责人", DUE), ["deadline.extend.length"]),
        ((), Granted(15, "科长", DUE), ["deadline.extend.approver"]),
        ((), Granted(15, "负责人", date(2026, 3, 24)), ["deadline.extend.late"]),
        ((Granted(15, "负责人", DUE),), Granted(1, "负责人", DUE), ["deadline.extend.none"]),
    ],
)
def test_verification_is_extended_once_by_at_most_fifteen_days_by_the_head(before, new, expected):
    assert codes(why_not_extend(deadline("DL-C-01", make.DAY), before, new, DUE)) == expected


def test_a_second_extension_of_the_decision_is_the_collective_discussions():
    limit, first = deadline("DL-C-11", make.DAY), Granted(30, "负责人", DUE)
    second = Granted(45, "负责人集体讨论", DUE)
    assert not why_not_extend(limit, (first,), second, DUE)
    by_the_head = why_not_extend(limit, (first,), Granted(45, "负责人", DUE), DUE)
    assert codes(by_the_head) == ["deadline.extend.approver"]


def test_the_table_has_each_unit_both_directions_and_an_unknown_year():
    found = [deadline(row["期限"], date.fromisoformat(row["起算日"][:10])) for row in ROWS]
    assert {limit.unit for limit in found} == set(Unit)
    assert any(limit.length.count < 0 for limit in found)
    assert {limit.kind for limit in found} == set(LimitKind)
    assert len(ROWS) >= 100


def lengths(name: str) -> list[Length]:
    """The texts of a limit, each as it stood on its first day."""
    starts = [value["from"] for value in read("deadlines")[name]["values"]]
    return [deadline(name, start).length for start in starts]


@pytest.mark.parametrize("name", deadline_names())
def test_every_limit_has_a_clause_that_can_be_cited_and_a_sentence(name):
    for length in lengths(name):
        limit = deadline(name, length.from_on)
        assert cited(limit.clause).startswith(("《", "国", "市"))
        told = limit.date_rule or not length.is_settled or not length.count
        told = told or str(abs(length.count)) in limit.sentence
        assert told and limit.area in AREA_TITLES and limit.duty in DUTY_TITLES


@pytest.mark.parametrize(
    ("name", "count", "unit", "clause"),
    [
        ("DL-C-01", 15, Unit.WORKING_DAY, "PROC 18.1"),
        ("DL-C-11", 90, Unit.CALENDAR_DAY, "PROC 64.1; PPL 60"),
        ("DL-P-07", 20, Unit.WORKING_DAY, "DR38"),
        ("DL-J-01", 7, Unit.WORKING_DAY, "PROC 13"),
        ("DL-J-02", 7, Unit.WORKING_DAY, "PROC 16"),
        ("DL-C-08", -7, Unit.WORKING_DAY, "PPL 64(2)"),
    ],
)
def test_lengths_of_the_law(name, count, unit, clause):
    limit = deadline(name, make.DAY)
    assert (limit.length.count, limit.unit, limit.clause) == (count, unit, clause)


def test_what_was_not_read_in_its_text_is_unconfirmed():
    unconfirmed = [limit.id for limit in deadlines_on(make.DAY) if limit.is_unconfirmed]
    assert unconfirmed == [
        *("DL-C-09", "DL-C-10", "DL-T-09", "DL-P-07", "DL-P-08"),
        *("DL-W-13", "DL-W-14", "DL-W-15", "DL-W-27"),
    ]


def test_a_limit_that_was_repealed_is_not_in_force_afterwards():
    assert deadline("DL-T-08", date(2026, 4, 14)).length.count == 5
    with pytest.raises(NotInForce, match="DL-T-08"):
        deadline("DL-T-08", date(2026, 4, 15))
    assert "DL-T-08" not in {limit.id for limit in deadlines_on(make.DAY)}


def test_mediation_went_from_working_days_to_calendar_days():
    old, new = deadline("DL-T-02", date(2026, 4, 14)), deadline("DL-T-02", date(2026, 4, 15))
    assert (old.length.count, old.unit) == (45, Unit.WORKING_DAY)
    assert (new.length.count, new.unit) == (60, Unit.CALENDAR_DAY)


def test_a_limit_whose_length_was_not_read_gives_no_day():
    with pytest.raises(UnsettledLength, match="DL-T-09"):
        deadline("DL-T-09", make.DAY).due(make.DAY, published())


def test_verification_may_be_extended_once_by_the_head():
    extension = deadline("DL-C-01", make.DAY).extension
    assert extension is not None
    assert (extension.count, extension.unit, extension.times) == (15, Unit.WORKING_DAY, 1)
    assert extension.approver == "负责人"


def test_time_that_does_not_run_is_named():
    assert "检测、检验、检疫、鉴定" in deadline("DL-C-01", make.DAY).excluded
    assert {"中止", "听证", "公告"} <= set(deadline("DL-C-11", make.DAY).excluded)


def test_sentences_say_from_or_before_what():
    assert deadline("DL-C-11", make.DAY).sentence == "立案之日起90日内"
    assert deadline("DL-C-08", make.DAY).sentence == "听证之日7个工作日前"
    assert deadline("DL-W-07", make.DAY).sentence == "证书到期以前"


def test_a_limit_before_its_text_was_the_law_is_not_guessed():
    with pytest.raises(NotInForce, match=r"DL-C-01: .* 2022-09-28"):
        deadline("DL-C-01", date(2022, 9, 28))
    assert deadline("DL-C-01", date(2022, 9, 29)).length.count == 15


def test_an_unknown_limit_is_a_mistake():
    with pytest.raises(LookupError, match="DL-X-99"):
        deadline("DL-X-99", make.DAY)
