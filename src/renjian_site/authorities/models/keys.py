"""The keys of programs, and their calls."""

from django.db import models
from django.db.models import F, Q

from renjian_site.authorities.models.people import Post


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
