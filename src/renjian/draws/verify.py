"""Check the record of a random draw (核验双随机抽取记录) with Python alone, nothing to install.

    python verify.py record.json [--plan-hash HEX] [--voided plan.json]

A second implementation of RJ-DRAW/1, written apart from the program that draws, so that one mistake
is not made twice. It takes from the record what went into the draw, computes everything else anew,
and compares. Read it from top to bottom: how a record is read, how hashes are made, then one
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
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import IO, Any
from unicodedata import is_normalized

try:
    from drand_verify import verify_quicknet
except ImportError:  # then the signature of a drand beacon is not checked, and this is said
    verify_quicknet = None

Record = dict[str, Any]
Hash = Callable[[bytes], bytes]
Borrowed = Mapping[str, list[str]]
Arranged = tuple[int, dict[str, list[str]]]  # the most visits of one officer, and the teams
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
GAMES = {"双色球": (6, 33, 1, 16), "大乐透": (5, 35, 2, 12), "七乐彩": (7, 30, 0, 0)}


class Disagreement(Exception):
    """The first thing in a record that is not as it must be."""


def must(fact: object, otherwise: str) -> None:
    """Go on only if the fact holds."""
    if not fact:
        raise Disagreement(otherwise)


def same(where: str, said: Any, right: Any) -> None:
    """The record says at a place what this program finds there; the first difference is named."""
    if isinstance(said, dict) and isinstance(right, dict):
        for key in {**right, **said}:
            must(key in said, f"{where}.{key} 缺少 is missing")
            must(key in right, f"{where}.{key!a} 多余 does not belong there")
            same(f"{where}.{key}", said[key], right[key])
    elif isinstance(said, list) and isinstance(right, list):
        for place, (one, other) in enumerate(zip(said, right, strict=False)):
            same(f"{where}[{place}]", one, other)
        same(f"{where} 的项数 number of entries", len(said), len(right))
    elif type(said) is not type(right) or said != right:
        raise Disagreement(f"{where}：应为 must be {right}，记录作 the record says {said!a}")


# -- how a record is read ---------------------------------------------------------------------


def load(file: IO[str]) -> Any:
    """The record in a file: one JSON value, or one a line, whose lists go on in later lines."""
    first = file.readline()
    try:
        record = value_of(first)
    except json.JSONDecodeError:
        return value_of(first + file.read())  # one value that is spread over many lines
    for line in filter(str.strip, file):
        more = value_of(line)
        for key, entries in more.items() if isinstance(more, dict) else [("?", None)]:
            whole = record.get(key) if isinstance(record, dict) else None
            fit = isinstance(whole, list) and isinstance(entries, list)
            must(fit, f"{key!a} 不是前面的清单的续行 continues no list of the first line")
            record[key] += entries
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


# -- how hashes are made ----------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """The one byte string of a value (RFC 8785; no key that is hashed here needs more than this)."""
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

    start = bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e")
    state = [int.from_bytes(start[at : at + 4], "big") for at in range(0, 32, 4)]
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


def by_hash(hash: Hash, prefix: bytes, ids: Iterable[str]) -> list[tuple[bytes, str]]:
    """Each id behind the hash of the prefix and itself, the smallest hash first."""
    return sorted((hash(prefix + one.encode()), one) for one in ids)


# -- the steps of the draw --------------------------------------------------------------------


def check(record: Any, published: str | None = None, voided: Any = None) -> Iterator[str]:
    """Say each step that agrees; raise ``Disagreement`` at the first that does not."""
    try:
        check_fields(record)
        yield check_plan(record, published)
        hash = hash_named(record["plan"]["hash"])
        if voided is not None:
            yield check_succession(record["plan"], voided, hash)
        yield check_lists(record, hash)
        value, trust = beacon_value(record["plan"]["beacon"], record["beacon"], hash)
        yield trust
        yield check_seed(record, hash, value)
        same("record.strata", record["strata"], strata_of(record, hash))
        yield f"{len(record['strata'])} 层的签号、抽中和备选 tickets, drawn and reserve of each stratum"
        if "second_stage" in record:
            same("record.second_stage", record["second_stage"], second_stage_of(record, hash))
            yield "每个抽中对象内的第二阶段 second stage inside each drawn object"
        same("record.assignment", record["assignment"], Crews(record, hash).assignment())
        yield f"{len(record['assignment']['teams'])} 组执法人员 teams of officers"
        opened = record["form"] == "full"
        yield check_openings(record, hash) if opened else "风险等级未公开 classes stay sealed"
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        why = f"{type(error).__name__} {error!a}"
        raise Disagreement(
            f"record：字段缺少或者写法不对 a field is missing or unfit: {why}"
        ) from error


def check_fields(record: Any) -> None:
    """The record has what its plan uses, and nothing else."""
    plan, form = record["plan"], record["form"]
    fields = "v form plan plan_hash objects officers recusals beacon seed strata assignment"
    fields += " parts second_stage" if "second_stage" in plan else ""
    fields += " experts" if "experts" in plan else ""
    fields += " secret" if plan["sealed"] is not None else ""
    fields += " openings" if form == "full" else ""
    same("record 的字段 fields", sorted(record), sorted(fields.split()))
    must(form in ("public", "full"), "record.form 应当是 must be public, full")
    same("record.v", record["v"], "rj-record/1")


def check_plan(record: Record, published: str | None) -> str:
    """The hash of the plan, and whether it is a plan of this version at all."""
    plan = record["plan"]
    found = hash_named(plan["hash"])(b"RJ-PLAN/1\x00" + canonical(plan)).hex()
    same("record.plan_hash 与 record.plan 不符 plan hash", record["plan_hash"], found)
    if published is not None:
        same("公布的方案哈希 published plan hash", published.lower(), found)
    same("record.plan.v 方案版本 version", plan["v"], "rj-draw/1")
    team = {"size": max(plan["team"]["size"], 2), "pairs": "same-unit"}
    same("record.plan.team 组队规则 rule for teams", plan["team"], team)
    items = [item["drawn"] for item in plan.get("items", [])]
    for numbers in items:
        same("record.plan.items 的层数 strata", len(numbers), len(plan["strata"]))
    for place, one in enumerate(plan["strata"]):
        least = one["size"] if one["algorithm"] in ("census", "for-cause") else 1
        known = one["algorithm"] in ("srs", "census", "for-cause") + ("pareto",) * (not items)
        fit = least <= one["drawn"] <= one["size"]
        fit &= one["drawn"] == max((numbers[place] for numbers in items), default=one["drawn"])
        must(known and fit, f"record.plan.strata 有误 number or algorithm unfit: {one}")
    return f"方案哈希 plan hash {found}"


def check_succession(plan: Record, voided: Record, hash: Hash) -> str:
    """After a void the seed and all tickets stay, or voiding would be another try."""
    found = hash(b"RJ-PLAN/1\x00" + canonical(voided)).hex()
    same("record.plan.succeeds", plan["succeeds"], found)
    for key in ("beacon", "merge_group", "hash", "sealed"):
        same(f"record.plan.{key}", plan[key], voided[key])
    return "种子和签号与作废的方案相同 seed and tickets are those of the voided plan"


LISTS = {"objects": ("id",), "officers": ("id",), "recusals": ("officer", "object"),
         "parts": ("object", "id"), "experts": ("id",)}  # fmt: skip


def check_lists(record: Record, hash: Hash) -> str:
    """Objects, officers and the other lists are those of the plan: sorted, none twice, same root."""
    plan = record["plan"]
    for name, key in LISTS.items():
        if name in record:
            ids = [tuple(one[field] for field in key) for one in record[name]]
            must(ids == sorted(set(ids)), f"record.{name} 的顺序 must be in order, none twice")
            fit = all(is_normalized("NFC", one) for key in ids for one in key)
            must(fit, f"record.{name}：编号不是规范写法 an id is not in its one form (NFC)")
            planned = "register" if name == "objects" else name
            told = plan.get("second_stage" if name == "parts" else name, {})
            size = told["size"] if told else plan[f"{planned}_size"]
            root = told["root"] if told else plan[f"{planned}_root"]
            same(f"record.{name} 的条数与方案 {planned}_size 不符 entries", len(ids), size)
            found = tree_root(hash, record[name])
            same(f"record.{name} 的内容与方案 {planned}_root 不符 root", found, root)
    return f"{len(record['objects'])} 个对象和各份名单与方案一致 objects and lists as committed to"


EVIDENCE = {"practice": "", "drand": "signature", "lottery": "results", "dice": "rolls",
            "commit-reveal": "reveals"}  # fmt: skip


def beacon_value(named: Record, shown: Record, hash: Hash) -> tuple[bytes, str]:
    """The 32 bytes of the beacon that the plan names, and how far they can be trusted."""
    evidence = {key: one for key, one in shown.items() if key not in {*named, "value"}}
    same("record.beacon", {key: one for key, one in shown.items() if key in named}, named)
    must(named["kind"] in EVIDENCE, f"unknown kind of beacon: {named['kind']!a} 不认识")
    wanted = EVIDENCE[named["kind"]]
    same("record.beacon 的字段 fields", [*evidence], [wanted] if wanted else [])
    kind, trust = named["kind"], "随机源 beacon: 有见证，不能独立核验 as good as its witnesses"
    if kind == "practice":
        known = {"round": named["round"], "seed": named["seed"]}
        value = hash(b"RJ-PRACTICE/1\x00" + canonical(known))
        trust = "练习随机源，事先可知，没有证明力 practice beacon: worthless as proof"
    elif kind == "drand":
        value, trust = drand(named, shown["signature"])
    else:
        results = shown[wanted]
        value = hash(b"RJ-PUBLIC/1\x00" + canonical(results))
        if kind == "lottery":
            check_lottery(named["draws"], results)
            trust = "随机源 beacon: 请对照开奖公告 compare with the published lottery results"
        elif kind == "dice":
            same("record.beacon.rolls 的个数 number", len(results), named["count"])
            must(max(results) <= 9, "record.beacon.rolls：点数不对 a die has no such face")
        else:
            committed = [hash(b"RJ-SECRET/1\x00" + bytes.fromhex(one)).hex() for one in results]
            promised = [one["commitment"] for one in named["parties"]]
            same("record.beacon.reveals 的承诺 commitments", committed, promised)
    same("record.beacon.value", shown["value"], value.hex())
    return value, trust


def check_lottery(draws: list[Record], results: list[Record]) -> None:
    """The results are those of the draws that the plan names, with numbers that can be drawn."""
    given = [{"game": one["game"], "issue": one["issue"]} for one in results]
    same("record.beacon.results", given, draws)
    for one in results:
        must(one["game"] in GAMES, f"record.beacon.results：不认识的彩票 unknown lottery: {one}")
        count, highest, more, highest_more = GAMES[one["game"]]
        kinds = ((one["numbers"], count, highest), (one["second"], more, highest_more))
        for numbers, wanted, most in kinds:
            fit = numbers == sorted(set(numbers) & set(range(1, most + 1)))
            impossible = f"record.beacon.results：号码不可能 numbers that cannot be: {one}"
            must(fit and len(numbers) == wanted, impossible)


def drand(named: Record, signature: str) -> tuple[bytes, str]:
    """The value of a drand round: the hash of its signature by the network's pinned key."""
    same("record.beacon.chain", named["chain"], QUICKNET)
    fit = re.fullmatch("[0-9a-f]{96}", signature)
    must(fit, "record.beacon.signature 应当是 96 位十六进制数 must be 96 hex digits")
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
        secret = bytes.fromhex(record["secret"])
        committed = hash(b"RJ-SECRET/1\x00" + secret).hex()
        same("record.secret 与承诺 plan.sealed 不符 secret", committed, plan["sealed"])
        same("record.secret", record["secret"], secret.hex())
    first = plan.get("succeeds", record["plan_hash"])  # after a voided draw: the seed input of that
    message = b"RJ-SEED/1\x00" + bytes.fromhex(first) + value
    key = secret + bytes(32)
    inner = hash(bytes(byte ^ 0x36 for byte in key) + message)
    seed = hash(bytes(byte ^ 0x5C for byte in key) + inner).hex()
    same("record.seed", record["seed"], seed)
    if "succeeds" in plan:
        return f"种子 seed {seed}；请用 --voided 核对作废的方案 check the voided plan with --voided"
    return f"种子 seed {seed}"


def strata_of(record: Record, hash: Hash) -> list[Record]:
    """In each stratum the smallest tickets are drawn, the next stand in reserve."""
    plan, members, found = record["plan"], defaultdict[str, list[Record]](list), []
    for one in record["objects"]:
        members[one["stratum"]].append(one)
    same("record.plan.strata", [one["label"] for one in plan["strata"]], sorted(members))
    for stratum in plan["strata"]:
        theirs, drawn = members[stratum["label"]], stratum["drawn"]
        same(f"record.plan.strata {stratum['label']} size", stratum["size"], len(theirs))
        order = by_ticket(hash, record["seed"], plan["merge_group"], (one["id"] for one in theirs))
        by_size = stratum["algorithm"] == "pareto"
        tau = "-"
        if by_size:
            order, tau = by_rank(order, {one["id"]: one.get("size", 0) for one in theirs}, drawn)
        reserve = order[drawn:][: plan["reserve"]]
        shown = {"stratum": stratum["label"], "selected": order[:drawn], "reserve": reserve}
        found.append({**shown, "tau": tau} if by_size else shown)
    return found


def by_ticket(hash: Hash, seed: str, group: str, ids: Iterable[str]) -> list[Record]:
    """The objects in the order of their tickets."""
    prefix = b"RJ-TICKET/1\x00" + bytes.fromhex(seed) + group.encode() + b"\x00"
    return [{"id": one, "ticket": ticket.hex()} for ticket, one in by_hash(hash, prefix, ids)]


def by_rank(order: list[Record], sizes: Mapping[str, int], drawn: int) -> tuple[list[Record], str]:
    """The objects in the order of a Pareto sample, and the rank of the first not drawn.

    An object of size w among all of sizes W has the target n w / W; whoever reaches 1 is certain,
    and the rest share what is left. The rank is the odds of the ticket over those of the target.
    """
    must(
        all(sizes.values()),
        "record.objects：按规模抽取的层里缺少规模 size missing in a pareto stratum",
    )
    certain, reached = set[str](), set(sizes)
    while reached:
        left, rest = drawn - len(certain), sizes.keys() - certain
        total = sum(sizes[one] for one in rest)
        reached = {one for one in rest if left and left * sizes[one] >= total}
        certain |= reached

    def rank(one: Record) -> Fraction:
        if one["id"] in certain:
            return Fraction(-1)
        ticket, share = 2 * int(one["ticket"], 16) + 1, left * sizes[one["id"]]
        return Fraction(ticket * (total - share), (2**257 - ticket) * share)

    order = sorted(order, key=lambda one: (rank(one), one["ticket"], one["id"]))
    tau = rank(order[drawn]) if drawn < len(order) else None
    return order, "-" if tau is None else f"{tau // 1}.{tau % 1 * 10**12 // 1:012d}"


def second_stage_of(record: Record, hash: Hash) -> list[Record]:
    """Inside each drawn object the parts with the smallest tickets are drawn."""
    plan, parts, found = record["plan"], defaultdict[str, list[str]](list), []
    for one in record["parts"]:
        parts[one["object"]].append(one["id"])
    for object in (one["id"] for stratum in record["strata"] for one in stratum["selected"]):
        group = f"{plan['merge_group']}/{object}"
        order = by_ticket(hash, record["seed"], group, parts[object])
        found.append({"object": object, "selected": order[: plan["second_stage"]["drawn"]]})
    return found


def check_openings(record: Record, hash: Hash) -> str:
    """Each class is the sealed one, and a stratum holds objects of one class only."""
    openings, class_of = record["openings"], dict[str, str]()
    ids = [one["id"] for one in record["objects"]]
    same("record.openings 公开等级的对象 opened objects", sorted(openings), ids)
    for one in record["objects"]:
        opening = openings[one["id"]]
        found = hash(b"RJ-LEAF/1\x00" + canonical(opening)).hex()
        same(f"record.openings {one['id']} 的等级承诺 sealed class", found, one["sealed"])
        first = class_of.setdefault(one["stratum"], opening["class"])
        same(f"{one['id']} 所在层的等级 class of its stratum", opening["class"], first)
    return f"{len(openings)} 个对象的等级与承诺一致 risk classes as sealed"


# -- who visits -------------------------------------------------------------------------------


class Crews:
    """Which officers and experts visit the drawn objects.

    An object has a seat for the lead of each item that it is drawn for, then others up to the size
    of a team. Objects come in the order of their hash, and for each object officers in the order of
    another. A seat goes to the first who fits it and leaves all later seats fillable.
    """

    def __init__(self, record: Record, hash: Hash) -> None:
        self.plan, self.hash, self.seed = record["plan"], hash, bytes.fromhex(record["seed"])
        self.unit_of = {one["id"]: one["unit"] for one in record["objects"]}
        self.lends = {step["unit"]: step["lends"] for step in self.plan.get("escalation", [])}
        self.staff, self.away = defaultdict[str, Any](list), defaultdict[str, set[str]](set)
        for one in record["officers"]:
            self.staff[one["unit"]].append(one)
        for one in record["recusals"]:
            self.away[one["object"]].add(one["officer"])
        self.experts = [one["id"] for one in record.get("experts", [])]
        # An item takes the first objects of a stratum, as many as it draws there.
        self.items = {
            one["id"]: [each["item"] for each in self.plan.get("items", []) if n < each["drawn"][place]]
            for place, stratum in enumerate(record["strata"])
            for n, one in enumerate(stratum["selected"])
        }  # fmt: skip
        prefix = b"RJ-ORDER/1\x00" + self.seed
        self.order = [object for _, object in by_hash(hash, prefix, self.items)]
        self.visits = defaultdict[str, list[tuple[int, str]]](list)
        for place, object in enumerate(self.order):
            self.visits[self.unit_of[object]].append((place, object))

    def assignment(self) -> Record:
        """The teams of all drawn objects, the most visits of an officer, and who lent officers."""
        found, borrowed = self.lent()
        teams = {object: team for _, theirs in found.values() for object, team in theirs.items()}
        shown = [self.team(one, teams[one]) for one in self.order]
        caps = {unit: cap for units, (cap, _) in found.items() for unit in units}
        value: Record = {"caps": {unit: caps[unit] for unit in borrowed}, "teams": shown}
        if any(borrowed.values()):
            value["borrowed"] = {unit: lenders for unit, lenders in borrowed.items() if lenders}
        return value | self.with_experts(shown) if "experts" in self.plan else value

    def lent(self) -> tuple[dict[tuple[str, ...], Arranged], Borrowed]:
        """What is arranged for the units that share officers, and from whom each unit borrows.

        As long as some cannot do it, those who ask borrow from their next lender.
        """
        borrowed: dict[str, list[str]] = {self.unit_of[one]: [] for one in self.order}
        while True:
            found = {units: self.arranged(units, borrowed) for units in together(borrowed)}
            short = [units for units, one in found.items() if one is None]
            if not short:
                return {units: one for units, one in found.items() if one is not None}, borrowed
            for units in short:
                for unit in self.who_asks(units, borrowed):
                    borrowed[unit].append(self.lends[unit][len(borrowed[unit])])

    def with_experts(self, teams: list[Record]) -> Record:
        """Give each team its experts; they have no unit, and each may go to any object."""
        each = self.plan["experts"]["each"]
        seats = {one: [self.asked(one, self.experts)] * each for one in self.order}
        seated = arranged(seats, len(seats))
        if seated is None:
            raise Disagreement("record.assignment：专家不够 too few experts")
        for team in teams:
            team["experts"] = seated[1][team["object"]]
        return {"expert_cap": seated[0]}

    def team(self, object: str, seated: list[str]) -> Record:
        """A team as the record shows it; the first seats are those of the items, in their order."""
        value: Record = {"object": object, "lead": seated[0], "second": seated[1]}
        value |= {"others": seated[2:]} if seated[2:] else {}
        return value | ({"items": self.items[object]} if "items" in self.plan else {})

    def who_asks(self, units: Iterable[str], borrowed: Borrowed) -> list[str]:
        """Which of the units that together have too few officers ask their next lender.

        Those that cannot do by themselves; if all can, those that borrow already; if none, all.
        """
        left = [u for u in units if u in borrowed and len(borrowed[u]) < len(self.lends.get(u, []))]
        must(left, f"record.assignment：{units} 的人员不够 too few officers")
        alone = [one for one in left if self.arranged([one], borrowed) is None]
        return alone or [one for one in left if borrowed[one]] or left

    def arranged(self, units: Iterable[str], borrowed: Borrowed) -> Arranged | None:
        """The cap and the teams of all objects of these units; None if officers do not suffice."""
        objects = sorted(one for unit in units for one in self.visits[unit])
        seats = {one: self.seats(one, borrowed[self.unit_of[one]]) for _, one in objects}
        return arranged(seats, self.plan.get("most_visits", len(objects)))

    def seats(self, object: str, lenders: Iterable[str]) -> list[list[str]]:
        """For each seat of an object who is asked: the lead of each item, then anybody."""
        near = {
            one["id"]: one for unit in (self.unit_of[object], *lenders) for one in self.staff[unit]
        }
        able = self.asked(object, near)
        leads = [one for one in able if near[one]["lead"]]
        fits = [
            [one for one in leads if item in near[one].get("items", item).split(" ")]
            for item in self.items[object]
        ] or [leads]
        return fits + [able] * (self.plan["team"]["size"] - len(fits))

    def asked(self, object: str, ids: Iterable[str]) -> list[str]:
        """Who may be sent to an object, in the order in which they are asked."""
        prefix = b"RJ-PAIR/1\x00" + self.seed + object.encode() + b"\x00"
        return [one for _, one in by_hash(self.hash, prefix, set(ids) - self.away[object])]


def together(borrowed: Borrowed) -> list[tuple[str, ...]]:
    """The units that share officers, in one tuple each."""
    group_of: dict[str, set[str]] = {}
    for unit, lenders in borrowed.items():
        joined = {unit, *lenders}.union(*(group_of.get(one, set()) for one in (unit, *lenders)))
        group_of |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(tuple(sorted(one)) for one in group_of.values()))


def arranged(fits: Mapping[str, list[list[str]]], most: int) -> Arranged | None:
    """Who takes each seat of each object, and the fewest visits of one officer that suffice.

    ``fits`` names for each seat of an object who is asked, by turn. None if even ``most`` visits do
    not suffice.
    """
    able = [one for seats in fits.values() for one in seats]
    team = [place for place, seats in enumerate(fits.values()) for _ in seats]
    seats = Seats(able, team)
    for seat in range(len(able)):
        while not seats.fill(seat):
            if seats.cap >= most:
                return None
            seats.cap += 1
    for seat, asked in enumerate(able):
        next(officer for officer in asked if seats.could_take(seat, officer))
    holders = iter(seats.holder)
    return seats.cap, {one: [next(holders) for _ in theirs] for one, theirs in fits.items()}


class Seats:
    """Who holds which seat, with at most ``cap`` seats for each officer; "" is nobody."""

    def __init__(self, able: list[list[str]], team: list[int]) -> None:
        self.able, self.team, self.cap = able, team, 1
        self.holder = [""] * len(able)
        self.held = defaultdict[str, set[int]](set)
        self.seat_in: dict[tuple[int, str], int] = {}  # of a team and an officer in it

    def take(self, seat: int, officer: str) -> str:
        """The officer takes the seat; whoever held it leaves it and is returned."""
        leaving = self.holder[seat]
        self.held[leaving].discard(seat)
        self.seat_in.pop((self.team[seat], leaving), None)
        self.holder[seat] = officer
        if officer:
            self.held[officer].add(seat)
            self.seat_in[self.team[seat], officer] = seat
        return leaving

    def could_take(self, seat: int, officer: str) -> bool:
        """The officer takes the seat for good if all later ones can still be filled; else undo."""
        if self.holder[seat] == officer:
            return True
        held, own = self.held[officer], self.seat_in.get((self.team[seat], officer))
        to_leave = [own] if own is not None else sorted(held) if len(held) >= self.cap else []
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
        queue, full = deque([seat]), set[str]()
        while queue:
            current = queue.popleft()
            for officer in self.able[current]:
                if officer in full or officer == self.holder[current]:
                    continue
                own, held = self.seat_in.get((self.team[current], officer)), self.held[officer]
                if own is None and len(held) < self.cap:
                    moving = officer
                    while current >= 0:
                        moving, current = self.take(current, moving), wanted_by[current]
                    return True
                if own is None:
                    full.add(officer)
                # Whoever is in the team already may only change over to this seat.
                for one in (held if own is None else {own}) - wanted_by.keys():
                    if one > settled:
                        wanted_by[one] = current
                        queue.append(one)
        return False


def main(arguments: list[str] | None = None) -> int:
    """Check one file and say each step."""
    parser = argparse.ArgumentParser(description="核验抽取记录 Check the record of a random draw")
    parser.add_argument("record", type=Path, help="记录文件 the record, a JSON file")
    parser.add_argument("--plan-hash", help="封存时公布的方案哈希 the plan hash as published")
    parser.add_argument("--voided", type=Path, help="被代替的作废方案 the voided plan")
    chosen = parser.parse_args(arguments)
    try:
        with chosen.record.open(encoding="utf-8-sig") as file:
            record = load(file)
        voided = value_of(chosen.voided.read_text("utf-8-sig")) if chosen.voided else None
        for step in check(record, chosen.plan_hash, voided):
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
