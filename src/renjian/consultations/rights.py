"""Who may do what with a request for instructions (请示) and with a reply (批复).

A request goes to the next level up and to no other. Anybody in the business of a unit may draft;
what leaves the unit is signed by its head.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.authorities.posts import Role
from renjian.authorities.rights import Right, who_may
from renjian.consultations.stages import Act, ReplyStage, Stage, why_not_act
from renjian.kernel.refusal import Reason, reason

DRAFTERS = tuple(role for role in Role if role in who_may(Right.DRAFT_REQUEST))
SIGNERS = tuple(role for role in Role if role in who_may(Right.SIGN_REQUEST))
OF_THE_ASKER = frozenset({Act.SEND, Act.SUPPLEMENT, Act.TAKE_BACK})


@dataclass(frozen=True)
class Position:
    """Where a request stands: its stage, who asks, whom it was sent to; authorities by code."""

    stage: Stage
    asker: str
    superior: str


@dataclass(frozen=True)
class Wording:
    """What a reply says, as far as a rule looks at it."""

    text: str
    gist: str
    is_open: bool
    replaces: str = ""  # the number of the reply that it takes the place of
    because: str = ""


def why_not_draft(role: Role) -> tuple[Reason, ...]:
    """Why somebody in this post drafts neither requests nor replies."""
    return () if role in DRAFTERS else (_other_post(DRAFTERS, role),)


def why_not_ask(role: Role, unit: str, superior: str) -> tuple[Reason, ...]:
    """Every reason against drafting a request in a unit; ``superior`` is empty for the top."""
    reasons = why_not_draft(role)
    if superior:
        return reasons
    return (
        *reasons,
        reason(
            "consultation.no-superior",
            "{unit}没有上级市场监管部门，不能提出请示。",
            unit=unit,
        ),
    )


def why_not_do(act: Act, position: Position, *, role: Role, unit: str) -> tuple[Reason, ...]:
    """Every reason against an act on a request, for somebody in this post of this unit."""
    wanted = DRAFTERS if act is Act.RECEIVE else SIGNERS
    is_askers = act in OF_THE_ASKER
    reasons = []
    if role not in wanted:
        reasons.append(_other_post(wanted, role))
    if unit != (position.asker if is_askers else position.superior):
        reasons.append(_not_the_asker(act) if is_askers else _not_the_superior(act))
    return (*reasons, *why_not_act(position.stage, act))


def why_not_redraft(position: Position, *, role: Role, unit: str) -> tuple[Reason, ...]:
    """Every reason against changing the text of a request: only a draft of the own unit."""
    reasons = list(why_not_draft(role))
    if unit != position.asker:
        reasons.append(_not_the_asker(Act.SEND))
    if position.stage is not Stage.DRAFT:
        reasons.append(
            reason(
                "consultation.sent-already",
                "这件请示已经报送，文字不能再改。需要补充的，请在上级要求补充时补充，"
                "或者撤回后重新提出。",
            )
        )
    return tuple(reasons)


def why_not_wish(wished_on: date | None, today: date) -> tuple[Reason, ...]:
    """Why a day cannot be wished for: it has passed."""
    if wished_on is None or wished_on >= today:
        return ()
    return (
        reason(
            "consultation.wish-past",
            "希望批复的日期 {day} 已经过去。请填今天或者以后的日期，或者留空。",
            day=wished_on,
        ),
    )


def why_not_go_up(unit: str, superior: str) -> tuple[Reason, ...]:
    """Why a request cannot be forwarded one level up: nobody is above."""
    if superior:
        return ()
    return (
        reason(
            "consultation.top",
            "{unit}没有上级市场监管部门，不能转报。请直接批复或者要求补充。",
            unit=unit,
        ),
    )


def why_not_write(position: Position, *, role: Role, unit: str) -> tuple[Reason, ...]:
    """Every reason against writing a draft of a reply: only the superior that has the request."""
    reasons = list(why_not_draft(role))
    if unit != position.superior:
        reasons.append(_not_the_superior(Act.REPLY))
    anew = position.stage is Stage.REPLIED
    return (*reasons, *why_not_act(position.stage, Act.REPLY_ANEW if anew else Act.REPLY))


def why_not_word(wording: Wording) -> Iterator[Reason]:
    """Every reason against the words of a reply that is to be issued."""
    if not wording.text.strip():
        yield reason("reply.no-text", "没有写批复意见。请填写后再签发。")
    if wording.is_open and not wording.gist.strip():
        yield reason(
            "reply.no-gist",
            "供全系统查阅的批复要写明问题摘要：其他单位看不到请示原文，"
            "摘要中不得出现当事人和案件的信息。",
        )
    if wording.replaces and not wording.because.strip():
        yield reason(
            "reply.no-cause",
            "本批复将替代 {number}，没有写明替代的原因。请填写后再签发。",
            number=wording.replaces,
        )


def why_not_repeal(
    stage: ReplyStage, author: str, because: str, *, role: Role, unit: str
) -> tuple[Reason, ...]:
    """Every reason against repealing a reply (废止); ``author`` is the authority that gave it."""
    reasons = []
    if role not in SIGNERS:
        reasons.append(_other_post(SIGNERS, role))
    if unit != author:
        reasons.append(
            reason("reply.other-authority", "批复由作出的机关废止，您的单位没有作出这件批复。")
        )
    if stage is not ReplyStage.IN_FORCE:
        reasons.append(
            reason(
                "reply.not-in-force",
                "这件批复目前“{stage}”，不能废止。",
                stage=stage.title,
            )
        )
    if not because.strip():
        reasons.append(reason("reply.no-cause-of-repeal", "没有写明废止原因。请填写后再废止。"))
    return tuple(reasons)


def _other_post(wanted: tuple[Role, ...], role: Role) -> Reason:
    return reason(
        "consultation.other-post",
        "这一步由“{wanted}”办理，您当前的岗位是“{role}”。",
        wanted="、".join(each.title for each in wanted),
        role=role.title,
    )


def _not_the_asker(act: Act) -> Reason:
    return reason(
        "consultation.not-asker",
        "“{act}”由提出请示的单位办理，您的单位不是提出单位。",
        act=act.title,
    )


def _not_the_superior(act: Act) -> Reason:
    return reason(
        "consultation.not-superior",
        "“{act}”由请示的主送机关办理，您的单位不是主送机关。",
        act=act.title,
    )
