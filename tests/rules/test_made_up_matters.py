"""Matters made up after published ones that once came out wrong: the fine, the hearing, the words."""

from datetime import date

import pytest

from renjian.cases.explanation import explain
from renjian.cases.matter_files import from_value

TODAY = date(2026, 11, 2)
PLACE = [{"division": "330106", "kind": "other"}]


def explained(kind, offence, **more):
    matter = {"offenders": [{"kind": kind, "offences": [offence], **more}], "places": PLACE}
    return explain(from_value({"on": "2026-11-02", **matter}), today=TODAY)


def test_a_warning_that_was_chosen_gives_no_right_to_a_hearing():
    found = explained("生产者", "CC-13", expected=["警告"])
    assert not [code for code in found.codes if code.startswith("case.hearing")]
    assert found.judgement.handlings[0].ruling.penalties == {"warning"}


def test_while_nothing_is_chosen_the_hearing_is_only_possible():
    assert "case.hearing.may" in explained("生产者", "CC-13").codes
    assert "case.hearing.capability" in explained("认证机构", "CB-26").codes


def test_the_same_fine_of_two_texts_is_no_second_provision():
    act = {"from": "2022-01-01", "to": "2022-02-01"}
    matter = {"offenders": [{"kind": "生产者", "offences": ["CC-01A"]}], "places": PLACE}
    found = explain(from_value({"on": "2026-11-02", "act": act, **matter}), today=TODAY)
    assert "case.fine.one" not in found.codes and "case.fine.open.value" in found.codes


def test_a_practitioner_without_a_name_is_told_in_a_sentence_of_its_own():
    found = explained("认证从业人员", "PR-03")
    (why, *_) = found.judgement.handlings[0].ruling.reasons
    assert why.text.startswith("认证从业人员的违法案件由市场监管总局管辖")


def test_a_place_of_business_is_not_called_the_place_of_the_act():
    shop = {"role": "merchant", "seat": "330782", "platform_seat": "330110", "platform_first": True}
    told = {
        why.text: why.clause for why in explained("seller", "CC-01B", platform=shop).everything()
    }
    assert (
        told["实际经营地在浙江省金华市义乌市，由浙江省金华市义乌市市场监督管理局管辖。"]
        == "PROC 10.2"
    )
    assert not any(text.startswith("违法行为发生地在") for text in told)


@pytest.mark.parametrize(
    ("word", "offence", "kind"),
    [
        ("强制性产品指定认证机构", "CB-03", "designated_body"),
        ("审核员", "PR-03", "practitioner"),
        ("咨询机构", "OT-01", "broker"),
    ],
)
def test_other_words_of_the_notice_and_the_glossary_name_a_kind(word, offence, kind):
    found = explained(word, offence)
    assert found.judgement.handlings[0].charge.offender.kind == kind
