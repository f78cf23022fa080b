"""Organisations, how to reach them, the object registers they stand in, and what binds them."""

from django.db import models
from django.db.models import F, Q

from renjian.registers.objects import SOURCE_TITLES, TAG_TITLES
from renjian.registers.restrictions import BAR_TITLES
from renjian_site.registers.models.bodies import Body, DesignatedLab


class Organisation(models.Model):
    """A subject that certification concerns (主体): certified, selling, importing, or without any.

    ``uscc`` is its credit code, or what stands for one abroad (:mod:`renjian.registers.subjects`).
    Later slices note on it that it was visited or has an open matter.
    """

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=300)
    country = models.CharField("国家地区", max_length=3, default="156")
    division = models.CharField("行政区划代码", max_length=12, db_index=True, blank=True)
    address = models.CharField("地址", max_length=450, blank=True)
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_visited_on = models.DateField("最近检查日期", null=True, blank=True)
    open_matters = models.PositiveIntegerField("在办事项", default=0)
    noted_at = models.DateTimeField("最近办理记录时间", null=True, blank=True)

    class Meta:
        ordering = ["uscc"]

    def __str__(self) -> str:
        return self.name


class OrganisationContact(models.Model):
    """Whom a body reaches at an organisation: personal, seen by few (个人信息)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    person = models.CharField("联系人", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=300, blank=True)
    fax = models.CharField("传真", max_length=50, blank=True)
    post_code = models.CharField("邮编", max_length=20, blank=True)
    legal_person = models.CharField("法定代表人", max_length=100, blank=True)
    recorded_at = models.DateTimeField("入库时间")

    class Meta:
        ordering = ["organisation", "body"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "body"], name="contact_once_a_body"),
        ]

    def __str__(self) -> str:
        return self.person


class ObjectEntry(models.Model):
    """A subject in an object register (检查对象名录库) under one tag, from a day on until it moved out.

    Entries by rule come and go with certificates; entries by hand stay until somebody moves them
    out. The days it stood in the register remain on record.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="entries")
    designated_lab = models.ForeignKey(
        DesignatedLab, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    # Found by the index of authority and tag.
    authority = models.ForeignKey(
        "authorities.Authority",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    tag = models.CharField(
        "标签", max_length=24, choices=[(t.value, title) for t, title in TAG_TITLES.items()]
    )
    source = models.CharField(
        "来源", max_length=20, choices=[(s.value, title) for s, title in SOURCE_TITLES.items()]
    )
    because = models.CharField("入库依据", max_length=300, blank=True)
    from_on = models.DateField("入库日期")
    to_on = models.DateField("出库日期", null=True, blank=True)  # the first day outside
    out_because = models.CharField("出库依据", max_length=300, blank=True)
    entered_by = models.CharField("录入人", max_length=60, blank=True)

    class Meta:
        ordering = ["tag", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body=None, designated_lab=None)
                | Q(organisation=None, body__isnull=False, designated_lab=None)
                | Q(organisation=None, body=None, designated_lab__isnull=False),
                name="entry_of_one_subject",
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject, "tag"],
                    condition=Q(to_on=None),
                    name=f"entry_once_by_{subject}",
                )
                for subject in ("organisation", "body", "designated_lab")
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="entry_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["authority", "tag"], name="entry_by_authority")]

    def __str__(self) -> str:
        return f"{self.tag} {self.organisation_id or self.body_id or self.designated_lab_id}"


class Restriction(models.Model):
    """What a decision forbids a subject for a time, such as applying for certification (ORGM 44)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    kind = models.CharField(
        "限制", max_length=30, choices=[(bar.value, title) for bar, title in BAR_TITLES.items()]
    )
    because = models.CharField("依据", max_length=300)
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)  # the last day
    set_by = models.CharField("设定单位", max_length=20, blank=True)
    lifted_because = models.CharField("解除依据", max_length=300, blank=True)

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="restriction_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body=None)
                | Q(organisation=None, body__isnull=False),
                name="restriction_of_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
