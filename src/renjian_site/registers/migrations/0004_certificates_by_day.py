"""Lists by expiry and issue, and what changed since a moment, are read from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0003_seats_of_known_bodies"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["expires_on", "id"], name="certificate_by_expiry"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["issued_on", "id"], name="certificate_by_issue"),
        ),
        migrations.AddIndex(
            model_name="certificateversion",
            index=models.Index(fields=["recorded_at"], name="version_by_recording"),
        ),
    ]
