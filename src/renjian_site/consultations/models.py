"""Requests for instructions, what was done with them, and the replies."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from renjian.consultations.deadlines import TOPIC_TITLES
from renjian.consultations.stages import (
    ACT_TITLES,
    REPLY_STAGE_TITLES,
    STAGE_TITLES,
    Act,
    ReplyStage,
    Stage,
)

TOPICS = [(topic.value, title) for topic, title in TOPIC_TITLES.items()]
STAGES = [(stage.value, title) for stage, title in STAGE_TITLES.items()]
ACTS = [(act.value, title) for act, title in ACT_TITLES.items() if act is not Act.REPLY_ANEW]
REPLY_STAGES = [(stage.value, title) for stage, title in REPLY_STAGE_TITLES.items()]


class Consultation(models.Model):
    """A request for instructions (请示) of one authority to the next level up."""

    number = models.CharField("文号", max_length=60, blank=True)  # empty until it is sent
    topic = models.CharField("请示类别", max_length=20, choices=TOPICS)
    title = models.CharField("标题", max_length=120)
    question = models.TextField("请示内容")
    legal_questions = models.JSONField("法律问题", default=list)  # text and clause of each
    own_opinion = models.TextField("本单位意见", blank=True)
    matter = models.CharField("所涉事项", max_length=80, blank=True)  # its number, as text
    about = models.CharField("所涉事项的页面", max_length=40, blank=True)  # such as clue:5
    wished_on = models.DateField("希望批复日期", null=True, blank=True)
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    superior = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    stage = models.CharField("状态", max_length=12, choices=STAGES, default=Stage.DRAFT)
    # Of a draft: by when there would be a reply if it was sent on the day it was written.
    due_on = models.DateField("办理期限")
    due_clause = models.CharField("期限依据", max_length=40, blank=True)  # empty: own setting
    is_provisional = models.BooleanField("期限暂定", default=False)  # holidays not published yet
    changed_at = models.DateTimeField("最近办理时间")
    # The paths of the two authorities: the database keeps them (0002), nobody writes them.
    scope = models.CharField("范围", max_length=240, editable=False, db_default="")
    superior_scope = models.CharField("上级范围", max_length=240, editable=False, db_default="")

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="consultation_number_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "taken_back"]) | ~Q(number=""),
                name="consultation_sent_has_number",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "stage"], name="consultation_of_asker"),
            models.Index(fields=["superior", "stage", "due_on"], name="consultation_worklist"),
            models.Index(fields=["scope", "due_on", "id"], name="consultation_in_scope"),
            models.Index(fields=["about"], name="consultation_about"),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class Step(models.Model):
    """One act on a request: who did it, in which authority, with which words."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="steps")
    act = models.CharField("办理", max_length=12, choices=ACTS)
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    to_authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField("说明", blank=True)
    done_by = models.CharField("办理人", max_length=60)
    done_at = models.DateTimeField("办理时间")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.act}"


class Reply(models.Model):
    """A reply (批复). What it says is never changed; another one takes its place."""

    class Reach(models.TextChoices):
        """Whether others may go by it."""

        GENERAL = "general", _("普遍适用")
        THIS_MATTER = "this_matter", _("仅限本事项")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="replies")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    asker = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    number = models.CharField("文号", max_length=60, blank=True)  # empty until it is issued
    title = models.CharField("标题", max_length=120)
    gist = models.TextField("问题摘要", blank=True)  # what others read in place of the request
    text = models.TextField("批复意见")
    clauses = models.JSONField("依据", default=list)
    reach = models.CharField("效力", max_length=12, choices=Reach, default=Reach.THIS_MATTER)
    is_open = models.BooleanField("供全系统查阅", default=False)
    stage = models.CharField("状态", max_length=10, choices=REPLY_STAGES, default=ReplyStage.DRAFT)
    drafted_by = models.ForeignKey("authorities.Person", models.PROTECT, related_name="+")
    issued_by = models.CharField("签发人", max_length=60, blank=True)
    issued_at = models.DateTimeField("签发时间")  # of a draft: when it was last written
    because = models.CharField("替代原因", max_length=300, blank=True)
    ended_at = models.DateTimeField("失效时间", null=True, blank=True)
    ended_because = models.CharField("废止原因", max_length=300, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    # What a search looks at, made by the library from the words above.
    found_by = models.TextField("检索文字", blank=True)
    pairs = ArrayField(models.CharField(max_length=4), verbose_name="检索字对", default=list)
    citations = ArrayField(models.CharField(max_length=100), verbose_name="引用", default=list)
    # The paths of both authorities: the database keeps them (0002), nobody writes them.
    scope = models.CharField("范围", max_length=240, editable=False, db_default="")
    author_scope = models.CharField("批复机关范围", max_length=240, editable=False, db_default="")

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="reply_number_once"
            ),
            models.UniqueConstraint(
                fields=["consultation", "stage"],
                condition=Q(stage__in=["draft", "in_force"]),
                name="reply_one_current",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | ~Q(number=""), name="reply_issued_has_number"
            ),
            models.CheckConstraint(
                condition=~Q(stage="replaced") | ~Q(successor=None), name="reply_replaced_by_one"
            ),
        ]
        indexes = [
            models.Index(fields=["-issued_at", "-id"], name="reply_by_day"),
            GinIndex(fields=["pairs"], name="reply_pairs"),
            GinIndex(fields=["citations"], name="reply_citations"),
        ]

    def __str__(self) -> str:
        return self.number or self.title
