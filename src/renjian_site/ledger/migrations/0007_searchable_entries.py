"""What an entry says becomes searchable; the database reads it from the entry itself."""

from django.db import migrations, models

SAY = """
create function ledger_said(body bytea, variadic path text[]) returns text
language plpgsql immutable parallel safe as $$
begin
    return convert_from(body, 'UTF8')::jsonb #>> path;
exception when data_exception then
    return null;  -- bytes that are no entry say nothing; the check of the chain names them
end $$;
create function ledger_said_at(body bytea) returns timestamptz
language plpgsql immutable parallel safe as $$
begin
    -- The text carries its offset, so that the moment depends on no setting.
    return (convert_from(body, 'UTF8')::jsonb ->> 'at')::timestamptz;
exception when data_exception then
    return null;
end $$;
"""
UNSAY = """
drop function ledger_said(bytea, text[]);
drop function ledger_said_at(bytea);
"""


class Migration(migrations.Migration):
    """Columns that nobody writes: generated from the body."""

    dependencies = [("ledger", "0006_looks")]
    operations = [
        migrations.RunSQL(SAY, UNSAY),
        migrations.AddField(
            model_name="entry",
            name="account",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("body"),
                    models.Value("actor"),
                    models.Value("account"),
                    function="ledger_said",
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
                verbose_name="账号",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="act",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("body"),
                    models.Value("act"),
                    function="ledger_said",
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
                verbose_name="行为",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="at",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("body"), function="ledger_said_at", output_field=models.DateTimeField()
                ),
                output_field=models.DateTimeField(),
                verbose_name="时间",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="name",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("body"),
                    models.Value("actor"),
                    models.Value("name"),
                    function="ledger_said",
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
                verbose_name="姓名",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="subject",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("body"),
                    models.Value("subject"),
                    function="ledger_said",
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
                verbose_name="对象",
            ),
        ),
    ]
