"""Counters behind the numbers of documents, and the submits that were answered."""

from django.db import models


class Counter(models.Model):
    """The last number given for one authority, kind of document and year."""

    key = models.CharField("编号序列", max_length=120, unique=True)
    last = models.PositiveIntegerField("已用号", default=0)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


class Submission(models.Model):
    """A submit that did something: its key (hashed), what was filled in, and the answer it got."""

    key = models.CharField("提交编号", max_length=64, primary_key=True)
    path = models.CharField("地址", max_length=500)
    content = models.CharField("内容哈希", max_length=64)
    location = models.CharField("答复地址", max_length=1000, blank=True)
    receipt = models.CharField("回执", max_length=500, blank=True)
    made_at = models.DateTimeField("时间", auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.path
