"""Certification practitioners, the bodies they worked for one at a time, and what they may do."""

from django.db import models
from django.db.models import F, Q

from renjian.registers.practitioners import KIND_TITLES
from renjian_site.registers.models.bodies import Body


class Practitioner(models.Model):
    """A certification practitioner (认证从业人员), registered with one body at a time.

    ``body`` is the one of today, none after leaving; ``engagements`` say since when.
    """

    registration_no = models.CharField("注册编号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    kind = models.CharField(
        "类别", max_length=20, choices=[(k.value, t) for k, t in KIND_TITLES.items()], blank=True
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="practitioners"
    )
    is_fulltime = models.BooleanField("专职", default=True)

    class Meta:
        ordering = ["registration_no"]

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """From when to when a practitioner worked for a body; two never overlap (REG 14)."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="engagements")
    body = models.ForeignKey(Body, models.PROTECT, related_name="engagements")
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)  # the last day
    upload = models.ForeignKey("registers.Upload", models.PROTECT, null=True, blank=True)
    line = models.PositiveIntegerField("行", null=True, blank=True)

    class Meta:
        ordering = ["practitioner", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="engagement_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner} {self.body}"


class Registration(models.Model):
    """What a practitioner is registered for: a domain, at a level, until a day."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="registrations")
    domain = models.CharField("领域", max_length=10)
    level = models.CharField("级别", max_length=2, blank=True)
    from_on = models.DateField("注册日期")
    valid_until = models.DateField("注册有效期至", null=True, blank=True)

    class Meta:
        ordering = ["practitioner", "domain", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "domain", "from_on"], name="registration_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner} {self.domain}"


class PractitionerIdentity(models.Model):
    """Who a practitioner or team member is by an identity document: personal, seen by few (个人信息)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, null=True, blank=True, related_name="identities"
    )
    name = models.CharField("姓名", max_length=60)
    document_type = models.CharField("证件类型", max_length=2)
    document_no = models.CharField("证件号码", max_length=30)
    phone = models.CharField("电话", max_length=100, blank=True)

    class Meta:
        ordering = ["body", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "document_type", "document_no"], name="identity_once_a_body"
            ),
        ]

    def __str__(self) -> str:
        return self.name
