"""Certificates as they stand, and everything that was ever reported of each."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Reverse

from renjian.registers.certificates import TITLES as STATUS_TITLES
from renjian.registers.kinds import TITLES as KIND_TITLES
from renjian.registers.transitions import TITLES as HAPPENING_TITLES
from renjian_site.registers.models.bodies import Body
from renjian_site.registers.models.organisations import Organisation
from renjian_site.registers.models.uploads import Upload

STATES = [(s.value, t) for s, t in STATUS_TITLES.items()]
KINDS = [(k.value, t) for k, t in KIND_TITLES.items()]


class Certificate(models.Model):
    """A certificate as it stands today; its versions say what was reported of it and when.

    The columns are those of the version in force, so that lists and draws read one table. That what
    it names is there is looked after in sets (decision 43).
    """

    number = models.CharField("证书编号", max_length=60, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="certificates", db_constraint=False)
    # Found by the index of holder and state.
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="certificates",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField("类别", max_length=10, choices=KINDS, default="system")
    status = models.CharField("证书状态", max_length=2, choices=STATES)
    effective_on = models.DateField("状态起始日期", null=True, blank=True)
    suspended_until = models.DateField("暂停截止日期", null=True, blank=True)
    item_code = models.CharField("认证项目代码", max_length=20)
    item = models.CharField("认证项目", max_length=100)
    standard = models.CharField("认证依据", max_length=2000, blank=True)
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
            # Found by the last characters of its number, which are read out over the telephone.
            models.Index(Reverse("number"), name="certificate_by_end"),
        ]

    def __str__(self) -> str:
        return self.number


class CertificateVersion(models.Model):
    """What one line of one upload said of a certificate from a day on (``effective_on``).

    A version that was corrected stays: ``superseded_at`` says when it ceased to count. What the public may not read stands in :class:`VersionDetail`.
    """

    # Found by the index of certificate and day.
    certificate = models.ForeignKey(
        Certificate,
        models.PROTECT,
        related_name="versions",
        db_index=False,
        db_constraint=False,
    )
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="versions", db_constraint=False)
    line = models.PositiveIntegerField("行")
    happening = models.CharField(
        "事件", max_length=12, choices=[(h.value, t) for h, t in HAPPENING_TITLES.items()]
    )
    effective_on = models.DateField("生效日期")
    status = models.CharField("证书状态", max_length=2, choices=STATES)
    item_code = models.CharField("认证项目代码", max_length=20)
    item = models.CharField("认证项目", max_length=100)
    standard = models.CharField("认证依据", max_length=2000, blank=True)
    holder = models.CharField("获证组织名称", max_length=300)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    division = models.CharField("行政区划代码", max_length=12, blank=True)
    address = models.CharField("组织地址", max_length=450, blank=True)
    issued_on = models.DateField("颁证日期")
    expires_on = models.DateField("有效期止")
    first_issued_on = models.DateField("初次获证日期", null=True, blank=True)
    suspended_until = models.DateField("暂停截止日期", null=True, blank=True)
    main_number = models.CharField("主证书编号", max_length=60, blank=True)
    former_body = models.CharField("原颁证机构批准号", max_length=40, blank=True)
    former_number = models.CharField("原证书编号", max_length=60, blank=True)
    details = models.JSONField("专有信息", default=dict)
    fingerprint = models.CharField("指纹", max_length=64)
    recorded_at = models.DateTimeField("入库时间")
    superseded_at = models.DateTimeField("失去效力时间", null=True, blank=True)
    superseded_by = models.ForeignKey(
        Upload,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_versions",
        db_index=False,
    )

    class Meta:
        ordering = ["certificate", "recorded_at", "pk"]
        # Programs ask for what changed since a moment.
        indexes = [
            models.Index(fields=["recorded_at"], name="version_by_recording"),
            # The version in force on a day is the first row of this index from that day back.
            models.Index(fields=["certificate", "-effective_on", "-id"], name="version_by_day"),
            models.Index(
                fields=["superseded_by"],
                condition=Q(superseded_by__isnull=False),
                name="version_by_correction",
            ),
            # A certificate taken over from another body is found by its former number.
            models.Index(
                fields=["former_number"],
                condition=~Q(former_number=""),
                name="version_by_former_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.recorded_at}"


class VersionDetail(models.Model):
    """What a version says that is not public: causes, decision, man-days, fees."""

    version = models.OneToOneField(
        CertificateVersion,
        models.CASCADE,
        primary_key=True,
        related_name="detail",
        db_constraint=False,
    )
    body = models.CharField("上报机构", max_length=40)  # of whoever reported it, for the row policy
    decided_on = models.DateField("认证决定日期", null=True, blank=True)
    report_type = models.CharField("上报类型", max_length=2, blank=True)
    activity = models.CharField("审核活动", max_length=4, blank=True)
    causes = models.JSONField("原因", default=list)
    change_types = models.JSONField("变更类别", default=list)
    details = models.JSONField("非公开信息", default=dict)

    class Meta:
        ordering = ["version"]

    def __str__(self) -> str:
        return str(self.version_id)


class Party(models.Model):
    """Who else stands on a certificate of a product: the producer, the factory (CCCR 14)."""

    class Part(models.TextChoices):
        """The part that somebody has in a product."""

        APPLICANT = "applicant", "认证委托人"
        PRODUCER = "producer", "生产者（制造商）"
        FACTORY = "factory", "生产企业"

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parts")
    part = models.CharField("身份", max_length=10, choices=Part)

    class Meta:
        ordering = ["certificate", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "organisation", "part"], name="party_once_a_certificate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.part}"
