"""What looks like a movement of jurisdiction and is none (K-03; J-15, J-20 to J-25; PROC 45)."""

from collections.abc import Callable, Iterator

from renjian.jurisdiction.movements import Movement, MovementKind
from renjian.kernel.refusal import Reason, reason


def stays(given: Movement) -> Iterator[Reason]:
    """What a document that moves no jurisdiction means; empty for one that moves it."""
    if say := SENTENCES.get(given.kind):
        yield say(given)


def _lead(given: Movement) -> Reason:
    return reason(
        "jurisdiction.lead",
        "{document}交办的是线索，不是案件：{authority}应当核查，管辖不因此改变。",
        clause="N102 二(二); PROC 18",
        document=given.document,
        authority=given.to.title,
    )


def _entrusted(given: Movement) -> Reason:
    return reason(
        "jurisdiction.entrusted",
        "{sender}以{document}委托{authority}调查：管辖和处罚决定仍属于{sender}，"
        "受委托单位不得以自己的名义作出决定。",
        clause="N102 二(四)",
        document=given.document,
        authority=given.to.title,
        sender=given.sender.title,
    )


def _entrusted_penalty(given: Movement) -> Reason:
    if given.is_published:
        return reason(
            "jurisdiction.entrusted-penalty",
            "{authority}依据已经公布的{document}受委托实施处罚，以{sender}的名义作出决定，"
            "不得再委托其他组织或者个人。",
            clause="PPL 20; PPL 21; PROC 9",
            document=given.document,
            authority=given.to.title,
            sender=given.sender.title,
        )
    return reason(
        "jurisdiction.entrusted-penalty.unpublished",
        "{document}委托{authority}实施处罚，但委托书没有公布，不能据以实施处罚。"
        "请公布委托书，载明委托事项、权限和期限，或者由{sender}自己办理。",
        clause="PPL 20; PPL 21",
        document=given.document,
        authority=given.to.title,
        sender=given.sender.title,
    )


def _inspection(given: Movement) -> Reason:
    return reason(
        "jurisdiction.inspection-task",
        "{document}下达的是检查任务，{authority}承担或者协助检查，案件的管辖不因此改变。",
        clause="N102 二(四)",
        document=given.document,
        authority=given.to.title,
    )


def _assisted(given: Movement) -> Reason:
    return reason(
        "jurisdiction.assisted",
        "{document}请求{authority}协助调查：应当自收到之日起十五个工作日内完成，管辖不因此改变。",
        clause="PROC 45",
        document=given.document,
        authority=given.to.title,
    )


def _supervised(given: Movement) -> Reason:
    return reason(
        "jurisdiction.supervised",
        "{sender}以{document}督办本案，管辖不因督办改变。",
        clause="N102 二(一); N102 二(二)",
        document=given.document,
        sender=given.sender.title,
    )


def _asked(given: Movement) -> Reason:
    return reason(
        "jurisdiction.asked",
        "{sender}已以{document}报请{authority}决定管辖：上级自收到报送材料之日起七个工作日内确定，"
        "决定以前管辖不变。",
        clause="PROC 15.3; PROC 16",
        document=given.document,
        authority=given.to.title,
        sender=given.sender.title,
    )


SENTENCES: dict[MovementKind, Callable[[Movement], Reason]] = {
    MovementKind.LEAD: _lead,
    MovementKind.ENTRUST: _entrusted,
    MovementKind.ENTRUST_PENALTY: _entrusted_penalty,
    MovementKind.INSPECT: _inspection,
    MovementKind.ASSISTANCE_REQUEST: _assisted,
    MovementKind.SUPERVISED_HANDLING: _supervised,
    MovementKind.ASK: _asked,
}
