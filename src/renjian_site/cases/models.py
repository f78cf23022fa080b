"""Clues, their movements between authorities, and filed cases."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from renjian.cases.stages import STAGE_TITLES
from renjian.catalogue.offenders import OFFENDER_TITLES
from renjian.jurisdiction.act_days import ActDays

STAGES = [(stage.value, title) for stage, title in STAGE_TITLES.items()]
OFFENDERS = [(kind.value, title) for kind, title in OFFENDER_TITLES.items()]


class Clue(models.Model):
    """A sign of an unlawful act that must be verified in time (线索, PROC 18)."""

    number = models.CharField("编号", max_length=60, unique=True)
    finding = models.OneToOneField("inspections.Finding", models.PROTECT, related_name="clue")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="clues")
    offender_kind = models.CharField("当事人类别", max_length=30, choices=OFFENDERS)
    offender_name = models.CharField("当事人", max_length=200)
    offender_code = models.CharField("当事人代码", max_length=40)
    organisation = models.ForeignKey(
        "registers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    offence_code = models.CharField("涉嫌违法行为", max_length=10)
    place = models.CharField("违法行为发生地", max_length=12)
    expected = models.JSONField("可能的处罚种类")
    # Empty where no day is on record; ``act_to`` empty beside a first day: the act goes on.
    act_from = models.DateField("行为开始日期", null=True, blank=True)
    act_to = models.DateField("行为终了日期", null=True, blank=True)
    is_gravely_harmful = models.BooleanField(
        "涉及生命健康安全、金融安全且有危害后果", default=False
    )
    found_on = models.DateField("发现日期")
    received_on = models.DateField("收到日期")
    verify_due_on = models.DateField("核查期限")  # set on receipt; a later law does not move it
    is_provisional = models.BooleanField("期限暂定", default=False)  # holidays not published yet
    paused_on = models.DateField("暂停计时", null=True, blank=True)  # while a stop goes on
    stage = models.CharField("状态", max_length=20, choices=STAGES)
    # The path of the authority: the database keeps it (console, row policies), nobody writes it.
    scope = models.CharField("范围", max_length=240, editable=False, db_default="")

    class Meta:
        ordering = ["verify_due_on", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verify_due_on__gte=F("received_on")), name="clue_due_after_receipt"
            ),
            models.CheckConstraint(
                condition=Q(act_to=None) | Q(act_to__gte=F("act_from"), act_from__isnull=False),
                name="clue_act_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "stage", "verify_due_on"], name="clue_worklist"),
            models.Index(fields=["verify_due_on", "id"], name="clue_by_due_day"),
            models.Index(fields=["scope", "verify_due_on", "id"], name="clue_in_scope"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def act_days(self) -> ActDays:
        """When the act happened, as far as it is on record."""
        return ActDays(self.act_from, self.act_to)


class Movement(models.Model):
    """That a clue went from one authority to another, why, and when it was received."""

    class Kind(models.TextChoices):
        """The movements of the law."""

        TRANSFER_UP = "transfer_up", _("移交上级")
        # Documents of a superior that are on file; nothing is sent by them.
        AUTHORISED_JURISDICTION = "authorised_jurisdiction", _("授权管辖")
        HAND_DOWN = "hand_down", _("案件交办")
        LEAD = "lead_handover", _("线索交办")
        TAKE_UP = "take_up", _("提级管辖")
        ASSIGN = "assigned_jurisdiction", _("指定管辖")

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="movements")
    kind = models.CharField("类别", max_length=30, choices=Kind)
    number = models.CharField("文号", max_length=60, unique=True)
    from_authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    to_authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, related_name="movements_in"
    )
    because = models.TextField("理由")
    clause = models.CharField("依据", max_length=200)
    sent_at = models.DateTimeField("移交时间")
    received_at = models.DateTimeField("接收时间", null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.number


class Participation(models.Model):
    """That an authority takes part in a clue that another one handles, why, and until when."""

    class Why(models.TextChoices):
        """How an authority comes to take part; the first two see the clue, not the case."""

        SENT = "sent", _("移出单位")
        SENT_TO = "sent_to", _("移送对象")
        ASSIGNED_JURISDICTION = "assigned_jurisdiction", _("指定管辖")
        ENTRUSTED_INVESTIGATION = "entrusted_investigation", _("委托调查")
        ASSISTANCE_REQUEST = "assistance_request", _("协助调查")
        SUPERVISED_HANDLING = "supervised_handling", _("督办")
        DISPUTED = "disputed", _("管辖争议")

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="participations")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    why = models.CharField("方式", max_length=30, choices=Why)
    because = models.CharField("事由", max_length=300, blank=True)
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期", null=True, blank=True)
    is_ended = models.BooleanField("已终止", default=False)  # before its day, by who decided it
    # The paths of the authority and of the one that handles the clue, kept by the database.
    path = models.CharField("路径", max_length=240, editable=False, db_default="")
    clue_scope = models.CharField("线索范围", max_length=240, editable=False, db_default="")

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["path", "clue"], name="participation_in_scope")]
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "authority", "why"],
                condition=Q(to_on=None, is_ended=False),
                name="participation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="participation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue_id} {self.authority_id} {self.why}"


class Case(models.Model):
    """An unlawful act that an authority handles, from filing to closing (案件)."""

    number = models.CharField("案号", max_length=60, unique=True)
    clue = models.OneToOneField(Clue, models.PROTECT, related_name="case")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="cases")
    first_officer = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    second_officer = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    filed_on = models.DateField("立案日期")
    due_on = models.DateField(
        "办理期限"
    )  # set when the case is filed; a later law does not move it
    is_provisional = models.BooleanField("期限暂定", default=False)  # holidays not published yet
    paused_on = models.DateField("暂停计时", null=True, blank=True)  # while a stop goes on
    ruling = models.JSONField("管辖认定")  # as it was when the case was filed
    # The path of the authority: the database keeps it (console, row policies), nobody writes it.
    scope = models.CharField("范围", max_length=240, editable=False, db_default="")

    class Meta:
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("filed_on")), name="case_due_after_filing"
            ),
            models.CheckConstraint(
                condition=~Q(first_officer=F("second_officer")), name="case_two_officers"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "due_on"], name="case_worklist"),
            models.Index(fields=["due_on", "id"], name="case_by_due_day"),
            models.Index(fields=["scope", "due_on", "id"], name="case_in_scope"),
        ]

    def __str__(self) -> str:
        return self.number


class IntendedPenalty(models.Model):
    """The penalty that the head approved for a case, and the prior notice of it (PROC 56, 57).

    Another one takes its place and it stays readable; what was notified is never changed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="intended")
    penalties = models.JSONField("拟处罚种类")
    fine_yuan = models.DecimalField("拟罚款（元）", max_digits=15, decimal_places=2, null=True)
    facts = models.JSONField("裁量事实")  # as matter files hold them
    answers = models.JSONField("要件问题")
    referral = models.CharField("能力罚建议文号", max_length=60, blank=True)
    reasons = models.TextField("事实和理由")
    ruling = models.JSONField("管辖认定")  # as it was when the penalty was fixed
    fixed_on = models.DateField("批准日期")
    fixed_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    is_current = models.BooleanField("现行", default=True)
    notice_number = models.CharField("告知书文号", max_length=60, blank=True)
    noticed_on = models.DateField("告知日期", null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_current=True), name="intended_penalty_current_once"
            ),
            models.CheckConstraint(
                condition=Q(notice_number="", noticed_on=None)
                | (~Q(notice_number="") & Q(noticed_on__gte=F("fixed_on"))),
                name="intended_penalty_notice_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.fixed_on}"


class LimitMove(models.Model):
    """What moves the end of a limit of a clue: asked for by one person, approved by another.

    ``since`` is the day on which the limit began, so that one that began anew (on receipt by
    another authority) starts without what moved it before.
    """

    class State(models.TextChoices):
        """How far it has come; what needs no approval counts at once."""

        ASKED = "asked", _("待批准")
        COUNTS = "counts", _("生效")
        REFUSED = "refused", _("不予批准")

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="%(class)ss")
    limit = models.CharField("期限编号", max_length=20)
    since = models.DateField("起算日")
    state = models.CharField("状态", max_length=20, choices=State)
    document = models.CharField("文号", max_length=60, blank=True)
    because = models.TextField("理由")
    asked_on = models.DateField("提出日期")
    asked_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    decided_on = models.DateField("批准日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        "authorities.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_because = models.CharField("不予批准的理由", max_length=300, blank=True)
    due_before = models.DateField("原期限")
    due_after = models.DateField("变更后的期限", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="%(class)s_by_two_people",
            ),
        ]


class Stop(LimitMove):
    """Days that do not run in a limit, with their cause (不计算的期间; PROC 18, 46, 64)."""

    cause = models.CharField("事由", max_length=40)
    ground = models.CharField("中止情形", max_length=100, blank=True)
    from_on = models.DateField("开始日期")
    to_on = models.DateField("结束日期", null=True, blank=True)

    class Meta(LimitMove.Meta):
        constraints = [
            *LimitMove.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="stop_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue_id} {self.cause} {self.from_on}"


class Extension(LimitMove):
    """By how much a limit is extended, and who approves it by the rule (延长期限; PROC 18, 64)."""

    count = models.PositiveSmallIntegerField("延长")
    unit = models.CharField("单位", max_length=20)
    approver = models.CharField("批准人", max_length=40)

    class Meta(LimitMove.Meta):
        constraints = [
            *LimitMove.Meta.constraints,
            models.CheckConstraint(condition=Q(count__gte=1), name="extension_by_something"),
            models.UniqueConstraint(
                fields=["clue", "limit"], condition=Q(state="asked"), name="extension_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue_id} {self.limit} +{self.count}"
