"""The names of all organisations are added, in a process of the site; for ``search.py``."""

from django.utils import timezone
from timing import seconds_of

from renjian_site.kit.actor import SYSTEM
from renjian_site.registers import commands


def measure() -> int:
    """Add the names and say how long it took."""
    at = timezone.now()
    seconds, added = seconds_of(lambda: commands.note_names(SYSTEM, at=at))
    print(f"{added:,} names added in {seconds:.0f} s, {added / seconds:,.0f} a second")
    return 0
