"""What a body reports is judged and declared between it and who answers for its seat.

Quality cards and declarations of months without change are seen by these and by nobody else.
"""

from django.db import migrations


def of_body(table: str) -> str:
    """SQL that lets the rows of a table be seen by who sees their body."""
    return f"""
alter table {table} add column scope varchar(240);
create function {table}_scope() returns trigger language plpgsql as $$
begin
    select scope into new.scope from registers_body where id = new.body_id;
    return new;
end $$;
create trigger {table}_scope before insert or update of body_id
    on {table} for each row execute function {table}_scope();
alter table {table} add constraint {table}_scope
    foreign key (body_id, scope) references registers_body (id, scope) on update cascade;
alter table {table} enable row level security;
create policy seen on {table} using (
    (scope >= current_setting('renjian.lo', true) and scope < current_setting('renjian.hi', true))
    or body_id = (select b.id from registers_body b
        where b.approval_no = nullif(current_setting('renjian.body', true), '')));
"""


class Migration(migrations.Migration):
    """There is no way back: without the policy the rows lie open."""

    dependencies = [
        ("console", "0008_import_policies"),
        ("registers", "0014_attestations"),
    ]
    operations = [
        migrations.RunSQL(of_body(table))
        for table in ("registers_qualitycard", "registers_attestation")
    ]
