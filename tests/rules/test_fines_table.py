"""What may be fined, row by row as jurists review it in tests/tables/fines.csv."""

from datetime import date
from decimal import Decimal

import pytest

import make_law as make
from renjian.cases.fine_facts import DEGREE_TITLES, Benchmark, FineFacts
from renjian.cases.fine_rulings import FineRuling, fine_of
from renjian.catalogue.laws import cited
from renjian.catalogue.offences import offences

CODES = {
    "没有罚款": "case.fine.none",
    "条件待查": "case.fine.open.condition",
    "没有依据": "case.fine.without-ground",
    "后法较轻": "case.fine.lighter-law",
    "低于最低限": "case.fine.below",
    "超过最高限": "case.fine.above",
    "减轻": "case.fine.mitigated",
    "待确认": "case.fine.unconfirmed",
    "没收": "case.fine.gains",
    "一般没收": "case.fine.gains-unnamed",
    "扣除": "case.fine.deductions",
    "不得再罚": "case.fine.twice",
    "基准": "case.fine.benchmark",
    "只罚一次": "case.fine.one",
}
BARS = {"case.fine.without-ground", "case.fine.below", "case.fine.above", "case.fine.twice"}
FLAGS = {"是": True, "否": False, "": None}
DEGREES = {title: degree for degree, title in DEGREE_TITLES.items()}
ROWS = make.read_table("fines.csv")


def amount(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def facts_of(row: make.Row) -> FineFacts:
    return FineFacts(
        goods_value=amount(row["货值"]),
        gains=amount(row["违法所得"]),
        is_serious=FLAGS[row["情节严重"]],
        circumstances={part[:-1]: part[-1] == "是" for part in row["条件"].split()},
        degree=DEGREES.get(row["阶次"]),
        benchmark=Benchmark(row["裁量基准"]) if row["裁量基准"] else None,
        ground=row["减轻情形"],
        proposed=amount(row["拟罚款"]),
        fined_by=row["已罚"],
    )


def fined(row: make.Row) -> FineRuling:
    charge = make.charge(*row["违法行为"].split("、"), kind=make.KINDS[row["当事人"]])
    acted_on = date.fromisoformat(row["行为日"]) if row["行为日"] else None
    decided_on = date.fromisoformat(row["决定日"])
    return fine_of(charge, facts_of(row), acted_on=acted_on, decided_on=decided_on)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_lawful_range(row):
    fine = fined(row)
    assert (fine.low, fine.high) == (amount(row["最低"]), amount(row["最高"]))
    if row["条款"]:
        assert fine.applied.clause == row["条款"]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_said_beside_the_range(row):
    fine = fined(row)
    told = {why.code for why in fine.everything()}
    expected = {CODES[word] for word in row["提示"].split("；") if word}
    assert expected <= told
    assert {why.code for why in fine.bars} == expected & BARS


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_whether_the_party_may_ask_for_a_hearing(row):
    hearing = fined(row).hearing
    assert bool(hearing and hearing.code != "case.hearing.may") is (row["听证"] == "是")


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_sentence_is_whole(row):
    for why in fined(row).everything():
        assert "{" not in why.text and "None" not in why.text
        assert not why.clause or cited(why.clause)


def test_the_table_has_every_offence_that_carries_a_fine():
    assert len(ROWS) >= 80
    fining = {
        code for code, item in offences().items()
        if any(s.kind.name == "fine" for s in item.sanctions)
    }  # fmt: skip
    assert fining == {code for row in ROWS for code in row["违法行为"].split("、")} & fining
