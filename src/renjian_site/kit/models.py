"""What the kit stores for all slices: numbers, submits, searches, exports, bulk acts, jobs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """The last number given for one authority, kind of document and year."""

    key = models.CharField("编号序列", max_length=120, unique=True)
    last = models.PositiveIntegerField("已用号", default=0)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


class Submission(models.Model):
    """A submit that did something: its key (hashed), what was filled in, and the answer it got."""

    key = models.CharField("提交编号", max_length=64, primary_key=True)
    path = models.CharField("地址", max_length=500)
    content = models.CharField("内容哈希", max_length=64)
    location = models.CharField("答复地址", max_length=1000, blank=True)
    receipt = models.CharField("回执", max_length=500, blank=True)
    made_at = models.DateTimeField("时间", auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.path


class SavedSearch(models.Model):
    """The address of a list under a name, for its owner or for all of the owner's authority."""

    listing = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=60)
    query = models.CharField("条件", max_length=2000)
    account = models.CharField("账号", max_length=60)
    shared_with = models.CharField("共享单位", max_length=60, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "account", "name"], name="saved_search_named_once"
            ),
        ]
        indexes = [models.Index(fields=["listing", "shared_with"], name="saved_search_shared")]

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """All rows of a list as a file, asked for by a person in a post and kept for some days."""

    class Stage(models.TextChoices):
        """How far an export has come."""

        ASKED = "asked", _("正在导出")
        READY = "ready", _("可以下载")
        ENDED = "ended", _("没有导出")
        EXPIRED = "expired", _("已到期删除")

    class Form(models.TextChoices):
        """The kinds of file."""

        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    listing = models.CharField("列表", max_length=60)
    title = models.CharField("名称", max_length=100)
    query = models.CharField("条件", max_length=2000, blank=True)
    form = models.CharField("格式", max_length=4, choices=Form)
    language = models.CharField("语言", max_length=10)
    account = models.CharField("账号", max_length=60)
    post_id = models.BigIntegerField("岗位")
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.ASKED)
    asked_at = models.DateTimeField("申请时间")
    ready_at = models.DateTimeField("完成时间", null=True, blank=True)
    expires_at = models.DateTimeField("到期时间", null=True, blank=True)
    rows = models.PositiveIntegerField("行数", default=0)
    size = models.PositiveBigIntegerField("字节数", default=0)
    sha256 = models.CharField("文件哈希", max_length=64, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="ready") | (~Q(sha256="") & Q(expires_at__isnull=False)),
                name="export_ready_has_a_file",
            ),
        ]
        indexes = [models.Index(fields=["account", "-asked_at"], name="export_by_owner")]

    def __str__(self) -> str:
        return self.title


class BulkRun(models.Model):
    """An act on many rows of a list (批量办理), asked for once by a person in a post."""

    listing = models.CharField("列表", max_length=60)
    act = models.CharField("办理事项", max_length=40)
    title = models.CharField("名称", max_length=100)
    account = models.CharField("账号", max_length=60)
    post_id = models.BigIntegerField("岗位")
    asked_at = models.DateTimeField("申请时间")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["account", "-asked_at"], name="bulk_run_by_owner")]

    def __str__(self) -> str:
        return self.title


class BulkRow(models.Model):
    """What became of one row: done, with its entry in the ledger, or refused, with the reasons."""

    class State(models.TextChoices):
        """Where a row stands."""

        WAITING = "waiting", _("等待办理")
        DONE = "done", _("已办理")
        REFUSED = "refused", _("没有办理")

    run = models.ForeignKey(BulkRun, models.PROTECT, related_name="rows")
    key = models.BigIntegerField("行")
    label = models.CharField("名称", max_length=200)
    url = models.CharField("页面", max_length=500, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    reasons = models.JSONField("原因", default=list)
    ledger = models.CharField("台账", max_length=80, blank=True)
    entry = models.PositiveBigIntegerField("台账条目", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="bulk_row_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(entry__isnull=False),
                name="bulk_row_done_has_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Progress(models.Model):
    """How far a job has come, for the page that waits for it."""

    key = models.CharField("事项", max_length=60, primary_key=True)
    job_id = models.BigIntegerField("任务")
    step = models.CharField("步骤", max_length=60, blank=True)
    done = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("总数", default=0)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.done}/{self.total}"


class Fault(models.Model):
    """An error that stopped an attempt of a job, for those who keep the system."""

    job_id = models.BigIntegerField("任务", db_index=True)
    attempt = models.PositiveIntegerField("次数")
    error = models.TextField("错误")
    happened_at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.job_id} {self.error[:60]}"


class Snapshot(models.Model):
    """A table of a slice as it stood after a day, kept as a Parquet file with this hash."""

    slice = models.CharField("模块", max_length=30)
    table = models.CharField("表", max_length=60)
    day = models.DateField("日期")
    sha256 = models.CharField("文件哈希", max_length=64)
    rows = models.PositiveBigIntegerField("行数")
    taken_at = models.DateTimeField("留存时间")

    class Meta:
        ordering = ["-day", "slice", "table"]
        constraints = [
            models.UniqueConstraint(fields=["slice", "table", "day"], name="snapshot_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.slice}.{self.table} {self.day}"
