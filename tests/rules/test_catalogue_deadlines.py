from datetime import date

import pytest

import make_law as make
from renjian.catalogue.deadlines import deadline, deadline_names
from renjian.catalogue.laws import cited
from renjian.catalogue.validity import NotInForce
from renjian.kernel.calendar import Unit, published

ROWS = make.read_table("deadlines.csv")


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_when_a_limit_ends(row):
    start = date.fromisoformat(row["起算日"])
    due = deadline(row["期限"], start).due(start, published())
    assert due.on == date.fromisoformat(row["到期日"])
    assert due.provisional == ("暂定" in row["待定"])
    assert due.unconfirmed == ("存疑" in row["待定"])


def test_the_table_has_each_unit_both_directions_and_an_unknown_year():
    found = [deadline(row["期限"], date(2026, 1, 1)) for row in ROWS]
    assert {limit.unit for limit in found} == {Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH}
    assert any(limit.length.count < 0 for limit in found)
    assert len(ROWS) >= 25


@pytest.mark.parametrize("name", deadline_names())
def test_every_limit_has_a_clause_that_can_be_cited_and_a_sentence(name):
    limit = deadline(name, make.DAY)
    assert cited(limit.clause)
    assert str(abs(limit.length.count)) in limit.sentence


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


def test_only_the_publication_of_results_is_unconfirmed():
    unconfirmed = [n for n in deadline_names() if deadline(n, make.DAY).is_unconfirmed]
    assert unconfirmed == ["DL-P-07"]


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


def test_a_limit_before_its_text_was_the_law_is_not_guessed():
    with pytest.raises(NotInForce, match=r"DL-C-01: .* 2022-09-28"):
        deadline("DL-C-01", date(2022, 9, 28))
    assert deadline("DL-C-01", date(2022, 9, 29)).length.count == 15


def test_an_unknown_limit_is_a_mistake():
    with pytest.raises(LookupError, match="DL-X-99"):
        deadline("DL-X-99", make.DAY)
