"""Authorities, the divisions they cover, persons, the posts they hold, and the keys of programs."""

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


class ApiKey(models.Model):
    """A key with which a program acts for the holder of a post; only its SHA-256 is kept."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="api_keys")
    purpose = models.CharField("用途", max_length=60)
    prefix = models.CharField("密钥前缀", max_length=16, unique=True)
    sha256 = models.CharField("密钥哈希", max_length=64, unique=True)
    permissions = models.JSONField("权限")
    per_minute = models.PositiveIntegerField("每分钟调用额度")
    per_day = models.PositiveIntegerField("每天调用额度")
    made_at = models.DateTimeField("建立时间")
    expires_on = models.DateField("有效期止")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(per_day__gte=F("per_minute"), per_minute__gte=1),
                name="api_key_quota_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.prefix


class ApiCall(models.Model):
    """One call of the API: by which key, what, and how it ended. The address is kept as a hash."""

    key = models.ForeignKey(ApiKey, models.PROTECT, null=True, related_name="calls")
    at = models.DateTimeField("时间", db_index=True)
    method = models.CharField("方法", max_length=10)
    path = models.CharField("地址", max_length=200)
    status = models.PositiveSmallIntegerField("状态码")
    problem = models.CharField("问题代码", max_length=60)
    milliseconds = models.PositiveIntegerField("毫秒")
    caller = models.CharField("来源哈希", max_length=16)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["key", "-at"], name="api_call_by_key")]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"


class ApiUsage(models.Model):
    """How often a caller called in the running minute and day; the table is lost in a crash."""

    caller = models.CharField("来源", max_length=40, primary_key=True)
    minute = models.DateTimeField("分钟")
    minute_calls = models.PositiveIntegerField("本分钟次数")
    day = models.DateField("日期")
    day_calls = models.PositiveIntegerField("当天次数")

    class Meta:
        ordering = ["caller"]

    def __str__(self) -> str:
        return f"{self.caller} {self.day_calls}"
