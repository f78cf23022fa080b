from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0004_exports")]

    operations = [
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=60, primary_key=True, serialize=False, verbose_name="事项"
                    ),
                ),
                ("job_id", models.BigIntegerField(verbose_name="任务")),
                ("step", models.CharField(blank=True, max_length=60, verbose_name="步骤")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已处理")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
            ],
            options={
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Fault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job_id", models.BigIntegerField(db_index=True, verbose_name="任务")),
                ("attempt", models.PositiveIntegerField(verbose_name="次数")),
                ("error", models.TextField(verbose_name="错误")),
                ("happened_at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "ordering": ["-happened_at", "-pk"],
            },
        ),
    ]
