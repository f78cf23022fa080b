"""What anybody may read of what was made public."""

from django.db.models import Q, QuerySet

from renjian_site.publicity.models import Notice


def notices(words: str = "") -> QuerySet[Notice]:
    """Notices that stand, newest first, by name or credit code."""
    found = Notice.objects.filter(withdrawn_at=None).select_related("authority")
    for word in words.split():
        found = found.filter(Q(subject_name__icontains=word) | Q(subject_code=word.upper()))
    return found


def of_subject(code: str) -> QuerySet[Notice]:
    """Notices that stand about one subject."""
    return notices().filter(subject_code=code)
