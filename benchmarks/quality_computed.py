"""The quality cards are computed, in a process of the site; for ``quality.py``."""

from django.db import connection
from django.utils import timezone
from timing import judged, seconds_of

from renjian_site.kit.actor import SYSTEM
from renjian_site.registers import commands

BARE = "select body_id, count(*) from registers_certificate group by 1"


def measure(certificates: str, limit: str) -> int:
    """Compute all cards twice: for a new month, and over those that stand; beside a bare count."""
    at = timezone.now()
    with connection.cursor() as cursor:
        bare, _rows = seconds_of(lambda: cursor.execute(BARE) or cursor.fetchall())
    first, bodies = seconds_of(lambda: commands.compute_quality(SYSTEM, at=at))
    again, _bodies = seconds_of(lambda: commands.compute_quality(SYSTEM, at=at))
    print(f"{bodies:,} bodies, {int(certificates):,} certificates")
    print(f"bare count of certificates by body {bare:.2f} s; the cards {first / bare:.0f} times it")
    figures = {"cards": first, "cards again": again}
    return judged(figures, dict.fromkeys(figures, float(limit)), "s")
