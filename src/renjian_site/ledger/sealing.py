"""Making checkpoints: every stream that grew, in one log, under one signed root.

A row of a stream says size and subtrees of one moment, so streams are read without locking them:
acts go on while a checkpoint is made, and what is committed later is in the next one. The row of
the log is locked instead. Whoever holds the lock of a stream may take that of the log, never the
other way round.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from renjian.ledger import chain, checkpoints
from renjian.ledger.note import Note
from renjian.ledger.tree import GrowingTree
from renjian_site.ledger import keys
from renjian_site.ledger.models import Checkpoint, JointCheckpoint, Log, Stream

Kind = JointCheckpoint.Kind


def seal(kind: Kind, *, at: datetime, day: date | None = None, always: str = "") -> JointCheckpoint:
    """Make a joint checkpoint now; ``always`` names a stream that is pinned though it stood still."""
    with transaction.atomic():
        log = _locked_log()
        grown = list(_grown(log, always))
        moments = [stream.recorded_at for stream in grown if stream.recorded_at]
        # No checkpoint is older than what it covers, even where a clock was set back.
        made_at = max([at, *moments, *([log.sealed_at] if log.sealed_at else [])])
        tree = tree_of(log)
        rows = []
        for stream in grown:
            pinned = tree_of(stream)
            mark = chain.Checkpoint(stream.name, pinned.size, pinned.root(), stream.hash)
            rows.append(
                Checkpoint(
                    stream=stream,
                    size=mark.size,
                    root=mark.root,
                    subtrees=pinned.subtrees,
                    made_at=made_at,
                    log=log,
                    place=tree.size,
                )
            )
            tree.add(checkpoints.leaf(mark, made_at, log.hash))
        Checkpoint.objects.bulk_create(rows)
        log.size, log.subtrees, log.sealed_at = tree.size, tree.subtrees, made_at
        log.save(update_fields=["size", "subtrees", "sealed_at"])
        return JointCheckpoint.objects.create(
            log=log,
            kind=kind,
            day=day,
            size=tree.size,
            root=tree.root(),
            subtrees=tree.subtrees,
            made_at=made_at,
            note=_signed(log, tree, made_at).signed_text,
        )


def seal_day(*, at: datetime) -> JointCheckpoint | None:
    """Make the checkpoint of the day; none when it is there already."""
    day = timezone.localdate(at)
    with transaction.atomic():
        log = _locked_log()
        if log.joint_checkpoints.filter(day=day).exists():
            return None
        return seal(Kind.DAILY, at=at, day=day)


def tree_of(kept: Stream | Log | Checkpoint | JointCheckpoint) -> GrowingTree:
    """The tree that a row keeps the subtrees of."""
    hashed = kept.stream if isinstance(kept, Checkpoint) else kept
    named = hashed.log if isinstance(hashed, JointCheckpoint) else hashed
    return GrowingTree(named.hash, kept.size, bytes(kept.subtrees))


def local(moment: datetime) -> datetime:
    """A moment in the country's time, in which texts that are signed say it."""
    return timezone.localtime(moment)


def origin() -> str:
    """The name of the log that checkpoints are made in now; another hash is another log."""
    return f"{settings.LEDGER_ORIGIN}/{settings.LEDGER_HASH}"


def _locked_log() -> Log:
    Log.objects.bulk_create(
        [Log(origin=origin(), hash=settings.LEDGER_HASH)], ignore_conflicts=True
    )
    return Log.objects.select_for_update().get(origin=origin())


def _grown(log: Log, always: str) -> Iterator[Stream]:
    """The streams that have entries which no checkpoint of this log covers, by name."""
    last = dict(
        log.checkpoints.order_by()
        .values_list("stream")
        .annotate(Max("size"))
        .values_list("stream", "size__max")
    )
    for stream in Stream.objects.filter(Q(size__gt=0) | Q(name=always)).order_by("name"):
        if stream.size > last.get(stream.pk, 0) or stream.name == always:
            yield stream


def _signed(log: Log, tree: GrowingTree, at: datetime) -> Note:
    joint = checkpoints.JointCheckpoint(log.origin, tree.size, tree.root(), log.hash, local(at))
    return Note(joint.text).signed_by(keys.of_site(log.origin, at=at), at=at)
