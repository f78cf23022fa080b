"""People: posts confirmed by a second person, delegations, officers, experts, reviews."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

# A constraint trigger, since it compares rows: the person is its lock, so that of two posts entered
# at once the second one sees the first. It looks past row policies, which could hide a post.
APART = """
create function post_side(role text) returns text language sql immutable as $$
    select case when role in ('system', 'security', 'audit') then role else 'business' end
$$;
create function keep_posts_apart() returns trigger
language plpgsql security definer set search_path = public as $$
declare
    source authorities_post;
begin
    if new.stage = 'refused' or new.to_on < new.from_on then
        return null;
    end if;
    perform from authorities_person where id = new.person_id for no key update;
    if exists (
        select from authorities_post other
        where other.person_id = new.person_id and other.id <> new.id and other.stage <> 'refused'
            and post_side(other.role) <> post_side(new.role)
            and other.from_on <= coalesce(new.to_on, 'infinity')
            and new.from_on <= coalesce(other.to_on, 'infinity')
            and other.from_on <= coalesce(other.to_on, 'infinity')
    ) then
        raise exception 'person % would stand on two sides', new.person_id
            using errcode = 'check_violation', constraint = 'posts_apart';
    end if;
    if new.delegated_from_id is null then
        return null;
    end if;
    select * into source from authorities_post where id = new.delegated_from_id;
    if source.delegated_from_id is not null or source.person_id = new.person_id
        or source.role <> new.role or source.authority_id is distinct from new.authority_id
        or source.stage <> 'confirmed' or new.to_on > source.to_on
        or new.stage = 'confirmed' and new.entered_by_id is distinct from source.person_id
            and new.confirmed_by_id is null
    then
        raise exception 'post % cannot be delegated so', source.id
            using errcode = 'check_violation', constraint = 'post_delegated_once';
    end if;
    return null;
end $$;
create constraint trigger keep_posts_apart
    after insert or update of person_id, role, authority_id, from_on, to_on, stage, delegated_from_id
    on authorities_post for each row execute function keep_posts_apart();
"""
NOT_APART = """
drop trigger keep_posts_apart on authorities_post;
drop function keep_posts_apart();
drop function post_side(text);
"""
# Two triggers, since either may come second: the post of an officer, or the term of an expert.
NO_EXPERT = """
create function is_expert_between(person bigint, start date, until date) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (
        select from authorities_expert e
        where e.person_id = person and e.from_on <= coalesce(until, 'infinity') and start <= e.to_on
    )
$$;
create function no_expert_as_officer() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    perform from authorities_person where id = new.person_id for no key update;
    if exists (
        select from authorities_expert e
        join authorities_post p on p.person_id = e.person_id
        where e.person_id = new.person_id and p.role in ('officer', 'case_handler')
            and p.stage <> 'refused' and p.from_on <= e.to_on
            and e.from_on <= coalesce(p.to_on, 'infinity')
            and p.from_on <= coalesce(p.to_on, 'infinity') and e.from_on <= e.to_on
    ) then
        raise exception 'person % is an expert', new.person_id
            using errcode = 'check_violation', constraint = 'no_expert_as_officer';
    end if;
    return null;
end $$;
create constraint trigger no_expert_as_officer
    after insert or update of person_id, role, from_on, to_on, stage on authorities_post
    for each row when (new.role in ('officer', 'case_handler')) execute function no_expert_as_officer();
create constraint trigger no_expert_as_officer
    after insert or update of person_id, from_on, to_on on authorities_expert
    for each row when (new.person_id is not null) execute function no_expert_as_officer();
"""
AN_EXPERT = """
drop trigger no_expert_as_officer on authorities_expert;
drop trigger no_expert_as_officer on authorities_post;
drop function no_expert_as_officer();
drop function is_expert_between(bigint, date, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0004_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("employer", models.CharField(max_length=200, verbose_name="工作单位")),
                ("field", models.CharField(max_length=200, verbose_name="专业领域")),
                (
                    "interests",
                    models.CharField(blank=True, max_length=300, verbose_name="利益关系"),
                ),
                ("from_on", models.DateField(verbose_name="聘期起")),
                ("to_on", models.DateField(verbose_name="聘期止")),
                ("secrecy_signed_on", models.DateField(verbose_name="保密承诺签订日期")),
                (
                    "ended_because",
                    models.CharField(blank=True, max_length=200, verbose_name="提前解聘的理由"),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerEmployer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=40, verbose_name="统一社会信用代码或者批准号"),
                ),
                ("until_on", models.DateField(verbose_name="离职日期")),
                ("declared_on", models.DateField(verbose_name="申报日期")),
            ],
            options={
                "ordering": ["-until_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(max_length=40, verbose_name="统一社会信用代码或者批准号"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shares", "本人或者近亲属持股、投资"),
                            ("relative", "近亲属任职"),
                            ("paid_work", "兼职、受聘、领取报酬"),
                            ("other", "其他可能影响公正的关系"),
                        ],
                        max_length=12,
                        verbose_name="关系",
                    ),
                ),
                ("declared_on", models.DateField(verbose_name="申报日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="解除日期")),
            ],
            options={
                "ordering": ["-declared_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="开始日期")),
                ("to_on", models.DateField(verbose_name="结束日期")),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="撤回时间"),
                ),
            ],
            options={
                "ordering": ["-from_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OfficerRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "qualifications",
                    models.CharField(blank=True, max_length=300, verbose_name="执法资格"),
                ),
                (
                    "permitted_items",
                    models.JSONField(blank=True, null=True, verbose_name="可检查事项"),
                ),
            ],
            options={
                "ordering": ["person"],
            },
        ),
        migrations.CreateModel(
            name="PersonDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
                (
                    "identity_number",
                    models.CharField(blank=True, max_length=18, verbose_name="公民身份号码"),
                ),
            ],
            options={
                "ordering": ["person"],
            },
        ),
        migrations.CreateModel(
            name="PostEnding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_on", models.DateField(verbose_name="最后一天")),
                ("because", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("awaiting", "待确认"),
                            ("confirmed", "已确认"),
                            ("refused", "不予确认"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                ),
            ],
            options={
                "ordering": ["-entered_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PostReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.DateField(verbose_name="季度首日")),
                ("due_on", models.DateField(verbose_name="截止日期")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="复核时间"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="截止处理时间"),
                ),
                ("ended", models.PositiveIntegerField(default=0, verbose_name="终止岗位数")),
            ],
            options={
                "ordering": ["-quarter", "authority"],
            },
        ),
        migrations.CreateModel(
            name="ReviewedPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goes_on", models.BooleanField(blank=True, null=True, verbose_name="继续任职")),
            ],
            options={
                "ordering": ["review", "post"],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="card_expires_on",
            field=models.DateField(blank=True, null=True, verbose_name="执法证有效期止"),
        ),
        migrations.AddField(
            model_name="post",
            name="because",
            field=models.CharField(blank=True, max_length=200, verbose_name="依据"),
        ),
        migrations.AddField(
            model_name="post",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
        ),
        migrations.AddField(
            model_name="post",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_posts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="delegated_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations",
                to="authorities.post",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="entered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="录入时间"),
        ),
        migrations.AddField(
            model_name="post",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entered_posts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="origin",
            field=models.CharField(
                choices=[
                    ("installed", "建站录入"),
                    ("appointed", "任命"),
                    ("delegated", "代理"),
                    ("moved", "随机构调整"),
                ],
                default="installed",
                max_length=12,
                verbose_name="来源",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="refused_because",
            field=models.CharField(blank=True, max_length=200, verbose_name="不予确认的理由"),
        ),
        migrations.AddField(
            model_name="post",
            name="stage",
            field=models.CharField(
                choices=[("awaiting", "待确认"), ("confirmed", "已确认"), ("refused", "不予确认")],
                default="confirmed",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("planner", "抽查计划岗"),
                    ("officer", "执法人员"),
                    ("reviewer", "审核公示岗"),
                    ("case_handler", "办案人员"),
                    ("legal_reviewer", "法制审核岗"),
                    ("head", "负责人"),
                    ("credit_officer", "信用监管岗"),
                    ("discipline_observer", "纪检监督员"),
                    ("clerk", "机构信息员"),
                    ("witness", "见证岗"),
                    ("audit", "审计岗"),
                    ("security", "安全管理岗"),
                    ("system", "系统管理岗"),
                ],
                max_length=20,
                verbose_name="岗位",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("stage", "awaiting")),
                fields=["authority"],
                name="post_awaiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None),
                    (
                        "to_on__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("from_on"), "-", models.Value(datetime.timedelta(days=1))
                        ),
                    ),
                    _connector="OR",
                ),
                name="post_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_by", None),
                    models.Q(("stage", "confirmed"), _negated=True),
                    ("origin", "delegated"),
                    models.Q(
                        models.Q(("confirmed_by", None), _negated=True),
                        models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="post_takes_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_by", models.F("person")), _negated=True),
                    models.Q(("confirmed_by", models.F("person")), _negated=True),
                ),
                name="post_is_given_by_others",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delegated_from", None), models.Q(("origin", "delegated"), _negated=True)
                    ),
                    models.Q(
                        ("origin", "delegated"),
                        ("to_on__isnull", False),
                        models.Q(("delegated_from", None), _negated=True),
                        models.Q(
                            ("role__in", ["audit", "clerk", "security", "system", "witness"]),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="post_delegated_until_a_day",
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="experts",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="expert_terms",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="formeremployer",
            name="declared_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="formeremployer",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_employers",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="declared_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="officerrecord",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="officer_record",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="persondetail",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="detail",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postending",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_endings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postending",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entered_endings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postending",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="endings",
                to="authorities.post",
            ),
        ),
        migrations.AddField(
            model_name="postreview",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_reviews",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postreview",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="post_reviews",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="reviewedpost",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviewed",
                to="authorities.post",
            ),
        ),
        migrations.AddField(
            model_name="reviewedpost",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="authorities.postreview",
            ),
        ),
        migrations.AddIndex(
            model_name="expert",
            index=models.Index(fields=["authority", "to_on"], name="expert_by_authority"),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.CheckConstraint(
                condition=models.Q(("secrecy_signed_on__lte", models.F("from_on"))),
                name="expert_signed_before_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="formeremployer",
            constraint=models.UniqueConstraint(
                fields=("person", "code"), name="former_employer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("person", "code", "kind"),
                name="interest_declared_once",
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(fields=["person", "to_on"], name="leave_by_person"),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="leave_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="persondetail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("identity_number", ""), _negated=True),
                fields=("identity_number",),
                name="one_person_an_identity_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="postending",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "awaiting")), fields=("post",), name="post_ending_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="postending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="post_ending_takes_two",
            ),
        ),
        migrations.AddIndex(
            model_name="postreview",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["due_on"],
                name="post_review_to_close",
            ),
        ),
        migrations.AddConstraint(
            model_name="postreview",
            constraint=models.UniqueConstraint(
                fields=("authority", "quarter"), name="post_review_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="postreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("quarter"))),
                name="post_review_due_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedpost",
            constraint=models.UniqueConstraint(
                fields=("review", "post"), name="reviewed_post_once"
            ),
        ),
        migrations.RunSQL(APART, NOT_APART),
        migrations.RunSQL(NO_EXPERT, AN_EXPERT),
    ]
