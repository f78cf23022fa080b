"""A stream names its hash, and keeps the subtrees with which its root is at hand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns only; the next migration fills them for streams that have entries."""

    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.AddField(
            "stream",
            "hash",
            models.CharField("哈希算法", max_length=10, default="sha256"),
        ),
        migrations.AddField("stream", "subtrees", models.BinaryField("完整子树", default=bytes)),
    ]
