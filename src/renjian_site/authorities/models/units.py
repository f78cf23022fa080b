"""Authorities, the divisions they cover, and how both change from a day on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from renjian.authorities.kinds import KIND_TITLES, Kind
from renjian.authorities.levels import TITLES as LEVEL_TITLES
from renjian.authorities.reforms import LONGEST_CODE, LONGEST_PATH, REFORM_TITLES
from renjian_site.kit.two_people import ByTwoPeople

KINDS = [(kind.value, title) for kind, title in KIND_TITLES.items()]
LEVELS = [(level.value, title) for level, title in LEVEL_TITLES.items()]
REFORMS = [(reform.value, title) for reform, title in REFORM_TITLES.items()]


class Authority(models.Model):
    """A market regulator: bureau, station, functional branch; its path is its place in the tree.

    What it was before is in ``PastStanding``. One that was abolished stays, below its successor,
    which so has its files in sight.
    """

    code = models.CharField("机构代码", max_length=LONGEST_CODE, unique=True)
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("文号简称", max_length=30)
    kind = models.CharField("类别", max_length=12, choices=KINDS, default=Kind.BUREAU)
    level = models.PositiveSmallIntegerField("层级", choices=LEVELS)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    path = models.CharField("路径", max_length=LONGEST_PATH, unique=True)
    own_name_by = models.CharField("以自己名义执法的依据", max_length=100, blank=True)
    from_on = models.DateField("设立日期")
    to_on = models.DateField("存续至", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="unit_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(to_on=None), name="unit_with_successor_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PastStanding(models.Model):
    """What an authority was called and whose it was, from a day to a day that has passed.

    The standings of one unit never overlap: the exclusion constraint ``past_standing_once``.
    """

    unit = models.ForeignKey(Authority, models.PROTECT, related_name="past")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("文号简称", max_length=30)
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    level = models.PositiveSmallIntegerField("层级", choices=LEVELS)
    parent = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期")

    class Meta:
        ordering = ["unit", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="past_standing_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.from_on} {self.to_on}"


class Coverage(models.Model):
    """That an authority is responsible for a division, from a day to a day.

    Where it is exclusive, no other authority has the same division exclusively on any of its days:
    the exclusion constraints ``coverage_exclusive`` and ``coverage_of_one_once``.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="coverage")
    division = models.CharField("行政区划代码", max_length=12, db_index=True)
    is_exclusive = models.BooleanField("独占", default=True)
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        ordering = ["division", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "authority", "from_on"], name="coverage_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="coverage_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(division__regex=r"^[0-9]{6,12}$"), name="coverage_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.from_on}"


class UnitChange(ByTwoPeople):
    """A change of the tree: what, from which day, by which two people, and what came of it."""

    class Stage(models.TextChoices):
        """Where a change stands; one that was approved and whose day has not come is planned."""

        PROPOSED = "proposed", _("待批准")
        RETURNED = "returned", _("已退回")
        PLANNED = "planned", _("待施行")
        DONE = "done", _("已施行")
        CANCELLED = "cancelled", _("已取消")
        REFUSED = "refused", _("未能施行")

    unit = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField("变更", max_length=12, choices=REFORMS)
    on = models.DateField("施行日期")
    content = models.JSONField("内容")
    because = models.CharField("依据文件", max_length=200)
    # None: from before changes took two people, by somebody who is not in the register any more.
    proposed_by = models.ForeignKey(  # type: ignore[assignment]  # wider than what it overrides
        "authorities.Person", models.PROTECT, related_name="+", null=True
    )
    stage = models.CharField("状态", max_length=12, choices=Stage, default=Stage.PROPOSED)
    ended_at = models.DateTimeField("施行或者取消时间", null=True, blank=True)
    why = models.JSONField("未能施行的原因", null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            *ByTwoPeople.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(stage__in=["proposed", "planned"]),
                name="unit_change_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(stage="proposed", decided_at=None)
                | Q(stage="cancelled")
                | (~Q(stage="proposed") & Q(decided_at__isnull=False)),
                name="unit_change_decided_when",
            ),
        ]
        indexes = [models.Index(fields=["stage", "on"], name="unit_change_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its second person."""
        return self.stage == self.Stage.PROPOSED
