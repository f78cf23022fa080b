from datetime import date

import pytest

import make_law as make
from renjian.authorities.levels import Level
from renjian.catalogue.laws import cited
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Charge, why_contradictory
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling

NOTES = {
    "可分段": "jurisdiction.split",
    "可能升级": "jurisdiction.would-move-up",
    "待确认": "jurisdiction.doubtful",
    "非处罚": "jurisdiction.not-a-penalty",
    "专属总局": "jurisdiction.national-only",
    "线索": "jurisdiction.lead",
    "非本级案件": "jurisdiction.hand-down.not-own",
    "非下级案件": "jurisdiction.take-up.not-lower",
}
ROWS = make.read_table("jurisdiction.csv")


def charge_of(row: make.Row) -> Charge:
    return make.charge(
        *row["违法行为"].split("、"),
        kind=make.KINDS[row["当事人"]],
        expected_penalties=make.named(row["拟处罚"], make.SANCTIONS),
        capability_referral=row["能力罚建议"],
    )


def ruled(row: make.Row) -> Ruling:
    day = date.fromisoformat(row["日期"])
    return rule_on(charge_of(row), on=day, movements=make.movements(row))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_handle(row):
    ruling = ruled(row)
    assert (ruling.title, ruling.rule, ruling.authority) == (
        row["管辖层级"],
        row["规则"],
        row["机关"],
    )


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_the_officer_is_told_beside_the_level(row):
    told = {note.code for note in ruled(row).notes}
    assert told == {NOTES[word] for word in row["提示"].split("；") if word}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_row_of_the_table_contradicts_itself(row):
    day = date.fromisoformat(row["日期"])
    assert why_contradictory(charge_of(row), on=day) == ()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_reason_has_a_clause_of_the_catalogue_and_its_sentence_is_complete(row):
    ruling = ruled(row)
    for why in ruling.reasons + ruling.notes:
        assert cited(why.clause).startswith(("《", "国市监"))
        assert "{" not in why.text


def test_the_table_has_every_rule_and_every_kind_of_offender():
    rules = {row["规则"] for row in ROWS}
    assert rules == {"J-01", "J-02", "J-03", "J-04", "J-05", "J-13", "J-14", "J-27", "K-02"}
    missing = {
        OffenderKind.APPLICANT,
        OffenderKind.APPROVAL_APPLICANT,
        OffenderKind.FOREIGN_BODY,
        OffenderKind.IMPORTER,
        OffenderKind.USER,
        OffenderKind.BROKER,
        OffenderKind.ACCREDITATION_BODY,
        OffenderKind.REGULATOR,
    }
    assert {make.KINDS[row["当事人"]] for row in ROWS} == set(OffenderKind) - missing
    levels = {level for row in ROWS for level in row["管辖层级"].split("、")}
    assert levels == {level.title for level in Level if level is not Level.STATION}
