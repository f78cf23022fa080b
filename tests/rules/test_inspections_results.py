import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.inspections.results import (
    RESULT_TRANSITIONS,
    ResultAct,
    ResultStage,
    dispositions,
    leads_to_abnormal_list,
    leads_to_enforcement,
    results,
    why_not_act,
    why_not_enter,
)

CHOICES = st.sets(st.sampled_from(sorted(results())), min_size=1)


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def test_the_eight_texts_of_the_national_system():
    assert [result.title for result in results().values()] == [
        "未发现问题",
        "未按规定公示应当公示的信息",
        "公示信息隐瞒真实情况、弄虚作假",
        "通过登记的住所（经营场所）无法联系",
        "发现问题已责令改正",
        "不配合检查情节严重",
        "未发现开展本次抽查涉及的生产经营活动",
        "发现问题待后续处理",
    ]


@pytest.mark.parametrize(
    ("chosen", "findings", "reasons"),
    [
        (["1"], 0, []),
        (["5"], 2, []),
        (["2", "5", "8"], 1, []),
        (["4"], 0, []),
        ([], 0, ["inspection.result.none"]),
        ([], 3, ["inspection.result.none"]),
        (["1", "5"], 0, ["inspection.result.alone"]),
        (["1"], 1, ["inspection.result.findings"]),
        (["1", "8"], 1, ["inspection.result.alone", "inspection.result.findings"]),
        (["9"], 0, ["inspection.result.unknown"]),
        (["1", "9"], 0, ["inspection.result.unknown", "inspection.result.alone"]),
    ],
)
def test_which_results_can_be_entered(chosen, findings, reasons):
    assert codes(why_not_enter(chosen, findings)) == reasons


@given(CHOICES, st.integers(0, 5))
def test_without_no_problem_every_choice_can_be_entered(chosen, findings):
    assert why_not_enter(chosen - {"1"} or {"5"}, findings) == ()


@given(CHOICES)
def test_no_problem_beside_another_is_always_refused(chosen):
    assert (why_not_enter(chosen | {"1"}, 0) == ()) == (chosen | {"1"} == {"1"})


def test_the_same_result_twice_is_one_result():
    assert why_not_enter(["1", "1"], 0) == ()


def test_the_refusal_names_how_many_problems_were_recorded():
    (reason,) = why_not_enter(["1"], 4)
    assert "已记录4项问题" in reason.text and "未发现问题" in reason.text


def test_serious_refusal_and_pending_problems_lead_to_enforcement():
    assert {code for code in results() if leads_to_enforcement(code)} == {"6", "8"}


def test_who_cannot_be_contacted_may_go_on_the_abnormal_list():
    assert {code for code in results() if leads_to_abnormal_list(code)} == {"4"}


def test_what_an_inspected_body_may_be_told():
    assert list(dispositions()) == ["NONE", "SELF", "LIMITED", "ADMONISH", "CASE", "UPWARD"]
    assert dispositions()["UPWARD"].title == "需要撤销资质，按程序报总局"


@pytest.mark.parametrize(
    ("stage", "act", "to"),
    [
        (ResultStage.EMPTY, ResultAct.ENTER, ResultStage.TO_REVIEW),
        (ResultStage.TO_REVIEW, ResultAct.SEND_BACK, ResultStage.SENT_BACK),
        (ResultStage.TO_REVIEW, ResultAct.PUBLISH, ResultStage.PUBLISHED),
        (ResultStage.SENT_BACK, ResultAct.ENTER, ResultStage.TO_REVIEW),
    ],
)
def test_how_a_result_goes_from_the_officer_to_the_public(stage, act, to):
    assert RESULT_TRANSITIONS[stage][act] is to
    assert why_not_act(stage, act) == ()


@pytest.mark.parametrize("act", ResultAct)
def test_a_published_result_stays_as_it_is(act):
    (reason,) = why_not_act(ResultStage.PUBLISHED, act)
    assert "已公示" in reason.text and act.title in reason.text
