"""Certificates and versions are looked after in sets and not row by row (decision 43)."""

import django.db.models.deletion
from django.db import migrations, models

# No certificate, subject, body, upload or version goes while something names it: asked once for each
# statement that deletes. That what is named is there when rows come, the inserting command sees to.
STILL_NAMED = """
create function registers_still_named() returns trigger language plpgsql as $$
declare named bigint;
begin
    execute format('select g.id from gone g join %I n on n.%I = g.id limit 1', tg_argv[0], tg_argv[1])
        into named;
    if named is not null then
        raise foreign_key_violation using message =
            format('%s %s is named by %s (%s)', tg_table_name, named, tg_argv[0], tg_argv[1]);
    end if;
    return null;
end $$;
"""
NAMED = (
    ("registers_organisation", "registers_certificate", "organisation_id"),
    ("registers_body", "registers_certificate", "body_id"),
    ("registers_certificate", "registers_certificateversion", "certificate_id"),
    ("registers_upload", "registers_certificateversion", "upload_id"),
    ("registers_certificateversion", "registers_versiondetail", "version_id"),
)
GUARDS = STILL_NAMED + "".join(
    f"""
create trigger {table}_named_by_{by} after delete on {table} referencing old table as gone
    for each statement execute function registers_still_named('{by}', '{column}');
"""
    for table, by, column in NAMED
)
NO_GUARDS = "drop function registers_still_named cascade"
# Texts are compared by their bytes, so the plain indexes serve beginnings too.
TWINS = """
do $$
declare twin text;
begin
    for twin in select indexname from pg_indexes where tablename = 'registers_organisation'
        and indexname like 'registers_organisation_%_like'
    loop
        execute format('drop index %I', twin);
    end loop;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0006_sign_in"),
        ("registers", "0008_checked_uploads"),
    ]

    operations = [
        migrations.AlterField(
            model_name="certificate",
            name="body",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="registers.body",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="organisation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="registers.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="certificateversion",
            name="certificate",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="registers.certificate",
            ),
        ),
        migrations.AlterField(
            model_name="certificateversion",
            name="upload",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="registers.upload",
            ),
        ),
        migrations.AlterField(
            model_name="objectentry",
            name="authority",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="authorities.authority",
            ),
        ),
        migrations.AlterField(
            model_name="versiondetail",
            name="version",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="detail",
                serialize=False,
                to="registers.certificateversion",
            ),
        ),
        migrations.RunSQL(GUARDS, NO_GUARDS),
        migrations.RunSQL(TWINS, migrations.RunSQL.noop),
    ]
