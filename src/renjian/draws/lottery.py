"""Results of domestic lotteries as a beacon: published everywhere, chosen by nobody.

Which draws count stands in the plan, so none is chosen afterwards. Two draws each of three games
hold 138 bits; a plan with fewer than 128 is refused (RJ-DRAW/1 4).
"""

import math
from dataclasses import dataclass
from typing import Any

from renjian.draws.beacon_kind import Kind, Said
from renjian.kernel.canonical import canonical, digest
from renjian.kernel.refusal import Reason, reason

LEAST_BITS = 128
PREFIX = b"RJ-PUBLIC/1\x00"


@dataclass(frozen=True)
class Game:
    """A lottery: so many of the numbers 1 to ``highest``, and likewise a second group."""

    count: int
    highest: int
    second_count: int = 0
    second_highest: int = 0

    @property
    def bits(self) -> float:
        """How much chance one draw of it holds."""
        ways = math.comb(self.highest, self.count)
        return math.log2(ways * math.comb(self.second_highest, self.second_count))


GAMES = {"双色球": Game(6, 33, 1, 16), "大乐透": Game(5, 35, 2, 12), "七乐彩": Game(7, 30)}


def public_value(results: object, hash: str) -> bytes:
    """The 32 bytes that public results give, in the order in which the plan names them."""
    return digest(hash, PREFIX + canonical(results))


def _why_not_plan(beacon: Said) -> list[Reason]:
    draws = beacon["draws"]
    if not all(_is_draw(one) for one in draws):
        return [
            reason(
                "draws.beacon.lottery-draw",
                "彩票随机源的每一期要写明 game（{games}）和 issue（期号）。请更正方案。",
                games="、".join(GAMES),
            )
        ]
    named = {(one["game"], one["issue"]) for one in draws}
    bits = sum(GAMES[game].bits for game, _ in named)
    if len(named) == len(draws) and bits >= LEAST_BITS:
        return []
    return [
        reason(
            "draws.beacon.lottery-bits",
            "指定的彩票开奖只有 {bits} 比特的随机性，或者同一期写了两次；至少需要 {least} 比特。"
            "请指定三种彩票各连续两期。",
            bits=int(bits),
            least=LEAST_BITS,
        )
    ]


def _is_draw(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != {"game", "issue"}:
        return False
    return one["game"] in GAMES and isinstance(one["issue"], str) and one["issue"].isdecimal()


def _why_not_believe(beacon: Said, evidence: Said, _hash: str) -> list[Reason]:
    results, draws = evidence["results"], beacon["draws"]
    given = [
        {"game": one.get("game"), "issue": one.get("issue")}
        if isinstance(one, dict)
        else {"game": "", "issue": ""}
        for one in results
    ]
    if given != draws:
        wanted = [f"{one['game']}{one['issue']}" for one in draws]
        return [
            reason(
                "draws.beacon.lottery-other",
                "开奖结果与方案指定的期次或者顺序不符，应当依次是：{wanted}。请按方案填写。",
                wanted="、".join(wanted),
            )
        ]
    return [
        reason(
            "draws.beacon.lottery-numbers",
            "{game}第 {issue} 期的号码不可能：应当是从小到大、互不相同、在号码范围内的整数。"
            "请核对开奖公告。",
            game=one["game"],
            issue=one["issue"],
        )
        for one in results
        if not _is_possible(one)
    ]


def _is_possible(one: dict[str, Any]) -> bool:
    game = GAMES[one["game"]]
    if set(one) != {"game", "issue", "numbers", "second"}:
        return False
    return _fits(one["numbers"], game.count, game.highest) and _fits(
        one["second"], game.second_count, game.second_highest
    )


def _fits(numbers: Any, count: int, highest: int) -> bool:
    if not isinstance(numbers, list) or any(type(one) is not int for one in numbers):
        return False
    in_order = numbers == sorted(set(numbers))
    return in_order and len(numbers) == count and all(1 <= one <= highest for one in numbers)


KIND = Kind(
    fields={"draws": list},
    evidence={"results": list},
    value=lambda _beacon, evidence, hash: public_value(evidence["results"], hash),
    grade="verifiable",
    trust=reason(
        "draws.trust.lottery",
        "可核验：由方案事先指定的国内彩票开奖结果算出，任何人可以对照开奖公告核对。",
    ),
    why_not_plan=_why_not_plan,
    why_not_believe=_why_not_believe,
)
