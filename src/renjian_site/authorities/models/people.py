"""Persons and the posts they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian_site.authorities.models.units import Authority


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
