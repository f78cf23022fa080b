"""That one entry is in a published checkpoint, as a file that anybody can check without the site.

The proof has two steps: the entry is in the tree of its stream, whose root stands in the stream's
checkpoint; and this checkpoint is in the log, whose root the site and the witnesses signed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import checkpoints, note
from renjian.ledger.chain import Checkpoint
from renjian.ledger.checkpoints import JointCheckpoint
from renjian.ledger.note import Note
from renjian.ledger.tree import leaf_hash, verify_inclusion

FORMAT = "RJ-LEDGER-PROOF/1"


@dataclass(frozen=True)
class Proof:
    """An entry, and what leads from it to a signed checkpoint."""

    body: bytes
    number: int
    checkpoint: Checkpoint
    made_at: datetime
    in_stream: Sequence[bytes]
    place: int
    in_log: Sequence[bytes]
    note: Note

    @property
    def joint(self) -> JointCheckpoint:
        """The checkpoint that the proof leads to."""
        return checkpoints.read(self.note.text)

    @property
    def hash(self) -> bytes:
        """The hash of the entry as a leaf of its stream."""
        return leaf_hash(self.body, self.checkpoint.hash)


def why_not(proof: Proof) -> list[Reason]:
    """Every reason why the proof does not show what it says; the signatures are checked beside it."""
    reasons = []
    mark, joint = proof.checkpoint, proof.joint
    if not verify_inclusion(
        proof.hash,
        index=proof.number - 1,
        size=mark.size,
        proof=proof.in_stream,
        root=mark.root,
        hash=mark.hash,
    ):
        reasons.append(
            reason(
                "ledger.proof.stream",
                "第 {number} 条记录不在台账 {stream} 的检查点（{size} 条）之中："
                "记录或者证明被改动过。请重新下载证明。",
                number=proof.number,
                stream=mark.stream,
                size=mark.size,
            )
        )
    if not verify_inclusion(
        checkpoints.leaf(mark, proof.made_at, joint.hash),
        index=proof.place,
        size=joint.size,
        proof=proof.in_log,
        root=joint.root,
        hash=joint.hash,
    ):
        reasons.append(
            reason(
                "ledger.proof.log",
                "台账 {stream} 的检查点不在公布的检查点（{size} 项）之中：证明被改动过。"
                "请重新下载证明。",
                stream=mark.stream,
                size=joint.size,
            )
        )
    return reasons


def to_json(proof: Proof) -> dict[str, object]:
    """The proof as a file says it."""
    return {
        "format": FORMAT,
        "entry": proof.body.decode(),
        "number": proof.number,
        "checkpoint": checkpoints.listed(proof.checkpoint, proof.made_at),
        "in_stream": [each.hex() for each in proof.in_stream],
        "place": proof.place,
        "in_log": [each.hex() for each in proof.in_log],
        "note": proof.note.signed_text,
    }


def from_json(text: str) -> Proof:
    """A proof from its file. Refused with the cure when it is none."""
    try:
        return _read(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(
            reason(
                "ledger.proof.unreadable",
                "这不是台账证明文件（{format}）。请使用从记录页下载的原文件。",
                format=FORMAT,
            )
        ) from None


def _read(document: Mapping[str, Any]) -> Proof:
    if document["format"] != FORMAT:
        raise ValueError("another format")
    mark = document["checkpoint"]
    return Proof(
        body=document["entry"].encode(),
        number=int(document["number"]),
        checkpoint=Checkpoint(
            mark["stream"], int(mark["size"]), bytes.fromhex(mark["root"]), mark["hash"]
        ),
        made_at=datetime.fromisoformat(mark["at"]),
        in_stream=[bytes.fromhex(each) for each in document["in_stream"]],
        place=int(document["place"]),
        in_log=[bytes.fromhex(each) for each in document["in_log"]],
        note=note.read(document["note"]),
    )
