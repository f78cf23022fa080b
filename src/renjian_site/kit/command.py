"""A command: one act, in one transaction, with exactly one entry in the ledger."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction

from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within
from renjian_site.ledger import streams


class Unrecorded(RuntimeError):
    """A command wrote no entry, or more than one, to the ledger; nothing was committed."""


@dataclass
class _Frame:
    """One running command: what it recorded itself, and what its inner commands did."""

    actor: Actor
    at: datetime
    name: str
    acts: list[dict[str, object]] = field(default_factory=list)
    within: list[dict[str, object]] = field(default_factory=list)
    is_pinned: bool = False


_running: ContextVar[_Frame | None] = ContextVar("running command", default=None)
_receipts: ContextVar[list[streams.Receipt]] = ContextVar("receipts")


@contextmanager
def collect_receipts() -> Iterator[list[streams.Receipt]]:
    """The ledger entries of all commands that are run inside, in their order."""
    receipts: list[streams.Receipt] = []
    token = _receipts.set(receipts)
    try:
        yield receipts
    finally:
        _receipts.reset(token)


P = ParamSpec("P")
R = TypeVar("R")


def command(
    function: Callable[Concatenate[Actor, P], R],
) -> Callable[Concatenate[Actor, P], R]:
    """Make a function a command: ``actor`` first, ``at`` by name, ``record`` called once.

    The outermost command holds the transaction and writes the entry as its last step, since the
    end of the ledger is locked from then on; commands that it calls add to that entry.
    """

    @functools.wraps(function)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        at = kwargs["at"]
        if not isinstance(at, datetime):
            raise TypeError(f"{function.__name__} needs at=datetime, not {at!r}")
        outer = _running.get()
        if outer is not None:
            result, frame = _run(function, actor, at, args, kwargs)
            outer.within += [*frame.within, *frame.acts]
            outer.is_pinned |= frame.is_pinned
            return result
        with within(scope_of(actor)), transaction.atomic():
            result, frame = _run(function, actor, at, args, kwargs)
            stream = f"{actor.stream}/{at.year}"
            receipt = streams.append(stream, _content(frame), at=at)
            _receipts.get([]).append(receipt)
            if frame.is_pinned:
                streams.pin(stream, at=at)
        return result

    run.is_command = True  # type: ignore[attr-defined]  # read by the structure tests
    return run


def record(act: str, subject: str, **details: object) -> None:
    """Say what the running command did: ``record("case.filed", f"case:{case.pk}", due=...)``."""
    frame = _running.get()
    if frame is None:
        raise Unrecorded(f"{act} was recorded outside any command")
    entry: dict[str, object] = {"act": act, "subject": subject}
    if details:
        entry["details"] = {key: _plain(value) for key, value in details.items()}
    frame.acts.append(entry)


def pin_ledger() -> None:
    """Make a checkpoint of the ledger right behind the entry of the running command."""
    frame = _running.get()
    if frame is None:
        raise Unrecorded("a ledger was pinned outside any command")
    frame.is_pinned = True


def _run(
    function: Callable[..., R],
    actor: Actor,
    at: datetime,
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> tuple[R, _Frame]:
    frame = _Frame(actor, at, function.__name__)
    token = _running.set(frame)
    try:
        result = function(actor, *args, **kwargs)
    finally:
        _running.reset(token)
    if len(frame.acts) != 1:
        raise Unrecorded(f"{frame.name} recorded {len(frame.acts)} acts; a command records one")
    return result, frame


def _content(frame: _Frame) -> dict[str, object]:
    actor = frame.actor
    content: dict[str, object] = {
        **frame.acts[0],
        "actor": {
            "account": actor.account,
            "name": actor.name,
            "role": str(actor.role),
            "unit": actor.unit.code if actor.unit else actor.body,
            **({"key": actor.key} if actor.key else {}),
            **({"for": actor.for_name} if actor.for_name else {}),
        },
    }
    if frame.within:
        content["within"] = frame.within
    return content


def _plain(value: object) -> object:
    """Values as canonical JSON knows them: moments and amounts as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
