"""What an authority imports, and by which columns, is seen by it and those above it."""

from django.db import migrations


def of_authority(table: str) -> str:
    """SQL that gives a table the scope of its authority and hides what lies outside."""
    return f"""
    alter table {table} add column scope varchar(240);
    create trigger {table}_scope before insert or update of authority_id on {table}
        for each row execute function register_scope();
    alter table {table} add constraint {table}_scope
        foreign key (authority_id, scope) references authorities_authority (id, path)
        on update cascade;
    create index {table}_in_scope on {table} (scope);
    alter table {table} enable row level security;
    create policy seen on {table} using (
        scope >= current_setting('renjian.lo', true)
        and scope < current_setting('renjian.hi', true));
    """


class Migration(migrations.Migration):
    """Policies. There is no way back: without them the rows lie open."""

    dependencies = [
        ("console", "0007_restrictions_of_bodies"),
        ("registers", "0011_imports"),
    ]
    operations = [
        migrations.RunSQL(of_authority(table))
        for table in ("registers_import", "registers_importprofile")
    ]
