"""What one person proposes and another decides, as rows keep it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q


class ByTwoPeople(models.Model):
    """Who proposed something, and who approved or returned it: never the same person."""

    proposed_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        "authorities.Person", models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    refused_because = models.CharField("退回理由", max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="%(class)s_by_two_people",
            ),
        ]
