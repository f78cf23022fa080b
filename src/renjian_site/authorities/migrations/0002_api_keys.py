import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiUsage",
            fields=[
                (
                    "caller",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="来源"
                    ),
                ),
                ("minute", models.DateTimeField(verbose_name="分钟")),
                ("minute_calls", models.PositiveIntegerField(verbose_name="本分钟次数")),
                ("day", models.DateField(verbose_name="日期")),
                ("day_calls", models.PositiveIntegerField(verbose_name="当天次数")),
            ],
            options={
                "ordering": ["caller"],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=60, verbose_name="用途")),
                ("prefix", models.CharField(max_length=16, unique=True, verbose_name="密钥前缀")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="密钥哈希")),
                ("permissions", models.JSONField(verbose_name="权限")),
                ("per_minute", models.PositiveIntegerField(verbose_name="每分钟调用额度")),
                ("per_day", models.PositiveIntegerField(verbose_name="每天调用额度")),
                ("made_at", models.DateTimeField(verbose_name="建立时间")),
                ("expires_on", models.DateField(verbose_name="有效期止")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="停用时间"),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最近使用"),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to="authorities.post",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ApiCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                ("method", models.CharField(max_length=10, verbose_name="方法")),
                ("path", models.CharField(max_length=200, verbose_name="地址")),
                ("status", models.PositiveSmallIntegerField(verbose_name="状态码")),
                ("problem", models.CharField(max_length=60, verbose_name="问题代码")),
                ("milliseconds", models.PositiveIntegerField(verbose_name="毫秒")),
                ("caller", models.CharField(max_length=16, verbose_name="来源哈希")),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="authorities.apikey",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("per_day__gte", models.F("per_minute")), ("per_minute__gte", 1)
                ),
                name="api_key_quota_fits",
            ),
        ),
        migrations.AddIndex(
            model_name="apicall",
            index=models.Index(fields=["key", "-at"], name="api_call_by_key"),
        ),
        # A count that each call rewrites needs no write-ahead log, and room to be rewritten in place.
        migrations.RunSQL(
            "alter table authorities_apiusage set unlogged;"
            "alter table authorities_apiusage set (fillfactor = 50)",
            "alter table authorities_apiusage set logged;"
            "alter table authorities_apiusage reset (fillfactor)",
        ),
    ]
