"""The entries of one stream of the ledger (one authority, one year), each naming the one before.

An entry is stored as its canonical bytes and their leaf hash (RFC 9162). Who alters, removes, adds
or moves an entry breaks the chain at that place; who rewrites everything after it as well breaks
the next checkpoint, which others hold a copy of.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, reason
from renjian.ledger.tree import GrowingTree, leaf_hash

BEGINNING = bytes(32)  # what the first entry of a stream names as the one before
DECODER = json.JSONDecoder()
CHAIN_FIELDS = frozenset({"stream", "number", "previous"})


@dataclass(frozen=True)
class Sealed:
    """An entry ready to be stored: its canonical bytes and their leaf hash."""

    body: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it lies in the store."""

    number: int
    body: bytes
    hash: bytes


@dataclass(frozen=True)
class Checkpoint:
    """The root over the first ``size`` entries of a stream, as published, and the hash used."""

    stream: str
    size: int
    root: bytes
    hash: str = "sha256"


@dataclass(frozen=True)
class Verdict:
    """How far a stream holds: ``size`` entries with this root, and the first fault after them.

    ``suspect`` is the body of the entry at which the fault showed, where there is one.
    """

    size: int
    root: bytes
    fault: Reason | None
    suspect: bytes | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing was altered, removed, added or moved."""
        return self.fault is None


def seal(
    content: Mapping[str, object],
    *,
    stream: str,
    number: int,
    previous: bytes,
    hash: str = "sha256",
) -> Sealed:
    """Close an entry: its content, its place in the stream and the hash of the one before.

    ``content["at"]`` is the moment of the act as ISO 8601 text with offset; it may not lie before
    that of the entry before. Entries count from 1, and the first follows ``BEGINNING``.
    """
    if clash := CHAIN_FIELDS & content.keys():
        raise ValueError(f"the chain itself writes {', '.join(sorted(clash))} into an entry")
    if number < 1 or (number == 1) != (previous == BEGINNING):
        raise ValueError(f"entry {number} of {stream} must name the entry before it")
    _moment(content.get("at"))
    place = {"stream": stream, "number": number, "previous": previous.hex()}
    body = canonical({**content, **place})
    return Sealed(body, leaf_hash(body, hash))


def verify(
    rows: Iterable[Row],
    checkpoints: Iterable[Checkpoint],
    *,
    stream: str,
    hash: str = "sha256",
) -> Verdict:
    """Walk through a stream in its stored order and name the first thing that is not as sealed."""
    marks = sorted(checkpoints, key=lambda mark: mark.size)
    for mark in marks:
        if fault := _foreign(mark, stream, hash):
            return Verdict(0, GrowingTree(hash).root(), fault)
    tree = GrowingTree(hash)
    fault, suspect = _first_fault(iter(rows), marks, tree, stream, hash) or (None, None)
    return Verdict(tree.size, tree.root(), fault, suspect.body if suspect else None)


class _Entry(NamedTuple):
    """What the chain reads in the body of an entry."""

    stream: str
    number: int
    previous: bytes
    at: datetime
    hash: bytes


def _first_fault(
    rows: Iterator[Row], marks: list[Checkpoint], tree: GrowingTree, stream: str, hash: str
) -> tuple[Reason, Row | None] | None:
    """The first fault of the rows and the row it names; ``tree`` holds those that stand before it."""
    before: _Entry | None = None
    row_before: Row | None = None
    held = 0  # the size of the last checkpoint that agreed
    due = iter([*marks, None])
    mark = next(due)
    while True:
        while mark and mark.size <= tree.size:
            if tree.root() != mark.root:
                return _broken_checkpoint(mark, held), None
            held, mark = mark.size, next(due)
        row = next(rows, None)
        if row is None:
            return (_cut_off(mark, tree.size), None) if mark else None
        entry = _read(row, hash)
        if isinstance(entry, Reason):
            return entry, row
        if fault := _out_of_order(row, entry, tree.size + 1, rows) or _detached(
            entry, before, stream
        ):
            is_before = row_before and fault.values.get("number") == row_before.number
            return fault, row_before if is_before else row
        tree.add(row.hash)
        before, row_before = entry, row


def _read(row: Row, hash: str) -> _Entry | Reason:
    """The entry that a row holds, or why its body is not what was sealed."""
    if leaf_hash(row.body, hash) != row.hash:
        return reason(
            "ledger.altered",
            "第 {number} 条记录的内容与其哈希不符，说明封存之后被改动过。"
            "请保留现场，从备份中找回原文并查明改动的人和时间。",
            number=row.number,
        )
    try:
        # A million entries pass here: half the time of json.loads, which guesses the encoding.
        text = row.body.decode()
        body, end = DECODER.raw_decode(text)
        if end != len(text):
            raise ValueError("something stands behind the entry")
        if type(body["number"]) is not int:
            raise TypeError("an entry is numbered by a whole number")
        return _Entry(
            stream=body["stream"],
            number=body["number"],
            previous=bytes.fromhex(body["previous"]),
            at=_moment(body["at"]),
            hash=row.hash,
        )
    except (ValueError, TypeError, KeyError):
        return reason(
            "ledger.unreadable",
            "第 {number} 条记录读不出流水号、前一条哈希或者时间，不是按规定封存的记录。"
            "请从备份中找回原文。",
            number=row.number,
        )


def _out_of_order(row: Row, entry: _Entry, expected: int, rest: Iterator[Row]) -> Reason | None:
    """Why this entry does not stand in its place: altered number, added, moved or missing."""
    if entry.number == expected:
        if row.number == expected:
            return None
        return reason(
            "ledger.altered",
            "第 {number} 条记录的编号栏被改成了 {column}，与封存的内容不符。"
            "请按封存的内容改回并查明原因。",
            number=expected,
            column=row.number,
        )
    if entry.number < expected:
        return reason(
            "ledger.inserted",
            "第 {number} 条记录出现了不止一次：第 {expected} 条的位置上又是编号为 {number} 的记录，"
            "其中一条是后来插入的。请与检查点和备份核对。",
            number=entry.number,
            expected=expected,
        )
    if any(_sealed_number(later) == expected for later in rest):
        return reason(
            "ledger.reordered",
            "第 {number} 条记录不在原位：它的位置上是第 {found} 条，它自己排在后面。"
            "请恢复原来的顺序并查明原因。",
            number=expected,
            found=entry.number,
        )
    return reason(
        "ledger.missing",
        "第 {number} 条记录缺失：其后直接是第 {found} 条。请从备份中找回并查明删除的人和时间。",
        number=expected,
        found=entry.number,
    )


def _detached(entry: _Entry, before: _Entry | None, stream: str) -> Reason | None:
    """Why this entry does not continue the one before it."""
    if entry.stream != stream:
        return reason(
            "ledger.inserted",
            "第 {number} 条记录属于另一本台账“{other}”，不是“{stream}”的记录。"
            "请查明它是怎样放进来的。",
            number=entry.number,
            other=entry.stream,
            stream=stream,
        )
    if before is None and entry.previous != BEGINNING:
        return reason(
            "ledger.altered",
            "第 {number} 条记录不是作为台账的第一条封存的，说明开头被整条替换。"
            "请与检查点和备份核对。",
            number=entry.number,
        )
    if before and entry.previous != before.hash:
        return reason(
            "ledger.altered",
            "第 {number} 条与第 {next} 条记录衔接不上：后一条封存的前一条哈希不是前一条现在的哈希，"
            "说明前一条（或者后一条）连同哈希被整条替换。请与检查点和备份核对。",
            number=before.number,
            next=entry.number,
        )
    if before and entry.at < before.at:
        return reason(
            "ledger.clock",
            "第 {number} 条记录的时间（{at}）早于前一条（{before}）。"
            "请检查服务器时钟，并查明是否补记。",
            number=entry.number,
            at=entry.at.isoformat(),
            before=before.at.isoformat(),
        )
    return None


def _foreign(mark: Checkpoint, stream: str, hash: str) -> Reason | None:
    """Why a checkpoint says nothing about this stream."""
    if mark.stream == stream and mark.hash == hash:
        return None
    return reason(
        "ledger.checkpoint",
        "检查点属于台账“{other}”（{other_hash}），不能用来核对台账“{stream}”（{hash}）。"
        "请换用这本台账的检查点。",
        number=mark.size,
        other=mark.stream,
        other_hash=mark.hash,
        stream=stream,
        hash=hash,
    )


def _broken_checkpoint(mark: Checkpoint, held: int) -> Reason:
    return reason(
        "ledger.checkpoint",
        "截至第 {number} 条的检查点与现存记录不符：第 {first} 条至第 {number} 条中有记录"
        "在检查点公布之后被替换，其后的记录也被重写。请与公布的检查点和备份核对。",
        number=mark.size,
        first=min(held + 1, mark.size),
    )


def _cut_off(mark: Checkpoint, size: int) -> Reason:
    return reason(
        "ledger.missing",
        "第 {number} 条记录缺失：检查点表明至少有 {known} 条，现存只有 {size} 条，末尾被删除。"
        "请从备份中找回并查明删除的人和时间。",
        number=size + 1,
        known=mark.size,
        size=size,
    )


def _sealed_number(row: Row) -> object:
    """The number that a row's body says, whatever its columns say."""
    try:
        body = json.loads(row.body)
    except ValueError:
        return None
    return body.get("number") if isinstance(body, dict) else None


def _moment(text: object) -> datetime:
    """The moment that an entry says; without an offset it would mean another one elsewhere."""
    moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    if moment is None or moment.tzinfo is None:
        raise ValueError(f"an entry needs its moment with offset as ISO 8601 text, not {text!r}")
    return moment
