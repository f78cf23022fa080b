from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0003_saved_searches")]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listing", models.CharField(max_length=60, verbose_name="列表")),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="条件")),
                (
                    "form",
                    models.CharField(
                        choices=[("xlsx", "Excel"), ("csv", "CSV")],
                        max_length=4,
                        verbose_name="格式",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="语言")),
                ("account", models.CharField(max_length=60, verbose_name="账号")),
                ("post_id", models.BigIntegerField(verbose_name="岗位")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "正在导出"),
                            ("ready", "可以下载"),
                            ("ended", "没有导出"),
                            ("expired", "已到期删除"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                ("ready_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="到期时间"),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="字节数")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="文件哈希")),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["account", "-asked_at"], name="export_by_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "ready"), _negated=True),
                            models.Q(
                                models.Q(("sha256", ""), _negated=True),
                                ("expires_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="export_ready_has_a_file",
                    )
                ],
            },
        ),
    ]
