"""Check the record of a random draw (核验双随机抽取记录) with Python alone, nothing to install.

    python verify.py record.json [--plan-hash HEX]

A second implementation of RJ-DRAW/1, written apart from the program that draws, so that one mistake
is not made twice. Read it from top to bottom: how a record is read, how hashes are made, then one
function for each step of the draw. The first thing that is wrong ends the check.

A record that agrees shows that the drawn objects and officers follow from the plan and the beacon
alone. That the plan is the published one is seen by comparing its hash.
Exit code: 0 the record agrees, 1 it disagrees, 2 the file cannot be read.
"""

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Hash = Callable[[bytes], bytes]
ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Disagreement(Exception):
    """The first thing in a record that is not as it must be."""


def must(fact: bool, otherwise: str) -> None:
    """Go on only if the fact holds."""
    if not fact:
        raise Disagreement(otherwise)


def agree(what: str, said: object, right: object) -> None:
    """The record says what this program finds."""
    if said != right:
        raise Disagreement(f"{what}：应为 must be {right}，记录作 the record says {said}")


def agree_each(what: str, said: Sequence[object], right: Sequence[object]) -> None:
    """Two lists are the same; the first difference is named."""
    for place, (one, other) in enumerate(zip_longest(said, right), 1):
        agree(f"{what} {place}", one, other)


def read(text: str) -> Any:
    """The JSON value of a text."""
    rules: Any = dict.fromkeys(("parse_int", "parse_float", "parse_constant"), _whole)
    text = text.strip(" \t\r\n")
    value, end = json.JSONDecoder(object_pairs_hook=_fields, **rules).raw_decode(text)
    must(end == len(text), "记录结束之后还有内容 something follows the end of the record")
    return value


def _fields(pairs: list[tuple[str, Any]]) -> Record:
    twice = len(pairs) > len(dict(pairs))
    must(not twice, f"字段重复 a key stands there twice: {[key for key, _ in pairs]!a}")
    return dict(pairs)


def _whole(text: str) -> int:
    must(text.isdigit() and len(text) < 17, f"不是规定的整数 not a fit whole number: {text}")
    return int(text)


def conform(value: Any, example: Any, where: str) -> None:
    """The value has the keys and kinds of values of the example, no more and no less."""
    must(type(value) is type(example), f"{where} 应当是 must be {type(example).__name__}")
    if isinstance(value, dict):
        named = dict.fromkeys(value, example[ANY]) if ANY in example else example
        for key in sorted(named.keys() ^ value.keys()):
            must(key in value, f"{where} 缺少字段 lacks the key {key!a}")
            must(key in named, f"{where} 多出字段 has an unknown key {key!a}")
        for key, item in value.items():
            conform(key, "", f"{where} {key!a}")
            conform(item, named[key], f"{where}.{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value, 1):
            conform(item, example[0], f"{where}[{place}]")
    elif isinstance(value, str):
        fit = ONE_LINE.fullmatch(value) and unicodedata.is_normalized("NFC", value)
        must(bool(fit), f"{where} 应当是一行规范的文字 must be one line of NFC text")
    elif isinstance(value, int):
        must(0 <= value < 2**53, f"{where} 应当是非负整数 must be zero or more")


ANY = "any key"  # the key is free, as an id is
BEACON = {"kind": "practice", "round": 0, "seed": "text"}
PLAN: Record = {
    **dict.fromkeys(("v", "hash", "number", "authority", "item", "title", "merge_group"), "text"),
    **dict.fromkeys(("register_root", "officers_root", "recusals_root"), "hex"),
    **dict.fromkeys(("register_size", "officers_size", "recusals_size", "reserve"), 0),
    "strata": [{"label": "text", "size": 0, "drawn": 0, "algorithm": "srs"}],
    "team": {"size": 2, "pairs": "same-unit"},
    "beacon": BEACON,
    "sealed": None,
}
TICKETS = [{"id": "text", "ticket": "hex"}]
PUBLIC: Record = {
    **dict.fromkeys(("v", "form", "plan_hash", "seed"), "text"),
    "plan": PLAN,
    "objects": [{"id": "text", "unit": "text", "stratum": "text", "sealed": "hex"}],
    "officers": [{"id": "text", "unit": "text", "lead": True}],
    "recusals": [{"officer": "id", "object": "id"}],
    "beacon": {**BEACON, "value": "hex"},
    "strata": [{"stratum": "text", "selected": TICKETS, "reserve": TICKETS}],
    "assignment": {"caps": {ANY: 1}, "teams": [{"object": "id", "lead": "id", "second": "id"}]},
}
FULL = {**PUBLIC, "openings": {ANY: {"class": "text", "model": "text", "salt": "hex"}}}


def canonical(value: Any) -> bytes:
    """The one byte string of a value (RFC 8785; the keys of all that is hashed here are ASCII)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_named(name: str) -> Hash:
    """The hash H that the plan names."""
    must(name in ("sha256", "sm3"), f"不认识的哈希算法 unknown hash: {name}")
    own = name == "sm3" and "sm3" not in hashlib.algorithms_available
    return sm3 if own else lambda data: hashlib.new(name, data).digest()


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905), for a Python that lacks it."""

    def turn(word: int, by: int) -> int:
        return (word << by % 32 | word >> 32 - by % 32) & 0xFFFFFFFF

    start = "7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"
    state = [int(start[at : at + 8], 16) for at in range(0, 64, 8)]
    data += b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for block in range(0, len(data), 64):
        w = [int.from_bytes(data[at : at + 4], "big") for at in range(block, block + 64, 4)]
        for j in range(16, 68):
            mixed = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(mixed ^ turn(mixed, 15) ^ turn(mixed, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = turn((turn(a, 12) + e + turn(t, j)) & 0xFFFFFFFF, 7)
            ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if j < 16 else e & f | ~e & g
            tt1 = (ff + d + (ss1 ^ turn(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, turn(b, 9), c
            e, f, g, h = tt2 ^ turn(tt2, 9) ^ turn(tt2, 17), e, turn(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
    return b"".join(word.to_bytes(4, "big") for word in state)


def tree_root(hash: Hash, records: Iterable[Record]) -> str:
    """The root over records (RFC 9162): hash them, then hash neighbours until one is left."""
    level = [hash(b"\x00" + canonical(record)) for record in records]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hash(b"\x01" + one + two) for one, two in pairs] + level[len(level) // 2 * 2 :]
    return (level[0] if level else hash(b"")).hex()


def by_hash(hash: Hash, prefix: bytes, ids: Iterable[str]) -> list[str]:
    """Ids in the order of the hash of the prefix and the id."""
    return sorted(ids, key=lambda one: (hash(prefix + one.encode()), one))


def check(record: Any, published: str | None = None) -> Iterator[str]:
    """Say each step that agrees; raise ``Disagreement`` at the first that does not."""
    form = record.get("form") if isinstance(record, dict) else None
    must(form in ("public", "full"), "记录的 form 应当是 must be public, full")
    conform(record, FULL if form == "full" else PUBLIC, "record")
    agree("记录版本 version", record["v"], "rj-record/1")
    yield "格式完整，没有多余内容 complete, and nothing else in it"
    hash = hash_named(record["plan"]["hash"])
    yield check_plan(record, hash, published)
    yield check_lists(record, hash)
    yield from check_seed(record, hash)
    yield check_selection(record, hash)
    yield check_teams(record, hash)
    yield check_openings(record, hash) if form == "full" else "风险等级未公开 classes stay sealed"


def check_plan(record: Record, hash: Hash, published: str | None) -> str:
    """The hash of the plan, and whether it is a plan of this version at all."""
    plan = record["plan"]
    found = hash(b"RJ-PLAN/1\x00" + canonical(plan)).hex()
    agree("方案哈希 plan hash", record["plan_hash"], found)
    if published is not None:
        agree("公布的方案哈希 published plan hash", found, published.lower())
    rules = ["rj-draw/1", {"size": 2, "pairs": "same-unit"}]
    agree("方案版本和组队规则 version and team rule", [plan["v"], plan["team"]], rules)
    for stratum in plan["strata"]:
        least = {"srs": 1, "census": stratum["size"]}.get(stratum["algorithm"], 2**53)
        fit = 1 <= least <= stratum["drawn"] <= stratum["size"]
        must(fit, f"抽取数或者方法有误 number or algorithm unfit: {stratum}")
    return f"方案哈希 plan hash {found}"


def check_lists(record: Record, hash: Hash) -> str:
    """Objects, officers and recusals are those of the plan: sorted, none twice, same root."""
    plan = record["plan"]
    for name, key in {"objects": "id", "officers": "id", "recusals": "officer object"}.items():
        ids = [tuple(one[field] for field in key.split()) for one in record[name]]
        agree_each(f"{name} 的顺序 in order, none twice", ids, sorted(set(ids)))
        planned = "register" if name == "objects" else name
        agree(f"{planned}_size", plan[f"{planned}_size"], len(ids))
        agree(f"{planned}_root", plan[f"{planned}_root"], tree_root(hash, record[name]))
    return f"{len(record['objects'])} 个对象和两份名单与方案一致 objects and lists as committed to"


def check_seed(record: Record, hash: Hash) -> Iterator[str]:
    """The beacon is the plan's; the seed is the HMAC (RFC 2104) of both, without a secret."""
    beacon = dict(record["plan"]["beacon"])
    agree("随机源 beacon", record["beacon"], {**beacon, "value": record["beacon"]["value"]})
    agree("随机源种类 kind of beacon", beacon.pop("kind"), "practice")
    value = hash(b"RJ-PRACTICE/1\x00" + canonical(beacon))
    agree("随机值 beacon value", record["beacon"]["value"], value.hex())
    yield "练习随机源，事先可知，没有证明力 practice beacon: worthless as proof"
    message = b"RJ-SEED/1\x00" + bytes.fromhex(record["plan_hash"]) + value
    seed = hash(b"\x5c" * 64 + hash(b"\x36" * 64 + message)).hex()
    agree("种子 seed", record["seed"], seed)
    yield f"种子 seed {seed}"


def check_selection(record: Record, hash: Hash) -> str:
    """In each stratum the smallest tickets are drawn, the next stand in reserve."""
    plan = record["plan"]
    prefix = b"RJ-TICKET/1\x00" + bytes.fromhex(record["seed"]) + plan["merge_group"].encode()
    members: dict[str, list[Record]] = defaultdict(list)
    for one in record["objects"]:
        ticket = hash(prefix + b"\x00" + one["id"].encode()).hex()
        members[one["stratum"]].append({"id": one["id"], "ticket": ticket})
    labels = [stratum["label"] for stratum in plan["strata"]]
    shown_labels = [shown["stratum"] for shown in record["strata"]]
    agree("分层 strata", [labels, shown_labels], [sorted(members), sorted(members)])
    for stratum, shown in zip(plan["strata"], record["strata"], strict=True):
        label, drawn = stratum["label"], stratum["drawn"]
        order = sorted(members[label], key=lambda one: (one["ticket"], one["id"]))
        agree(f"层 stratum {label}", len(order), stratum["size"])
        agree_each(f"{label} 抽中 selected", shown["selected"], order[:drawn])
        agree_each(f"{label} 备选 reserve", shown["reserve"], order[drawn:][: plan["reserve"]])
    return f"{len(labels)} 层的签号、抽中和备选 tickets, drawn and reserve of each stratum"


def check_teams(record: Record, hash: Hash) -> str:
    """Objects come in the order of their hash, officers by the rule of ``check_unit``."""
    seed = bytes.fromhex(record["seed"])
    teams, caps = record["assignment"]["teams"], record["assignment"]["caps"]
    drawn = [one["id"] for stratum in record["strata"] for one in stratum["selected"]]
    order = by_hash(hash, b"RJ-ORDER/1\x00" + seed, drawn)
    agree_each("分组的顺序 order of the teams", [team["object"] for team in teams], order)
    unit_of = {one["id"]: one["unit"] for one in record["objects"]}
    leads = {one["id"] for one in record["officers"] if one["lead"]}
    staff, recused, visits = defaultdict(set), defaultdict(set), defaultdict(list)
    for one in record["officers"]:
        staff[one["unit"]].add(one["id"])
    for one in record["recusals"]:
        recused[one["object"]].add(one["officer"])
    for team in teams:
        visits[unit_of[team["object"]]].append(team)
    agree("有工作量上限的单位 units with a cap", sorted(caps), sorted(visits))
    for unit, theirs in sorted(visits.items()):
        fits: list[list[str]] = []
        for team in theirs:
            prefix = b"RJ-PAIR/1\x00" + seed + team["object"].encode() + b"\x00"
            able = by_hash(hash, prefix, staff[unit] - recused[team["object"]])
            fits += [[one for one in able if one in leads], able]
        check_unit(theirs, fits, caps[unit])
    return f"{len(teams)} 组执法人员 teams of officers"


def check_unit(teams: list[Record], fits: list[list[str]], cap: int) -> None:
    """Each seat went to the first who fits it and leaves all later seats fillable.

    Seats 2k and 2k + 1 are lead and second of team k; ``fits`` says for each who is asked, by turn.
    The recorded teams show that the rest could be filled, so it is enough to show of everybody who
    was passed over that with him it could not.
    """
    seats = Seats(fits, cap)
    for seat, able in enumerate(fits):
        team = teams[seat // 2]
        must(team["lead"] != team["second"], f"同一人占两席 one officer in both seats: {team}")
        officer = team["second" if seat % 2 else "lead"]
        must(officer in able, f"{officer} 不能派往该对象 may not sit there: {team}")
        seats.take(seat, officer)
        must(len(seats.held[officer]) <= cap, f"{officer} 超过上限 has more visits than {cap}")
    for seat, able in enumerate(fits):
        chosen = seats.holder[seat]
        for officer in able[: able.index(chosen)]:
            if seats.could_take(seat, officer):
                agree(f"{teams[seat // 2]['object']} 的执法人员 officer", chosen, officer)
    enough = all(map(Seats(fits, cap - 1).fill, range(len(fits))))
    must(not enough, f"工作量上限还可以更低 the cap could be lower than {cap}")


class Seats:
    """Who holds which seat, with at most ``cap`` seats for each officer; "" is nobody."""

    def __init__(self, fits: list[list[str]], cap: int) -> None:
        self.fits, self.cap = fits, cap
        self.holder = [""] * len(fits)
        self.held: dict[str, set[int]] = defaultdict(set)

    def take(self, seat: int, officer: str) -> str:
        """The officer takes the seat; whoever held it leaves it and is returned."""
        leaving = self.holder[seat]
        self.held[leaving].discard(seat)
        self.held[officer].add(seat)
        self.holder[seat] = officer
        return leaving

    def could_take(self, seat: int, officer: str) -> bool:
        """Whether the officer could hold the seat and all later ones be filled; if not, undo."""
        held = self.held[officer]
        to_leave = [seat ^ 1] if seat ^ 1 in held else sorted(held) if len(held) >= self.cap else []
        opened = [one for one in to_leave if one > seat][:1]
        if to_leave and not opened:
            return False
        for one in opened:
            self.take(one, "")
        before = self.take(seat, officer)
        if all(self.fill(one, seat) for one in opened):
            return True
        self.take(seat, before)
        self.take(opened[0], officer)
        return False

    def fill(self, seat: int, settled: int = -1) -> bool:
        """Find somebody for an empty seat, if need be by letting those behind ``settled`` change.

        One step of a maximum flow: a chain of changes that ends with an officer not yet full.
        """
        wanted_by = {seat: -1}
        queue, full = deque([seat]), set()
        while queue:
            current = queue.popleft()
            for officer in self.fits[current]:
                held = self.held[officer]
                if current ^ 1 in held:
                    movable = {current ^ 1}  # he is in the team already and may only change over
                elif current in held or officer in full:
                    continue
                elif len(held) < self.cap:
                    moving = officer
                    while current >= 0:
                        moving, current = self.take(current, moving), wanted_by[current]
                    return True
                else:
                    full.add(officer)
                    movable = held
                for one in movable - wanted_by.keys():
                    if one > settled:
                        wanted_by[one] = current
                        queue.append(one)
        return False


def check_openings(record: Record, hash: Hash) -> str:
    """Each class is the sealed one, and a stratum holds objects of one class only."""
    openings, ids = record["openings"], [one["id"] for one in record["objects"]]
    agree_each("公开等级的对象 opened objects", sorted(openings), ids)
    class_of: dict[str, str] = {}
    for one in record["objects"]:
        opening = openings[one["id"]]
        found = hash(b"RJ-LEAF/1\x00" + canonical(opening)).hex()
        agree(f"{one['id']} 的等级承诺 sealed class", one["sealed"], found)
        first = class_of.setdefault(one["stratum"], opening["class"])
        agree(f"{one['id']} 所在层的等级 class of its stratum", opening["class"], first)
    return f"{len(ids)} 个对象的等级与承诺一致 risk classes as sealed"


def main(arguments: list[str] | None = None) -> int:
    """Check one file and say each step."""
    parser = argparse.ArgumentParser(description="核验抽取记录 Check the record of a random draw")
    parser.add_argument("record", type=Path, help="记录文件 the record, a JSON file")
    parser.add_argument("--plan-hash", help="封存时公布的方案哈希 the plan hash as published")
    chosen = parser.parse_args(arguments)
    try:
        text = chosen.record.read_bytes().decode("utf-8-sig")
        for step in check(read(text), chosen.plan_hash):
            print(f"[一致 agrees] {step}")
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        print(f"[无法读取 UNREADABLE] {chosen.record}：请检查文件 check the file: {error}")
        return 2
    except Disagreement as wrong:
        print(f"[不一致 WRONG] {wrong}\n结论：记录不成立。 The record DISAGREES.")
        return 1
    print("结论：记录成立；方案哈希应与封存时公布的相同。 AGREES; compare the plan hash yourself.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
