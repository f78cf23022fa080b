"""Tasks, results and findings of inspections."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from renjian.catalogue.offenders import OFFENDER_TITLES
from renjian.inspections.results import RESULT_STAGE_TITLES, ResultStage
from renjian.jurisdiction.act_days import ActDays

STAGES = [(stage.value, title) for stage, title in RESULT_STAGE_TITLES.items()]
OFFENDERS = [(kind.value, title) for kind, title in OFFENDER_TITLES.items()]


class Task(models.Model):
    """One object to be visited by two officers (检查任务)."""

    number = models.CharField("编号", max_length=60, unique=True)
    drawn = models.OneToOneField("draws.DrawnObject", models.PROTECT, related_name="task")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="tasks")
    organisation = models.ForeignKey("registers.Organisation", models.PROTECT, related_name="tasks")
    item_code = models.CharField("抽查事项", max_length=10)
    lead = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    second = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    stage = models.CharField("状态", max_length=20, choices=STAGES, default=ResultStage.EMPTY)
    due_on = models.DateField("检查截止日期")
    # The path of the authority: the database keeps it (console, row policies), nobody writes it.
    scope = models.CharField("范围", max_length=240, editable=False, db_default="")

    class Meta:
        ordering = ["due_on", "number"]
        constraints = [
            models.CheckConstraint(condition=~Q(lead=F("second")), name="task_two_officers"),
        ]
        indexes = [
            models.Index(fields=["authority", "stage", "due_on"], name="task_worklist"),
            models.Index(fields=["due_on", "id"], name="task_by_due_day"),
            models.Index(fields=["scope", "due_on", "id"], name="task_in_scope"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def items(self) -> list[str]:
        """The items that the visit serves; each has its own lead, in this order."""
        return list(self.drawn.items) or [self.item_code]

    @property
    def team(self) -> list[Any]:
        """All officers who go, lead and second first."""
        return [self.lead, self.second, *self.drawn.others]


class Result(models.Model):
    """What the officers entered for a task, and what the reviewer did with it."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="result")
    codes = models.JSONField("检查结果")
    inspected_on = models.DateField("检查日期")
    note = models.TextField("情况说明", blank=True)
    entered_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入时间")
    publish_due_on = models.DateField("公示期限")
    sent_back_because = models.TextField("退回原因", blank=True)
    reviewed_by = models.ForeignKey(
        "authorities.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField("公示时间", null=True, blank=True)

    class Meta:
        ordering = ["-entered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("entered_by")),
                name="result_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.codes}"


class Finding(models.Model):
    """A problem found at a visit: who, against which rule, and the facts (检查发现的问题)."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="findings")
    offender_kind = models.CharField("当事人类别", max_length=30, choices=OFFENDERS)
    offender_name = models.CharField("当事人", max_length=200)
    offender_code = models.CharField("当事人代码", max_length=40)
    offence_code = models.CharField("违法行为", max_length=10)
    facts = models.TextField("事实")
    # Findings from before these columns have no day; nobody guesses one for them.
    act_from = models.DateField("行为开始日期", null=True, blank=True)
    act_to = models.DateField("行为终了日期", null=True, blank=True)  # empty: it goes on
    found_on = models.DateField("发现日期")
    found_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    is_handed_over = models.BooleanField("已转为线索", default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act_to=None) | Q(act_to__gte=F("act_from"), act_from__isnull=False),
                name="finding_act_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence_code} {self.offender_name}"

    @property
    def act_days(self) -> ActDays:
        """When the act happened, as far as it is on record."""
        return ActDays(self.act_from, self.act_to)
