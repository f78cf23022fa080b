"""Where a request for instructions stands, and which acts lead on from there."""

import pytest

from renjian.consultations.stages import (
    IS_OPEN,
    TRANSITIONS,
    WAITS_FOR_REPLY,
    Act,
    Stage,
    next_stage,
    why_not_act,
)
from renjian.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("stage", "act", "leads_to"),
    [
        (Stage.DRAFT, Act.SEND, Stage.SENT),
        (Stage.SENT, Act.RECEIVE, Stage.RECEIVED),
        (Stage.RECEIVED, Act.ASK_BACK, Stage.ASKED_BACK),
        (Stage.ASKED_BACK, Act.SUPPLEMENT, Stage.RECEIVED),
        (Stage.RECEIVED, Act.FORWARD, Stage.SENT),
        (Stage.RECEIVED, Act.REPLY, Stage.REPLIED),
        (Stage.REPLIED, Act.REPLY_ANEW, Stage.REPLIED),
    ],
)
def test_each_act_leads_to_its_stage(stage, act, leads_to):
    assert next_stage(stage, act) is leads_to


@pytest.mark.parametrize("stage", [Stage.DRAFT, *sorted(IS_OPEN)])
def test_what_was_not_replied_to_can_be_taken_back(stage):
    assert next_stage(stage, Act.TAKE_BACK) is Stage.TAKEN_BACK


@pytest.mark.parametrize("act", [one for one in Act if one != Act.REPLY_ANEW])
def test_after_the_reply_nothing_follows_but_another_reply(act):
    (why,) = why_not_act(Stage.REPLIED, act)
    assert why.code == "consultation.stage"
    with pytest.raises(Refused):
        next_stage(Stage.REPLIED, act)


def test_nothing_follows_what_was_taken_back():
    assert TRANSITIONS[Stage.TAKEN_BACK] == {}


def test_nobody_replies_to_what_was_not_received():
    assert why_not_act(Stage.SENT, Act.REPLY)


def test_the_clock_stands_still_while_something_is_missing():
    assert {Stage.ASKED_BACK} == IS_OPEN - WAITS_FOR_REPLY


def test_every_stage_but_the_draft_can_be_reached():
    reached = {stage for acts in TRANSITIONS.values() for stage in acts.values()}
    assert reached == set(Stage) - {Stage.DRAFT}
