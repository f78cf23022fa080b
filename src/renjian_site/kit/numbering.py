"""Numbers of documents: one sequence for each authority, kind and year, without gaps."""

from datetime import datetime

from django.utils import timezone

from renjian_site.kit.models import Counter


def next_number(short_name: str, kind: str, at: datetime) -> str:
    """The next number in the form 余市监抽〔2026〕12号; inside the transaction of the act it names."""
    year = timezone.localtime(at).year
    key = f"{short_name}{kind}〔{year}〕"
    Counter.objects.bulk_create([Counter(key=key)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(key=key)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{key}{counter.last}号"
