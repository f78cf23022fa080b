"""Checkpoints of all streams get a log, whose root the site signs and witnesses countersign."""

import django.db.models.deletion
from django.db import migrations, models

FORBID = """
create trigger append_only before update or delete on ledger_jointcheckpoint
    for each row execute function ledger_is_append_only();
create trigger append_only_all before truncate on ledger_jointcheckpoint
    for each statement execute function ledger_is_append_only();
create trigger append_only before update or delete on ledger_key
    for each row execute function ledger_is_append_only();
create trigger append_only_all before truncate on ledger_key
    for each statement execute function ledger_is_append_only();
create trigger append_only before update or delete on ledger_countersignature
    for each row execute function ledger_is_append_only();
create trigger append_only_all before truncate on ledger_countersignature
    for each statement execute function ledger_is_append_only();
"""
ALLOW = """
drop trigger append_only on ledger_jointcheckpoint;
drop trigger append_only_all on ledger_jointcheckpoint;
drop trigger append_only on ledger_key;
drop trigger append_only_all on ledger_key;
drop trigger append_only on ledger_countersignature;
drop trigger append_only_all on ledger_countersignature;
"""


class Migration(migrations.Migration):
    """The tables of the log, and the same guard against changes that entries have."""

    dependencies = [("ledger", "0004_subtrees_of_old_streams")]
    operations = [
        migrations.CreateModel(
            name="JointCheckpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("daily", "每日"), ("on_demand", "随时")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("day", models.DateField(null=True, verbose_name="日期")),
                ("size", models.PositiveBigIntegerField(verbose_name="项数")),
                ("root", models.BinaryField(verbose_name="树根")),
                ("subtrees", models.BinaryField(default=bytes, verbose_name="完整子树")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                ("note", models.TextField(verbose_name="签名检查点")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="名称")),
                ("verifier", models.TextField(unique=True, verbose_name="公钥")),
                (
                    "authority",
                    models.CharField(blank=True, max_length=20, verbose_name="见证单位代码"),
                ),
                ("is_offline", models.BooleanField(default=False, verbose_name="自行保管")),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin", models.CharField(max_length=120, unique=True, verbose_name="名称")),
                ("hash", models.CharField(max_length=10, verbose_name="哈希算法")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="项数")),
                ("subtrees", models.BinaryField(default=bytes, verbose_name="完整子树")),
                ("sealed_at", models.DateTimeField(null=True, verbose_name="最近检查点时间")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="checkpoint",
            name="place",
            field=models.PositiveBigIntegerField(null=True, verbose_name="项次"),
        ),
        migrations.AddField(
            model_name="checkpoint",
            name="subtrees",
            field=models.BinaryField(default=bytes, verbose_name="完整子树"),
        ),
        migrations.CreateModel(
            name="Countersignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.TextField(verbose_name="签名行")),
                ("signed_at", models.DateTimeField(verbose_name="会签时间")),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countersignatures",
                        to="ledger.jointcheckpoint",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countersignatures",
                        to="ledger.key",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="jointcheckpoint",
            name="log",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joint_checkpoints",
                to="ledger.log",
            ),
        ),
        migrations.AddField(
            model_name="checkpoint",
            name="log",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checkpoints",
                to="ledger.log",
            ),
        ),
        migrations.AddIndex(
            model_name="checkpoint",
            index=models.Index(fields=["log", "stream", "size"], name="ledger_last_checkpoint"),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.UniqueConstraint(fields=("log", "place"), name="ledger_place_once"),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("log", None), ("place", None)),
                    models.Q(
                        models.Q(("log", None), _negated=True),
                        models.Q(("place", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ledger_place_in_log",
            ),
        ),
        migrations.AddConstraint(
            model_name="countersignature",
            constraint=models.UniqueConstraint(
                fields=("checkpoint", "key"), name="ledger_countersigned_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="jointcheckpoint",
            constraint=models.UniqueConstraint(fields=("log", "day"), name="ledger_daily_once"),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
