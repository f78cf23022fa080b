"""Proving the ledger whole: every stream, every checkpoint, every signature, and files kept elsewhere.

A database that was rewritten from end to end agrees with itself. What it cannot agree with is a
checkpoint that somebody else holds: so a proof that matters is made with such a file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger import checkpoints, claims, note, signing
from renjian.ledger.claims import Claim
from renjian.ledger.signing import PublicKey
from renjian_site.ledger import checking, logs, streams
from renjian_site.ledger.models import Entry, Key, Log


@dataclass(frozen=True)
class Checked:
    """One thing that was checked: what, how much of it holds, the fault, and what the entry claims."""

    what: str
    size: int
    fault: Reason | None = None
    claim: Claim | None = None
    is_stream: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing was altered."""
        return self.fault is None


@dataclass(frozen=True)
class Outside:
    """What comes from outside of the database: kept checkpoints, their lists, and trusted keys."""

    notes: Mapping[str, note.Note] = field(default_factory=dict)
    lists: Sequence[Sequence[bytes]] = ()
    keys: Sequence[PublicKey] = ()


def everything(outside: Outside) -> Iterator[Checked]:
    """Check all there is, streams first, then the logs of checkpoints, then the files."""
    for found in streams.verify_all():
        fault = found.verdict.fault
        claim = _claimed(found) if fault else None
        yield Checked(found.stream, found.verdict.size, fault, claim, is_stream=True)
    origins = {log.origin for log in Log.objects.all()}
    for log in Log.objects.order_by("pk"):
        yield from _log(log, outside)
    for name, kept in outside.notes.items():
        if (origin := kept.text.partition("\n")[0]) not in origins:
            yield Checked(name, 0, checking.without_log(origin))


def _log(log: Log, outside: Outside) -> Iterator[Checked]:
    """One log: its checkpoints in their places, the joint ones over them, and the files on it."""
    mine = {
        name: checkpoints.read(kept.text)
        for name, kept in outside.notes.items()
        if kept.text.partition("\n")[0] == log.origin
    }
    try:
        public = outside.keys or [signing.read_public(key.verifier) for key in Key.objects.all()]
    except Refused as refused:
        yield Checked(log.origin, 0, refused.reasons[0])
        return
    walk = checking.Walk(log, {kept.size for kept in mine.values()})
    fault = walk.first_fault(public)
    yield Checked(log.origin, walk.size, fault)
    for name, kept in mine.items():
        why = checking.why_not_attested(outside.notes[name], kept, public)
        why = why or walk.why_not_as_kept(kept)
        yield Checked(name, kept.size, _nearer(why, log, kept, outside.lists))


def _nearer(
    why: Reason | None,
    log: Log,
    kept: checkpoints.JointCheckpoint,
    lists: Sequence[Sequence[bytes]],
) -> Reason | None:
    """The same fault, told by stream and entries where a list of the kept checkpoint is at hand."""
    if why is None or why.code != "ledger.rewritten":
        return why
    for lines in lists:
        if checking.is_list_of(lines, kept):
            return _first_difference(log, lines) or why
    return why


def _first_difference(log: Log, lines: Sequence[bytes]) -> Reason | None:
    agreed: dict[str, int] = {}
    stored = logs.rows(log, 0, len(lines))
    for line in lines:
        row = next(stored, None)
        was = json.loads(line)
        now = checkpoints.listed(logs.mark_of(row), row.made_at) if row else None
        if now != was:
            first = agreed.get(was["stream"], 0) + 1
            return _rewritten_stream(was, min(first, was["size"]))
        agreed[was["stream"]] = was["size"]
    return None


def _rewritten_stream(was: Mapping[str, object], first: object) -> Reason:
    return reason(
        "ledger.rewritten-stream",
        "台账 {stream} 第 {first} 条至第 {size} 条中有记录在 {at} 的检查点公布之后被替换，"
        "其后的记录和检查点也被重写。请以保存的检查点为准，从备份找回原文。",
        stream=was["stream"],
        first=first,
        size=was["size"],
        at=was["at"],
    )


def _claimed(found: streams.Finding) -> Claim | None:
    """What the entry at fault says now; for a range, its first entry."""
    if found.verdict.suspect is not None:
        return claims.read(found.verdict.suspect)
    values = found.verdict.fault.values if found.verdict.fault else {}
    number = str(values.get("first", values.get("number", 0)))
    entry = Entry.objects.filter(stream__name=found.stream, number=number).first()
    return claims.read(bytes(entry.body)) if entry else None
