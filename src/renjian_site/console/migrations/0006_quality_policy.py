"""A quality card is seen by who answers for the seat of its body, and by the body's own clerks."""

from django.db import migrations

CARDS = """
alter table registers_qualitycard add column scope varchar(240);
create function registers_qualitycard_scope() returns trigger language plpgsql as $$
begin
    select scope into new.scope from registers_body where id = new.body_id;
    return new;
end $$;
create trigger registers_qualitycard_scope before insert or update of body_id
    on registers_qualitycard for each row execute function registers_qualitycard_scope();
alter table registers_qualitycard add constraint registers_qualitycard_scope
    foreign key (body_id, scope) references registers_body (id, scope) on update cascade;
alter table registers_qualitycard enable row level security;
create policy seen on registers_qualitycard using (
    (scope >= current_setting('renjian.lo', true) and scope < current_setting('renjian.hi', true))
    or body_id = (select b.id from registers_body b
        where b.approval_no = nullif(current_setting('renjian.body', true), '')));
"""


class Migration(migrations.Migration):
    """There is no way back: without the policy the rows lie open."""

    dependencies = [
        ("console", "0005_people_kept_where_they_work"),
        ("registers", "0010_quality_cards"),
    ]
    operations = [migrations.RunSQL(CARDS)]
