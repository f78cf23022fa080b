"""Results of an inspection (抽查结果): the eight texts and what they lead to (DR38).

The officer chooses one or several results; no problem found excludes every other. A result goes
from the officer to a reviewer, who sends it back or publishes it.
"""

from collections.abc import Collection
from enum import StrEnum

from renjian.catalogue.codes import Code, code_list
from renjian.kernel.refusal import Reason, reason

NO_PROBLEM = "1"
NOT_PUBLICISED = "2"
FALSELY_PUBLICISED = "3"
CANNOT_BE_CONTACTED = "4"
ORDERED_TO_CORRECT = "5"
SERIOUS_REFUSAL = "6"
NO_ACTIVITY = "7"
FOLLOW_UP_PENDING = "8"

TO_ENFORCEMENT = frozenset({SERIOUS_REFUSAL, FOLLOW_UP_PENDING})
TO_ABNORMAL_LIST = frozenset({CANNOT_BE_CONTACTED})


class ResultStage(StrEnum):
    """Where the result of a task stands."""

    EMPTY = "empty"
    TO_REVIEW = "to_review"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    REPLACED = "replaced"  # the object fell out, and another one is visited in its place

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this stage."""
        return RESULT_STAGE_TITLES[self]


RESULT_STAGE_TITLES = {
    ResultStage.EMPTY: "未录入",
    ResultStage.TO_REVIEW: "待审核",
    ResultStage.SENT_BACK: "退回",
    ResultStage.PUBLISHED: "已公示",
    ResultStage.REPLACED: "已替换",
}


class ResultAct(StrEnum):
    """What officers do with a result."""

    ENTER = "enter"
    SEND_BACK = "send_back"
    PUBLISH = "publish"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this act."""
        return RESULT_ACT_TITLES[self]


RESULT_ACT_TITLES = {
    ResultAct.ENTER: "录入",
    ResultAct.SEND_BACK: "退回",
    ResultAct.PUBLISH: "公示",
}

RESULT_TRANSITIONS: dict[ResultStage, dict[ResultAct, ResultStage]] = {
    ResultStage.EMPTY: {ResultAct.ENTER: ResultStage.TO_REVIEW},
    ResultStage.TO_REVIEW: {
        ResultAct.SEND_BACK: ResultStage.SENT_BACK,
        ResultAct.PUBLISH: ResultStage.PUBLISHED,
    },
    ResultStage.SENT_BACK: {ResultAct.ENTER: ResultStage.TO_REVIEW},
    ResultStage.PUBLISHED: {},
    ResultStage.REPLACED: {},
}


VIOLATIONS = frozenset({NOT_PUBLICISED, FALSELY_PUBLICISED, ORDERED_TO_CORRECT, FOLLOW_UP_PENDING})


def shows_violation(codes: Collection[str]) -> bool | None:
    """Whether results say that something was wrong; None if the object could not be inspected.

    Who cannot be contacted, refuses or has no activity was not inspected, unless another result
    says what was found there.
    """
    if VIOLATIONS & set(codes):
        return True
    return False if NO_PROBLEM in codes else None


def results() -> dict[str, Code]:
    """The eight result texts by their numbers; the numbers are our own convention."""
    return code_list("inspection_result")


def dispositions() -> dict[str, Code]:
    """What an inspected body may be told: no problem, correction, admonition, case, upward."""
    return code_list("inspection_disposition")


def leads_to_enforcement(code: str) -> bool:
    """Whether this result is to be followed by enforcement (results 6 and 8)."""
    return code in TO_ENFORCEMENT


def leads_to_abnormal_list(code: str) -> bool:
    """Whether this result is a ground for the abnormal operation list (result 4)."""
    return code in TO_ABNORMAL_LIST


def why_not_enter(codes: Collection[str], findings: int) -> tuple[Reason, ...]:
    """Why these results cannot be entered beside so many findings; empty if they can."""
    if not codes:
        return (
            reason(
                "inspection.result.none",
                "还没有选择检查结果。请至少选择一项。",
                clause="DR38",
            ),
        )
    known = results()
    reasons = [
        reason(
            "inspection.result.unknown",
            "检查结果“{result}”不在规定的八项之内。请重新选择。",
            result=code,
        )
        for code in sorted(set(codes) - set(known))
    ]
    if NO_PROBLEM in codes and len(set(codes)) > 1:
        reasons.append(
            reason(
                "inspection.result.alone",
                "“{no_problem}”不能与其他结果同时选择。请取消其中之一。",
                no_problem=known[NO_PROBLEM].title,
            )
        )
    if NO_PROBLEM in codes and findings:
        reasons.append(
            reason(
                "inspection.result.findings",
                "已记录{findings}项问题，不能选择“{no_problem}”。请按发现的问题选择结果，"
                "或者先更正问题记录。",
                findings=findings,
                no_problem=known[NO_PROBLEM].title,
            )
        )
    return tuple(reasons)


def why_not_act(stage: ResultStage, act: ResultAct) -> tuple[Reason, ...]:
    """Why an act is not possible at this stage of a result; empty if it is."""
    if act in RESULT_TRANSITIONS[stage]:
        return ()
    return (
        reason(
            "inspection.result.stage",
            "检查结果目前为“{stage}”，不能“{act}”。请刷新页面，按当前状态办理。",
            stage=stage.title,
            act=act.title,
        ),
    )
