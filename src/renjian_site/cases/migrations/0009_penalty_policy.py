"""An intended penalty is seen by whoever sees its case."""

from django.db import migrations

POLICY = """
alter table cases_intendedpenalty enable row level security;
create policy seen on cases_intendedpenalty using (case_id in (select id from cases_case));
"""
WITHOUT = """
drop policy seen on cases_intendedpenalty;
alter table cases_intendedpenalty disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_intended_penalties")]

    operations = [migrations.RunSQL(POLICY, WITHOUT)]
