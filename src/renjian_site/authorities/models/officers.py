"""What the draw has to know of officers, and the register of technical experts."""

from django.db import models
from django.db.models import F, Q

from renjian.authorities.officers import INTEREST_TITLES
from renjian_site.authorities.models.people import Person
from renjian_site.authorities.models.units import Authority

INTERESTS = [(kind.value, title) for kind, title in INTEREST_TITLES.items()]


class OfficerRecord(models.Model):
    """Qualifications of an officer, and the items that he may inspect; None: all of them."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="officer_record")
    qualifications = models.CharField("执法资格", max_length=300, blank=True)
    permitted_items = models.JSONField("可检查事项", null=True, blank=True)

    class Meta:
        ordering = ["person"]

    def __str__(self) -> str:
        return str(self.person_id)


class Leave(models.Model):
    """Days on which an officer is away and is not drawn."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    from_on = models.DateField("开始日期")
    to_on = models.DateField("结束日期")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入时间")
    cancelled_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="leave_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["person", "to_on"], name="leave_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on}"


class Interest(models.Model):
    """A tie that an officer declared, to whoever bears a code (利益关系); it leads to recusal."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    code = models.CharField("统一社会信用代码或者批准号", max_length=40)
    kind = models.CharField("关系", max_length=12, choices=INTERESTS)
    declared_on = models.DateField("申报日期")
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_on = models.DateField("解除日期", null=True, blank=True)

    class Meta:
        ordering = ["-declared_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "code", "kind"],
                condition=Q(ended_on=None),
                name="interest_declared_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class FormerEmployer(models.Model):
    """For whom an officer worked before, by approval number or credit code, and until when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="former_employers")
    code = models.CharField("统一社会信用代码或者批准号", max_length=40)
    until_on = models.DateField("离职日期")
    declared_on = models.DateField("申报日期")
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-until_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "code"], name="former_employer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.until_on}"


class Expert(models.Model):
    """A technical expert (技术专家): assists at inspections, never one of the two officers.

    One who also has an account is named by it: the triggers ``no_expert_as_officer`` keep it out
    of officers' posts, tasks and cases during the term.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="experts")
    name = models.CharField("姓名", max_length=60)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="expert_terms"
    )
    employer = models.CharField("工作单位", max_length=200)
    field = models.CharField("专业领域", max_length=200)
    interests = models.CharField("利益关系", max_length=300, blank=True)
    from_on = models.DateField("聘期起")
    to_on = models.DateField("聘期止")
    secrecy_signed_on = models.DateField("保密承诺签订日期")
    ended_because = models.CharField("提前解聘的理由", max_length=200, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(secrecy_signed_on__lte=F("from_on")), name="expert_signed_before_start"
            ),
        ]
        indexes = [models.Index(fields=["authority", "to_on"], name="expert_by_authority")]

    def __str__(self) -> str:
        return self.name
