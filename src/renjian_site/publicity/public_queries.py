"""What anybody may read of what was made public."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from renjian_site.kit.statements import Asked, Statement
from renjian_site.publicity.models import Notice


def notices(words: str = "") -> QuerySet[Notice]:
    """Notices that stand, newest first, by name or credit code."""
    found = Notice.objects.filter(taken_down_at=None).select_related("authority")
    for word in words.split():
        found = found.filter(Q(subject_name__icontains=word) | Q(uscc=word.upper()))
    return found


@dataclass(frozen=True)
class PublicNotice:
    """A notice about one subject, as its page shows it."""

    authority: str
    published_at: datetime
    content: dict[str, Any]


_OF_SUBJECT = Statement(
    lambda: (
        notices()
        .filter(uscc=str(Asked("uscc")))
        .values_list("authority__name", "published_at", Cast("content", TextField()))
    )
)


def of_subject(code: str) -> list[PublicNotice]:
    """Notices that stand about one subject, newest first."""
    return [
        PublicNotice(authority, published_at, json.loads(content))
        for authority, published_at, content in _OF_SUBJECT.ask(uscc=code)
    ]
