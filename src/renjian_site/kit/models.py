"""Counters behind the numbers of documents."""

from django.db import models


class Counter(models.Model):
    """The last number given for one authority, kind of document and year."""

    key = models.CharField("编号序列", max_length=120, unique=True)
    last = models.PositiveIntegerField("已用号", default=0)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.last}"
