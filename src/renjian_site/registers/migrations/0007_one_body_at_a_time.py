"""Nobody works for two bodies at once, and subjects are found by nine characters of their code."""

from django.db import migrations

# int8range stands for equality, so that no extension is needed.
APART = """
alter table registers_engagement add constraint one_body_at_a_time exclude using gist
    (int8range(practitioner_id, practitioner_id, '[]') with &&,
     daterange(from_on, to_on, '[]') with &&)
"""
CODE = """
create index organisation_by_organisation_code on registers_organisation
    ((substr(uscc, 9, 9)))
"""
# Texts are compared by their bytes, so the plain index serves beginnings too.
TWIN = """
do $$
declare twin text;
begin
    for twin in select indexname from pg_indexes where tablename = 'registers_certificate'
        and indexname like 'registers_certificate_number_%_like'
    loop
        execute format('drop index %I', twin);
    end loop;
end $$
"""


class Migration(migrations.Migration):
    """Takes the constraint and the index away again on the way back."""

    dependencies = [("registers", "0006_old_versions")]
    operations = [
        migrations.RunSQL(
            APART, "alter table registers_engagement drop constraint one_body_at_a_time"
        ),
        migrations.RunSQL(TWIN, migrations.RunSQL.noop),
        migrations.RunSQL(CODE, "drop index organisation_by_organisation_code"),
    ]
