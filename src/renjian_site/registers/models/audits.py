"""Audits and factory inspections: planned, signed in, done. None of it is public (SIGN3, reporting rule)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from renjian_site.registers.models.bodies import Body
from renjian_site.registers.models.certificates import Certificate
from renjian_site.registers.models.organisations import Organisation
from renjian_site.registers.models.people import Practitioner
from renjian_site.registers.models.uploads import Upload


class AuditPlan(models.Model):
    """An audit plan (审核计划), or a factory inspection plan for CCC, as it was reported.

    A plan that was reported again stays beside its successor, which sign-ins and results then name.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="plans")
    number = models.CharField("计划编号", max_length=200)
    is_factory = models.BooleanField("是否工厂检查", default=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    stages = ArrayField(models.CharField(max_length=4), verbose_name="审核阶段", default=list)
    mode = models.CharField("审核方式", max_length=4, blank=True)
    starts_at = models.DateTimeField("计划开始时间")
    ends_at = models.DateTimeField("计划结束时间")
    division = models.CharField("行政区划代码", max_length=12, blank=True)
    address = models.CharField("审核地址", max_length=600, blank=True)
    item_codes = ArrayField(
        models.CharField(max_length=10), verbose_name="认证项目代码", default=list
    )
    certificates = ArrayField(models.CharField(max_length=60), verbose_name="证书", default=list)
    applications = ArrayField(models.CharField(max_length=100), verbose_name="申请", default=list)
    factory_code = models.CharField("工厂编号", max_length=50, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)
    lng = models.FloatField("经度", null=True, blank=True)
    remark = models.CharField("备注", max_length=4000, blank=True)
    contact_person = models.CharField("联系人", max_length=100, blank=True)
    contact_way = models.CharField("联系方式", max_length=300, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="plans")
    line = models.PositiveIntegerField("行")
    recorded_at = models.DateTimeField("入库时间")
    fingerprint = models.CharField("指纹", max_length=64)
    superseded_at = models.DateTimeField("失去效力时间", null=True, blank=True)
    superseded_by = models.ForeignKey(
        Upload, models.PROTECT, null=True, blank=True, related_name="superseded_plans"
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"],
                condition=Q(superseded_at=None),
                name="plan_once_a_body",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="plan_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="plan_by_organisation"),
            models.Index(fields=["starts_at", "id"], name="plan_by_start"),
        ]

    def __str__(self) -> str:
        return self.number


class TeamMember(models.Model):
    """One person of the team of a plan or an inspection."""

    plan = models.ForeignKey(AuditPlan, models.CASCADE, related_name="team")
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("姓名", max_length=60)
    registration_no = models.CharField("注册编号", max_length=40, blank=True)
    role = models.CharField("角色", max_length=2, blank=True)
    qualification = models.CharField("资格", max_length=2, blank=True)
    document_type = models.CharField("证件类型", max_length=2, blank=True)
    document_no = models.CharField("证件号码", max_length=30, blank=True)
    phone = models.CharField("电话", max_length=100, blank=True)

    class Meta:
        ordering = ["plan", "role", "pk"]
        indexes = [models.Index(fields=["document_no"], name="member_by_document")]

    def __str__(self) -> str:
        return self.name


class SignIn(models.Model):
    """A team signed in at the opening meeting or out at the closing one (签到, SIGN3)."""

    class Kind(models.TextChoices):
        """Which of the two meetings."""

        OPENING = "in", _("签到（首次会议）")
        CLOSING = "out", _("签退（末次会议）")

    plan = models.ForeignKey(AuditPlan, models.PROTECT, related_name="sign_ins")
    kind = models.CharField("类别", max_length=3, choices=Kind)
    signer = models.CharField("签到人", max_length=60)
    at = models.DateTimeField("时间")
    lat = models.FloatField("纬度", null=True, blank=True)
    lng = models.FloatField("经度", null=True, blank=True)
    photos = models.PositiveSmallIntegerField("照片数", default=0)
    exception = models.CharField("异常", max_length=20, blank=True)
    explanation = models.CharField("说明", max_length=1000, blank=True)
    explained_by_auditor_at = models.DateTimeField("审核员说明时间", null=True, blank=True)
    explained_by_body_at = models.DateTimeField("机构说明时间", null=True, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="sign_ins")
    line = models.PositiveIntegerField("行")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "at"], name="sign_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind}"


class AuditResult(models.Model):
    """What one member did in one stage for one certificate, or one factory inspection as a whole.

    System audits are reported by member (103011) and name no plan; factory inspections (204010)
    are reported with their plan, man-days, result and findings.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="results")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="results")
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, blank=True, related_name="results"
    )
    plan = models.ForeignKey(
        AuditPlan, models.PROTECT, null=True, blank=True, related_name="results"
    )
    is_factory = models.BooleanField("是否工厂检查", default=False)
    stage = models.CharField("审核阶段", max_length=4)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, null=True, blank=True, related_name="results"
    )
    name = models.CharField("姓名", max_length=60, blank=True)
    registration_no = models.CharField("注册编号", max_length=40, blank=True)
    role = models.CharField("角色", max_length=2, blank=True)
    qualification = models.CharField("资格", max_length=2, blank=True)
    document_type = models.CharField("证件类型", max_length=2, blank=True)
    document_no = models.CharField("证件号码", max_length=30, blank=True)
    is_competent = models.BooleanField("专业审核员", default=False)
    is_fulltime = models.BooleanField("专职", default=False)
    witness = models.CharField("见证人标识", max_length=2, blank=True)
    man_days = models.DecimalField("人日数", max_digits=9, decimal_places=3, null=True, blank=True)
    result = models.CharField("结论", max_length=2, blank=True)
    nonconformities = ArrayField(
        models.CharField(max_length=10), verbose_name="不符合项", default=list
    )
    decisions = models.JSONField("认证决定", default=list)
    team = models.JSONField("检查组", default=list)
    factory_code = models.CharField("工厂编号", max_length=50, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)
    lng = models.FloatField("经度", null=True, blank=True)
    remark = models.CharField("备注", max_length=4000, blank=True)
    fingerprint = models.CharField("指纹", max_length=64)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="results")
    line = models.PositiveIntegerField("行")
    recorded_at = models.DateTimeField("入库时间")

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "fingerprint"], name="result_once_a_body"),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="result_by_organisation"),
            models.Index(fields=["practitioner", "starts_at"], name="result_by_practitioner"),
            models.Index(fields=["starts_at", "id"], name="result_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts_at}"


class EnergyRecord(models.Model):
    """The energy that one product took in one period (103012)."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="energy")
    cycle = models.CharField("报送周期", max_length=2)
    from_on = models.DateField("统计开始日期")
    to_on = models.DateField("统计截止日期")
    output_value = models.DecimalField("工业总产值（万元）", max_digits=18, decimal_places=4)
    energy = models.DecimalField("综合能耗（吨标准煤）", max_digits=24, decimal_places=4)
    product = models.CharField("产品", max_length=50)
    output = models.DecimalField("产量", max_digits=18, decimal_places=4)
    unit = models.CharField("单位代码", max_length=2)
    unit_text = models.CharField("单位", max_length=10, blank=True)
    product_energy = models.DecimalField("产品能耗", max_digits=24, decimal_places=4)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="energy")
    line = models.PositiveIntegerField("行")

    class Meta:
        ordering = ["certificate", "from_on", "product"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "cycle", "from_on", "product"], name="energy_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.product}"
