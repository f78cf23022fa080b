"""Appending to the ledger, pinning it by checkpoints, and proving it unaltered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import connection

from renjian.kernel.refusal import Reason, reason
from renjian.ledger import chain
from renjian_site.ledger import sealing
from renjian_site.ledger.models import JointCheckpoint, Stream
from renjian_site.ledger.sealing import tree_of

CHUNK = 5000
# Every act of the country passes here, so an entry costs two statements and no more.
LOCK = "select * from ledger_stream where name = %s for update"
WRITE = """
with grown as (
    update ledger_stream set size = %s, subtrees = %s, head = %s, recorded_at = %s where id = %s
)
insert into ledger_entry (stream_id, number, body, hash) values (%s, %s, %s, %s)
"""


@dataclass(frozen=True)
class Receipt:
    """Where an act stands in the ledger."""

    stream: str
    number: int
    hash: str


@dataclass(frozen=True)
class Finding:
    """What the check of one stream found; no fault when ``verdict.fault`` is empty."""

    stream: str
    verdict: chain.Verdict


def append(stream_name: str, content: Mapping[str, object], *, at: datetime) -> Receipt:
    """Write one entry at the end of a stream, inside the caller's transaction.

    The row of the stream is locked until that transaction ends, so this is a command's last step.
    ``at`` of the entry never goes back, even when two acts were begun in the other order; the
    moment at which the act was begun stays in ``begun_at``.
    """
    stream = _locked(stream_name)
    recorded_at = max(at, stream.recorded_at) if stream.recorded_at else at
    sealed = chain.seal(
        {**content, "at": recorded_at.isoformat(), "begun_at": at.isoformat()},
        stream=stream.name,
        number=stream.size + 1,
        previous=bytes(stream.head) or chain.BEGINNING,
        hash=stream.hash,
    )
    grown = tree_of(stream)
    grown.add(sealed.hash)
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            [
                grown.size,
                grown.subtrees,
                sealed.hash,
                recorded_at,
                stream.pk,
                stream.pk,
                grown.size,
                sealed.body,
                sealed.hash,
            ],
        )
    return Receipt(stream.name, grown.size, sealed.hash.hex())


def pin(stream_name: str, *, at: datetime) -> chain.Checkpoint:
    """Make a checkpoint on demand: of this stream, and of every other that grew since its last."""
    made = sealing.seal(JointCheckpoint.Kind.ON_DEMAND, at=at, always=stream_name)
    pinned = made.log.checkpoints.select_related("stream")
    last = pinned.filter(stream__name=stream_name).order_by("-place")[0]
    return chain.Checkpoint(stream_name, last.size, bytes(last.root), last.stream.hash)


def _locked(name: str) -> Stream:
    """The row of a stream, locked; two first acts of a year make one stream."""
    for stream in Stream.objects.raw(LOCK, [name]):
        return stream
    Stream.objects.bulk_create(
        [Stream(name=name, hash=settings.LEDGER_HASH)], ignore_conflicts=True
    )
    return Stream.objects.select_for_update().get(name=name)


def names() -> list[str]:
    """The names of all streams, for those who pin or check them."""
    return list(Stream.objects.order_by("name").values_list("name", flat=True))


def verify_all() -> Iterator[Finding]:
    """Check every stream, entry by entry, against its chain and its checkpoints."""
    for stream in Stream.objects.order_by("name"):
        yield Finding(stream.name, verify(stream))


def verify(stream: Stream) -> chain.Verdict:
    """Check one stream: the first altered, missing, inserted or moved entry is named."""
    pins = [
        chain.Checkpoint(stream.name, size, bytes(root), stream.hash)
        for size, root in stream.checkpoints.values_list("size", "root")
    ]
    try:
        verdict = _walk(_by_number(stream), pins, stream)
    except Displaced:
        verdict = _walk(_as_stored(stream), pins, stream)
    if not verdict.holds:
        return verdict
    if verdict.size != stream.size:
        return replace(verdict, fault=_cut_off(stream, verdict.size))
    return replace(verdict, fault=_why_not_end(stream, verdict))


class Displaced(Exception):
    """Entries lie in another order than their numbers say."""


def _walk(rows: Iterator[chain.Row], pins: list[chain.Checkpoint], stream: Stream) -> chain.Verdict:
    return chain.verify(rows, pins, stream=stream.name, hash=stream.hash)


def _by_number(stream: Stream) -> Iterator[chain.Row]:
    """The entries by their number, which an index gives; they must have been stored in that order."""
    before = 0
    entries = stream.entries.order_by("number").values_list("pk", "number", "body", "hash")
    for pk, number, body, hashed in entries.iterator(chunk_size=CHUNK):
        if pk < before:
            raise Displaced
        before = pk
        yield chain.Row(number, bytes(body), bytes(hashed))


def _as_stored(stream: Stream) -> Iterator[chain.Row]:
    """The entries in the order in which they were stored, to name the one that was moved."""
    entries = stream.entries.order_by("pk").values_list("number", "body", "hash")
    for number, body, hashed in entries.iterator(chunk_size=CHUNK):
        yield chain.Row(number, bytes(body), bytes(hashed))


def _why_not_end(stream: Stream, verdict: chain.Verdict) -> Reason | None:
    """Why the row of a stream does not say what its last entry says."""
    last = stream.entries.order_by("-number").values_list("hash", "at").first()
    if last is None:
        return None
    if bytes(last[0]) != bytes(stream.head):
        return _replaced_end(stream)
    if tree_of(stream).root() != verdict.root:
        return reason(
            "ledger.subtrees",
            "台账 {stream} 的 {number} 条记录完好，但台账记下的子树与之不符，"
            "下一个检查点会因此出错。请从备份核对，并追查数据库的改动。",
            stream=stream.name,
            number=stream.size,
        )
    if last[1] != stream.recorded_at:
        return reason(
            "ledger.clock",
            "台账 {stream} 记下的末条时间（{column}）与第 {number} 条封存的时间（{at}）不符，"
            "被改动过。请按封存的内容改回，并追查数据库的改动。",
            stream=stream.name,
            number=stream.size,
            column=stream.recorded_at,
            at=last[1],
        )
    return None


def _replaced_end(stream: Stream) -> Reason:
    """The last entry was rewritten with its hash: the head that the stream keeps tells."""
    return reason(
        "ledger.altered",
        "第 {number} 条记录连同哈希被整条替换：与台账 {stream} 记下的末条哈希不符。"
        "请从备份核对，并追查数据库的改动。",
        number=stream.size,
        stream=stream.name,
    )


def _cut_off(stream: Stream, size: int) -> Reason:
    """The last entries are gone: the chain alone cannot tell, the count of the stream does."""
    return reason(
        "ledger.cut-off",
        "台账 {stream} 应有 {expected} 条，末尾只到第 {size} 条：第 {first} 条起的记录缺失。"
        "请从备份核对，并追查数据库的改动。",
        stream=stream.name,
        expected=stream.size,
        size=size,
        first=size + 1,
    )
