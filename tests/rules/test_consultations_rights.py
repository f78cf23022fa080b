"""Who may draft, send, receive, forward, reply and repeal."""

import pytest

from renjian.authorities.posts import Role
from renjian.consultations import rights
from renjian.consultations.rights import DRAFTERS, OF_THE_ASKER, Position, Wording
from renjian.consultations.stages import TRANSITIONS, Act, ReplyStage, Stage

ASKER, SUPERIOR = "330110", "330100"
COMES_BEFORE = {act: stage for stage, acts in TRANSITIONS.items() for act in acts}


def at(act):
    return Position(COMES_BEFORE[act], ASKER, SUPERIOR)


def codes(reasons):
    return [why.code for why in reasons]


def do(act, role=Role.HEAD, unit=None):
    unit = unit or (ASKER if act in OF_THE_ASKER else SUPERIOR)
    return codes(rights.why_not_do(act, at(act), role=role, unit=unit))


@pytest.mark.parametrize("act", Act)
def test_the_head_of_the_right_unit_does_every_act(act):
    assert do(act) == []


@pytest.mark.parametrize("act", [one for one in Act if one != Act.RECEIVE])
def test_what_leaves_a_unit_is_signed_by_its_head(act):
    assert do(act, Role.CASE_HANDLER) == ["consultation.other-post"]


@pytest.mark.parametrize("role", DRAFTERS)
def test_anybody_in_business_drafts_and_receives(role):
    assert rights.why_not_draft(role) == ()
    assert do(Act.RECEIVE, role) == []


@pytest.mark.parametrize("role", [Role.WITNESS, Role.AUDIT, Role.SYSTEM, Role.CLERK])
def test_who_is_not_in_business_drafts_nothing(role):
    assert codes(rights.why_not_draft(role)) == ["consultation.other-post"]


@pytest.mark.parametrize("act", Act)
def test_neither_side_does_what_is_the_others(act):
    other = SUPERIOR if act in OF_THE_ASKER else ASKER
    wanted = "consultation.not-asker" if act in OF_THE_ASKER else "consultation.not-superior"
    assert do(act, unit=other) == [wanted]


def test_all_reasons_are_told_at_once():
    reasons = rights.why_not_do(
        Act.REPLY, Position(Stage.SENT, ASKER, SUPERIOR), role=Role.OFFICER, unit=ASKER
    )
    wanted = ["consultation.other-post", "consultation.not-superior", "consultation.stage"]
    assert codes(reasons) == wanted


def test_the_state_administration_asks_nobody_and_forwards_to_nobody():
    assert codes(rights.why_not_ask(Role.HEAD, "总局", "")) == ["consultation.no-superior"]
    assert codes(rights.why_not_go_up("总局", "")) == ["consultation.top"]


def test_only_a_draft_of_the_own_unit_is_changed():
    draft, sent = (Position(stage, ASKER, SUPERIOR) for stage in (Stage.DRAFT, Stage.SENT))
    assert rights.why_not_redraft(draft, role=Role.OFFICER, unit=ASKER) == ()
    told = rights.why_not_redraft(sent, role=Role.OFFICER, unit=SUPERIOR)
    assert codes(told) == ["consultation.not-asker", "consultation.sent-already"]


def test_a_day_that_has_passed_cannot_be_wished_for():
    from datetime import date

    today = date(2026, 3, 2)
    assert rights.why_not_wish(None, today) == rights.why_not_wish(today, today) == ()
    assert codes(rights.why_not_wish(date(2026, 3, 1), today)) == ["consultation.wish-past"]


@pytest.mark.parametrize(
    ("wording", "wanted"),
    [
        (Wording("意见", "", is_open=False), []),
        (Wording(" ", "", is_open=False), ["reply.no-text"]),
        (Wording("意见", " ", is_open=True), ["reply.no-gist"]),
        (Wording("意见", "摘要", is_open=True), []),
        (Wording("意见", "", is_open=False, replaces="杭市监复〔2026〕1号"), ["reply.no-cause"]),
        (Wording("意见", "", is_open=False, replaces="1号", because="法规已经修改"), []),
    ],
)
def test_the_words_of_a_reply(wording, wanted):
    assert codes(rights.why_not_word(wording)) == wanted


@pytest.mark.parametrize(
    ("stage", "role", "unit", "because", "wanted"),
    [
        (ReplyStage.IN_FORCE, Role.HEAD, SUPERIOR, "已经修改", []),
        (ReplyStage.REPLACED, Role.HEAD, SUPERIOR, "已经修改", ["reply.not-in-force"]),
        (ReplyStage.IN_FORCE, Role.OFFICER, SUPERIOR, "已经修改", ["consultation.other-post"]),
        (ReplyStage.IN_FORCE, Role.HEAD, ASKER, "已经修改", ["reply.other-authority"]),
        (ReplyStage.IN_FORCE, Role.HEAD, SUPERIOR, " ", ["reply.no-cause-of-repeal"]),
    ],
)
def test_who_gave_a_reply_repeals_it(stage, role, unit, because, wanted):
    reasons = rights.why_not_repeal(stage, SUPERIOR, because, role=role, unit=unit)
    assert codes(reasons) == wanted
