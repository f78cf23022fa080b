"""The files that bodies reported, and what became of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from renjian_site.registers.models.bodies import Body
from renjian_site.registers.models.imports import Import


class Upload(models.Model):
    """A file that a body reported: checked, then refused with its problems or taken in on its word.

    ``preview`` is what taking it in would change (intake.preview); ``marked`` the hash of the
    workbook given back with its cells marked; warnings stand among the problems by their level.
    """

    class Stage(models.TextChoices):
        """How far an upload has come."""

        RECEIVED = "received", _("已接收，正在核验")
        REFUSED = "refused", _("未通过核验")
        CHECKED = "checked", _("核验完成，等待提交")
        COMMITTING = "committing", _("已提交，正在入库")
        ACCEPTED = "accepted", _("已入库")
        UNDONE = "undone", _("已撤回")

    body = models.ForeignKey(Body, models.PROTECT, related_name="uploads")
    # The import of an authority that brought it, if the body itself did not report it.
    brought_in = models.ForeignKey(
        Import, models.PROTECT, null=True, blank=True, related_name="uploads"
    )
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件哈希", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    stage = models.CharField("状态", max_length=20, choices=Stage, default=Stage.RECEIVED)
    received_at = models.DateTimeField("接收时间")
    checked_at = models.DateTimeField("核验时间", null=True, blank=True)
    problems = models.JSONField("问题", default=list)
    problem_count = models.PositiveIntegerField("问题数", default=0)
    warning_count = models.PositiveIntegerField("提示数", default=0)
    preview = models.JSONField("入库预览", default=dict)
    marked = models.CharField("标注文件", max_length=64, blank=True)
    committed_at = models.DateTimeField("提交时间", null=True, blank=True)
    committed_by = models.CharField("提交人", max_length=60, blank=True)
    plan = models.CharField("入库摘要", max_length=64, blank=True)
    counts = models.JSONField("入库结果", default=dict)
    undone_at = models.DateTimeField("撤回时间", null=True, blank=True)
    undone_by = models.CharField("撤回人", max_length=60, blank=True)
    undone_because = models.CharField("撤回原因", max_length=300, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "sha256"],
                condition=Q(brought_in=None),
                name="same_file_once_a_body",
            ),
            models.UniqueConstraint(fields=["body", "brought_in"], name="one_upload_an_import"),
        ]

    def __str__(self) -> str:
        return self.file_name
