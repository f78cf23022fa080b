"""Certification bodies, what they are approved for, their branches, and who is designated for CCC."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from renjian.registers.approvals import STANDING_TITLES


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
    is_foreign = models.BooleanField("外资", default=False)
    standing = models.CharField(
        "资质状态",
        max_length=12,
        choices=[(s.value, t) for s, t in STANDING_TITLES.items()],
        default="valid",
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approval_expires_on = models.DateField("批准书有效期至", null=True, blank=True)
    fulltime_staff = models.PositiveIntegerField("专职认证人员数", null=True, blank=True)
    accreditations = ArrayField(
        models.CharField(max_length=60), verbose_name="认可资质", default=list
    )

    class Meta:
        ordering = ["approval_no"]

    def __str__(self) -> str:
        return self.name


class ApprovedDomain(models.Model):
    """A domain (认证领域) that a body is approved for, from a day on and perhaps to one."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="domains")
    domain = models.CharField("认证领域代码", max_length=10)  # a prefix of item codes
    title = models.CharField("领域名称", max_length=100)
    from_on = models.DateField("批准日期")
    to_on = models.DateField("终止日期", null=True, blank=True)  # the last day
    because = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        ordering = ["body", "domain", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["body", "domain", "from_on"], name="domain_once_a_day"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="domain_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.domain}"


class Branch(models.Model):
    """A branch (分支机构) of a body."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="branches")
    name = models.CharField("名称", max_length=200)
    division = models.CharField("区划", max_length=12, blank=True)
    address = models.CharField("地址", max_length=300, blank=True)
    from_on = models.DateField("设立日期")
    to_on = models.DateField("注销日期", null=True, blank=True)

    class Meta:
        ordering = ["body", "name"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name", "from_on"], name="branch_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class DesignatedLab(models.Model):
    """A designated laboratory (指定实验室): it tests for CCC within its scope alone (REG 31)."""

    code = models.CharField("指定编号", max_length=20, unique=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=200)
    division = models.CharField("住所区划", max_length=12)
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Designation(models.Model):
    """A class of CCC products for which a body or a laboratory is designated (指定业务范围)."""

    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="designations"
    )
    designated_lab = models.ForeignKey(
        DesignatedLab, models.PROTECT, null=True, blank=True, related_name="designations"
    )
    product_class = models.CharField("产品种类代码", max_length=4)
    from_on = models.DateField("指定日期")
    to_on = models.DateField("终止日期", null=True, blank=True)
    because = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        ordering = ["product_class", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None, designated_lab__isnull=False)
                | Q(body__isnull=False, designated_lab=None),
                name="designation_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.product_class
