"""Appending to the ledger, pinning it by checkpoints, and proving it unaltered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from renjian.kernel.refusal import Reason, reason
from renjian.ledger import chain, tree
from renjian_site.ledger.models import Checkpoint, Entry, Stream

HASH = "sha256"


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
    Stream.objects.bulk_create([Stream(name=stream_name)], ignore_conflicts=True)
    stream = Stream.objects.select_for_update().get(name=stream_name)
    recorded_at = max(at, stream.recorded_at) if stream.recorded_at else at
    sealed = chain.seal(
        {**content, "at": recorded_at.isoformat(), "begun_at": at.isoformat()},
        stream=stream.name,
        number=stream.size + 1,
        previous=bytes(stream.head) or chain.BEGINNING,
    )
    stream.size += 1
    stream.head = sealed.hash
    stream.recorded_at = recorded_at
    stream.save(update_fields=["size", "head", "recorded_at"])
    Entry.objects.create(stream=stream, number=stream.size, body=sealed.body, hash=sealed.hash)
    return Receipt(stream.name, stream.size, sealed.hash.hex())


def pin(stream_name: str, *, at: datetime) -> chain.Checkpoint:
    """Make a checkpoint of a stream as it stands now (on demand, and nightly)."""
    with transaction.atomic():
        stream = Stream.objects.select_for_update().get(name=stream_name)
        hashes = [
            bytes(h) for h in stream.entries.order_by("number").values_list("hash", flat=True)
        ]
        root = tree.root(hashes, HASH)
        Checkpoint.objects.create(stream=stream, size=stream.size, root=root, made_at=at)
    return chain.Checkpoint(stream.name, stream.size, root)


def names() -> list[str]:
    """The names of all streams, for those who pin or check them."""
    return list(Stream.objects.order_by("name").values_list("name", flat=True))


def verify_all() -> Iterator[Finding]:
    """Check every stream, entry by entry, against its chain and its checkpoints."""
    for stream in Stream.objects.order_by("name"):
        yield Finding(stream.name, verify(stream))


def verify(stream: Stream) -> chain.Verdict:
    """Check one stream: the first altered, missing, inserted or moved entry is named."""
    entries = stream.entries.order_by("pk").values_list("number", "body", "hash")
    rows = (
        chain.Row(number, bytes(body), bytes(hashed))
        for number, body, hashed in entries.iterator(chunk_size=2000)
    )
    pins = [
        chain.Checkpoint(stream.name, size, bytes(root))
        for size, root in stream.checkpoints.values_list("size", "root")
    ]
    verdict = chain.verify(rows, pins, stream=stream.name)
    if not verdict.holds:
        return verdict
    if verdict.size != stream.size:
        return replace(verdict, fault=_cut_off(stream, verdict.size))
    last = stream.entries.order_by("-pk").values_list("hash", flat=True).first()
    if last is not None and bytes(last) != bytes(stream.head):
        return replace(verdict, fault=_replaced_end(stream))
    return verdict


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
