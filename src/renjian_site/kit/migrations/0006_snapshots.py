from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0005_progress_and_faults")]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slice", models.CharField(max_length=30, verbose_name="模块")),
                ("table", models.CharField(max_length=60, verbose_name="表")),
                ("day", models.DateField(verbose_name="日期")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件哈希")),
                ("rows", models.PositiveBigIntegerField(verbose_name="行数")),
                ("taken_at", models.DateTimeField(verbose_name="留存时间")),
            ],
            options={
                "ordering": ["-day", "slice", "table"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("slice", "table", "day"), name="snapshot_once_a_day"
                    )
                ],
            },
        ),
    ]
