"""What is barred, and why: passing on a transfer, acting on a matter that is not one's own, and the
like (PROC 9, 12, 14, 15.1; PPL 24; corrections K-02, K-05).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from renjian.authorities.divisions import division, full_name
from renjian.authorities.levels import Level
from renjian.jurisdiction.matters import Matter
from renjian.jurisdiction.movements import Movement, MovementKind, Unit
from renjian.jurisdiction.rulings import CITY_OR_COUNTY, NATIONAL, Ruling, Track
from renjian.jurisdiction.spans import first_filed
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True, slots=True)
class Township:
    """A township or sub-district that the province has given powers: the published ones (PPL 24)."""

    powers: frozenset[str] = frozenset()
    document: str = ""


def onward(movements: Sequence[Movement]) -> Iterator[Reason]:
    """Transfers that a receiver passed on, and those that came back (PROC 14)."""
    transfers = sorted(
        (each for each in movements if each.kind is MovementKind.TRANSFER), key=lambda one: one.on
    )
    held: dict[str, Movement] = {}
    for each in transfers:
        before = held.get(each.sender.code)
        superior = common_superior(each.sender, each.to)
        if before and before.sender.code == each.to.code:
            yield reason(
                "jurisdiction.transfer-loop",
                "{sender}收到{other}移送的案件后，又以{document}移送回{other}，形成往返移送，"
                "该移送无效。请报请共同的上一级（{superior}）指定管辖。",
                clause="PROC 14; PROC 13",
                sender=each.sender.title,
                other=each.to.title,
                document=each.document,
                superior=superior,
            )
        elif before:
            yield reason(
                "jurisdiction.passed-on",
                "{sender}收到的是移送案件，不得以{document}再自行移送{receiver}。"
                "认为不属于本机关管辖的，请报请共同的上一级（{superior}）指定管辖。",
                clause="PROC 14",
                sender=each.sender.title,
                receiver=each.to.title,
                document=each.document,
                superior=superior,
            )
        elif each.objected:
            yield reason(
                "jurisdiction.transfer-objected",
                "{receiver}对{document}的移送有异议，应当报请共同的上一级（{superior}）指定管辖，"
                "不得再自行移送。",
                clause="PROC 14; N102 二(四)",
                receiver=each.to.title,
                document=each.document,
                superior=superior,
            )
        held[each.to.code] = each


def upward(movements: Sequence[Movement], ruling: Ruling) -> Iterator[Reason]:
    """Transfers up of what does not belong to the superior (J-19), and objections (J-20)."""
    for each in movements:
        if each.kind is MovementKind.TRANSFER_UP and not ruling.allows(each.to.level):
            yield reason(
                "jurisdiction.up-without-ground",
                "案件由{levels}管辖，不属于{authority}，{document}移交上级没有依据。"
                "有特殊原因不能办理的，改为报请上级管辖或者指定管辖。",
                clause="N102 二(四); PROC 15.3",
                levels=ruling.title,
                authority=each.to.title,
                document=each.document,
            )
        if each.kind is MovementKind.HAND_DOWN and each.objected:
            yield reason(
                "jurisdiction.objection",
                "{authority}对{document}的交办有异议，应当报上级决定；决定以前按交办执行。",
                clause="N102 二(四)",
                authority=each.to.title,
                document=each.document,
            )


def why_not_acting(matter: Matter, ruling: Ruling, competent: frozenset[str]) -> Iterator[Reason]:
    """Why the authority that asks may not file or give notice on a charge."""
    acting = matter.acting
    if acting is None or ruling.track is Track.OPEN or not ruling.levels:
        return
    if acting.level is Level.STATION:
        yield reason(
            "jurisdiction.in-bureau-name",
            "{unit}是派出机构，须以所属市场监管部门的名义立案和作出决定。",
            clause="PROC 9.1",
            unit=acting.title,
        )
    own = Level.COUNTY if acting.level is Level.STATION else acting.level
    if own not in ruling.levels:
        yield _below(ruling, acting) if own > ruling.highest else _above(ruling, acting)
    elif acting.level is not Level.STATION and competent and acting.code not in competent:
        yield _other(ruling, acting)
    yield from _not_first(matter, acting, competent)


def _above(ruling: Ruling, acting: Unit) -> Reason:
    return reason(
        "jurisdiction.above-level",
        "案件由{levels}市场监管部门管辖，{unit}办理须有提级管辖的决定"
        "（何人、何时、何理由、何文书）；没有的，立案时提示，事先告知不得发出。",
        clause="PROC 15.2; PROC 8",
        levels=ruling.title,
        unit=acting.title,
    )


def why_not_township(township: Township, offences: Sequence[str]) -> Iterator[Reason]:
    """Why a township may not impose a penalty: it has only what was published (PPL 24; J-26)."""
    if missing := [code for code in offences if code not in township.powers]:
        yield reason(
            "jurisdiction.township",
            "乡镇、街道只能行使省级人民政府决定交由其行使并已公布的处罚权，{offences}不在其中。"
            "请移送县（区）级市场监管部门。",
            clause="PPL 24",
            offences=tuple(missing),
        )


def common_superior(one: Unit, two: Unit) -> str:
    """The common next superior of two authorities, as far as their codes say it."""
    level = min(one.level, two.level)
    for length, above in ((4, Level.CITY), (2, Level.PROVINCIAL)):
        code = f"{one.code[:length]}{'0' * (6 - length)}"
        shared = one.code[:length] == two.code[:length] and one.code[:2].isdigit()
        if shared and level > above and division(code):
            return f"{full_name(code)}市场监督管理局"
    return "市场监管总局"


def _below(ruling: Ruling, acting: Unit) -> Reason:
    if ruling.levels == NATIONAL:
        return reason(
            "jurisdiction.not-own-level",
            "案件由市场监管总局管辖或者授权管辖，{unit}没有授权文件的，不得立案、不得告知处罚，"
            "应当及时移交上级。",
            clause="N102 二(四)",
            unit=acting.title,
        )
    return reason(
        "jurisdiction.not-own-level",
        "案件由{levels}市场监管部门管辖，{unit}不得立案、不得告知处罚，应当及时移交上级。",
        clause="N102 二(四)",
        levels=ruling.title,
        unit=acting.title,
    )


def _other(ruling: Ruling, acting: Unit) -> Reason:
    if ruling.authorities:
        return reason(
            "jurisdiction.other-by-document",
            "{document}已将案件交由其他机关管辖，{unit}应当将案件移送该机关。",
            clause="PROC 14",
            document=ruling.document,
            unit=acting.title,
        )
    return reason(
        "jurisdiction.other-place",
        "违法行为发生地不在{unit}的辖区内，应当移送违法行为发生地的市场监管部门；"
        "对管辖有争议的，先行协商。",
        clause="PROC 14; PROC 13",
        unit=acting.title,
    )


def _not_first(matter: Matter, acting: Unit, competent: frozenset[str]) -> Iterator[Reason]:
    first = first_filed(matter.filings, competent)
    if not first:
        return
    if len(first) > 1:
        yield reason(
            "jurisdiction.same-day",
            "{units}都在{day}立案，先后不明：自发生争议之日起七个工作日内协商，协商不成的"
            "报请共同的上一级指定管辖，也可以直接报请指定。",
            clause="PPL 25.2; PROC 13",
            units=tuple(one.unit.title for one in first),
            day=first[0].on,
        )
    elif acting.code != first[0].unit.code and acting.level in CITY_OR_COUNTY:
        yield reason(
            "jurisdiction.filed-first",
            "{unit}已于{day}最先立案，案件由其管辖；{acting}已经立案的，移送最先立案的机关。",
            clause="PPL 25.1; PROC 12",
            unit=first[0].unit.title,
            day=first[0].on,
            acting=acting.title,
        )
