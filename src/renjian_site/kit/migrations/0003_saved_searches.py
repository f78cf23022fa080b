from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_submission")]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listing", models.CharField(max_length=60, verbose_name="列表")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("query", models.CharField(max_length=2000, verbose_name="条件")),
                ("account", models.CharField(max_length=60, verbose_name="账号")),
                (
                    "shared_with",
                    models.CharField(blank=True, max_length=60, verbose_name="共享单位"),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(fields=["listing", "shared_with"], name="saved_search_shared")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "account", "name"), name="saved_search_named_once"
                    )
                ],
            },
        ),
    ]
