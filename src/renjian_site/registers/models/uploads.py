"""The files that bodies reported, and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from renjian_site.registers.models.bodies import Body


class Upload(models.Model):
    """A file that a body reported: received, then refused with its problems or accepted whole."""

    class Stage(models.TextChoices):
        """How far an upload has come."""

        RECEIVED = "received", _("已接收，正在核验")
        REFUSED = "refused", _("未通过核验")
        ACCEPTED = "accepted", _("已入库")
        UNDONE = "undone", _("已撤回")

    body = models.ForeignKey(Body, models.PROTECT, related_name="uploads")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件哈希", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    stage = models.CharField("状态", max_length=20, choices=Stage, default=Stage.RECEIVED)
    received_at = models.DateTimeField("接收时间")
    checked_at = models.DateTimeField("核验时间", null=True, blank=True)
    problems = models.JSONField("问题", default=list)
    problem_count = models.PositiveIntegerField("问题数", default=0)
    counts = models.JSONField("入库结果", default=dict)
    undone_at = models.DateTimeField("撤回时间", null=True, blank=True)
    undone_by = models.CharField("撤回人", max_length=60, blank=True)
    undone_because = models.CharField("撤回原因", max_length=300, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "sha256"], name="same_file_once_a_body"),
        ]

    def __str__(self) -> str:
        return self.file_name
