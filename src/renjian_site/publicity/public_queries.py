"""What anybody may read of what was made public."""

from django.db.models import Q, QuerySet

from renjian_site.publicity.models import Notice


def notices(words: str = "") -> QuerySet[Notice]:
    """Notices that stand, newest first, by name or credit code."""
    found = Notice.objects.filter(taken_down_at=None).select_related("authority")
    for word in words.split():
        found = found.filter(Q(subject_name__icontains=word) | Q(uscc=word.upper()))
    return found


def of_subject(code: str) -> QuerySet[Notice]:
    """Notices that stand about one subject."""
    return notices().filter(uscc=code)
