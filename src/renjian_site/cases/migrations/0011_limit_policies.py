"""What moves the limits of a clue is seen by whoever sees the clue.

The clue is looked up row by row: as a set all visible clues would be read for one row.
"""

from django.db import migrations

TABLES = ("cases_stop", "cases_extension")
POLICIES = "".join(
    f"""
alter table {table} enable row level security;
create policy seen on {table} using (exists (select 1 from cases_clue c where c.id = clue_id));
"""
    for table in TABLES
)
WITHOUT = "".join(
    f"""
drop policy seen on {table};
alter table {table} disable row level security;
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_act_days_and_moved_limits")]

    operations = [migrations.RunSQL(POLICIES, WITHOUT)]
