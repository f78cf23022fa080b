"""Risk classes of organisations, each from a day on."""

from django.db import models

from renjian.risk.classes import TITLES


class CreditClass(models.Model):
    """The class (信用风险分类) of an organisation from a day on, and the file it came from."""

    organisation = models.ForeignKey(
        "registers.Organisation", models.PROTECT, related_name="credit_classes"
    )
    credit_class = models.CharField(
        "信用风险分类", max_length=1, choices=[(c.value, t) for c, t in TITLES.items()]
    )
    from_on = models.DateField("起始日期")
    source = models.CharField("来源文件哈希", max_length=64)
    recorded_at = models.DateTimeField("录入时间")

    class Meta:
        ordering = ["organisation", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "from_on"], name="one_class_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.credit_class} {self.from_on}"
