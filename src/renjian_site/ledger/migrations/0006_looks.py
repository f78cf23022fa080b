"""Who opened another authority's ledger, or an entry in full, is written down."""

from django.db import migrations, models

FORBID = """
create trigger append_only before update or delete on ledger_look
    for each row execute function ledger_is_append_only();
create trigger append_only_all before truncate on ledger_look
    for each statement execute function ledger_is_append_only();
"""
ALLOW = """
drop trigger append_only on ledger_look;
drop trigger append_only_all on ledger_look;
"""


class Migration(migrations.Migration):
    """The table of looks, guarded against changes."""

    dependencies = [("ledger", "0005_joint_checkpoints")]
    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                ("account", models.CharField(max_length=60, verbose_name="账号")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("unit", models.CharField(max_length=40, verbose_name="单位代码")),
                ("path", models.CharField(max_length=120, verbose_name="单位路径")),
                ("ledger", models.CharField(max_length=60, verbose_name="台账")),
                ("number", models.PositiveBigIntegerField(null=True, verbose_name="序号")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["path"], name="ledger_look_path"),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
