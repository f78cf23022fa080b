"""Notices: what was shown to the public, from when, until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something that was made public about a subject; withdrawing it keeps the row."""

    class Kind(models.TextChoices):
        """What a notice is about."""

        SPOT_CHECK_RESULT = "spot_check_result", _("抽查检查结果")

    kind = models.CharField("类别", max_length=30, choices=Kind)
    subject = models.CharField("事项", max_length=60, unique=True)
    subject_name = models.CharField("对象名称", max_length=200)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    content = models.JSONField("内容")
    published_at = models.DateTimeField("公示时间")
    taken_down_at = models.DateTimeField("撤下时间", null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["uscc"], name="notice_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
