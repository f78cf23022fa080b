"""Check the record of a random draw (核验双随机抽取记录) with Python alone, nothing to install.

    python verify.py record.json [--plan-hash HEX]

A second implementation of RJ-DRAW/1, written apart from the program that draws, so that one mistake
is not made twice. Read it from top to bottom: how a record is read, how hashes are made, then one
function for each step of the draw. The first thing that is wrong ends the check.

A record that agrees shows that the drawn objects and officers follow from the plan and the beacon
alone. That the plan is the published one is seen by comparing its hash. The signature of a drand
beacon is checked where the package drand-verify is installed; without it all else is checked.
Exit code: 0 the record agrees, 1 it disagrees, 2 the file cannot be read.
"""

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

try:
    from drand_verify import verify_quicknet
except ImportError:  # then the signature of a drand beacon is not checked, and this is said
    verify_quicknet = None

Record = dict[str, Any]
Hash = Callable[[bytes], bytes]
ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
HEX = re.compile(r"[0-9a-f]{64}")


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
        if one != other:
            agree(f"{what} {place}", one, other)


def read(text: str) -> Any:
    """The record that a text holds."""
    return load(StringIO(text))


def load(file: IO[str]) -> Any:
    """The record in a file: one JSON value, or one a line, whose lists go on in later lines."""
    first = file.readline()
    try:
        record = value_of(first)
    except json.JSONDecodeError:
        return value_of(first + file.read())  # one value that is spread over many lines
    for number, line in enumerate(file, 2):
        for key, more in (value_of(line) if line.strip() else {}).items():
            whole = isinstance(record, dict) and record.get(key)
            fits = isinstance(whole, list) and isinstance(more, list)
            must(
                fits,
                f"第 {number} 行的 {key!a} 不是前面的清单的续行 line {number} continues no list",
            )
            record[key].extend(more)
    return record


def value_of(text: str) -> Any:
    """The JSON value of a text; no key twice, whole numbers only."""
    rules: Any = dict.fromkeys(("parse_int", "parse_float", "parse_constant"), _whole)
    text = text.strip(" \t\r\n")
    value, end = json.JSONDecoder(object_pairs_hook=_fields, **rules).raw_decode(text)
    must(end == len(text), "记录结束之后还有内容 something follows the end of the record")
    return value


def _fields(pairs: list[tuple[str, Any]]) -> Record:
    fields = dict(pairs)
    if len(pairs) > len(fields):
        raise Disagreement(f"字段重复 a key stands there twice: {[key for key, _ in pairs]!a}")
    return fields


def _whole(text: str) -> int:
    must(text.isdigit() and len(text) < 17, f"不是规定的整数 not a fit whole number: {text}")
    return int(text)


def conform(value: Any, example: Any, where: str) -> None:
    """The value has the keys and kinds of values of the example, no more and no less."""
    if type(value) is not type(example):
        raise Disagreement(f"{where} 应当是 must be {type(example).__name__}")
    if isinstance(value, dict):
        conform_keys(value, example, where)
    elif isinstance(value, list):
        for place, item in enumerate(value, 1):
            conform(item, like_of(item, *example), f"{where}[{place}]")
    elif isinstance(value, str):
        fit = ONE_LINE.fullmatch(value) and unicodedata.is_normalized("NFC", value)
        if not fit:
            raise Disagreement(f"{where} 应当是一行规范的文字 must be one line of NFC text")
    elif isinstance(value, int):
        must(0 <= value < 2**53, f"{where} 应当是非负整数 must be zero or more")


def like_of(item: Any, example: Any, more: Any = None) -> Any:
    """The example for an entry of a list, of which some have ``more`` besides."""
    has_more = more and isinstance(item, dict) and item.keys() & more.keys()
    return {**example, **more} if has_more else example


def conform_keys(value: Record, example: Record, where: str) -> None:
    """A value has the keys of the example, whose values conform; with ``ANY`` it may have any."""
    named = dict.fromkeys(value, example[ANY]) if ANY in example else example
    if named.keys() != value.keys():
        key = min(named.keys() ^ value.keys())
        must(key in value, f"{where} 缺少字段 lacks the key {key!a}")
        must(False, f"{where} 多出字段 has an unknown key {key!a}")
    for key, item in value.items():
        if ANY in example:
            conform(key, "", f"{where} {key!a}")
        # Nearly every text is plain, and registers are large.
        plain = type(item) is str and item.isascii() and item.isprintable() and item != ""
        if not plain or type(named[key]) is not str:
            conform(item, named[key], f"{where}.{key}")


ANY = "any key"  # the key is free, as an id is
# What the plan says of each kind of beacon, and what is known of it afterwards.
BEACONS: dict[str, tuple[Record, Record]] = {
    "practice": ({"round": 0, "seed": "text"}, {}),
    "drand": ({"chain": "hex", "round": 0}, {"signature": "hex"}),
    "lottery": (
        {"draws": [{"game": "text", "issue": "text"}]},
        {"results": [{"game": "text", "issue": "text", "numbers": [0], "second": [0]}]},
    ),
    "dice": ({"count": 0, "witnesses": ["text"]}, {"rolls": [0]}),
    "commit-reveal": ({"parties": [{"name": "text", "commitment": "hex"}]}, {"reveals": ["hex"]}),
}
GAMES = {"双色球": (6, 33, 1, 16), "大乐透": (5, 35, 2, 12), "七乐彩": (7, 30, 0, 0)}
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
PLAN: Record = {
    **dict.fromkeys(("v", "hash", "number", "authority", "item", "title", "merge_group"), "text"),
    **dict.fromkeys(("register_root", "officers_root", "recusals_root"), "hex"),
    **dict.fromkeys(("register_size", "officers_size", "recusals_size", "reserve"), 0),
    "strata": [{"label": "text", "size": 0, "drawn": 0, "algorithm": "srs"}],
    "team": {"size": 2, "pairs": "same-unit"},
    "sealed": None,
}
PLAN_IF_USED: Record = {
    "second_stage": {"root": "hex", "size": 1, "drawn": 1},
    "most_visits": 1,
    "escalation": [{"unit": "text", "lends": ["text"]}],
    "succeeds": "hex",
}
TICKETS = [{"id": "text", "ticket": "hex"}]
TEAM = {"object": "id", "lead": "id", "second": "id"}
RECORD: Record = {
    **dict.fromkeys(("v", "form", "plan_hash", "seed"), "text"),
    "objects": [{"id": "text", "unit": "text", "stratum": "text", "sealed": "hex"}, {"size": 1}],
    "officers": [{"id": "text", "unit": "text", "lead": True}],
    "recusals": [{"officer": "id", "object": "id"}],
    "strata": [{"stratum": "text", "selected": TICKETS, "reserve": TICKETS}, {"tau": "text"}],
}


def check_form(record: Any) -> str:
    """The record is complete, and holds nothing else: what its plan does not use is not there."""
    for part in ("plan", "beacon", "assignment"):
        is_there = isinstance(record, dict) and isinstance(record.get(part), dict)
        must(is_there, f"record.{part} 应当是 must be an object")
    plan = record["plan"]
    beacon = plan.get("beacon")
    kind = beacon.get("kind") if isinstance(beacon, dict) else None
    known = BEACONS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise Disagreement(f"record.plan.beacon.kind 不认识 unknown kind of beacon: {kind!a}")
    form = record.get("form")
    must(form in ("public", "full"), "record.form 应当是 must be public, full")
    conform(record, shape(record, *known), "record")
    agree("record.v", record["v"], "rj-record/1")
    return "格式完整，没有多余内容 complete, and nothing else in it"


def shape(record: Record, planned: Record, known: Record) -> Record:
    """What a record of this plan looks like; ``planned`` and ``known`` describe its beacon."""
    plan = record["plan"]
    like = {**RECORD, "beacon": {"kind": "text", **planned, **known, "value": "hex"}}
    like["plan"] = {**PLAN, "beacon": {"kind": "text", **planned}}
    like["plan"] |= {key: one for key, one in PLAN_IF_USED.items() if key in plan}
    like["assignment"] = {"caps": {ANY: 1}, "teams": [TEAM]}
    if "borrowed" in record["assignment"]:
        like["assignment"]["borrowed"] = {ANY: ["text"]}
    if plan.get("sealed") is not None:
        like["plan"]["sealed"] = like["secret"] = "hex"
    if "second_stage" in plan:
        like["parts"] = [{"id": "text", "object": "text"}]
        like["second_stage"] = [{"object": "text", "selected": TICKETS}]
    if record.get("form") == "full":
        like["openings"] = {ANY: {"class": "text", "model": "text", "salt": "hex"}}
    return like


def canonical(value: Any) -> bytes:
    """The one byte string of a value (RFC 8785; the keys of all that is hashed here are ASCII)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_named(name: str) -> Hash:
    """The hash H that the plan names."""
    must(name in ("sha256", "sm3"), f"record.plan.hash 不认识 unknown hash: {name}")
    if name == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    own = "sm3" not in hashlib.algorithms_available
    return sm3 if own else lambda data: hashlib.new("sm3", data).digest()


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
    yield check_form(record)
    hash = hash_named(record["plan"]["hash"])
    yield check_plan(record, hash, published)
    yield check_lists(record, hash)
    value, trust = beacon_value(record, hash)
    yield trust
    yield check_seed(record, hash, value)
    yield check_selection(record, hash)
    if "second_stage" in record:
        yield check_second_stage(record, hash)
    yield check_teams(record, hash)
    full = record["form"] == "full"
    yield check_openings(record, hash) if full else "风险等级未公开 classes stay sealed"


def check_plan(record: Record, hash: Hash, published: str | None) -> str:
    """The hash of the plan, and whether it is a plan of this version at all."""
    plan = record["plan"]
    found = hash(b"RJ-PLAN/1\x00" + canonical(plan)).hex()
    agree("record.plan_hash 与 record.plan 不符 plan hash", record["plan_hash"], found)
    if published is not None:
        agree("公布的方案哈希 published plan hash", found, published.lower())
    rules = ["rj-draw/1", {"size": 2, "pairs": "same-unit"}]
    agree("方案版本和组队规则 version and team rule", [plan["v"], plan["team"]], rules)
    for stratum in plan["strata"]:
        whole = stratum["algorithm"] in ("census", "for-cause")
        known = whole or stratum["algorithm"] in ("srs", "pareto")
        fit = (stratum["size"] if whole else 1) <= stratum["drawn"] <= stratum["size"]
        must(known and fit, f"抽取数或者方法有误 number or algorithm unfit: {stratum}")
    check_sizes(record)
    return f"方案哈希 plan hash {found}"


def check_sizes(record: Record) -> None:
    """Sizes, and the rank of the first not drawn, stand where chances differ and nowhere else."""
    by_size = {one["label"] for one in record["plan"]["strata"] if one["algorithm"] == "pareto"}
    for name, more in (("strata", "tau"), ("objects", "size")):
        for place, one in enumerate(record[name], 1):
            has, needs = more in one, one["stratum"] in by_size
            if has != needs:
                must(False, f"record.{name}[{place}].{more} 只属于 is for pareto alone")


LISTS = {"objects": "id", "officers": "id", "recusals": "officer object", "parts": "object id"}


def check_lists(record: Record, hash: Hash) -> str:
    """Objects, officers and recusals are those of the plan: sorted, none twice, same root."""
    plan = record["plan"]
    for name, key in LISTS.items():
        if name not in record:
            continue
        ids = [tuple(one[field] for field in key.split()) for one in record[name]]
        agree_each(f"record.{name} 的顺序 in order, none twice", ids, sorted(set(ids)))
        planned = "register" if name == "objects" else name
        size, root = f"{planned}_size", f"{planned}_root"
        if name == "parts":
            plan, size, root = plan["second_stage"], "size", "root"
        agree(f"record.{name} 的条数与方案 {size} 不符 number of entries", len(ids), plan[size])
        found = tree_root(hash, record[name])
        agree(f"record.{name} 的内容与方案 {root} 不符 root of the entries", found, plan[root])
    return f"{len(record['objects'])} 个对象和两份名单与方案一致 objects and lists as committed to"


def beacon_value(record: Record, hash: Hash) -> tuple[bytes, str]:
    """The 32 bytes of the beacon that the plan names, and how far they can be trusted."""
    named, shown = record["plan"]["beacon"], record["beacon"]
    for key in named:
        agree(f"record.beacon.{key}", shown[key], named[key])
    kind, trust = named["kind"], "随机源 beacon: 有见证，不能独立核验 as good as its witnesses"
    if kind == "practice":
        known = {key: one for key, one in named.items() if key != "kind"}
        value = hash(b"RJ-PRACTICE/1\x00" + canonical(known))
        trust = "练习随机源，事先可知，没有证明力 practice beacon: worthless as proof"
    elif kind == "drand":
        value, trust = drand(named, shown["signature"])
    elif kind == "lottery":
        value = public_value(hash, shown["results"])
        check_lottery(named["draws"], shown["results"])
        trust = "随机源 beacon: 请对照开奖公告 compare with the published lottery results"
    elif kind == "dice":
        value = public_value(hash, shown["rolls"])
        fit = len(shown["rolls"]) == named["count"] and all(one <= 9 for one in shown["rolls"])
        must(fit, "record.beacon.rolls：个数或者点数不对 number or faces of the dice unfit")
    else:
        value = public_value(hash, shown["reveals"])
        agree("record.beacon.reveals 的个数 number", len(shown["reveals"]), len(named["parties"]))
        for party, opened in zip(named["parties"], shown["reveals"], strict=True):
            committed = hash(b"RJ-SECRET/1\x00" + of_hex(opened, "record.beacon.reveals")).hex()
            agree(f"record.beacon.reveals {party['name']}", committed, party["commitment"])
    agree("record.beacon.value", shown["value"], value.hex())
    return value, trust


def public_value(hash: Hash, results: Any) -> bytes:
    """The value of results that were made public."""
    return hash(b"RJ-PUBLIC/1\x00" + canonical(results))


def of_hex(text: str, where: str) -> bytes:
    """The 32 bytes of 64 lower-case hex digits."""
    must(bool(HEX.fullmatch(text)), f"{where} 应当是 64 位十六进制数 must be 64 hex digits")
    return bytes.fromhex(text)


def check_lottery(draws: list[Record], results: list[Record]) -> None:
    """The results are those of the draws that the plan names, with numbers that can be drawn."""
    given = [{"game": one["game"], "issue": one["issue"]} for one in results]
    agree_each("record.beacon.results", given, draws)
    for one in results:
        must(one["game"] in GAMES, f"record.beacon.results：不认识的彩票 unknown lottery: {one}")
        count, highest, second_count, second_highest = GAMES[one["game"]]
        for numbers, wanted, most in (
            (one["numbers"], count, highest),
            (one["second"], second_count, second_highest),
        ):
            fit = numbers == sorted(set(numbers)) and len(numbers) == wanted
            fit = fit and all(1 <= number <= most for number in numbers)
            must(fit, f"record.beacon.results：号码不可能 numbers that cannot be: {one}")


def drand(named: Record, signature: str) -> tuple[bytes, str]:
    """The value of a drand round: the hash of its signature by the network's pinned key."""
    agree("record.beacon.chain", named["chain"], QUICKNET)
    must(
        bool(re.fullmatch("[0-9a-f]{96}", signature)),
        "record.beacon.signature 应当是 96 位十六进制数 must be 96 hex digits",
    )
    value = hashlib.sha256(bytes.fromhex(signature)).digest()
    if verify_quicknet is None:
        return value, "随机源签名没有核对：没有安装 drand-verify。beacon signature not checked"
    try:
        signed = verify_quicknet(named["round"], signature)
    except ValueError:
        signed = None
    must(signed is not None, f"record.beacon.signature 不是第 {named['round']} 轮的签名 forged")
    return value, "随机源签名与内置公钥一致 beacon signature agrees with the pinned key"


def check_seed(record: Record, hash: Hash, value: bytes) -> str:
    """The seed is the HMAC (RFC 2104) of plan and beacon under the secret; zeros in open mode."""
    plan, secret = record["plan"], bytes(32)
    if plan["sealed"] is not None:
        secret = of_hex(record["secret"], "record.secret")
        committed = hash(b"RJ-SECRET/1\x00" + secret).hex()
        agree("record.secret 与承诺 plan.sealed 不符 secret", committed, plan["sealed"])
    first = plan.get("succeeds", record["plan_hash"])  # after a voided draw: the seed input of that
    message = b"RJ-SEED/1\x00" + of_hex(first, "record.plan.succeeds") + value
    key = secret + bytes(32)
    inner = hash(bytes(byte ^ 0x36 for byte in key) + message)
    seed = hash(bytes(byte ^ 0x5C for byte in key) + inner).hex()
    agree("record.seed", record["seed"], seed)
    return f"种子 seed {seed}"


def check_selection(record: Record, hash: Hash) -> str:
    """In each stratum the smallest tickets are drawn, the next stand in reserve."""
    plan = record["plan"]
    members: dict[str, list[str]] = defaultdict(list)
    for one in record["objects"]:
        members[one["stratum"]].append(one["id"])
    labels = [stratum["label"] for stratum in plan["strata"]]
    shown_labels = [shown["stratum"] for shown in record["strata"]]
    agree("record.plan.strata", labels, sorted(members))
    agree("record.strata", shown_labels, sorted(members))
    by_size = {one["id"]: one["size"] for one in record["objects"] if "size" in one}
    for stratum, shown in zip(plan["strata"], record["strata"], strict=True):
        label, drawn = stratum["label"], stratum["drawn"]
        order = by_ticket(hash, record["seed"], plan["merge_group"], members[label])
        agree(f"record.plan.strata {label} size", len(order), stratum["size"])
        if stratum["algorithm"] == "pareto":
            order, tau = by_rank(order, by_size, drawn)
            agree(f"record.strata {label} tau", shown["tau"], tau)
        agree_each(f"record.strata {label} 抽中 selected", shown["selected"], order[:drawn])
        reserve = order[drawn:][: plan["reserve"]]
        agree_each(f"record.strata {label} 备选 reserve", shown["reserve"], reserve)
    return f"{len(labels)} 层的签号、抽中和备选 tickets, drawn and reserve of each stratum"


def by_ticket(hash: Hash, seed: str, group: str, ids: Iterable[str]) -> list[Record]:
    """The objects in the order of their tickets."""
    prefix = b"RJ-TICKET/1\x00" + bytes.fromhex(seed) + group.encode() + b"\x00"
    drawn = sorted((hash(prefix + one.encode()), one) for one in ids)
    return [{"id": one, "ticket": ticket.hex()} for ticket, one in drawn]


def by_rank(order: list[Record], sizes: Mapping[str, int], drawn: int) -> tuple[list[Record], str]:
    """The objects in the order of a Pareto sample, and the rank of the first not drawn.

    An object of size w among all of sizes W has the target n w / W; whoever reaches 1 is certain,
    and the rest share what is left. The rank is the odds of the ticket over those of the target.
    """
    certain: set[str] = set()
    while True:
        left = drawn - len(certain)
        rest = [one["id"] for one in order if one["id"] not in certain]
        total = sum(sizes[one] for one in rest)
        reached = {one for one in rest if left and left * sizes[one] >= total}
        if not reached:
            break
        certain |= reached

    def rank(one: Record) -> Fraction:
        if one["id"] in certain:
            return Fraction(-1)
        ticket, share = 2 * int(one["ticket"], 16) + 1, left * sizes[one["id"]]
        return Fraction(ticket * (total - share), (2**257 - ticket) * share)

    order = sorted(order, key=lambda one: (rank(one), one["ticket"], one["id"]))
    if drawn == len(order):
        return order, "-"
    tau = rank(order[drawn])
    return order, f"{tau // 1}.{tau % 1 * 10**12 // 1:012d}"


def check_second_stage(record: Record, hash: Hash) -> str:
    """Inside each drawn object the parts with the smallest tickets are drawn."""
    plan, parts = record["plan"], defaultdict(list)
    for one in record["parts"]:
        parts[one["object"]].append(one["id"])
    drawn = [one["id"] for stratum in record["strata"] for one in stratum["selected"]]
    shown = [one["object"] for one in record["second_stage"]]
    agree_each("record.second_stage 的对象 object", shown, drawn)
    most = plan["second_stage"]["drawn"]
    for one in record["second_stage"]:
        group = f"{plan['merge_group']}/{one['object']}"
        order = by_ticket(hash, record["seed"], group, parts[one["object"]])
        agree_each(f"record.second_stage {one['object']} selected", one["selected"], order[:most])
    return f"{len(drawn)} 个对象内的第二阶段 second stage inside each drawn object"


def check_teams(record: Record, hash: Hash) -> str:
    """Objects come in the order of their hash, officers by the rule of ``check_unit``."""
    seed = bytes.fromhex(record["seed"])
    teams, caps = record["assignment"]["teams"], record["assignment"]["caps"]
    drawn = [one["id"] for stratum in record["strata"] for one in stratum["selected"]]
    order = by_hash(hash, b"RJ-ORDER/1\x00" + seed, drawn)
    agree_each("record.assignment.teams 的顺序 order", [team["object"] for team in teams], order)
    crews = Crews(record, hash, order)
    borrowed = borrowing(crews, record["plan"].get("escalation", []))
    shown = record["assignment"].get("borrowed", {})
    agree("record.assignment.borrowed", shown, {key: one for key, one in borrowed.items() if one})
    agree("record.assignment.caps 的单位 units with a cap", sorted(caps), sorted(borrowed))
    for units in together(borrowed):
        fits = crews.fits(units, borrowed)
        theirs = [teams[place] for place, _ in crews.drawn_in(units)]
        shared = {caps[unit] for unit in units if unit in caps}
        must(
            len(shared) < 2, f"record.assignment.caps：合并的单位上限应当相同 must be one: {units}"
        )
        if theirs:
            check_unit(theirs, fits, shared.pop(), record["plan"].get("most_visits", 2**53))
    return f"{len(teams)} 组执法人员 teams of officers"


class Crews:
    """Who may be sent to each drawn object, in the order in which they are asked."""

    def __init__(self, record: Record, hash: Hash, order: list[str]) -> None:
        self.hash, self.seed = hash, bytes.fromhex(record["seed"])
        self.most = record["plan"].get("most_visits", len(order))
        self.unit_of = {one["id"]: one["unit"] for one in record["objects"]}
        self.leads = {one["id"] for one in record["officers"] if one["lead"]}
        self.staff, self.away, self.visits = defaultdict(set), defaultdict(set), defaultdict(list)
        for one in record["officers"]:
            self.staff[one["unit"]].add(one["id"])
        for one in record["recusals"]:
            self.away[one["object"]].add(one["officer"])
        for place, object in enumerate(order):
            self.visits[self.unit_of[object]].append((place, object))

    def drawn_in(self, units: Iterable[str]) -> list[tuple[int, str]]:
        """The drawn objects of these units with their places in the order."""
        return sorted(one for unit in units for one in self.visits.get(unit, []))

    def fits(self, units: Iterable[str], borrowed: Mapping[str, list[str]]) -> list[list[str]]:
        """For each seat of the objects of these units who is asked: leads, then anybody."""
        fits: list[list[str]] = []
        for _, object in self.drawn_in(units):
            unit = self.unit_of[object]
            near = set().union(*(self.staff[one] for one in (unit, *borrowed[unit])))
            prefix = b"RJ-PAIR/1\x00" + self.seed + object.encode() + b"\x00"
            able = by_hash(self.hash, prefix, near - self.away[object])
            fits += [[one for one in able if one in self.leads], able]
        return fits

    def suffice(self, units: Iterable[str], borrowed: Mapping[str, list[str]]) -> bool:
        """Whether all objects of these units can get a team."""
        fits = self.fits(units, borrowed)
        return all(map(Seats(fits, self.most).fill, range(len(fits))))


def borrowing(crews: Crews, escalation: list[Record]) -> dict[str, list[str]]:
    """From which units each borrows officers, since its own do not suffice.

    As long as some units that share officers cannot do it, those of them ask their next lender that
    cannot do by themselves; if all can, those that borrow already; if none of these, all.
    """
    lends = {step["unit"]: step["lends"] for step in escalation}
    borrowed: dict[str, list[str]] = {unit: [] for unit in sorted(crews.visits)}
    while lends:
        short = [units for units in together(borrowed) if not crews.suffice(units, borrowed)]
        if not short:
            break
        for units in short:
            for unit in who_asks(crews, units, lends, borrowed):
                borrowed[unit].append(lends[unit][len(borrowed[unit])])
    return borrowed


def who_asks(
    crews: Crews, units: list[str], lends: Record, borrowed: dict[str, list[str]]
) -> list[str]:
    """Which of the units that together have too few officers ask their next lender."""
    with_objects = [one for one in units if one in borrowed]
    left = [one for one in with_objects if len(borrowed[one]) < len(lends.get(one, []))]
    must(bool(left), f"record.assignment：{units} 的人员不够 too few officers")
    alone = [one for one in left if not crews.suffice([one], borrowed)]
    return alone or [one for one in left if borrowed[one]] or left


def together(borrowed: Mapping[str, list[str]]) -> list[list[str]]:
    """The units that share officers, in one list each."""
    groups: list[set[str]] = []
    for unit, lenders in borrowed.items():
        joined = {unit, *lenders}.union(*(one for one in groups if one & {unit, *lenders}))
        groups = [one for one in groups if not one & joined] + [joined]
    return sorted(sorted(one) for one in groups)


def check_unit(teams: list[Record], fits: list[list[str]], cap: int, most: int = 2**53) -> None:
    """Each seat went to the first who fits it and leaves all later seats fillable.

    Seats 2k and 2k + 1 are lead and second of team k; ``fits`` says for each who is asked, by turn.
    The recorded teams show that the rest could be filled, so it is enough to show of everybody who
    was passed over that with him it could not.
    """
    must(cap <= most, f"record.assignment.caps：{cap} 多于方案允许的 above the plan's {most}")
    seats = Seats(fits, cap)
    for seat, able in enumerate(fits):
        team = teams[seat // 2]
        must(
            team["lead"] != team["second"],
            f"record.assignment.teams：同一人占两席 one officer in both seats: {team}",
        )
        officer = team["second" if seat % 2 else "lead"]
        must(
            officer in able,
            f"record.assignment.teams：{officer} 不能派往该对象 may not sit there: {team}",
        )
        seats.take(seat, officer)
        must(
            len(seats.held[officer]) <= cap,
            f"record.assignment.teams：{officer} 超过上限 has more visits than {cap}",
        )
    for seat, able in enumerate(fits):
        chosen = seats.holder[seat]
        for officer in able[: able.index(chosen)]:
            if seats.could_take(seat, officer):
                agree(
                    f"record.assignment.teams {teams[seat // 2]['object']} 的执法人员 officer",
                    chosen,
                    officer,
                )
    enough = all(map(Seats(fits, cap - 1).fill, range(len(fits))))
    must(not enough, f"record.assignment.caps：还可以更低 the cap could be lower than {cap}")


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
        with chosen.record.open(encoding="utf-8-sig") as file:
            record = load(file)
        for step in check(record, chosen.plan_hash):
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
