"""Makers of requests for instructions and replies: a county asks its city."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

import make
from renjian.consultations.deadlines import Topic
from renjian_site.consultations import commands
from renjian_site.consultations.models import Consultation, Reply
from renjian_site.kit.actor import Actor

COUNTY, CITY, PROVINCE, TOP = "330110", "330100", "330000", "000000"
FAR = "460000"


def head(code: str = COUNTY) -> Actor:
    """The head of an authority."""
    return make.person_of("head", code)


def request(**changes: object) -> commands.Request:
    """What a request says."""
    values: dict[str, object] = {
        "topic": Topic.LAW,
        "title": "关于适用条款的请示",
        "question": "证书暂停期间继续使用标志的，适用哪一条？",
    }
    return commands.Request(**{**values, **changes})  # type: ignore[arg-type]  # made of known keys


def draft(code: str = COUNTY, **changes: object) -> Consultation:
    """A draft that an officer of a unit wrote."""
    return commands.draft(head(code), request(**changes), at=timezone.now())


def sent(code: str = COUNTY, **changes: object) -> Consultation:
    """A request that the head sent to the next level up."""
    return commands.send(head(code), draft(code, **changes).pk, at=timezone.now())


def received(code: str = COUNTY, **changes: object) -> Consultation:
    """A request that the superior has received."""
    found = sent(code, **changes)
    return commands.receive(head(found.superior.code), found.pk, at=timezone.now())


def words(**changes: Any) -> commands.Words:
    """What a reply says."""
    values: dict[str, Any] = {
        "title": "关于适用条款的批复",
        "text": "适用认证认可条例的规定，责令改正并处罚款。",
        "clauses": ("REG 59.1",),
    }
    return commands.Words(**{**values, **changes})


def replied(code: str = COUNTY, *, of: Consultation | None = None, **changes: Any) -> Reply:
    """A reply that the superior issued."""
    found = of or received(code)
    superior = head(found.superior.code)
    commands.write_reply(superior, found.pk, words(**changes), at=timezone.now())
    return commands.issue_reply(superior, found.pk, at=timezone.now())


def opened(**changes: Any) -> Reply:
    """A reply that every regulator may read."""
    return replied(**{"is_open": True, "gist": "暂停期间使用标志", **changes})


def late(found: Consultation, days: int = 30) -> Consultation:
    """The same request, with a clock that ended so many days ago."""
    day = make.today() - timedelta(days=days)
    Consultation.objects.filter(pk=found.pk).update(due_on=day)
    found.refresh_from_db()
    return found
