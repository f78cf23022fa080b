"""``renjian draw``: run, verify, estimate and compare, on anyone's own tables.

Here, at the edge, are the clock, the chance for salts and secrets, and the keyboard.
"""

import argparse
import csv
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from renjian.draws import beacon, changes, consistent, drand, rfc3797, verify
from renjian.draws.beacon_kind import Said
from renjian.draws.desk import (
    after,
    columns,
    findings,
    folder,
    intake,
    plan_file,
    results,
    rotation,
    succession,
    tables,
    telling,
    work,
)
from renjian.kernel.refusal import Refused, reason

DONE, REFUSED, WAITING = 0, 1, 3
Act = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run ``renjian draw`` by itself: ``python -m renjian.draws.desk``."""
    parser = argparse.ArgumentParser(prog="renjian", description="认监 Renjian")
    add_to(parser.add_subparsers(required=True, metavar="COMMAND"))
    given = sys.argv[1:] if arguments is None else arguments
    options = parser.parse_args(given)
    code: int = options.run(options)
    return code


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian draw run``, ``verify``, ``replace``, ``recuse``, ``void``, ``estimate``, ``compare``."""
    draw = subparsers.add_parser(
        "draw", help="双随机抽取：用自己的表格 a draw from your own tables"
    )
    acts = draw.add_subparsers(required=True, metavar="ACT")
    running = _act(acts, "run", _run, "封存并抽取 freeze and draw")
    running.add_argument("--objects", type=Path, metavar="FILE", help="抽查对象表")
    running.add_argument("--officers", type=Path, metavar="FILE", help="执法人员表")
    running.add_argument("--recusals", type=Path, metavar="FILE", help="回避表")
    running.add_argument("--parts", type=Path, metavar="FILE", help="第二阶段清单")
    running.add_argument("--experts", type=Path, metavar="FILE", help="专家库")
    running.add_argument("--plan", type=Path, metavar="FILE", help="方案 plan.toml")
    running.add_argument("--out", type=Path, required=True, metavar="DIR", help="结果放在哪里")
    running.add_argument("--voided", type=Path, metavar="DIR", help="作废的那次抽取，由本次代替")
    running.add_argument("--yes", action="store_true", help="列的对应和预览都已确认，不再问")
    running.add_argument("--skip-bad", action="store_true", help="有误的行不列入，另存清单")
    running.add_argument("--practice", action="store_true", help="练习，可以用没有证明力的随机源")
    running.add_argument("--signature", metavar="HEX", help="drand 该轮的签名")
    running.add_argument("--evidence", type=Path, metavar="FILE", help="公开随机数（JSON）")
    checking = _act(acts, "verify", _verify, "核验抽取记录 check a record")
    checking.add_argument("record", type=Path, metavar="RECORD", help="记录文件或者结果文件夹")
    checking.add_argument("--plan-hash", metavar="HEX", help="封存时公布的方案哈希")
    for name, run, text in CHANGED:
        changing = _act(acts, name, run, text)
        changing.add_argument("folder", type=Path, metavar="DIR", help="结果文件夹")
        changing.add_argument("--why", required=True, metavar="TEXT", help="理由")
        changing.add_argument("--evidence", type=Path, metavar="FILE", help="证据文件，记录其哈希")
        if name != changes.VOID:
            changing.add_argument("--object", required=True, metavar="ID", help="对象编号")
        if name == changes.RECUSE:
            changing.add_argument("--officer", required=True, metavar="ID", help="执法证号")
    estimating = _act(acts, "estimate", _estimate, "由检查结果推断全体 what results say of all")
    estimating.add_argument("--record", type=Path, required=True, metavar="RECORD", help="抽取记录")
    estimating.add_argument("--results", type=Path, required=True, metavar="FILE", help="检查结果")
    estimating.add_argument("--now", type=Path, metavar="FILE", help="现在的抽查对象表")
    estimating.add_argument("--item", default="", help="合并检查时是哪个事项，默认方案的第一个")
    comparing = _act(acts, "compare", _compare, "与轮转抽取比较 beside rotation drawing")
    comparing.add_argument("--objects", type=Path, required=True, metavar="FILE")
    comparing.add_argument("--number", type=int, required=True, metavar="N", help="抽取数")
    sizing = _act(acts, "size", _size, "要检查多少个 how many inspections a claim needs")
    sizing.add_argument(
        "--base", type=float, required=True, metavar="SHARE", help="违法比例，如 0.04"
    )
    sizing.add_argument(
        "--lift", type=float, metavar="TIMES", help="风险最高的四分之一是全体的几倍"
    )
    sizing.add_argument("--number", type=int, metavar="N", help="打算检查多少个，给出把握多大")
    sizing.add_argument("--width", type=float, metavar="SHARE", help="希望区间多宽，如 0.06")
    others = _act(acts, "others", _others, "核对别处的抽取 check a draw that others made otherwise")
    others.add_argument("--rfc3797", metavar="KEY", help="RFC 3797 的种子串；与 --pool 同用")
    others.add_argument("--pool", type=int, default=0, metavar="N", help="名单有多少项")
    others.add_argument(
        "--consistent", metavar="SEED", help="consistent-sampler 的种子；与 --ids 同用"
    )
    others.add_argument("--ids", type=Path, metavar="FILE", help="编号，一行一个")
    others.add_argument("--take", type=int, required=True, metavar="N", help="抽取数")


def _act(
    acts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Act, text: str
) -> argparse.ArgumentParser:
    """An act whose refusals are told in sentences instead of a trace."""

    def told(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except Refused as refused:
            for why in refused.reasons:
                print(why, file=sys.stderr)
            print("没有抽取任何对象。" if name == "run" else "", file=sys.stderr)
            return REFUSED

    parser = acts.add_parser(name, help=text)
    parser.set_defaults(run=told, kind=name)
    return parser


def _run(options: argparse.Namespace) -> int:
    """Freeze if nothing is frozen in the folder yet; draw as soon as the beacon has spoken."""
    if not folder.is_frozen(options.out):
        code = _freeze(options)
        if code != DONE:
            return code
    after.why_not_draw(options.out)
    frozen = folder.read(options.out)
    named = frozen.plan.beacon
    evidence: Said = {}
    if options.evidence:
        evidence = work.evidence_of(options.evidence, str(named["kind"]))
    elif options.signature:
        evidence = {"signature": options.signature.strip().lower()}
    elif not work.is_known(frozen):
        _say(_what_to_wait_for(options.out, frozen))
        return WAITING
    outcome = work.draw(options.out, evidence, _now())
    _say(telling.outcome(outcome))
    print(
        f"结果在 {options.out}：记录、证明、名单 {folder.DRAWN}、{folder.MINUTES}、公证用 {folder.BUNDLE}"
    )
    if frozen.plan.sealed:
        print("密封的方案：记录含有秘密，最后一个检查做完以前不要公开记录。")
    return DONE


def _freeze(options: argparse.Namespace) -> int:
    """Read, show, ask, freeze."""
    if not (options.objects and options.officers and options.plan):
        raise Refused(
            reason(
                "desk.needs",
                "第一次运行要给出 --objects（抽查对象表）、--officers（执法人员表）和 --plan（方案）。",
            )
        )
    wish = plan_file.read(options.plan)
    before = succession.voided(options.voided, wish)
    given = {key: getattr(options, key) for key in work.SHEETS if getattr(options, key)}
    found = work.sources(given, wish.columns)
    _say(telling.columns(found))
    if not all(one.is_confirmed for one in found) and not _agrees(options, "列的对应对吗"):
        print("请把上面的 [columns…] 抄进方案文件，改对以后再运行。什么也没有抽取。")
        return REFUSED
    taken, bad = work.lists(found, wish)
    if bad:
        _say(telling.bad_rows(bad))
        path = _write_bad(options.out, bad)
        print(f"{len(bad)} 行有误，全部写在 {path}。")
        if not options.skip_bad:
            print("更正后再运行；确实不列入的，加上 --skip-bad。什么也没有抽取。")
            return REFUSED
    made = work.prepare(
        wish, taken, lambda: secrets.token_bytes(32), _now(), practice=options.practice
    )
    made = succession.with_secret(made, before, options.voided)
    _say(telling.preview(made, taken))
    if not _agrees(options, "按这个方案封存吗？封存后不能改，也不能重抽"):
        print("没有封存，什么也没有抽取。")
        return REFUSED
    frozen = work.freeze(options.out, made, taken, _now(), practice=options.practice)
    count = succession.write_differences(options.out, before, frozen)
    if count is not None:
        print(f"与作废的抽取相比，对象库有 {count} 处不同，写在 {folder.DIFFERENCES}，请一并公布。")
    print(f"已封存。方案哈希 {frozen.hash.hex()}")
    print("请现在就公布这个哈希，并请上级机关或者其他见证人签收。")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    """The stand-alone check, on a record or the folder that holds it."""
    path = options.record
    if path.is_dir():
        path = path / folder.FULL
    published = ["--plan-hash", options.plan_hash] if options.plan_hash else []
    code = verify.main([str(path), *published])
    if code == DONE and options.record.is_dir() and (entries := after.entries(options.record)):
        _say(telling.changes(entries, after.stand(options.record).last))
    return code


def _change(options: argparse.Namespace) -> int:
    """Replace an object or an officer, or void the draw, and say who steps in."""
    said = {name: getattr(options, name, "") for name in ("why", "object", "officer")}
    entry, last = after.change(options.folder, options.kind, said, options.evidence, _now())
    _say(telling.changes([entry], last))
    if entry["kind"] != changes.VOID:
        print(f"现在的名单在 {after.list_of(options.folder, entry)}。")
    return DONE


def _estimate(options: argparse.Namespace) -> int:
    """Say what the results say of the whole register."""
    if options.record.is_dir():
        standing = after.stand(options.record)
    else:
        standing = changes.Standing(results.read_record(options.record))
    rows = results.rows(standing, options.results, {}, options.item)
    now = work.counts_now(options.record, options.now) if options.now else None
    _say(telling.findings(findings.findings(standing.record, rows, now)))
    return DONE


CHANGED: tuple[tuple[str, Act, str], ...] = (
    (changes.REPLACE, _change, "换下一个对象，由候补顶上 the next in reserve steps in"),
    (changes.RECUSE, _change, "抽取后回避，由下一名顶上 a late recusal"),
    (changes.VOID, _change, "作废 void the draw, with its reason"),
)


def _compare(options: argparse.Namespace) -> int:
    """Say what drawing by rotation would do to the list."""
    table = tables.read(options.objects, columns.OBJECTS)
    taken = intake.objects(table, columns.chosen(columns.OBJECTS, table.names, {}), set())
    if not 1 <= options.number <= len(taken.things):
        raise Refused(
            reason(
                "desk.number",
                "表里有 {size} 个对象，不能抽 {number} 个。",
                size=len(taken.things),
                number=options.number,
            )
        )
    _say(telling.comparison(rotation.compare(taken.things, options.number)))
    return DONE


def _size(options: argparse.Namespace) -> int:
    """Say how many random inspections show a lift, or give an interval of a width."""
    _say(telling.sizes(options.base, options.lift, options.number, options.width))
    return DONE


def _others(options: argparse.Namespace) -> int:
    """Say what a draw by somebody else's published rule must have given."""
    if options.rfc3797 and options.pool > 0:
        picked = islice(rfc3797.picks(options.rfc3797, options.pool), options.take)
        _say([str(one) for one in picked])
    elif options.consistent and options.ids:
        ids = [one.strip() for one in tables.text_of(options.ids).splitlines() if one.strip()]
        order = consistent.in_order(ids, options.consistent)
        _say([f"{one}  {ticket[:11]}" for ticket, one in order[: options.take]])
    else:
        raise Refused(
            reason("desk.others", "请给出 --rfc3797 和 --pool，或者 --consistent 和 --ids。")
        )
    return DONE


def _what_to_wait_for(out: Path, frozen: folder.Frozen) -> list[str]:
    named = frozen.plan.beacon
    if named["kind"] == "drand":
        round_ = named["round"]
        assert isinstance(round_, int)
        when = datetime.fromtimestamp(drand.second_of(round_), UTC).astimezone()
        return [
            f"公开随机数是 drand quicknet 第 {round_} 轮，{when:%Y-%m-%d %H:%M:%S %z} 产生。",
            f"到时从任何一个 drand 节点取得 /{drand.CHAIN}/public/{round_} 的 signature，然后运行：",
            f"  renjian draw run --out {out} --signature 签名",
        ]
    fields = "、".join(beacon.kind_of(named).evidence)
    return [
        f"公开随机数还没有产生。产生以后写成 JSON 文件（{fields}），然后运行：",
        f"  renjian draw run --out {out} --evidence 文件",
    ]


def _agrees(options: argparse.Namespace, question: str) -> bool:
    if options.yes:
        return True
    if not sys.stdin.isatty():
        print(f"{question}？没有键盘可答：确认无误后加上 --yes 再运行。")
        return False
    return input(f"{question}？[y/N] ").strip().lower() in {"y", "yes", "是"}


def _write_bad(out: Path, bad: list[work.BadRow]) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    path = out / "bad-rows.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["文件", "行", "原因"])
        rows.writerows([one.file, one.line, str(one.why)] for one in bad)
    return path


def _say(lines: list[str]) -> None:
    print("\n".join(lines))


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
