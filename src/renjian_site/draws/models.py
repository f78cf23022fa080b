"""Draws and what they drew. The frozen register and the record lie in the file store by hash."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Draw(models.Model):
    """A random draw (随机抽取) of objects and officers, from plan to record."""

    class Stage(models.TextChoices):
        """The steps of a draw; none is ever taken back, and a draw that is void stays public."""

        PLANNED = "planned", _("已计划")
        FROZEN = "frozen", _("已冻结")
        DRAWN = "drawn", _("已抽取")
        HANDED_OUT = "handed_out", _("已下发")
        VOIDED = "voided", _("已作废")

    number = models.CharField("编号", max_length=60, unique=True)
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="draws")
    title = models.CharField("名称", max_length=120)
    item_code = models.CharField("抽查事项", max_length=10)
    from_on = models.DateField("检查开始日期")
    to_on = models.DateField("检查截止日期")
    rates = models.JSONField("各类抽取比例（万分比）")
    # Further items that the same visit serves, each with its own rates.
    more_items = models.JSONField("合并事项", default=dict)
    team_size = models.PositiveSmallIntegerField("检查组人数", default=2)
    experts_each = models.PositiveSmallIntegerField("专家人数", default=0)
    # What the planner wants of the random source; the plan fixes it at the freeze.
    beacon = models.JSONField("随机源", default=dict)
    is_sealed = models.BooleanField("密封抽取", default=False)
    succeeds = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )
    stage = models.CharField("状态", max_length=20, choices=Stage, default=Stage.PLANNED)
    planned_at = models.DateTimeField("计划时间")
    frozen_at = models.DateTimeField("冻结时间", null=True, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    plan = models.JSONField("抽取方案", null=True, blank=True)
    plan_hash = models.CharField("承诺值", max_length=64, blank=True)
    frozen_file = models.CharField("冻结名单", max_length=64, blank=True)
    revealed_at = models.DateTimeField("公布时间", null=True, blank=True)
    record_file = models.CharField("完整记录", max_length=64, blank=True)
    public_file = models.CharField("公开记录", max_length=64, blank=True)
    # Of a draw that was given up before its chance was known: what it would have been drawn from.
    lists_file = models.CharField("公开名单", max_length=64, blank=True)

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="draw_window_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(stage="planned") | ~Q(plan_hash=""), name="draw_frozen_has_a_hash"
            ),
            models.CheckConstraint(
                condition=~Q(succeeds=F("pk")), name="draw_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def items(self) -> dict[str, dict[str, int]]:
        """The items that a visit serves, each with its rates; the first is that of the plan."""
        return {self.item_code: self.rates, **self.more_items}

    @property
    def items_drawn(self) -> dict[str, int]:
        """For how many objects each of several merged items was drawn; empty if there is one."""
        items = (self.plan or {}).get("items", ())
        return {one["item"]: sum(one["drawn"]) for one in items}

    @property
    def objects_drawn(self) -> int:
        """How many objects the draw itself drew, without those that came in reserve later."""
        return sum(one["drawn"] for one in (self.plan or {}).get("strata", ()))

    @property
    def is_void(self) -> bool:
        """Whether the draw was given up."""
        return self.stage == self.Stage.VOIDED

    @property
    def is_published(self) -> bool:
        """Whether its record may be seen: of a sealed draw, only after the last visit."""
        return bool(self.public_file) and (not self.is_sealed or self.revealed_at is not None)


class DrawnObject(models.Model):
    """An object that was drawn, its ticket, and the two officers drawn for it."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn")
    organisation = models.ForeignKey("registers.Organisation", models.PROTECT, related_name="+")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField("序号")
    stratum = models.CharField("层", max_length=10)
    ticket = models.CharField("抽签号", max_length=64)
    lead = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    second = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    # For which items it was drawn, where the draw has several; each has its own lead, in this order.
    items = models.JSONField("事项", default=list)
    is_out = models.BooleanField("已替换", default=False)

    class Meta:
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "organisation"], name="drawn_once"),
            models.CheckConstraint(condition=~Q(lead=F("second")), name="two_officers"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}#{self.position}"

    @property
    def others(self) -> list[Any]:
        """The officers who go along with lead and second."""
        along = self.companions.select_related("person").exclude(person=None)
        return [one.person for one in along]


class Companion(models.Model):
    """Who goes along with lead and second: further officers, and experts, by their seats."""

    drawn = models.ForeignKey(DrawnObject, models.PROTECT, related_name="companions")
    place = models.PositiveSmallIntegerField("席位")
    person = models.ForeignKey(
        "authorities.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    expert = models.ForeignKey(
        "authorities.Expert", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["drawn", "place"]
        constraints = [
            models.UniqueConstraint(fields=["drawn", "place"], name="companion_in_one_seat"),
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(expert=None), name="companion_officer_or_expert"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drawn_id}/{self.place}"


class Change(models.Model):
    """What happened to a draw afterwards, as everybody may check it: entries bound to one another."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField("序号")
    entry = models.JSONField("变更")

    class Meta:
        ordering = ["draw", "number"]
        constraints = [models.UniqueConstraint(fields=["draw", "number"], name="change_in_order")]

    def __str__(self) -> str:
        return f"{self.draw_id}/{self.number}"


class LateRecusal(models.Model):
    """That a drawn officer keeps away after all (回避), who stands in, and why; the why is not public."""

    drawn = models.ForeignKey(DrawnObject, models.PROTECT, related_name="late_recusals")
    left = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    came = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    because = models.CharField("理由", max_length=200)
    decided_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["drawn", "left"], name="recused_once"),
            models.CheckConstraint(condition=~Q(left=F("came")), name="recused_for_another"),
        ]

    def __str__(self) -> str:
        return f"{self.drawn_id} {self.left_id}"


class Void(models.Model):
    """That a draw is given up (作废): why, by which document, who asked and who else decided."""

    class State(models.TextChoices):
        """What became of the wish to give a draw up."""

        ASKED = "asked", _("待决定")
        AGREED = "agreed", _("已作废")
        REFUSED = "refused", _("不同意作废")

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="voids")
    because = models.CharField("理由", max_length=500)
    document = models.CharField("依据文件", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    is_after_seed = models.BooleanField("随机数可能已知", default=False)
    asked_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        "authorities.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw"], condition=~Q(state="refused"), name="void_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="void_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.state}"


class Testimony(models.Model):
    """What one person says that the public value of a draw was; two who agree make it count."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="testimonies")
    said = models.JSONField("公开结果")
    # Nobody: the site itself asked the source.
    by = models.ForeignKey(
        "authorities.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    at = models.DateTimeField("录入时间")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "by"], name="testified_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.by_id}"
