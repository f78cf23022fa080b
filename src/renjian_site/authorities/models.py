"""Authorities, the divisions they cover, persons and the posts they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from renjian.authorities.levels import TITLES as LEVEL_TITLES
from renjian.authorities.posts import TITLES as ROLE_TITLES


class Authority(models.Model):
    """A market regulator: bureau, station, functional branch; its path is its place in the tree."""

    code = models.CharField("机构代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("文号简称", max_length=30)
    level = models.PositiveSmallIntegerField(
        "层级", choices=[(k.value, v) for k, v in LEVEL_TITLES.items()]
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    path = models.CharField("路径", max_length=120, unique=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Coverage(models.Model):
    """That an authority is responsible for a division, from a day to a day."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="coverage")
    division = models.CharField("行政区划代码", max_length=12, db_index=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.from_on}"


class Person(AbstractBaseUser):
    """Somebody who can sign in; what they may do is in their posts."""

    account = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    card_number = models.CharField("执法证号", max_length=30, blank=True)
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


class Post(models.Model):
    """A role of a person in an authority, or for a certification body, for a period."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(
        "岗位", max_length=20, choices=[(k.value, v) for k, v in ROLE_TITLES.items()]
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    body = models.CharField("认证机构批准号", max_length=40, blank=True)
    from_on = models.DateField("任职日期")
    to_on = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(authority=None) & ~Q(body="")) | (~Q(authority=None) & Q(body="")),
                name="post_in_authority_or_body",
            ),
        ]
        indexes = [models.Index(fields=["authority", "role"], name="post_by_authority")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
