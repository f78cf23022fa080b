"""Rows that come with their scope are not asked for it one by one (decision 43)."""

from django.db import migrations

# The foreign key of authority and scope says that the scope is the authority's; without a scope it
# would ask nothing.
TABLES = ("registers_organisation", "registers_objectentry")
GIVEN = "".join(
    f"""
drop trigger {table}_scope on {table};
create trigger {table}_scope before insert on {table}
    for each row when (new.scope is null) execute function register_scope();
create trigger {table}_moved before update of authority_id on {table}
    for each row execute function register_scope();
alter table {table} add constraint {table}_lies
    check (authority_id is null or scope is not null);
"""
    for table in TABLES
)
ASKED = "".join(
    f"""
alter table {table} drop constraint {table}_lies;
drop trigger {table}_moved on {table};
drop trigger {table}_scope on {table};
create trigger {table}_scope before insert or update of authority_id on {table}
    for each row execute function register_scope();
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    """Lets a set-wise insert give the scope that it has already."""

    dependencies = [
        ("console", "0009_quality_policy"),
        ("registers", "0009_in_sets"),
    ]
    operations = [migrations.RunSQL(GIVEN, ASKED)]
