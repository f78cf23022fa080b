"""Questions to the ledger: its entries, its checkpoints, and who looked at it.

Who may read which ledger is settled above, by the tree of authorities; a page comes with the name
of one ledger that is open to its reader.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from renjian.ledger import claims, note, proofs, tree
from renjian.ledger.claims import Claim
from renjian_site.ledger import logs, public_queries
from renjian_site.ledger.models import Checkpoint, Entry, JointCheckpoint, Look, Stream

PAGE = 50


class Keeper(Protocol):
    """Whoever acts has a ledger of its own: an authority's or a body's."""

    @property
    def stream(self) -> str:
        """The name of the ledger, without the year."""


@dataclass(frozen=True)
class Line:
    """An entry as a reader sees it."""

    pk: int
    stream: str
    number: int
    hash: str
    body: bytes
    holds: bool  # whether the body still has the hash under which it was sealed

    @property
    def content(self) -> dict[str, Any]:
        """What was sealed."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def claim(self) -> Claim:
        """What the entry says, nothing where it was made unreadable."""
        return claims.read(self.body) or Claim()

    @property
    def previous(self) -> str:
        """The hash of the entry before, as this one says it."""
        return claims.previous_of(self.body)

    @property
    def ledger(self) -> str:
        """The ledger that the entry is in, without the year."""
        return self.stream.rpartition("/")[0]

    @property
    def place(self) -> str:
        """Where it stands, for the page that goes on behind it."""
        return f"{self.stream.rpartition('/')[2]}.{self.number}"


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; what is empty is not asked."""

    person: str = ""
    act: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: str = ""  # the place of the last entry of the page before


def newest(actor: Keeper, limit: int = 100) -> list[Line]:
    """The newest entries of the actor's own ledger, newest first."""
    return entries(actor, actor.stream, Wanted(), limit)


def entries(actor: Keeper, ledger: str, wanted: Wanted, limit: int = PAGE) -> list[Line]:
    """Entries of a ledger, newest first; its years are read one after the other."""
    found: list[Line] = []
    year, _, number = wanted.before.partition(".")
    for stream in _streams(ledger).order_by("-name"):
        this = stream.name.rpartition("/")[2]
        if year and this > year:
            continue
        rows = _fitting(stream, wanted)
        if year == this and number.isdecimal():
            rows = rows.filter(number__lt=int(number))
        found += [_line(stream, row) for row in rows[: limit - len(found)]]
        if len(found) >= limit:
            break
    return found


def entry(actor: Keeper, pk: int) -> Line | None:
    """One entry, for whoever may read its ledger."""
    row = Entry.objects.select_related("stream").filter(pk=pk).first()
    return _line(row.stream, row) if row else None


def acts_in(actor: Keeper, ledger: str) -> list[str]:
    """The acts that a ledger holds, for the filter."""
    rows = Entry.objects.filter(stream__in=_streams(ledger)).order_by("act")
    return [act for act in rows.values_list("act", flat=True).distinct() if act]


def last_checkpoint(actor: Keeper, ledger: str = "") -> Checkpoint | None:
    """The newest checkpoint of a ledger, the actor's own if none is named."""
    pins = Checkpoint.objects.filter(stream__in=_streams(ledger or actor.stream))
    return pins.select_related("stream").order_by("-made_at", "-pk").first()


def size(actor: Keeper, ledger: str = "") -> int:
    """How many entries a ledger has, the actor's own if none is named."""
    return sum(_streams(ledger or actor.stream).values_list("size", flat=True))


def ledgers(actor: Keeper) -> list[str]:
    """The names of all ledgers, without the years."""
    names = Stream.objects.order_by("name").values_list("name", flat=True)
    return list(dict.fromkeys(name.rpartition("/")[0] for name in names))


def proof(actor: Keeper, line: Line) -> proofs.Proof | None:
    """The proof that an entry is in the first joint checkpoint over it; none before there is one.

    Both steps go on from what the checkpoint before kept, so that a day's entries are read and not
    a year's.
    """
    pins = Checkpoint.objects.exclude(log=None).filter(stream__name=line.stream)
    pins = pins.select_related("stream", "log").order_by("pk")
    pinned = pins.filter(size__gte=line.number).first()
    if pinned is None or pinned.log is None or pinned.place is None:
        return None
    joints = pinned.log.joint_checkpoints.order_by("size", "pk")
    joint = joints.filter(size__gt=pinned.place).first()
    if joint is None:
        return None
    hashes = logs.entries_since(pins.filter(pk__lt=pinned.pk, size__lt=line.number).last(), pinned)
    if hashes is None:
        return None  # something is missing, which the check of the whole ledger names
    log_before = logs.tree_before(joints.filter(size__lte=pinned.place).last(), pinned.log)
    return proofs.Proof(
        body=line.body,
        number=line.number,
        checkpoint=logs.mark_of(pinned),
        made_at=pinned.made_at,
        in_stream=tree.late_inclusion_proof(line.number - 1, *hashes, pinned.stream.hash),
        place=pinned.place,
        in_log=tree.late_inclusion_proof(
            pinned.place,
            log_before,
            logs.leaves(pinned.log, log_before.size, joint.size),
            pinned.log.hash,
        ),
        note=note.read(public_queries.note_of(joint)),
    )


def joint_checkpoints(actor: Keeper) -> QuerySet[JointCheckpoint]:
    """All joint checkpoints, newest first, with who countersigned them."""
    found = JointCheckpoint.objects.select_related("log").order_by("-pk")
    return found.prefetch_related("countersignatures__key")


def awaiting(actor: Keeper, authority: str) -> list[JointCheckpoint]:
    """What waits for a witness: the newest checkpoint, unless the authority has countersigned it.

    Whoever countersigns the newest attests all before it, so that older ones need not be worked off.
    """
    newest_one = public_queries.published().first()
    if newest_one is None:
        return []
    signed = newest_one.countersignatures.filter(key__authority=authority)
    return [] if signed.exists() else [newest_one]


def looks(actor: Keeper, low: str, high: str, words: str = "") -> QuerySet[Look]:
    """Who opened which ledger, of units whose path lies in a range; newest first."""
    found = Look.objects.filter(path__gte=low, path__lt=high).order_by("-pk")
    for word in words.split():
        found = found.filter(
            Q(name__contains=word)
            | Q(account__contains=word)
            | Q(unit__contains=word)
            | Q(ledger__contains=word)
        )
    return found


def _streams(ledger: str) -> QuerySet[Stream]:
    return Stream.objects.filter(name__startswith=f"{ledger}/")


def _fitting(stream: Stream, wanted: Wanted) -> QuerySet[Entry]:
    rows = stream.entries.order_by("-number")
    if wanted.person:
        rows = rows.filter(Q(name__contains=wanted.person) | Q(account=wanted.person))
    if wanted.act:
        rows = rows.filter(act=wanted.act)
    if wanted.subject:
        rows = rows.filter(subject__contains=wanted.subject)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    return rows


def _line(stream: Stream, row: Entry) -> Line:
    body, hashed = bytes(row.body), bytes(row.hash)
    holds = tree.leaf_hash(body, stream.hash) == hashed
    return Line(row.pk, stream.name, row.number, hashed.hex(), body, holds)
