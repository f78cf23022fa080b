"""A ledger to be tampered with, by somebody who owns the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from make_roles import as_owner
from renjian.ledger import chain, checkpoints
from renjian.ledger.note import Note, read
from renjian.ledger.tree import GrowingTree
from renjian_site.ledger import auditing, keys, logs, sealing, streams
from renjian_site.ledger.models import Checkpoint, Entry, JointCheckpoint, Log, Stream

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
NAME = "330110/2027"
Kind = JointCheckpoint.Kind


def write(stream: str = NAME, subject: str = "thing:1", *, at: datetime = AT, **more: Any) -> None:
    """One entry at the end of a stream."""
    actor = {"account": "330110.head", "name": "某负责人", "role": "head", "unit": "330110"}
    content = {"act": "test.done", "subject": subject, "actor": actor, **more}
    with transaction.atomic():
        streams.append(stream, content, at=at)


def filled(name: str = NAME, size: int = 6) -> Stream:
    """A stream of some entries, a day apart."""
    for number in range(1, size + 1):
        write(name, f"thing:{number}", at=AT + timedelta(days=number))
    return Stream.objects.get(name=name)


def sealed(*, days: int = 10) -> JointCheckpoint:
    """A joint checkpoint, some days after the entries began."""
    return sealing.seal(Kind.ON_DEMAND, at=AT + timedelta(days=days))


@contextmanager
def without_guard() -> Iterator[Any]:
    """A cursor that triggers do not stop, as the owner of the database has it."""
    with as_owner() as cursor:
        cursor.execute("set session_replication_role = replica")
        try:
            yield cursor
        finally:
            cursor.execute("set session_replication_role = origin")


def tamper(statement: str, *values: object, rows: int = 1) -> None:
    """Change what the triggers guard; so many rows must be hit."""
    with without_guard() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == rows


def rewrite_stream(stream: Stream, number: int, **changes: object) -> None:
    """Change an entry and seal everything behind it anew, the row of the stream too."""
    tree, previous = GrowingTree(stream.hash), chain.BEGINNING
    for entry in stream.entries.order_by("number"):
        content = Line(entry).content(**(changes if entry.number == number else {}))
        made = chain.seal(
            content, stream=stream.name, number=entry.number, previous=previous, hash=stream.hash
        )
        tree.add(made.hash)
        previous = made.hash
        with without_guard() as cursor:
            cursor.execute(
                "update ledger_entry set body = %s, hash = %s where id = %s",
                [made.body, made.hash, entry.pk],
            )
    tamper(
        "update ledger_stream set head = %s, subtrees = %s where id = %s",
        *(previous, tree.subtrees, stream.pk),
    )


class Line:
    """An entry whose content is to be sealed again."""

    def __init__(self, entry: Entry) -> None:
        self._body = bytes(entry.body)

    def content(self, **changes: object) -> dict[str, object]:
        """The content without its place in the chain."""
        found = json.loads(self._body)
        return {k: v for k, v in found.items() if k not in chain.CHAIN_FIELDS} | changes


def rewrite_log(log: Log) -> None:
    """Make every checkpoint of a log anew from the streams as they are now, and sign it with the key."""
    log.refresh_from_db()
    tree = GrowingTree(log.hash)
    joints = {row.size: row for row in log.joint_checkpoints.all()}
    for row in list(logs.rows(log, 0, log.size)):
        _repin(row)
        tree.add(checkpoints.leaf(logs.mark_of(row), row.made_at, log.hash))
        if tree.size in joints:
            _resign(joints[tree.size], tree)
    tamper("update ledger_log set subtrees = %s where id = %s", tree.subtrees, log.pk)


def _repin(row: Checkpoint) -> None:
    tree = GrowingTree(row.stream.hash)
    for hashed in row.stream.entries.filter(number__lte=row.size).order_by("number"):
        tree.add(bytes(hashed.hash))
    row.root, row.subtrees = tree.root(), tree.subtrees
    tamper(
        "update ledger_checkpoint set root = %s, subtrees = %s where id = %s",
        *(row.root, row.subtrees, row.pk),
    )


def _resign(joint: JointCheckpoint, tree: GrowingTree) -> None:
    said = logs.of(joint)
    forged = checkpoints.JointCheckpoint(said.origin, tree.size, tree.root(), said.hash, said.at)
    key = keys.of_site(said.origin, at=said.at)
    tamper(
        "update ledger_jointcheckpoint set root = %s, subtrees = %s, note = %s where id = %s",
        *(tree.root(), tree.subtrees, Note(forged.text).signed_by(key, at=said.at).signed_text),
        joint.pk,
    )


def faults(
    *files: str, lists: list[list[bytes]] | None = None, trusted: list[Any] | None = None
) -> dict[str, str]:
    """What the check of everything finds: what, and the code of its fault."""
    outside = auditing.Outside(
        notes={f"file {n}": read(text) for n, text in enumerate(files)},
        lists=lists or [],
        keys=trusted or [],
    )
    return {each.what: each.fault.code for each in auditing.everything(outside) if each.fault}
