"""What anybody may read of what was made public."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

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


def of_subject(code: str | OuterRef) -> QuerySet[Notice, Any]:
    """Notices that stand about one subject, newest first, each whole in JSON.

    A question about the subject itself can take them along.
    """
    told = JSONObject(authority="authority__name", published_at="published_at", content="content")
    return notices().filter(uscc=code).values_list(Cast(told, TextField()), flat=True)


def as_told(told: str) -> PublicNotice:
    """A notice that was given whole in JSON."""
    known = json.loads(told)
    published_at = datetime.fromisoformat(known["published_at"])
    return PublicNotice(known["authority"], published_at, known["content"])
