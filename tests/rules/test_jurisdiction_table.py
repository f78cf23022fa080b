"""Who may handle a matter, row by row as jurists review it in tests/tables/jurisdiction.csv."""

import re
from datetime import date

import pytest

import make_law as make
from renjian.authorities.levels import Level
from renjian.catalogue.laws import cited
from renjian.catalogue.offences import offences
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.judging import Judgement, judge
from renjian.jurisdiction.matters import why_contradictory
from renjian.jurisdiction.rulings import Track

NOTES = {
    "可分段": "split",
    "可分段（产品）": "split-if",
    "可能升级": "would-move-up",
    "待确认": "doubtful",
    "非处罚": "not-a-penalty",
    "专属总局": "national-only",
    "线索": "lead",
    "非本级案件": "hand-down.not-own",
    "非下级案件": "take-up.not-lower",
    "报请": "asked",
    "委托调查": "entrusted",
    "检查任务": "inspection-task",
    "督办": "supervised",
    "协助调查": "assisted",
    "委托处罚": "entrusted-penalty",
    "委托处罚未公布": "entrusted-penalty.unpublished",
    "不能指定": "assign.not-own",
    "不是下级": "assign.not-below",
    "另涉嫌": "raised",
}
OTHERS = {
    "另涉嫌": "raised",
    "要件待查": "open.answer",
    "处罚待查": "open.penalty",
    "地点待查": "open.place",
    "团场待查": "open.regiment",
    "平台待查": "open.platform",
    "住所地待查": "open.seat",
    "先立案": "several",
    "省内协调": "in-one-province",
    "跨省协调": "cross-province",
    "兵地并存": "corps-and-province",
    "团场": "regiment",
    "他局先立案": "filed-first",
    "同日立案": "same-day",
    "港澳台": "place.outside",
    "无此代码": "place.unknown",
    "住所地": "seat",
    "实际经营地": "merchant",
    "平台先发现": "platform-first",
    "海关": "customs",
    "财政并行": "finance",
    "涉嫌犯罪": "crime",
    "协会措施": "industry",
    "农业": "other-department",
    "不得再移送": "passed-on",
    "往返移送": "transfer-loop",
    "移送异议": "transfer-objected",
    "移交无据": "up-without-ground",
    "不属本级": "not-own-level",
    "高于层级": "above-level",
    "不在辖区": "other-place",
    "依文书": "by-document",
    "他局依文书": "other-by-document",
}
ROWS = make.read_table("jurisdiction.csv")


def judged(row: make.Row) -> Judgement:
    return judge(make.matter_of(row), on=date.fromisoformat(row["日期"]))


def coded(words: str, codes: dict[str, str]) -> set[str]:
    return {f"jurisdiction.{codes[word]}" for word in words.split("；") if word}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_handle(row):
    (handling,) = judged(row).handlings
    assert (handling.ruling.title, handling.ruling.rule) == (row["管辖层级"], row["规则"])
    if row["机关"]:
        assert "、".join(sorted(node.code for node in handling.nearest)) == row["机关"]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_the_officer_is_told_beside_the_level(row):
    judgement = judged(row)
    told = {note.code for note in judgement.handlings[0].ruling.notes}
    assert told == coded(row["提示"], NOTES)
    assert coded(row["其他"], OTHERS) <= judgement.codes


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_row_of_the_table_contradicts_itself(row):
    charge = make.matter_of(row).charges[0]
    assert why_contradictory(charge, on=date.fromisoformat(row["日期"])) == ()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_reason_has_a_clause_of_the_catalogue_and_its_sentence_is_complete(row):
    for why in judged(row).everything():
        if why.code not in {"jurisdiction.join", "jurisdiction.split-up"}:
            assert cited(why.clause).startswith(("《", "国市监")), why.code
        assert not re.search(r"[{}_]|None", why.text), why.code


def test_the_table_has_every_offence_kind_of_offender_level_and_track():
    assert len(ROWS) >= 150
    assert {make.KINDS[row["当事人"]] for row in ROWS} == set(OffenderKind)
    assert {code for row in ROWS for code in row["违法行为"].split("、")} >= set(offences())
    levels = {level for row in ROWS for level in row["管辖层级"].split("、")}
    assert {level.title for level in Level if level is not Level.STATION} <= levels
    tracks = {judged(row).handlings[0].ruling.track for row in ROWS}
    assert tracks == set(Track) - {Track.OPEN}


def test_the_table_covers_every_rule_of_the_notice_and_its_corrections():
    text = " ".join(f"{row['规则']} {row['说明']}" for row in ROWS)
    here = {f"J-{number:02d}" for number in range(1, 29)} - ELSEWHERE.keys()
    assert here <= set(re.findall(r"J-\d\d", text))
    assert {f"K-{number:02d}" for number in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11)} <= set(
        re.findall(r"K-\d\d", text)
    )


# Rules that are no question of who handles a matter by its facts, with their tests.
ELSEWHERE = {
    "J-06": "test_jurisdiction_bars",
    "J-20": "test_jurisdiction_bars",
    "J-26": "test_jurisdiction_bars",
}
