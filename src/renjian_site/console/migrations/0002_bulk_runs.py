"""Acts on many rows belong to who asked for them, and their rows go with them."""

from django.db import migrations

SQL = """
alter table kit_bulkrun enable row level security;
create policy seen on kit_bulkrun using (
    current_setting('renjian.hi', true) = '~'
    or account <> '' and account = current_setting('renjian.account', true));
alter table kit_bulkrow enable row level security;
create policy seen on kit_bulkrow using (
    current_setting('renjian.hi', true) = '~' or run_id in (select id from kit_bulkrun));
"""


class Migration(migrations.Migration):
    """Policies on the new tables. There is no way back: without them the rows lie open."""

    dependencies = [("console", "0001_row_policies"), ("kit", "0007_bulk_runs")]
    operations = [migrations.RunSQL(SQL)]
