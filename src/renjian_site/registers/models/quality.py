"""What the quality card of a body said in a month."""

from django.db import models
from django.db.models import F, Q

from renjian.registers.quality import Dimension
from renjian_site.registers.models.bodies import Body


class QualityCard(models.Model):
    """The quality card (质量卡) of a certification body in a month: rows and faults by dimension.

    The card of the month that runs is computed anew every night; those before stay as they were.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="quality_cards", db_index=False)
    month = models.DateField("月份")  # its first day
    computed_at = models.DateTimeField("计算时间")
    complete_total = models.PositiveIntegerField(default=0)
    complete_faults = models.PositiveIntegerField(default=0)
    well_formed_total = models.PositiveIntegerField(default=0)
    well_formed_faults = models.PositiveIntegerField(default=0)
    unique_total = models.PositiveIntegerField(default=0)
    unique_faults = models.PositiveIntegerField(default=0)
    linked_total = models.PositiveIntegerField(default=0)
    linked_faults = models.PositiveIntegerField(default=0)
    accurate_total = models.PositiveIntegerField(default=0)
    accurate_faults = models.PositiveIntegerField(default=0)
    timely_total = models.PositiveIntegerField(default=0)
    timely_faults = models.PositiveIntegerField(default=0)
    covered_total = models.PositiveIntegerField(default=0)
    covered_faults = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["body", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["body", "month"], name="quality_card_once_a_month"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{one}_faults__lte": F(f"{one}_total")}),
                    name=f"quality_{one}_within_total",
                )
                for one in Dimension
            ),
        ]
        indexes = [models.Index(fields=["month", "body"], name="quality_card_by_month")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.month}"
