"""What moves the limits of a clue is seen by whoever sees the clue."""

from django.db import migrations

TABLES = ("cases_stop", "cases_extension")
POLICIES = "".join(
    f"""
alter table {table} enable row level security;
create policy seen on {table} using (clue_id in (select id from cases_clue));
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
