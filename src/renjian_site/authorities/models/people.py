"""Persons, the posts they hold, how these end, and what is personal about people."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from renjian.authorities.posts import (
    NOT_DELEGATED,
    ORIGIN_TITLES,
    POST_STAGE_TITLES,
    Origin,
    PostStage,
)
from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian_site.authorities.models.units import Authority

ROLES = [(role.value, title) for role, title in ROLE_TITLES.items()]
ORIGINS = [(origin.value, title) for origin, title in ORIGIN_TITLES.items()]
STAGES = [(stage.value, title) for stage, title in POST_STAGE_TITLES.items()]


class Person(AbstractBaseUser):
    """Somebody who can sign in; what they may do is in their posts."""

    account = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    card_number = models.CharField("执法证号", max_length=30, blank=True)
    card_expires_on = models.DateField("执法证有效期止", null=True, blank=True)
    is_active = models.BooleanField("在用", default=True)

    USERNAME_FIELD = "account"
    objects = BaseUserManager()

    class Meta:
        ordering = ["account"]
        constraints = [
            models.UniqueConstraint(
                fields=["card_number"], condition=~Q(card_number=""), name="one_person_a_card"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonDetail(models.Model):
    """What is personal about somebody and seldom needed, in a table of its own (个人信息)."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="detail")
    phone = models.CharField("电话", max_length=20, blank=True)
    identity_number = models.CharField("公民身份号码", max_length=18, blank=True)

    class Meta:
        ordering = ["person"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_number"],
                condition=~Q(identity_number=""),
                name="one_person_an_identity_number",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Post(models.Model):
    """A role of a person in an authority, or for a certification body, for a period.

    One that a person entered counts only once another has confirmed it. The trigger
    ``keep_posts_apart`` keeps the three administrators apart and delegations to their rules.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField("岗位", max_length=20, choices=ROLES)
    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    body = models.CharField("认证机构批准号", max_length=40, blank=True)
    from_on = models.DateField("任职日期")
    to_on = models.DateField("离任日期", null=True, blank=True)
    origin = models.CharField("来源", max_length=12, choices=ORIGINS, default=Origin.INSTALLED)
    stage = models.CharField("状态", max_length=12, choices=STAGES, default=PostStage.CONFIRMED)
    because = models.CharField("依据", max_length=200, blank=True)
    delegated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="entered_posts"
    )
    entered_at = models.DateTimeField("录入时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="confirmed_posts"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    refused_because = models.CharField("不予确认的理由", max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(authority=None) & ~Q(body="")) | (~Q(authority=None) & Q(body="")),
                name="post_in_authority_or_body",
            ),
            # One taken back on its first day ended the day before it.
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on") - timedelta(days=1)),
                name="post_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(entered_by=None)
                | ~Q(stage=PostStage.CONFIRMED)
                | Q(origin=Origin.DELEGATED)
                | (~Q(confirmed_by=None) & ~Q(confirmed_by=F("entered_by"))),
                name="post_takes_two",
            ),
            models.CheckConstraint(
                condition=~Q(entered_by=F("person")) & ~Q(confirmed_by=F("person")),
                name="post_is_given_by_others",
            ),
            models.CheckConstraint(
                condition=Q(delegated_from=None) & ~Q(origin=Origin.DELEGATED)
                | Q(origin=Origin.DELEGATED, to_on__isnull=False)
                & ~Q(delegated_from=None)
                & ~Q(role__in=sorted(NOT_DELEGATED)),
                name="post_delegated_until_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "role"], name="post_by_authority"),
            models.Index(
                fields=["authority"], condition=Q(stage=PostStage.AWAITING), name="post_awaiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class PostEnding(models.Model):
    """That a post ends early: on which last day, why, and by whom.

    The post of an administrator ends only once a second person has confirmed it.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="endings")
    last_on = models.DateField("最后一天")
    because = models.CharField("理由", max_length=200)
    stage = models.CharField("状态", max_length=12, choices=STAGES)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="entered_endings"
    )
    entered_at = models.DateTimeField("录入时间")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="confirmed_endings"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(stage=PostStage.AWAITING), name="post_ending_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="post_ending_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.last_on}"
