"""The joint checkpoint: one root over the checkpoints of all streams, signed and countersigned.

Each stream's checkpoint is an entry of a log of its own kind, and the joint checkpoint is the root
of that log (C2SP tlog-checkpoint). So one short note stands for every ledger of the country, and
whoever holds an older one can be shown that the newer one only adds to it.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from renjian.kernel.canonical import HASHES, canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import note
from renjian.ledger.chain import Checkpoint
from renjian.ledger.note import Note
from renjian.ledger.tree import WIDTH, leaf_hash, verify_consistency

SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
MOST_PROOF = 63  # hashes; a proof has no more levels than a size has bits


@dataclass(frozen=True)
class JointCheckpoint:
    """The root over the first ``size`` checkpoints that the log ``origin`` holds, at a moment."""

    origin: str
    size: int
    root: bytes
    hash: str
    at: datetime

    @property
    def text(self) -> str:
        """The text that is signed: three lines that every reader of such notes knows, and two more."""
        root = base64.b64encode(self.root).decode()
        head = f"{self.origin}\n{self.size}\n{root}\n"
        return f"{head}hash {self.hash}\ntime {self.at.isoformat()}\n"


@dataclass(frozen=True)
class Request:
    """What a witness is asked to countersign: a note, and the proof that it only adds.

    ``old_size`` is the size that the witness countersigned last; nought for the first time.
    """

    note: Note
    old_size: int
    proof: tuple[bytes, ...]

    @property
    def text(self) -> str:
        """The request as a file (the body of C2SP tlog-witness add-checkpoint)."""
        lines = "".join(f"{base64.b64encode(each).decode()}\n" for each in self.proof)
        return f"old {self.old_size}\n{lines}\n{self.note.signed_text}"


def leaf(checkpoint: Checkpoint, at: datetime, hash: str) -> bytes:
    """The hash of a stream's checkpoint as an entry of the log with this hash."""
    return leaf_hash(canonical(listed(checkpoint, at)), hash)


def listed(checkpoint: Checkpoint, at: datetime) -> dict[str, object]:
    """A stream's checkpoint as the log says it, and as a list beside a joint checkpoint has it."""
    return {
        "stream": checkpoint.stream,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "hash": checkpoint.hash,
        "at": at.astimezone(UTC).isoformat(),
    }


def read(text: str) -> JointCheckpoint:
    """A joint checkpoint from the text of its note. Refused with the cure when it is none."""
    lines = text.split("\n")
    if len(lines) != 6 or lines[5] or not lines[0] or not SIZE.fullmatch(lines[1]):
        raise Refused(_unreadable())
    try:
        root = base64.b64decode(lines[2], validate=True)
        at = datetime.fromisoformat(lines[4].removeprefix("time "))
    except (binascii.Error, ValueError):
        raise Refused(_unreadable()) from None
    found = JointCheckpoint(lines[0], int(lines[1]), root, lines[3].removeprefix("hash "), at)
    if found.hash not in HASHES or len(root) != WIDTH or at.tzinfo is None or found.text != text:
        raise Refused(_unreadable())
    return found


def read_request(text: str) -> Request:
    """A request from its file. Refused with the cure when it is none."""
    head, separator, signed = text.replace("\r\n", "\n").partition("\n\n")
    old, *proof = head.split("\n")
    size = old.removeprefix("old ")
    if not separator or not SIZE.fullmatch(size) or len(proof) > MOST_PROOF:
        raise Refused(_no_request())
    try:
        hashes = tuple(base64.b64decode(line, validate=True) for line in proof)
    except (binascii.Error, ValueError):
        raise Refused(_no_request()) from None
    return Request(note.read(signed), int(size), hashes)


def why_not_countersign(
    last: JointCheckpoint | None, new: JointCheckpoint, proof: Sequence[bytes]
) -> list[Reason]:
    """Every reason against countersigning a checkpoint after the last one that was countersigned."""
    if last is None:
        return []
    if (new.origin, new.hash) != (last.origin, last.hash):
        return [_of_another_log(last, new)]
    reasons = [] if new.at >= last.at else [_set_back(last, new)]
    if new.size < last.size:
        reasons.append(_shrunk(last, new))
    elif not verify_consistency(
        old_size=last.size,
        size=new.size,
        old_root=last.root,
        root=new.root,
        proof=proof,
        hash=new.hash,
    ):
        reasons.append(_rewritten(last))
    return reasons


def _of_another_log(last: JointCheckpoint, new: JointCheckpoint) -> Reason:
    return reason(
        "ledger.witness.origin",
        "检查点属于“{new}”，上次会签的属于“{last}”，不是同一份记录，不能接着会签。请确认文件来源。",
        new=new.origin,
        last=last.origin,
    )


def _set_back(last: JointCheckpoint, new: JointCheckpoint) -> Reason:
    return reason(
        "ledger.witness.clock",
        "检查点的时间（{new}）早于上次会签的检查点（{last}），可能是倒填或者时钟回拨，"
        "不能会签。请查明原因。",
        new=new.at,
        last=last.at,
    )


def _shrunk(last: JointCheckpoint, new: JointCheckpoint) -> Reason:
    return reason(
        "ledger.witness.smaller",
        "检查点只含 {new} 项，少于上次会签时的 {last} 项：已经公布的内容不见了，不能会签。"
        "请保留两份检查点，报告上级并核对数据库。",
        new=new.size,
        last=last.size,
    )


def _rewritten(last: JointCheckpoint) -> Reason:
    return reason(
        "ledger.witness.inconsistent",
        "检查点不是在上次会签的检查点（{last} 项）之上增加的：已经公布的内容被改动过，"
        "不能会签。请保留两份检查点，报告上级并核对数据库。",
        last=last.size,
    )


def _unreadable() -> Reason:
    return reason(
        "ledger.checkpoint.unreadable",
        "检查点正文应为五行：名称、项数、树根、哈希算法、时间。请使用下载的原文件。",
    )


def _no_request() -> Reason:
    return reason(
        "ledger.request.unreadable",
        "这不是见证请求：应以“old 项数”开头，接着是一致性证明，空一行后是签名检查点。"
        "请使用从“见证”页下载的原文件。",
    )
