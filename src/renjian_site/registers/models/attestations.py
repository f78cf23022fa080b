"""That a body declared a month without any change."""

from django.db import models

from renjian_site.registers.models.bodies import Body


class Attestation(models.Model):
    """A declaration (无变化声明) that nothing was to be reported for a month; it stays as it was made."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="attestations", db_index=False)
    month = models.DateField("月份")  # its first day
    attested_by = models.CharField("声明人", max_length=60)
    attested_at = models.DateTimeField("声明时间")

    class Meta:
        ordering = ["body", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["body", "month"], name="attested_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.month}"
