"""Stages of a clue and a case and the acts that lead from one to the next (PROC 14, 18 to 20).

``TRANSITIONS`` is the whole table: what is not in it cannot be done. The diagram of the
documentation is drawn from it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from renjian.kernel.refusal import Reason, Refused, reason


class Stage(StrEnum):
    """Where a clue or a case stands."""

    CLUE = "clue"
    VERIFYING = "verifying"
    FILED = "filed"
    NOT_FILED = "not_filed"
    TRANSFERRED = "transferred"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this stage."""
        return STAGE_TITLES[self]

    @property
    def is_final(self) -> bool:
        """Whether no act of this authority follows."""
        return not TRANSITIONS[self]


STAGE_TITLES = {
    Stage.CLUE: "线索",
    Stage.VERIFYING: "核查中",
    Stage.FILED: "立案",
    Stage.NOT_FILED: "不予立案",
    Stage.TRANSFERRED: "移送",
}


class Act(StrEnum):
    """What an authority does with a clue."""

    VERIFY = "verify"
    FILE = "file"
    NOT_FILED = "not_filed"
    TRANSFER = "transfer"
    TRANSFER_UP = "transfer_up"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this act."""
        return ACT_TITLES[self]


ACT_TITLES = {
    Act.VERIFY: "登记案源，开始核查",
    Act.FILE: "立案",
    Act.NOT_FILED: "不予立案",
    Act.TRANSFER: "移送有管辖权的机关",
    Act.TRANSFER_UP: "移交上级市场监管部门",
}


@dataclass(frozen=True)
class Formality:
    """What an act needs: the clause it rests on, who approves it, the documents, the limit."""

    clause: str
    approver: str
    documents: tuple[str, ...] = ()
    deadline: str = ""


FORMALITIES = {
    Act.VERIFY: Formality("PROC 18", "办案人员", ("案件来源登记表",)),
    Act.FILE: Formality("PROC 18; PROC 19", "负责人", ("立案/不予立案审批表",), "DL-C-01"),
    Act.NOT_FILED: Formality("PROC 20", "负责人", ("立案/不予立案审批表",), "DL-C-01"),
    Act.TRANSFER: Formality("PROC 14; PROC 17", "负责人", ("案件移送函",)),
    # The notice says in time and gives no number of days.
    Act.TRANSFER_UP: Formality("N102 二(四)", "负责人", ("案件移送函",)),
}

TRANSITIONS: dict[Stage, dict[Act, Stage]] = {
    Stage.CLUE: {Act.VERIFY: Stage.VERIFYING},
    Stage.VERIFYING: {
        Act.FILE: Stage.FILED,
        Act.NOT_FILED: Stage.NOT_FILED,
        Act.TRANSFER: Stage.TRANSFERRED,
        Act.TRANSFER_UP: Stage.TRANSFERRED,
    },
    Stage.FILED: {},
    Stage.NOT_FILED: {},
    Stage.TRANSFERRED: {},
}


# Said to somebody who does once more what led to the stage ...
DONE_ALREADY = {
    Stage.VERIFYING: reason("case.stage", "案源已经登记，正在核查，不必重复登记。请刷新页面查看。"),
    Stage.FILED: reason("case.stage", "已经立案，不必重复立案。请刷新页面查看。"),
    Stage.NOT_FILED: reason("case.stage", "已经决定不予立案，不必重复决定。请刷新页面查看。"),
    Stage.TRANSFERRED: reason("case.stage", "已经移送，不必重复移送。请刷新页面查看去向。"),
}
# ... and to somebody who does what does not belong there; while a clue is verified all does.
OUT_OF_PLACE = {
    Stage.CLUE: reason("case.stage", "线索还没有登记案源，这一步还不能办理。请先登记案源。"),
    Stage.FILED: reason("case.stage", "已经立案，这一步不能再办理。请刷新页面，按案件办理。"),
    Stage.NOT_FILED: reason("case.stage", "已经决定不予立案，这一步不能再办理。请刷新页面查看。"),
    Stage.TRANSFERRED: reason("case.stage", "线索已经移送，由接收机关办理。请刷新页面查看去向。"),
}


def why_not_act(stage: Stage, act: Act) -> tuple[Reason, ...]:
    """Why an act is not possible at a stage; empty if it is."""
    if act in TRANSITIONS[stage]:
        return ()
    is_done = any(acts.get(act) is stage for acts in TRANSITIONS.values())
    why = DONE_ALREADY[stage] if is_done else OUT_OF_PLACE[stage]
    return (replace(why, clause=FORMALITIES[act].clause),)


def why_not_change(stage: Stage) -> tuple[Reason, ...]:
    """Why what a clue says cannot be changed: it can only be while the clue is verified."""
    return () if stage is Stage.VERIFYING else (replace(OUT_OF_PLACE[stage], clause="PROC 18"),)


def next_stage(stage: Stage, act: Act) -> Stage:
    """The stage that an act leads to; refused where the table does not have it."""
    if reasons := why_not_act(stage, act):
        raise Refused(*reasons)
    return TRANSITIONS[stage][act]
