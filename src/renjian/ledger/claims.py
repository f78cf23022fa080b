"""What an entry says of itself: who did what, to what, when, and why.

An entry that was altered still says something; it is shown as a claim, not as a fact.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Claim:
    """One act as an entry tells it; what it does not tell is empty."""

    act: str = ""
    subject: str = ""
    account: str = ""
    name: str = ""
    role: str = ""
    unit: str = ""
    for_name: str = ""
    at: str = ""
    begun_at: str = ""
    details: Mapping[str, Any] | None = None
    within: tuple["Claim", ...] = ()


def read(body: bytes) -> Claim | None:
    """What the bytes of an entry claim; none when they are no entry at all."""
    content = _content(body)
    return claim_of(content) if content is not None else None


def previous_of(body: bytes) -> str:
    """The hash of the entry before, as an entry claims it; empty when it is no entry at all."""
    return _text((_content(body) or {}).get("previous"))


def claim_of(content: Mapping[str, Any]) -> Claim:
    """The claim of an entry that was read already; acts inside of an act have no actor of their own."""
    actor = content.get("actor")
    details = content.get("details")
    within = content.get("within")
    by = actor if isinstance(actor, dict) else {}
    return Claim(
        act=_text(content.get("act")),
        subject=_text(content.get("subject")),
        at=_text(content.get("at")),
        begun_at=_text(content.get("begun_at")),
        details=details if isinstance(details, dict) else {},
        within=tuple(
            claim_of(each)
            for each in (within if isinstance(within, list) else ())
            if isinstance(each, dict)
        ),
        for_name=_text(by.get("for")),
        **{key: _text(by.get(key)) for key in ("account", "name", "role", "unit")},
    )


def _content(body: bytes) -> Mapping[str, Any] | None:
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
