"""Certification bodies, organisations, practitioners, certificates, and the uploads behind them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from renjian.registers.certificates import TITLES as STATUS_TITLES


class Body(models.Model):
    """A certification body (认证机构) by its approval; the row is the lock of its register."""

    approval_no = models.CharField("批准号", max_length=40, unique=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=200)
    division = models.CharField("住所区划", max_length=12)
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_designated = models.BooleanField("强制性产品指定认证机构", default=False)

    class Meta:
        ordering = ["approval_no"]

    def __str__(self) -> str:
        return self.name


class Practitioner(models.Model):
    """A certification practitioner (认证从业人员), registered with one body at a time."""

    registration_no = models.CharField("注册编号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="practitioners")

    class Meta:
        ordering = ["registration_no"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A certified organisation (获证组织) and what later slices noted about it."""

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=200)
    division = models.CharField("行政区划代码", max_length=12, db_index=True)
    address = models.CharField("地址", max_length=300)
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_visited_on = models.DateField("最近检查日期", null=True, blank=True)
    open_matters = models.PositiveIntegerField("在办事项", default=0)

    class Meta:
        ordering = ["uscc"]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file that a body reported: received, then refused with its problems or accepted whole."""

    class Stage(models.TextChoices):
        """How far an upload has come."""

        RECEIVED = "received", _("已接收，正在核验")
        REFUSED = "refused", _("未通过核验")
        ACCEPTED = "accepted", _("已入库")

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

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "sha256"], name="same_file_once_a_body"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Certificate(models.Model):
    """A certificate as last reported; its versions keep what was reported before."""

    number = models.CharField("证书编号", max_length=60, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="certificates")
    status = models.CharField(
        "证书状态", max_length=2, choices=[(s.value, t) for s, t in STATUS_TITLES.items()]
    )
    item_code = models.CharField("认证项目代码", max_length=20)
    item = models.CharField("认证项目", max_length=100)
    standard = models.CharField("认证依据", max_length=100, blank=True)
    issued_on = models.DateField("颁证日期")
    expires_on = models.DateField("有效期止")
    fingerprint = models.CharField("指纹", max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("issued_on")), name="certificate_expires_after_issue"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status"], name="certificate_by_holder"),
            # Lists are sorted by these days and go on behind a row (decision 10).
            models.Index(fields=["expires_on", "id"], name="certificate_by_expiry"),
            models.Index(fields=["issued_on", "id"], name="certificate_by_issue"),
        ]

    def __str__(self) -> str:
        return self.number


class CertificateVersion(models.Model):
    """What one line of one upload said of a certificate."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="versions")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="versions")
    line = models.PositiveIntegerField("行")
    status = models.CharField("证书状态", max_length=2)
    issued_on = models.DateField("颁证日期")
    expires_on = models.DateField("有效期止")
    fingerprint = models.CharField("指纹", max_length=64)
    recorded_at = models.DateTimeField("入库时间")

    class Meta:
        ordering = ["certificate", "recorded_at", "pk"]
        # Programs ask for what changed since a moment.
        indexes = [models.Index(fields=["recorded_at"], name="version_by_recording")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.recorded_at}"
