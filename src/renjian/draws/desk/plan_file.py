"""What a planner writes down before a draw: one TOML file, read without guessing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from renjian.draws import beacon, drand
from renjian.draws.plan import Escalation
from renjian.kernel.canonical import HASHES
from renjian.kernel.refusal import Refused, reason

TEXTS = ("title", "number", "authority", "item", "campaign")
KEYS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "": {**dict.fromkeys(TEXTS, str), "hash": str, "reserve": int, "sealed": bool,
         "columns": dict, "draw": dict, "beacon": dict, "second_stage": dict,
         "officers": dict, "escalation": list, "succeeds": str},
    "draw": {"rate": (str, int, float), "total": int, "rates": dict, "numbers": dict,
             "algorithms": dict, "small": str, "order": list, "items": dict},
    "second_stage": {"drawn": int},
    "officers": {"most_visits": int, "size": int, "experts": int},
}  # fmt: skip
SMALL = ("merge", "lift")


@dataclass(frozen=True)
class Wish:
    """What the plan file says, before it is known what the tables hold.

    ``rates`` are per ten thousand, ``rate`` that of every stratum without its own. ``small`` says
    what becomes of a stratum whose target is below one: it is merged, or one is drawn from it.
    ``items`` are further items of the same visits, each with its rates; "" is for all others.
    """

    title: str
    number: str
    authority: str
    item: str
    campaign: str
    hash: str
    reserve: int
    is_sealed: bool
    columns: Mapping[str, Mapping[str, object]]
    rate: int | None
    total: int | None
    rates: Mapping[str, int]
    numbers: Mapping[str, int]
    algorithms: Mapping[str, str]
    small: str
    items: Mapping[str, Mapping[str, int]]
    team_size: int
    experts_each: int
    order: tuple[str, ...]
    beacon: Mapping[str, object]
    parts_drawn: int
    most_visits: int | None
    escalation: tuple[Escalation, ...]
    succeeds: str | None


def read(path: Path) -> Wish:
    """Read a plan file. Refused, naming the entry, if anything is missing, unknown or unfit."""
    try:
        value = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise _refused(path, f"文件打不开（{error.strerror}）") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused(path, f"不是规范的 TOML：{error}") from error
    wrong = [*_misshapen("", value)]
    for part in ("draw", "second_stage", "officers"):
        if isinstance(value.get(part), dict):
            wrong += _misshapen(part, value[part])
    wrong += [f"缺少 {name}" for name in (*TEXTS, "draw", "beacon") if not value.get(name)]
    if value.get("hash", "sha256") not in HASHES:
        wrong.append(f"hash 应当是 {'、'.join(HASHES)} 之一")
    if wrong:
        raise _refused(path, "；".join(wrong))
    return _wish(path, value)


def _wish(path: Path, value: dict[str, Any]) -> Wish:
    draw, officers = value["draw"], value.get("officers", {})
    if sum(name in draw for name in ("rate", "total", "rates", "numbers")) == 0:
        raise _refused(
            path, "[draw] 里要有 rate（比例）、total（总数）、rates 或者 numbers（逐层）"
        )
    if "total" in draw and len(draw.keys() & {"rate", "rates", "numbers"}):
        raise _refused(path, "[draw] 里 total（总数）不能与 rate、rates、numbers 同时写")
    small = draw.get("small", SMALL[0])
    numbers = draw.get("numbers", {})
    if small not in SMALL or any(type(one) is not int for one in numbers.values()):
        raise _refused(path, "[draw] 的 small 只能是 merge 或者 lift，numbers 只能是整数")
    return Wish(
        **{name: value[name] for name in TEXTS},
        hash=value.get("hash", "sha256"),
        reserve=value.get("reserve", 3),
        is_sealed=value.get("sealed", False),
        columns=value.get("columns", {}),
        rate=_rate(path, draw["rate"]) if "rate" in draw else None,
        total=draw.get("total"),
        rates={name: _rate(path, rate) for name, rate in draw.get("rates", {}).items()},
        numbers=numbers,
        algorithms=draw.get("algorithms", {}),
        small=small,
        items=_items(path, draw.get("items", {})),
        team_size=officers.get("size", 2),
        experts_each=officers.get("experts", 0),
        order=tuple(draw.get("order", ())),
        beacon=_beacon(path, value["beacon"]),
        parts_drawn=value.get("second_stage", {}).get("drawn", 0),
        most_visits=officers.get("most_visits"),
        escalation=tuple(_escalation(path, one) for one in value.get("escalation", ())),
        succeeds=value.get("succeeds"),
    )


def _misshapen(part: str, value: Mapping[str, object]) -> list[str]:
    """What stands in a part of the file that does not belong there, or is of another kind."""
    known = KEYS[part]
    where = f"[{part}] 的 " if part else ""
    return [
        f"{where}{key} 不认识" if key not in known else f"{where}{key} 的写法不对"
        for key, one in value.items()
        if key not in known
        or not isinstance(one, known[key])
        or (isinstance(one, bool) and known[key] is not bool)
    ]


def _rate(path: Path, said: object) -> int:
    """A rate per ten thousand: 5 %, "5%", or 0.05 as a number."""
    text = str(said).strip()
    try:
        share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise _refused(path, f'比例“{text}”不是数，应当像 "5%" 这样写') from error
    if not 0 < share <= 1 or (share * 10_000).denominator != 1:
        raise _refused(path, f"比例“{text}”应当大于 0、不大于 100%，最多两位小数")
    return int(share * 10_000)


def _items(path: Path, said: Mapping[str, object]) -> dict[str, dict[str, int]]:
    """The rates of each further item."""
    return {name: _rates(path, rates) for name, rates in said.items()}


def _rates(path: Path, said: object) -> dict[str, int]:
    """The rates of a further item: one for all strata, or one for each."""
    by_stratum = said if isinstance(said, dict) else {"": said}
    return {str(name): _rate(path, rate) for name, rate in by_stratum.items()}


def _beacon(path: Path, said: Mapping[str, object]) -> dict[str, object]:
    """The beacon as the plan will name it; that of drand may be given by its moment."""
    named = dict(said)
    if named.get("kind") == "drand":
        named.setdefault("chain", drand.CHAIN)
        at = named.pop("at", None)
        if isinstance(at, datetime) and at.tzinfo:
            named["round"] = drand.round_at(int(at.timestamp()))
        elif at is not None:
            raise _refused(path, "[beacon] 的 at 要写时刻和时区，例如 2026-12-01T09:00:00+08:00")
    if reasons := beacon.why_not_name(named):
        raise Refused(*reasons)
    return named


def _escalation(path: Path, one: object) -> Escalation:
    fit = isinstance(one, dict) and set(one) == {"unit", "lends"} and isinstance(one["lends"], list)
    if not isinstance(one, dict) or not fit:
        raise _refused(path, "[[escalation]] 要有 unit（单位）和 lends（依次借调的单位，列表）")
    return Escalation(str(one["unit"]), tuple(map(str, one["lends"])))


def _refused(path: Path, wrong: str) -> Refused:
    return Refused(
        reason(
            "desk.plan-file",
            "方案文件 {path} 有误：{wrong}。请对照 docs/draw.md 更正；什么也没有抽取。",
            path=path.name,
            wrong=wrong,
        )
    )
