"""Documents that were issued. What one says is never changed; a wrong one is replaced by another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """A document (文书) as it was issued, and the files made of it."""

    class Stage(models.TextChoices):
        """Where the files of a document stand."""

        MAKING = "making", _("正在制作")
        READY = "ready", _("已制成")
        FAILED = "failed", _("制作失败")

    number = models.CharField("文号", max_length=80, unique=True)
    kind = models.CharField("种类", max_length=40)
    title = models.CharField("名称", max_length=80)
    subject = models.CharField("所属事项", max_length=60)
    page = models.CharField("所属事项的页面", max_length=200)
    authority_code = models.CharField("制发机关代码", max_length=20)
    authority_name = models.CharField("制发机关", max_length=100)
    path = models.CharField("制发机关路径", max_length=120)
    sent_to = models.CharField("主送机关路径", max_length=120, blank=True)
    content = models.JSONField("内容")  # all that the files are made of, as it was issued
    content_sha256 = models.CharField("内容哈希", max_length=64)
    code = models.CharField("查验码", max_length=24, unique=True)
    issued_by = models.CharField("制发人", max_length=60)
    issued_at = models.DateTimeField("制发时间")
    is_current = models.BooleanField("现行", default=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    because = models.CharField("换发原因", max_length=300, blank=True)
    stage = models.CharField("文件状态", max_length=10, choices=Stage, default=Stage.MAKING)
    why = models.JSONField("失败原因", null=True, blank=True)
    made_with = models.CharField("制作程序", max_length=80, blank=True)
    pdf_sha256 = models.CharField("PDF 哈希", max_length=64, blank=True)
    docx_sha256 = models.CharField("Word 哈希", max_length=64, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(is_current=True),
                name="document_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(stage="ready") | ~Q(pdf_sha256="") & ~Q(docx_sha256=""),
                name="document_ready_has_files",
            ),
        ]
        indexes = [models.Index(fields=["subject", "kind"], name="document_of_subject")]

    def __str__(self) -> str:
        return self.number
