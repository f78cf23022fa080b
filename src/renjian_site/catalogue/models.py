"""Changes of the law as data, and holiday arrangements of years that are not in the table."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from renjian.catalogue.amendments import TABLE_TITLES
from renjian_site.kit.two_people import ByTwoPeople


class State(models.TextChoices):
    """How far a proposal has come."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "已退回"


class Proposal(ByTwoPeople):
    """What one person proposes and another approves or returns."""

    document = models.CharField("依据", max_length=200)
    state = models.CharField("状态", max_length=20, choices=State, default=State.PROPOSED)

    class Meta(ByTwoPeople.Meta):
        abstract = True
        constraints = [
            *ByTwoPeople.Meta.constraints,
            CheckConstraint(
                condition=Q(state=State.PROPOSED, decided_at=None)
                | Q(state__in=[State.APPROVED, State.REFUSED], decided_at__isnull=False),
                name="%(class)s_decided_when",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state == State.PROPOSED


class LawChange(Proposal):
    """A change of one entry of the catalogue from a day on."""

    table = models.CharField("表", max_length=20, choices=tuple(TABLE_TITLES.items()))
    entry = models.CharField("条目", max_length=60)
    part = models.CharField("部分", max_length=40, blank=True)
    values = models.JSONField("变更后")
    before = models.JSONField("变更前")
    from_on = models.DateField("生效日期")
    clause = models.CharField("条款", max_length=100, blank=True)

    class Meta(Proposal.Meta):
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.entry} {self.part}".strip()


class Arrangement(Proposal):
    """The holiday arrangement of a year, as it was announced."""

    year = models.PositiveSmallIntegerField("年份")
    holidays = models.JSONField("放假日")
    make_up_days = models.JSONField("调休上班日")

    class Meta(Proposal.Meta):
        ordering = ["-year", "-pk"]
        constraints = [
            *Proposal.Meta.constraints,
            UniqueConstraint(
                fields=["year"], condition=Q(state=State.PROPOSED), name="arrangement_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"
