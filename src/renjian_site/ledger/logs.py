"""The log of checkpoints as trees and proofs: what any two joint checkpoints have to do with another."""

from collections.abc import Iterator
from itertools import groupby

from django.db import connection

from renjian.kernel.refusal import Reason, reason
from renjian.ledger import chain, checkpoints, note, tree
from renjian.ledger.tree import GrowingTree
from renjian_site.ledger.models import Checkpoint, JointCheckpoint, Log, Stream
from renjian_site.ledger.sealing import tree_of

CHUNK = 2000


def of(row: JointCheckpoint) -> checkpoints.JointCheckpoint:
    """A kept joint checkpoint as the text that was signed says it."""
    return checkpoints.read(note.read(row.note).text)


def mark_of(row: Checkpoint) -> chain.Checkpoint:
    """A kept checkpoint of a stream as a value."""
    return chain.Checkpoint(row.stream.name, row.size, bytes(row.root), row.stream.hash)


def rows(log: Log, since: int, until: int) -> Iterator[Checkpoint]:
    """The checkpoints from one place of a log up to another, by their place."""
    found = log.checkpoints.filter(place__gte=since, place__lt=until).select_related("stream")
    return found.order_by("place").iterator(chunk_size=CHUNK)


def leaves(log: Log, since: int, until: int) -> list[bytes]:
    """The hashes of these checkpoints as entries of the log."""
    return [
        checkpoints.leaf(mark_of(row), row.made_at, log.hash) for row in rows(log, since, until)
    ]


def entries_since(
    before: Checkpoint | None, pinned: Checkpoint
) -> tuple[GrowingTree, list[bytes]] | None:
    """The tree of a stream at one checkpoint, and the hashes of its entries up to a later one.

    None when one of them is missing.
    """
    grown = tree_of(before) if before else GrowingTree(pinned.stream.hash)
    hashes = list(_hashes(pinned.stream, grown.size, pinned.size))
    return (grown, hashes) if grown.size + len(hashes) == pinned.size else None


def _hashes(stream: Stream, after: int, up_to: int) -> Iterator[bytes]:
    """The hashes of entries of a stream, whoever asks: a witness may not read what they say."""
    with connection.chunked_cursor() as cursor:
        asked = [stream.pk, after, up_to]
        cursor.execute("select hash from ledger_hashes(%s, %s, %s)", asked)
        while rows := cursor.fetchmany(CHUNK):
            yield from (bytes(row[0]) for row in rows)


def tree_before(joint: JointCheckpoint | None, log: Log) -> GrowingTree:
    """The tree of a log at a joint checkpoint, or before its first one."""
    return tree_of(joint) if joint else GrowingTree(log.hash)


def consistency(log: Log, old_size: int, new_size: int) -> list[bytes]:
    """The proof that the log of ``new_size`` only adds to that of ``old_size`` (RFC 9162 2.1.4).

    The subtrees that were kept with the old joint checkpoint save reading the log from its start.
    """
    old = log.joint_checkpoints.filter(size=old_size).first() if old_size else None
    if old:
        return tree.extension_proof(tree_of(old), leaves(log, old_size, new_size), log.hash)
    return tree.consistency_proof(old_size, leaves(log, 0, new_size), log.hash)


def contradictions(log: Log, since: int, until: int) -> Iterator[Reason]:
    """Streams whose new checkpoints do not continue their earlier ones, entry by entry."""
    found = log.checkpoints.filter(place__gte=since, place__lt=until).select_related("stream")
    by_stream = groupby(found.order_by("stream__name", "place"), key=lambda row: row.stream)
    for stream, marks in by_stream:
        if why := _contradiction(log, stream, since, list(marks)):
            yield why


def _contradiction(log: Log, stream: Stream, since: int, marks: list[Checkpoint]) -> Reason | None:
    earlier = log.checkpoints.filter(stream=stream, place__lt=since).select_related("stream")
    last = earlier.order_by("-place").first()
    growing = tree_of(last) if last else GrowingTree(stream.hash)
    if last and growing.root() != bytes(last.root):
        return _not_continued(stream, last.size, last.size)
    covered = growing.size
    hashes = _hashes(stream, covered, marks[-1].size)
    for mark in marks:
        while growing.size < mark.size and (hashed := next(hashes, None)) is not None:
            growing.add(hashed)
        if growing.size != mark.size or growing.root() != bytes(mark.root):
            return _not_continued(stream, covered, mark.size)
        covered = mark.size
    return None


def _not_continued(stream: Stream, covered: int, size: int) -> Reason:
    return reason(
        "ledger.witness.stream",
        "台账 {stream} 的检查点（{size} 条）不是在此前公布的检查点（{covered} 条）之上增加的，"
        "其中有记录被改动、删除或者插入，不能会签。请用 renjian ledger verify 查明。",
        stream=stream.name,
        size=size,
        covered=covered,
    )
