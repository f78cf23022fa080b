"""Draws and what they drew. The frozen register and the record lie in the file store by hash."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Draw(models.Model):
    """A random draw (随机抽取) of objects and officers, from plan to record."""

    class Stage(models.TextChoices):
        """The steps of a draw; none is ever taken back."""

        PLANNED = "planned", _("已计划")
        FROZEN = "frozen", _("已冻结")
        DRAWN = "drawn", _("已抽取")
        HANDED_OUT = "handed_out", _("已下发")

    number = models.CharField("编号", max_length=60, unique=True)
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="draws")
    title = models.CharField("名称", max_length=120)
    item_code = models.CharField("抽查事项", max_length=10)
    from_on = models.DateField("检查开始日期")
    to_on = models.DateField("检查截止日期")
    rates = models.JSONField("各类抽取比例（万分比）")
    stage = models.CharField("状态", max_length=20, choices=Stage, default=Stage.PLANNED)
    planned_at = models.DateTimeField("计划时间")
    frozen_at = models.DateTimeField("冻结时间", null=True, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    plan = models.JSONField("抽取方案", null=True, blank=True)
    plan_hash = models.CharField("承诺值", max_length=64, blank=True)
    frozen_file = models.CharField("冻结名单", max_length=64, blank=True)
    record_file = models.CharField("完整记录", max_length=64, blank=True)
    public_file = models.CharField("公开记录", max_length=64, blank=True)

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="draw_window_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(stage="planned") | ~Q(plan_hash=""), name="draw_frozen_has_a_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.number


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

    class Meta:
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "organisation"], name="drawn_once"),
            models.CheckConstraint(condition=~Q(lead=F("second")), name="two_officers"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}#{self.position}"


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
