"""Two more posts: one that countersigns checkpoints of the ledger, one that reads ledgers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The list of roles that a post can have."""

    dependencies = [
        ("authorities", "0002_api_keys"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("planner", "抽查计划岗"),
                    ("officer", "执法人员"),
                    ("reviewer", "审核公示岗"),
                    ("case_handler", "办案人员"),
                    ("head", "负责人"),
                    ("clerk", "机构信息员"),
                    ("witness", "见证岗"),
                    ("audit", "审计岗"),
                    ("system", "系统管理岗"),
                ],
                max_length=20,
                verbose_name="岗位",
            ),
        ),
    ]
