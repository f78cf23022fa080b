"""Files that authorities import, and by which columns each of them reads its exports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from renjian.registers.inbound import INBOUND_TITLES

KINDS = [(kind.value, title) for kind, title in INBOUND_TITLES.items()]


class Import(models.Model):
    """A file that an authority imports into the registers: an export of another system, or a list.

    ``columns`` are pairs in the order of the file: each heading, and the field that it gives, empty
    where it is left aside.
    Certificates in it become an upload for each body, so that they are told and undone alike.
    """

    class Stage(models.TextChoices):
        """How far an import has come."""

        RECEIVED = "received", _("正在读取和核验")
        COLUMNS = "columns", _("等待确认列名")
        REFUSED = "refused", _("未通过核验")
        CHECKED = "checked", _("核验完成，等待导入")
        COMMITTING = "committing", _("正在入库")
        ACCEPTED = "accepted", _("已导入")
        UNDONE = "undone", _("已撤回")

    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    kind = models.CharField("内容", max_length=20, choices=KINDS)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件哈希", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    stage = models.CharField("状态", max_length=20, choices=Stage, default=Stage.RECEIVED)
    columns = models.JSONField("列", default=list)
    received_at = models.DateTimeField("接收时间")
    sent_by = models.CharField("导入人", max_length=60)
    checked_at = models.DateTimeField("核验时间", null=True, blank=True)
    problems = models.JSONField("问题", default=list)
    problem_count = models.PositiveIntegerField("问题数", default=0)
    warning_count = models.PositiveIntegerField("提示数", default=0)
    preview = models.JSONField("导入预览", default=dict)
    counts = models.JSONField("导入结果", default=dict)
    undone_because = models.CharField("撤回原因", max_length=300, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "sha256"], name="same_file_once_an_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportProfile(models.Model):
    """By which columns an authority reads its exports of a kind, as last confirmed."""

    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    kind = models.CharField("内容", max_length=20, choices=KINDS)
    columns = models.JSONField("列", default=list)
    saved_by = models.CharField("保存人", max_length=60)
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        ordering = ["authority", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind"], name="one_profile_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} {self.kind}"
