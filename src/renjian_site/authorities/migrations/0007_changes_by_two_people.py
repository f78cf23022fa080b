"""A change of the tree is proposed by one person and approved by another.

Those of before were decided by one, of whom only the name was kept: who it was is looked up among
the system administrators of the authority that decided. There is no way back: the second names
would be lost.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_who_decided(apps, schema_editor):
    """Put the person in the place of the name, where one of that name was there to decide."""
    change_model = apps.get_model("authorities", "UnitChange")
    post_model = apps.get_model("authorities", "Post")
    for change in change_model.objects.iterator():
        held = post_model.objects.filter(
            role="system", authority_id=change.authority_id, person__name=change.decided_by_name
        )
        people = set(held.values_list("person_id", flat=True))
        change.proposed_by_id = people.pop() if len(people) == 1 else None
        change.decided_at = change.proposed_at
        change.save(update_fields=["proposed_by", "decided_at"])


PERSON = {
    "blank": True,
    "null": True,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}
STAGES = [
    ("proposed", "待批准"),
    ("returned", "已退回"),
    ("planned", "待施行"),
    ("done", "已施行"),
    ("cancelled", "已取消"),
    ("refused", "未能施行"),
]


class Migration(migrations.Migration):
    """The two people, the stages before the decision, and what the database refuses."""

    atomic = True
    dependencies = [("authorities", "0006_sign_in")]
    operations = [
        migrations.RemoveConstraint("unitchange", "unit_change_planned_once"),
        migrations.RenameField("unitchange", "decided_by", "decided_by_name"),
        migrations.RenameField("unitchange", "decided_at", "proposed_at"),
        migrations.AlterField(
            "unitchange", "proposed_at", models.DateTimeField(verbose_name="提出时间")
        ),
        migrations.AddField(
            "unitchange",
            "proposed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("unitchange", "decided_by", models.ForeignKey(**PERSON)),
        migrations.AddField(
            "unitchange",
            "decided_at",
            models.DateTimeField(blank=True, null=True, verbose_name="办理时间"),
        ),
        migrations.AddField(
            "unitchange",
            "refused_because",
            models.CharField(blank=True, max_length=200, verbose_name="退回理由"),
        ),
        migrations.AlterField(
            "unitchange",
            "stage",
            models.CharField(
                choices=STAGES, default="proposed", max_length=12, verbose_name="状态"
            ),
        ),
        migrations.RunPython(name_who_decided),
        # What was written must be checked before the table is altered again.
        migrations.RunSQL("set constraints all immediate", "select 1"),
        migrations.RemoveField("unitchange", "decided_by_name"),
        migrations.AddConstraint(
            "unitchange",
            models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="unitchange_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            "unitchange",
            models.UniqueConstraint(
                condition=models.Q(("stage__in", ["proposed", "planned"])),
                fields=("unit", "kind"),
                name="unit_change_waits_once",
            ),
        ),
        migrations.AddConstraint(
            "unitchange",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("stage", "proposed")),
                    ("stage", "cancelled"),
                    models.Q(
                        models.Q(("stage", "proposed"), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="unit_change_decided_when",
            ),
        ),
    ]
