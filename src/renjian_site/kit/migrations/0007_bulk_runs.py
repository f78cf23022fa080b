import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kit", "0006_snapshots"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listing", models.CharField(max_length=60, verbose_name="列表")),
                ("act", models.CharField(max_length=40, verbose_name="办理事项")),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("account", models.CharField(max_length=60, verbose_name="账号")),
                ("post_id", models.BigIntegerField(verbose_name="岗位")),
                ("asked_at", models.DateTimeField(verbose_name="申请时间")),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [
                    models.Index(fields=["account", "-asked_at"], name="bulk_run_by_owner")
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BigIntegerField(verbose_name="行")),
                ("label", models.CharField(max_length=200, verbose_name="名称")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="页面")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待办理"),
                            ("done", "已办理"),
                            ("refused", "没有办理"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="原因")),
                ("ledger", models.CharField(blank=True, max_length=80, verbose_name="台账")),
                (
                    "entry",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="台账条目"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="kit.bulkrun",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "key"), name="bulk_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("entry__isnull", False),
                            _connector="OR",
                        ),
                        name="bulk_row_done_has_an_entry",
                    ),
                ],
            },
        ),
    ]
