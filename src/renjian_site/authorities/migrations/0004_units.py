"""Kinds of units, what they were before, changes that were decided; coverage that is exclusive."""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models

# Text has no exclusion constraint without an extension. Codes of divisions are digits, so a code is
# a range of one number, and an authority a range of its key.
ONE_DIVISION = "int8range(division::bigint, division::bigint, '[]')"
DAYS = "daterange(from_on, to_on, '[]')"
EXCLUSIONS = f"""
alter table authorities_coverage
    add constraint coverage_exclusive exclude using gist
        ({ONE_DIVISION} with &&, {DAYS} with &&) where (is_exclusive),
    add constraint coverage_of_one_once exclude using gist
        ({ONE_DIVISION} with &&, int8range(authority_id, authority_id, '[]') with &&,
         {DAYS} with &&);
alter table authorities_paststanding
    add constraint past_standing_once exclude using gist
        (int8range(unit_id, unit_id, '[]') with &&, {DAYS} with &&);
"""
NO_EXCLUSIONS = """
alter table authorities_coverage
    drop constraint coverage_exclusive, drop constraint coverage_of_one_once;
alter table authorities_paststanding drop constraint past_standing_once;
"""
# Units of before: outposts were told by their level, and no unit is younger than what it covers.
KNOWN_UNITS = """
update authorities_authority set kind = 'station' where level = 5;
update authorities_authority a set from_on = least(a.from_on, c.first) from (
    select authority_id, min(from_on) as first from authorities_coverage group by authority_id
) c where c.authority_id = a.id;
"""


class Migration(migrations.Migration):
    """Units by date. Those from before have stood since the state administration was set up."""

    dependencies = [("authorities", "0003_witness_and_audit")]

    operations = [
        migrations.CreateModel(
            name="PastStanding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("short_name", models.CharField(max_length=30, verbose_name="文号简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bureau", "局"),
                            ("commission", "委、厅"),
                            ("station", "派出机构（市场监管所）"),
                            ("branch", "直属分局、专业分局"),
                            ("brigade", "执法支队、大队"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "总局"),
                            (2, "省级"),
                            (3, "市级"),
                            (4, "县（区）级"),
                            (5, "市场监管所"),
                        ],
                        verbose_name="层级",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="起始日期")),
                ("to_on", models.DateField(verbose_name="终止日期")),
            ],
            options={
                "ordering": ["unit", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="UnitChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("establish", "设立机构"),
                            ("rename", "机构更名"),
                            ("move", "调整隶属关系"),
                            ("cover", "调整管辖区域"),
                            ("abolish", "撤销机构"),
                        ],
                        max_length=12,
                        verbose_name="变更",
                    ),
                ),
                ("on", models.DateField(verbose_name="施行日期")),
                ("content", models.JSONField(verbose_name="内容")),
                ("because", models.CharField(max_length=200, verbose_name="依据文件")),
                ("decided_by", models.CharField(max_length=60, verbose_name="决定人")),
                ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "待施行"),
                            ("done", "已施行"),
                            ("cancelled", "已取消"),
                            ("refused", "未能施行"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="施行或者取消时间"),
                ),
                ("why", models.JSONField(blank=True, null=True, verbose_name="未能施行的原因")),
            ],
            options={
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="authority",
            name="from_on",
            field=models.DateField(default=date(2018, 4, 10), verbose_name="设立日期"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="authority",
            name="kind",
            field=models.CharField(
                choices=[
                    ("bureau", "局"),
                    ("commission", "委、厅"),
                    ("station", "派出机构（市场监管所）"),
                    ("branch", "直属分局、专业分局"),
                    ("brigade", "执法支队、大队"),
                ],
                default="bureau",
                max_length=12,
                verbose_name="类别",
            ),
        ),
        migrations.AddField(
            model_name="authority",
            name="own_name_by",
            field=models.CharField(blank=True, max_length=100, verbose_name="以自己名义执法的依据"),
        ),
        migrations.AddField(
            model_name="authority",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="authority",
            name="to_on",
            field=models.DateField(blank=True, null=True, verbose_name="存续至"),
        ),
        migrations.AddField(
            model_name="coverage",
            name="is_exclusive",
            field=models.BooleanField(default=True, verbose_name="独占"),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="unit_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor", None), models.Q(("to_on", None), _negated=True), _connector="OR"
                ),
                name="unit_with_successor_has_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(
                condition=models.Q(("division__regex", "^[0-9]{6,12}$")), name="coverage_of_a_code"
            ),
        ),
        migrations.AddField(
            model_name="paststanding",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="paststanding",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="past",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="unitchange",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="unitchange",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="authorities.authority",
            ),
        ),
        migrations.AddConstraint(
            model_name="paststanding",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="past_standing_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="unitchange",
            index=models.Index(fields=["stage", "on"], name="unit_change_due"),
        ),
        migrations.AddConstraint(
            model_name="unitchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "planned")),
                fields=("unit", "kind"),
                name="unit_change_planned_once",
            ),
        ),
        migrations.RunSQL(KNOWN_UNITS, migrations.RunSQL.noop),
        migrations.RunSQL(EXCLUSIONS, NO_EXCLUSIONS),
    ]
