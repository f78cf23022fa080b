"""Questions to the ledger."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

from renjian_site.ledger.models import Checkpoint, Entry, Stream


class Keeper(Protocol):
    """Whoever acts has a ledger of its own: an authority's or a body's."""

    @property
    def stream(self) -> str:
        """The name of the ledger, without the year."""


@dataclass(frozen=True)
class Line:
    """An entry as a reader sees it."""

    number: int
    hash: str
    content: dict[str, Any]


def newest(actor: Keeper, limit: int = 100) -> list[Line]:
    """The newest entries of the actor's own ledger, newest first."""
    entries = Entry.objects.filter(stream__name__startswith=f"{actor.stream}/").order_by("-pk")
    return [
        Line(entry.number, bytes(entry.hash).hex(), json.loads(bytes(entry.body)))
        for entry in entries[:limit]
    ]


def last_checkpoint(actor: Keeper) -> Checkpoint | None:
    """The newest checkpoint of the actor's own ledger."""
    pins = Checkpoint.objects.filter(stream__name__startswith=f"{actor.stream}/")
    return pins.select_related("stream").order_by("-made_at").first()


def size(actor: Keeper) -> int:
    """How many entries the actor's own ledger has."""
    streams = Stream.objects.filter(name__startswith=f"{actor.stream}/")
    return sum(streams.values_list("size", flat=True))
