"""The names by which subjects are found follow what was taken in."""

from datetime import datetime

from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import names

ALL = 0  # instead of an upload


@command
def note_names(actor: Actor, upload_id: int = ALL, *, at: datetime) -> int:
    """Add the names that an upload brought, or all that are missing, to those that are searched."""
    if upload_id == ALL:
        added = names.follow_registers()
    else:
        added = names.follow_upload(Upload.objects.get(pk=upload_id))
    record("names.noted", f"upload:{upload_id}" if upload_id else "registers", added=added)
    return added
