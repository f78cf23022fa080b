"""Signing in: failed tries, the log, sessions, what is special about a password."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from renjian.authorities.sign_in import HAPPENING_TITLES, WAY_TITLES
from renjian_site.authorities.models.people import Person


class SignInTries(models.Model):
    """The failed tries of one account, or from one address; names and addresses only as hashes."""

    key = models.CharField("对象哈希", max_length=40, primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    failures = models.PositiveIntegerField("失败次数", default=0)
    refused = models.PositiveIntegerField("等待期内次数", default=0)
    last_at = models.DateTimeField("最近一次", null=True)
    until = models.DateTimeField("等待到", null=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.failures}"


class SignInEvent(models.Model):
    """A line of the log of signing in. ``by`` is who did it, where that is somebody else."""

    at = models.DateTimeField("时间", db_index=True)
    what = models.CharField(
        "事项", max_length=20, choices=[(k.value, v) for k, v in HAPPENING_TITLES.items()]
    )
    way = models.CharField(
        "方式", max_length=20, blank=True, choices=[(k.value, v) for k, v in WAY_TITLES.items()]
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="sign_ins")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    account = models.CharField("账号哈希", max_length=16, blank=True)  # where nobody has it
    caller = models.CharField("来源哈希", max_length=16, blank=True)
    browser = models.CharField("浏览器", max_length=60, blank=True)
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="sign_in_by_person")]

    def __str__(self) -> str:
        return f"{self.what} {self.person_id}"


class Session(AbstractBaseSession):
    """A session as Django keeps it, with whose it is: so a person can see and end them."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近使用", auto_now=True)
    caller = models.CharField("来源哈希", max_length=16, blank=True)
    browser = models.CharField("浏览器", max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        ordering = ["-seen_at"]


class PasswordState(models.Model):
    """When a password was set, and whether it is one that must be changed at the next sign-in."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="password_state")
    set_at = models.DateTimeField("设置时间")
    is_one_time = models.BooleanField("一次性", default=False)
    expires_at = models.DateTimeField("有效期止", null=True)

    class Meta:
        ordering = ["person"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_one_time=False) | Q(expires_at__isnull=False),
                name="one_time_password_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.set_at:%Y-%m-%d}"


class BreakGlass(models.Model):
    """A sealed account for the day on which nobody else can sign in; it is opened once."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="break_glass")
    made_at = models.DateTimeField("封存时间")
    opened_at = models.DateTimeField("启用时间", null=True)
    ends_at = models.DateTimeField("到期时间", null=True)
    closed_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"


class Spent(models.Model):
    """What may be used once only, such as a code of a second factor; Django's cache keeps it here."""

    cache_key = models.CharField("用过的", max_length=255, primary_key=True)
    value = models.TextField("内容")
    expires = models.DateTimeField("到期时间", db_index=True)

    class Meta:
        ordering = ["cache_key"]
        db_table = "authorities_spent"

    def __str__(self) -> str:
        return self.cache_key
