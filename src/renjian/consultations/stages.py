"""Stages of a request for instructions (请示) and of a reply (批复), and the acts between them.

``TRANSITIONS`` is the whole table: what is not in it cannot be done.
"""

from enum import StrEnum

from renjian.kernel.refusal import Reason, Refused, reason


class Stage(StrEnum):
    """Where a request for instructions stands."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    ASKED_BACK = "asked_back"
    REPLIED = "replied"
    TAKEN_BACK = "taken_back"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this stage."""
        return STAGE_TITLES[self]


STAGE_TITLES = {
    Stage.DRAFT: "草稿",
    Stage.SENT: "待接收",
    Stage.RECEIVED: "办理中",
    Stage.ASKED_BACK: "待补充",
    Stage.REPLIED: "已批复",
    Stage.TAKEN_BACK: "已撤回",
}
WAITS_FOR_REPLY = frozenset({Stage.SENT, Stage.RECEIVED})  # the clock of the superior runs
IS_OPEN = WAITS_FOR_REPLY | {Stage.ASKED_BACK}


class Act(StrEnum):
    """What the asking authority and its superior do with a request for instructions."""

    SEND = "send"
    RECEIVE = "receive"
    ASK_BACK = "ask_back"
    SUPPLEMENT = "supplement"
    FORWARD = "forward"
    REPLY = "reply"
    REPLY_ANEW = "reply_anew"
    TAKE_BACK = "take_back"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this act."""
        return ACT_TITLES[self]


ACT_TITLES = {
    Act.SEND: "报送上级",
    Act.RECEIVE: "接收",
    Act.ASK_BACK: "要求补充",
    Act.SUPPLEMENT: "补充",
    Act.FORWARD: "转报上级",
    Act.REPLY: "批复",
    Act.REPLY_ANEW: "重新批复",
    Act.TAKE_BACK: "撤回",
}

TRANSITIONS: dict[Stage, dict[Act, Stage]] = {
    Stage.DRAFT: {Act.SEND: Stage.SENT, Act.TAKE_BACK: Stage.TAKEN_BACK},
    Stage.SENT: {Act.RECEIVE: Stage.RECEIVED, Act.TAKE_BACK: Stage.TAKEN_BACK},
    Stage.RECEIVED: {
        Act.ASK_BACK: Stage.ASKED_BACK,
        Act.FORWARD: Stage.SENT,
        Act.REPLY: Stage.REPLIED,
        Act.TAKE_BACK: Stage.TAKEN_BACK,
    },
    Stage.ASKED_BACK: {Act.SUPPLEMENT: Stage.RECEIVED, Act.TAKE_BACK: Stage.TAKEN_BACK},
    Stage.REPLIED: {Act.REPLY_ANEW: Stage.REPLIED},
    Stage.TAKEN_BACK: {},
}


def why_not_act(stage: Stage, act: Act) -> tuple[Reason, ...]:
    """Why an act is not possible at a stage; empty if it is."""
    if act in TRANSITIONS[stage]:
        return ()
    return (
        reason(
            "consultation.stage",
            "这件请示目前处于“{stage}”阶段，不能“{act}”。请刷新页面，按当前阶段办理。",
            stage=stage.title,
            act=act.title,
        ),
    )


def next_stage(stage: Stage, act: Act) -> Stage:
    """The stage that an act leads to; refused where the table does not have it."""
    if reasons := why_not_act(stage, act):
        raise Refused(*reasons)
    return TRANSITIONS[stage][act]


class ReplyStage(StrEnum):
    """Where a reply stands; one that no longer holds stays readable and says so."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REPEALED = "repealed"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this stage."""
        return REPLY_STAGE_TITLES[self]


REPLY_STAGE_TITLES = {
    ReplyStage.DRAFT: "拟稿",
    ReplyStage.IN_FORCE: "现行",
    ReplyStage.REPLACED: "已被替代",
    ReplyStage.REPEALED: "已废止",
}
ISSUED_TITLES = {
    stage: title for stage, title in REPLY_STAGE_TITLES.items() if stage is not ReplyStage.DRAFT
}
