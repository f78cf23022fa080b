"""Authorities and the divisions they cover."""

from django.db import models
from django.db.models import F, Q

from renjian.authorities.levels import TITLES as LEVEL_TITLES


class Authority(models.Model):
    """A market regulator: bureau, station, functional branch; its path is its place in the tree."""

    code = models.CharField("机构代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("文号简称", max_length=30)
    level = models.PositiveSmallIntegerField(
        "层级", choices=[(k.value, v) for k, v in LEVEL_TITLES.items()]
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    path = models.CharField("路径", max_length=120, unique=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Coverage(models.Model):
    """That an authority is responsible for a division, from a day to a day."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="coverage")
    division = models.CharField("行政区划代码", max_length=12, db_index=True)
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        ordering = ["division", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "authority", "from_on"], name="coverage_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="coverage_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.from_on}"
