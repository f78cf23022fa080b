"""``renjian ledger``: prove the ledger unaltered, make checkpoints, witness them."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import checkpoints, claims, note, proofs, signing
from renjian.ledger.claims import Claim
from renjian_site.ledger import (
    auditing,
    checking,
    keys,
    logs,
    public_queries,
    sealing,
    witnesses,
)
from renjian_site.ledger.models import JointCheckpoint

HOLDS, ALTERED, UNUSABLE = 0, 1, 2
Act = Callable[[argparse.Namespace], int]


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian ledger verify``, ``checkpoint``, ``witness``, ``import``, ``key``."""
    ledger = subparsers.add_parser("ledger", help="台账：核对、检查点、见证 check, pin, witness")
    acts = ledger.add_subparsers(required=True, metavar="ACT")
    verify = _act(acts, "verify", _verify, "核对并指出第一处改动 name the first altered entry")
    verify.add_argument(
        "--checkpoint", type=Path, action="append", default=[], metavar="FILE",
        help="另行保存的检查点，可重复 a checkpoint kept elsewhere",
    )  # fmt: skip
    verify.add_argument(
        "--list", type=Path, action="append", default=[], metavar="FILE",
        help="检查点的清单，用以指出是哪本台账 its list, to name the stream",
    )  # fmt: skip
    verify.add_argument(
        "--key", action="append", default=[], metavar="KEY",
        help="只信这些公钥（一行文字）trust these public keys only",
    )  # fmt: skip
    checkpoint = _act(acts, "checkpoint", _checkpoint, "现在做一个检查点 make a checkpoint now")
    checkpoint.add_argument("--out", type=Path, metavar="FILE", help="写入文件 write it to a file")
    checkpoint.add_argument("--list", type=Path, metavar="FILE", help="并写出清单 and its list")
    witness = _act(acts, "witness", _witness, "用自行保管的密钥会签 countersign a request")
    witness.add_argument("file", type=Path, metavar="FILE", help="见证请求 the request")
    witness.add_argument("--key", type=Path, required=True, metavar="FILE", help="密钥文件")
    witness.add_argument("--site", metavar="KEY", help="网站公钥 the site's public key")
    prove = _act(acts, "prove", _prove, "核对一条记录的证明文件 check the proof of one entry")
    prove.add_argument("file", type=Path, metavar="FILE", help="证明文件 the proof")
    prove.add_argument("--key", action="append", required=True, metavar="KEY", help="信任的公钥")
    brought = _act(acts, "import", _import, "登记别处会签的检查点 take over countersignatures")
    brought.add_argument("file", type=Path, metavar="FILE", help="带会签的检查点 the note")
    key = _act(acts, "key", _key, "生成见证密钥 make a witness's key")
    key.add_argument("name", metavar="NAME", help="名称，见“见证”页 the name under which to sign")
    key.add_argument("--out", type=Path, required=True, metavar="FILE", help="密钥文件 its file")


def _act(
    acts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Act, text: str
) -> argparse.ArgumentParser:
    """An act whose refusals are told in a sentence instead of a trace."""

    def told(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except Refused as refused:
            for why in refused.reasons:
                print(why, file=sys.stderr)
            return UNUSABLE

    parser = acts.add_parser(name, help=text)
    parser.set_defaults(run=told)
    return parser


def _verify(options: argparse.Namespace) -> int:
    """Check everything and say of each thing whether it holds."""
    outside = auditing.Outside(
        notes={str(path): _kept(path) for path in options.checkpoint},
        lists=[_text(path).encode().splitlines() for path in options.list],
        keys=[signing.read_public(text) for text in options.key],
    )
    faults = [found.is_stream for found in auditing.everything(outside) if not _holds(found)]
    streams, others = faults.count(True), faults.count(False)
    if others:
        print(f"{others} 处检查点不一致 checkpoints that do not agree")
    if streams:
        print(f"{streams} 本台账有改动 altered streams")
    if not faults:
        print("全部一致 the ledger holds")
    return ALTERED if faults else HOLDS


def _holds(found: auditing.Checked) -> bool:
    """Say of one thing whether it holds; of an altered entry also what it claims."""
    if found.fault is None:
        unit = "条 entries" if found.is_stream else "项 checkpoints"
        print(f"一致 ok       {found.what}  {found.size} {unit}")
        return True
    print(f"不一致 ALTERED {found.what}  {found.fault.text}")
    if found.claim:
        print(f"  该条现在所称 it now claims: {_told(found.claim)}")
    return False


def _checkpoint(options: argparse.Namespace) -> int:
    """Make a joint checkpoint; print it, or write it where it is wanted."""
    made = sealing.seal(JointCheckpoint.Kind.ON_DEMAND, at=timezone.now())
    if options.list:
        rows = logs.rows(made.log, 0, made.size)
        lines = (canonical(checkpoints.listed(logs.mark_of(row), row.made_at)) for row in rows)
        _write(options.list, b"".join(line + b"\n" for line in lines))
    if options.out:
        _write(options.out, made.note.encode())
        print(options.out)
    else:
        print(made.note, end="")
    return HOLDS


def _witness(options: argparse.Namespace) -> int:
    """Countersign a request with a key kept here; needs no database."""
    request = checkpoints.read_request(_text(options.file))
    new = checkpoints.read(request.note.text)
    key = signing.read_secret(_text(options.key))
    if options.site:
        site = signing.read_public(options.site)
        if site.name != new.origin or request.note.attestation(site) is None:
            raise Refused(note.forged(new.origin))
    last = witnesses.remembered_beside(options.key)
    if last and request.old_size != last.size:
        raise Refused(
            reason(
                "ledger.witness.gap",
                "见证请求从 {old} 项起证明，而本密钥上次会签的是 {last} 项。"
                "请重新下载从 {last} 项起的见证请求。",
                old=request.old_size,
                last=last.size,
            )
        )
    if reasons := checkpoints.why_not_countersign(last, new, request.proof):
        raise Refused(*reasons)
    signed = request.note.signed_by(key, at=timezone.now())
    witnesses.remember(options.key, signed.signed_text)
    print(signed.signed_text, end="")
    return HOLDS


def _prove(options: argparse.Namespace) -> int:
    """Check that an entry is in a checkpoint signed by a trusted key; needs no database."""
    proof = proofs.from_json(_text(options.file))
    trusted = [signing.read_public(text) for text in options.key]
    reasons = proofs.why_not(proof)
    if why := checking.why_not_attested(proof.note, proof.joint, trusted):
        reasons.append(why)
    for each in reasons:
        print(each)
    if reasons:
        return ALTERED
    claim = claims.read(proof.body)
    print(f"证明成立 the proof holds  {proof.joint.origin} {proof.joint.at.isoformat()}")
    print(_told(claim) if claim else proof.body.decode())
    return HOLDS


def _import(options: argparse.Namespace) -> int:
    """Take over the countersignatures of a note that was countersigned elsewhere."""
    text = _text(options.file)
    joint = public_queries.of_text(note.read(text).text)
    if joint is None:
        raise Refused(
            reason(
                "ledger.import.unknown",
                "本系统没有公布过这个检查点，不能登记会签。请核对文件来源。",
            )
        )
    for row in witnesses.accept(joint, text):
        print(f"{row.key.name}  {timezone.localtime(row.signed_at).isoformat()}")
    return HOLDS


def _key(options: argparse.Namespace) -> int:
    """Make a key for a witness who keeps it elsewhere, and print what is to be registered."""
    if not signing.NAME.fullmatch(options.name):
        raise Refused(
            reason("ledger.key.name", "密钥名称不能为空，也不能含空格或者加号。请换一个名称。")
        )
    made = keys.new_secret(options.name, signing.COSIGNATURE)
    try:
        keys.write_new(options.out, made)
    except OSError as problem:
        raise Refused(_unusable(options.out, problem)) from problem
    print(made.public.text)
    return HOLDS


def _told(claim: Claim) -> str:
    who = f"{claim.name}（{claim.account}，{claim.unit}）"
    return f"{claim.at} {who} {claim.act} {claim.subject} {dict(claim.details or {})}"


def _kept(path: Path) -> note.Note:
    """A checkpoint from its file; what is none is refused before anything is checked."""
    found = note.read(_text(path))
    checkpoints.read(found.text)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(_unusable(path, problem)) from problem


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Refused(_unusable(path, problem)) from problem


def _unusable(path: Path, problem: Exception) -> Reason:
    return reason(
        "ledger.file",
        "文件 {path} 不能读取或者写入（{problem}）。请检查路径和权限，或者换一个文件。",
        path=str(path),
        problem=getattr(problem, "strerror", None) or str(problem),
    )
