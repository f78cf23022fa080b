"""Hashes of entries for whoever checks a ledger without being allowed to read it.

A witness attests that the checkpoints of all streams grew out of those before, and needs the hash
of each entry for it. The hash says nothing of what the entry says.
"""

from django.db import migrations

HASHES = """
create function ledger_hashes(of_stream bigint, after_number bigint, up_to bigint)
returns table (hash bytea) language sql stable security definer set search_path = public as $$
    select e.hash from ledger_entry e
    where e.stream_id = of_stream and e.number > after_number and e.number <= up_to
    order by e.number
$$
"""


class Migration(migrations.Migration):
    """A function that looks past the row policies."""

    dependencies = [("ledger", "0007_searchable_entries")]
    operations = [migrations.RunSQL(HASHES, "drop function ledger_hashes(bigint, bigint, bigint)")]
