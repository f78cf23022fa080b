"""Streams of entries and the checkpoints that pin them. The database refuses changes and deletions."""

from django.db import models


class Stream(models.Model):
    """The entries of one authority (or body) in one year; the row is the lock for appending."""

    name = models.CharField("台账", max_length=60, unique=True)
    size = models.PositiveBigIntegerField("条数", default=0)
    head = models.BinaryField("末条哈希", default=bytes)
    recorded_at = models.DateTimeField("末条时间", null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One act, as the canonical bytes that were hashed; nothing of it is ever changed."""

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField("序号")
    body = models.BinaryField("内容")
    hash = models.BinaryField("哈希")

    class Meta:
        ordering = ["stream", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="ledger_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.number}"


class Checkpoint(models.Model):
    """The tree head of a stream at a moment: whoever holds a copy can prove a later change."""

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField("条数")
    root = models.BinaryField("树根")
    made_at = models.DateTimeField("时间")

    class Meta:
        ordering = ["stream", "size", "pk"]

    def __str__(self) -> str:
        return f"{self.stream_id}@{self.size}"
