"""Streams of entries and the checkpoints that pin them. The database refuses changes and deletions."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


def _said(*path: str) -> Func:
    """What the body of an entry says under a path of keys; the database keeps it, nobody writes it."""
    names = [Value(name) for name in path]
    return Func(F("body"), *names, function="ledger_said", output_field=models.TextField())


class Stream(models.Model):
    """The entries of one authority (or body) in one year; the row is the lock for appending."""

    name = models.CharField("台账", max_length=60, unique=True)
    hash = models.CharField("哈希算法", max_length=10, default="sha256")
    size = models.PositiveBigIntegerField("条数", default=0)
    head = models.BinaryField("末条哈希", default=bytes)
    subtrees = models.BinaryField("完整子树", default=bytes)
    recorded_at = models.DateTimeField("末条时间", null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One act, as the canonical bytes that were hashed; nothing of it is ever changed.

    The columns behind ``hash`` are read from ``body`` by the database itself, so that a search can
    use them and nobody can make them say something else.
    """

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField("序号")
    body = models.BinaryField("内容")
    hash = models.BinaryField("哈希")
    act = models.GeneratedField(
        verbose_name="行为",
        expression=_said("act"),
        output_field=models.TextField(),
        db_persist=True,
    )
    subject = models.GeneratedField(
        verbose_name="对象",
        expression=_said("subject"),
        output_field=models.TextField(),
        db_persist=True,
    )
    account = models.GeneratedField(
        verbose_name="账号",
        expression=_said("actor", "account"),
        output_field=models.TextField(),
        db_persist=True,
    )
    name = models.GeneratedField(
        verbose_name="姓名",
        expression=_said("actor", "name"),
        output_field=models.TextField(),
        db_persist=True,
    )
    at = models.GeneratedField(
        verbose_name="时间",
        expression=Func(F("body"), function="ledger_said_at", output_field=models.DateTimeField()),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["stream", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="ledger_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.number}"


class Log(models.Model):
    """The log of the streams' checkpoints; the row is the lock for making one."""

    origin = models.CharField("名称", max_length=120, unique=True)
    hash = models.CharField("哈希算法", max_length=10)
    size = models.PositiveBigIntegerField("项数", default=0)
    subtrees = models.BinaryField("完整子树", default=bytes)
    sealed_at = models.DateTimeField("最近检查点时间", null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.origin


class Checkpoint(models.Model):
    """The tree head of a stream at a moment, at its place in the log of checkpoints.

    Those from before there was a log have no place in it; the next one of the stream has.
    """

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField("条数")
    root = models.BinaryField("树根")
    subtrees = models.BinaryField("完整子树", default=bytes)
    made_at = models.DateTimeField("时间")
    log = models.ForeignKey(Log, models.PROTECT, null=True, related_name="checkpoints")
    place = models.PositiveBigIntegerField("项次", null=True)

    class Meta:
        ordering = ["stream", "size", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["log", "place"], name="ledger_place_once"),
            models.CheckConstraint(
                condition=Q(log=None, place=None) | ~Q(log=None) & ~Q(place=None),
                name="ledger_place_in_log",
            ),
        ]
        indexes = [models.Index(fields=["log", "stream", "size"], name="ledger_last_checkpoint")]

    def __str__(self) -> str:
        return f"{self.stream_id}@{self.size}"


class JointCheckpoint(models.Model):
    """The root over all checkpoints of the streams, as the text that the site signed."""

    class Kind(models.TextChoices):
        """Why it was made."""

        DAILY = "daily", _("每日")
        ON_DEMAND = "on_demand", _("随时")

    log = models.ForeignKey(Log, models.PROTECT, related_name="joint_checkpoints")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    day = models.DateField("日期", null=True)  # of the daily one, of which there is one a day
    size = models.PositiveBigIntegerField("项数")
    root = models.BinaryField("树根")
    subtrees = models.BinaryField("完整子树", default=bytes)
    made_at = models.DateTimeField("时间")
    note = models.TextField("签名检查点")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["log", "day"], name="ledger_daily_once"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id}@{self.size}"


class Key(models.Model):
    """A public key that signs checkpoints; its secret half lies outside of the database."""

    name = models.CharField("名称", max_length=160)
    verifier = models.TextField("公钥", unique=True)
    authority = models.CharField("见证单位代码", max_length=20, blank=True)
    is_offline = models.BooleanField("自行保管", default=False)
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Countersignature(models.Model):
    """A witness's line under a joint checkpoint."""

    checkpoint = models.ForeignKey(
        JointCheckpoint, models.PROTECT, related_name="countersignatures"
    )
    key = models.ForeignKey(Key, models.PROTECT, related_name="countersignatures")
    line = models.TextField("签名行")
    signed_at = models.DateTimeField("会签时间")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "key"], name="ledger_countersigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.checkpoint_id}"


class Look(models.Model):
    """That somebody opened another authority's ledger, or an entry in full."""

    at = models.DateTimeField("时间", db_index=True)
    account = models.CharField("账号", max_length=60)
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("单位代码", max_length=40)
    path = models.CharField("单位路径", max_length=120)
    ledger = models.CharField("台账", max_length=60)
    number = models.PositiveBigIntegerField("序号", null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["path"], name="ledger_look_path")]

    def __str__(self) -> str:
        return f"{self.account} {self.ledger}"
