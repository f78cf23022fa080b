"""The registers keep history: versions from a day on, and every register that was missing."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0006_sign_in"),
        ("registers", "0004_certificates_by_day"),
    ]

    operations = [
        # A view stands on columns that become wider; console makes it anew (0004).
        migrations.RunSQL("drop view if exists published.certificates", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ApprovedDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=10, verbose_name="认证领域代码")),
                ("title", models.CharField(max_length=100, verbose_name="领域名称")),
                ("from_on", models.DateField(verbose_name="批准日期")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("because", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "ordering": ["body", "domain", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="AuditPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=200, verbose_name="计划编号")),
                ("is_factory", models.BooleanField(default=False, verbose_name="是否工厂检查")),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        default=list,
                        size=None,
                        verbose_name="审核阶段",
                    ),
                ),
                ("mode", models.CharField(blank=True, max_length=4, verbose_name="审核方式")),
                ("starts_at", models.DateTimeField(verbose_name="计划开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="计划结束时间")),
                (
                    "division",
                    models.CharField(blank=True, max_length=12, verbose_name="行政区划代码"),
                ),
                ("address", models.CharField(blank=True, max_length=600, verbose_name="审核地址")),
                (
                    "item_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        default=list,
                        size=None,
                        verbose_name="认证项目代码",
                    ),
                ),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=list,
                        size=None,
                        verbose_name="证书",
                    ),
                ),
                (
                    "applications",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        default=list,
                        size=None,
                        verbose_name="申请",
                    ),
                ),
                (
                    "factory_code",
                    models.CharField(blank=True, max_length=50, verbose_name="工厂编号"),
                ),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="纬度")),
                ("lng", models.FloatField(blank=True, null=True, verbose_name="经度")),
                ("remark", models.CharField(blank=True, max_length=4000, verbose_name="备注")),
                (
                    "contact_person",
                    models.CharField(blank=True, max_length=100, verbose_name="联系人"),
                ),
                (
                    "contact_way",
                    models.CharField(blank=True, max_length=300, verbose_name="联系方式"),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("recorded_at", models.DateTimeField(verbose_name="入库时间")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="指纹")),
                (
                    "superseded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="失去效力时间"),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AuditResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_factory", models.BooleanField(default=False, verbose_name="是否工厂检查")),
                ("stage", models.CharField(max_length=4, verbose_name="审核阶段")),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                (
                    "registration_no",
                    models.CharField(blank=True, max_length=40, verbose_name="注册编号"),
                ),
                ("role", models.CharField(blank=True, max_length=2, verbose_name="角色")),
                ("qualification", models.CharField(blank=True, max_length=2, verbose_name="资格")),
                (
                    "document_type",
                    models.CharField(blank=True, max_length=2, verbose_name="证件类型"),
                ),
                (
                    "document_no",
                    models.CharField(blank=True, max_length=30, verbose_name="证件号码"),
                ),
                ("is_competent", models.BooleanField(default=False, verbose_name="专业审核员")),
                ("is_fulltime", models.BooleanField(default=False, verbose_name="专职")),
                ("witness", models.CharField(blank=True, max_length=2, verbose_name="见证人标识")),
                (
                    "man_days",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="人日数"
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=2, verbose_name="结论")),
                (
                    "nonconformities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        default=list,
                        size=None,
                        verbose_name="不符合项",
                    ),
                ),
                ("decisions", models.JSONField(default=list, verbose_name="认证决定")),
                ("team", models.JSONField(default=list, verbose_name="检查组")),
                (
                    "factory_code",
                    models.CharField(blank=True, max_length=50, verbose_name="工厂编号"),
                ),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="纬度")),
                ("lng", models.FloatField(blank=True, null=True, verbose_name="经度")),
                ("remark", models.CharField(blank=True, max_length=4000, verbose_name="备注")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="指纹")),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("recorded_at", models.DateTimeField(verbose_name="入库时间")),
            ],
            options={
                "ordering": ["-starts_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Branch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("division", models.CharField(blank=True, max_length=12, verbose_name="区划")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="地址")),
                ("from_on", models.DateField(verbose_name="设立日期")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="注销日期")),
            ],
            options={
                "ordering": ["body", "name"],
            },
        ),
        migrations.CreateModel(
            name="DesignatedLab",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="指定编号")),
                (
                    "uscc",
                    models.CharField(max_length=18, unique=True, verbose_name="统一社会信用代码"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("division", models.CharField(max_length=12, verbose_name="住所区划")),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Designation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product_class", models.CharField(max_length=4, verbose_name="产品种类代码")),
                ("from_on", models.DateField(verbose_name="指定日期")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("because", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "ordering": ["product_class", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="EnergyRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cycle", models.CharField(max_length=2, verbose_name="报送周期")),
                ("from_on", models.DateField(verbose_name="统计开始日期")),
                ("to_on", models.DateField(verbose_name="统计截止日期")),
                (
                    "output_value",
                    models.DecimalField(
                        decimal_places=4, max_digits=18, verbose_name="工业总产值（万元）"
                    ),
                ),
                (
                    "energy",
                    models.DecimalField(
                        decimal_places=4, max_digits=24, verbose_name="综合能耗（吨标准煤）"
                    ),
                ),
                ("product", models.CharField(max_length=50, verbose_name="产品")),
                (
                    "output",
                    models.DecimalField(decimal_places=4, max_digits=18, verbose_name="产量"),
                ),
                ("unit", models.CharField(max_length=2, verbose_name="单位代码")),
                ("unit_text", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                (
                    "product_energy",
                    models.DecimalField(decimal_places=4, max_digits=24, verbose_name="产品能耗"),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
            ],
            options={
                "ordering": ["certificate", "from_on", "product"],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="起")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="止")),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="行")),
            ],
            options={
                "ordering": ["practitioner", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="证明编号")),
                ("product", models.CharField(max_length=300, verbose_name="产品")),
                (
                    "product_class",
                    models.CharField(blank=True, max_length=4, verbose_name="产品种类"),
                ),
                (
                    "purpose_item",
                    models.PositiveSmallIntegerField(verbose_name="免办用途（第四十二条第几项）"),
                ),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="用途说明")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="数量"),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="单位")),
                ("issued_on", models.DateField(verbose_name="出具日期")),
                ("expires_on", models.DateField(verbose_name="有效期止")),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ObjectEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tag",
                    models.CharField(
                        choices=[
                            ("body", "认证机构"),
                            ("designated_body", "指定认证机构"),
                            ("designated_lab", "指定实验室"),
                            ("system_holder", "管理体系获证组织"),
                            ("service_holder", "服务获证组织"),
                            ("product_holder", "自愿性产品获证组织"),
                            ("organic_holder", "有机产品获证组织"),
                            ("ccc_holder", "CCC 获证组织"),
                            ("ccc_producer", "CCC 目录内产品生产者"),
                            ("ccc_importer", "CCC 目录内产品进口商"),
                            ("ccc_seller", "CCC 目录内产品销售者"),
                            ("ccc_user", "CCC 目录内产品经营性使用者"),
                            ("organic_seller", "以有机产品名义销售者"),
                            ("unapproved_body", "未经批准从事认证者"),
                        ],
                        max_length=24,
                        verbose_name="标签",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("rule", "由证书信息自动归集"),
                            ("enterprises", "企业名单导入"),
                            ("complaint", "投诉举报"),
                            ("online", "网络监测"),
                            ("officer", "执法人员录入"),
                        ],
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="入库依据")),
                ("from_on", models.DateField(verbose_name="入库日期")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="出库日期")),
                (
                    "out_because",
                    models.CharField(blank=True, max_length=300, verbose_name="出库依据"),
                ),
                ("entered_by", models.CharField(blank=True, max_length=60, verbose_name="录入人")),
            ],
            options={
                "ordering": ["tag", "from_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OrganicCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=17, unique=True, verbose_name="有机码")),
                ("product", models.CharField(max_length=200, verbose_name="产品")),
                ("given_on", models.DateField(verbose_name="发放日期")),
                ("line", models.PositiveIntegerField(verbose_name="行")),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="OrganisationContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(blank=True, max_length=100, verbose_name="联系人")),
                ("phone", models.CharField(blank=True, max_length=300, verbose_name="联系电话")),
                ("fax", models.CharField(blank=True, max_length=50, verbose_name="传真")),
                ("post_code", models.CharField(blank=True, max_length=20, verbose_name="邮编")),
                (
                    "legal_person",
                    models.CharField(blank=True, max_length=100, verbose_name="法定代表人"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="入库时间")),
            ],
            options={
                "ordering": ["organisation", "body"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("applicant", "认证委托人"),
                            ("producer", "生产者（制造商）"),
                            ("factory", "生产企业"),
                        ],
                        max_length=10,
                        verbose_name="身份",
                    ),
                ),
            ],
            options={
                "ordering": ["certificate", "part"],
            },
        ),
        migrations.CreateModel(
            name="PractitionerIdentity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("document_type", models.CharField(max_length=2, verbose_name="证件类型")),
                ("document_no", models.CharField(max_length=30, verbose_name="证件号码")),
                ("phone", models.CharField(blank=True, max_length=100, verbose_name="电话")),
            ],
            options={
                "ordering": ["body", "name"],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="序号")),
                ("name", models.CharField(max_length=2000, verbose_name="产品名称")),
                (
                    "models_text",
                    models.CharField(blank=True, max_length=4000, verbose_name="规格型号"),
                ),
                (
                    "product_class",
                    models.CharField(blank=True, max_length=10, verbose_name="产品种类"),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=500, verbose_name="生产地址或基地"),
                ),
                (
                    "area_mu",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="面积（亩）",
                    ),
                ),
                (
                    "output",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="产量"
                    ),
                ),
                ("output_unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
            ],
            options={
                "ordering": ["certificate", "position"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=10, verbose_name="领域")),
                ("level", models.CharField(blank=True, max_length=2, verbose_name="级别")),
                ("from_on", models.DateField(verbose_name="注册日期")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="注册有效期至"),
                ),
            ],
            options={
                "ordering": ["practitioner", "domain", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="限制")),
                ("because", models.CharField(max_length=300, verbose_name="依据")),
                ("from_on", models.DateField(verbose_name="起")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="止")),
                ("set_by", models.CharField(blank=True, max_length=20, verbose_name="设定单位")),
            ],
            options={
                "ordering": ["organisation", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="SelfDeclaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="声明编号")),
                ("product", models.CharField(max_length=300, verbose_name="产品")),
                ("product_class", models.CharField(max_length=4, verbose_name="产品种类")),
                (
                    "models_text",
                    models.CharField(blank=True, max_length=2000, verbose_name="规格型号"),
                ),
                ("declared_on", models.DateField(verbose_name="声明日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "laboratory",
                    models.CharField(blank=True, max_length=200, verbose_name="检测机构"),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
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
                        choices=[("in", "签到（首次会议）"), ("out", "签退（末次会议）")],
                        max_length=3,
                        verbose_name="类别",
                    ),
                ),
                ("signer", models.CharField(max_length=60, verbose_name="签到人")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="纬度")),
                ("lng", models.FloatField(blank=True, null=True, verbose_name="经度")),
                ("photos", models.PositiveSmallIntegerField(default=0, verbose_name="照片数")),
                ("exception", models.CharField(blank=True, max_length=20, verbose_name="异常")),
                ("explanation", models.CharField(blank=True, max_length=1000, verbose_name="说明")),
                (
                    "explained_by_auditor_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="审核员说明时间"),
                ),
                (
                    "explained_by_body_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="机构说明时间"),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "registration_no",
                    models.CharField(blank=True, max_length=40, verbose_name="注册编号"),
                ),
                ("role", models.CharField(blank=True, max_length=2, verbose_name="角色")),
                ("qualification", models.CharField(blank=True, max_length=2, verbose_name="资格")),
                (
                    "document_type",
                    models.CharField(blank=True, max_length=2, verbose_name="证件类型"),
                ),
                (
                    "document_no",
                    models.CharField(blank=True, max_length=30, verbose_name="证件号码"),
                ),
                ("phone", models.CharField(blank=True, max_length=100, verbose_name="电话")),
            ],
            options={
                "ordering": ["plan", "role", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TransactionCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="销售证编号")),
                ("product", models.CharField(max_length=200, verbose_name="产品")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=4, max_digits=18, verbose_name="数量"),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="单位")),
                ("buyer", models.CharField(max_length=300, verbose_name="购买方")),
                (
                    "buyer_uscc",
                    models.CharField(blank=True, max_length=18, verbose_name="购买方代码"),
                ),
                ("issued_on", models.DateField(verbose_name="颁发日期")),
                ("line", models.PositiveIntegerField(verbose_name="行")),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="VersionDetail",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="detail",
                        serialize=False,
                        to="registers.certificateversion",
                    ),
                ),
                ("body", models.CharField(max_length=40, verbose_name="上报机构")),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="认证决定日期"),
                ),
                (
                    "report_type",
                    models.CharField(blank=True, max_length=2, verbose_name="上报类型"),
                ),
                ("activity", models.CharField(blank=True, max_length=4, verbose_name="审核活动")),
                ("causes", models.JSONField(default=list, verbose_name="原因")),
                ("change_types", models.JSONField(default=list, verbose_name="变更类别")),
                ("details", models.JSONField(default=dict, verbose_name="非公开信息")),
            ],
            options={
                "ordering": ["version"],
            },
        ),
        migrations.AddField(
            model_name="body",
            name="accreditations",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60),
                default=list,
                size=None,
                verbose_name="认可资质",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="approval_expires_on",
            field=models.DateField(blank=True, null=True, verbose_name="批准书有效期至"),
        ),
        migrations.AddField(
            model_name="body",
            name="approved_on",
            field=models.DateField(blank=True, null=True, verbose_name="批准日期"),
        ),
        migrations.AddField(
            model_name="body",
            name="fulltime_staff",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="专职认证人员数"),
        ),
        migrations.AddField(
            model_name="body",
            name="is_foreign",
            field=models.BooleanField(default=False, verbose_name="外资"),
        ),
        migrations.AddField(
            model_name="body",
            name="standing",
            field=models.CharField(
                choices=[
                    ("valid", "有效"),
                    ("restricted", "部分暂停"),
                    ("revoked", "撤销"),
                    ("cancelled", "注销"),
                ],
                default="valid",
                max_length=12,
                verbose_name="资质状态",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="effective_on",
            field=models.DateField(blank=True, null=True, verbose_name="状态起始日期"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("system", "管理体系认证"),
                    ("service", "服务认证"),
                    ("voluntary", "自愿性产品认证"),
                    ("ccc", "强制性产品认证"),
                    ("organic", "有机产品认证"),
                ],
                default="system",
                max_length=10,
                verbose_name="类别",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="suspended_until",
            field=models.DateField(blank=True, null=True, verbose_name="暂停截止日期"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="address",
            field=models.CharField(blank=True, max_length=450, verbose_name="组织地址"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="details",
            field=models.JSONField(default=dict, verbose_name="专有信息"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="division",
            field=models.CharField(blank=True, max_length=12, verbose_name="行政区划代码"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="effective_on",
            field=models.DateField(default=datetime.date(1970, 1, 1), verbose_name="生效日期"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="first_issued_on",
            field=models.DateField(blank=True, null=True, verbose_name="初次获证日期"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="former_body",
            field=models.CharField(blank=True, max_length=40, verbose_name="原颁证机构批准号"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="former_number",
            field=models.CharField(blank=True, max_length=60, verbose_name="原证书编号"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="happening",
            field=models.CharField(
                choices=[
                    ("granted", "颁发"),
                    ("reported", "监督上报"),
                    ("changed", "变更"),
                    ("exchanged", "换证"),
                    ("suspended", "暂停"),
                    ("prolonged", "延长暂停"),
                    ("restored", "恢复"),
                    ("revoked", "撤销"),
                    ("cancelled", "注销"),
                    ("expired", "到期失效"),
                    ("corrected", "更正"),
                ],
                default="granted",
                max_length=12,
                verbose_name="事件",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="holder",
            field=models.CharField(default="", max_length=300, verbose_name="获证组织名称"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="item",
            field=models.CharField(default="", max_length=100, verbose_name="认证项目"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="item_code",
            field=models.CharField(default="", max_length=20, verbose_name="认证项目代码"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="main_number",
            field=models.CharField(blank=True, max_length=60, verbose_name="主证书编号"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="standard",
            field=models.CharField(blank=True, max_length=2000, verbose_name="认证依据"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="superseded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="失去效力时间"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_versions",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="suspended_until",
            field=models.DateField(blank=True, null=True, verbose_name="暂停截止日期"),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="uscc",
            field=models.CharField(default="", max_length=18, verbose_name="统一社会信用代码"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="organisation",
            name="country",
            field=models.CharField(default="156", max_length=3, verbose_name="国家地区"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="noted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="最近办理记录时间"),
        ),
        migrations.AddField(
            model_name="practitioner",
            name="is_fulltime",
            field=models.BooleanField(default=True, verbose_name="专职"),
        ),
        migrations.AddField(
            model_name="practitioner",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("auditor", "审核员"),
                    ("product_inspector", "检查员"),
                    ("service_assessor", "审查员"),
                ],
                max_length=20,
                verbose_name="类别",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤回时间"),
        ),
        migrations.AddField(
            model_name="upload",
            name="undone_because",
            field=models.CharField(blank=True, max_length=300, verbose_name="撤回原因"),
        ),
        migrations.AddField(
            model_name="upload",
            name="undone_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="撤回人"),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="registers.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="standard",
            field=models.CharField(blank=True, max_length=2000, verbose_name="认证依据"),
        ),
        migrations.AlterField(
            model_name="certificateversion",
            name="certificate",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="registers.certificate",
            ),
        ),
        migrations.AlterField(
            model_name="certificateversion",
            name="status",
            field=models.CharField(
                choices=[
                    ("01", "有效"),
                    ("02", "暂停"),
                    ("03", "撤销"),
                    ("04", "注销"),
                    ("05", "过期失效"),
                ],
                max_length=2,
                verbose_name="证书状态",
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="address",
            field=models.CharField(blank=True, max_length=450, verbose_name="地址"),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="division",
            field=models.CharField(
                blank=True, db_index=True, max_length=12, verbose_name="行政区划代码"
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="name",
            field=models.CharField(max_length=300, verbose_name="名称"),
        ),
        migrations.AlterField(
            model_name="practitioner",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="practitioners",
                to="registers.body",
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="stage",
            field=models.CharField(
                choices=[
                    ("received", "已接收，正在核验"),
                    ("refused", "未通过核验"),
                    ("accepted", "已入库"),
                    ("undone", "已撤回"),
                ],
                default="received",
                max_length=20,
                verbose_name="状态",
            ),
        ),
        migrations.AddIndex(
            model_name="certificateversion",
            index=models.Index(
                fields=["certificate", "-effective_on", "-id"], name="version_by_day"
            ),
        ),
        migrations.AddIndex(
            model_name="certificateversion",
            index=models.Index(
                condition=models.Q(("superseded_by__isnull", False)),
                fields=["superseded_by"],
                name="version_by_correction",
            ),
        ),
        migrations.AddField(
            model_name="approveddomain",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="domains",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="auditplan",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="auditplan",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="auditplan",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_plans",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="auditplan",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="certificate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="registers.certificate",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="registers.auditplan",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="practitioner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="registers.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="branch",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="branches",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="designatedlab",
            name="authority",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="designation",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="designations",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="designation",
            name="designated_lab",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="designations",
                to="registers.designatedlab",
            ),
        ),
        migrations.AddField(
            model_name="energyrecord",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="energy",
                to="registers.certificate",
            ),
        ),
        migrations.AddField(
            model_name="energyrecord",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="energy",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="engagement",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="engagements",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="engagement",
            name="practitioner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="engagements",
                to="registers.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="engagement",
            name="upload",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="authority",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exemptions",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="objectentry",
            name="authority",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="authorities.authority",
            ),
        ),
        migrations.AddField(
            model_name="objectentry",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="registers.body",
            ),
        ),
        migrations.AddField(
            model_name="objectentry",
            name="designated_lab",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="registers.designatedlab",
            ),
        ),
        migrations.AddField(
            model_name="objectentry",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="organiccode",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codes",
                to="registers.certificate",
            ),
        ),
        migrations.AddField(
            model_name="organiccode",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codes",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="organisationcontact",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.body"
            ),
        ),
        migrations.AddField(
            model_name="organisationcontact",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parties",
                to="registers.certificate",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="practitioneridentity",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.body"
            ),
        ),
        migrations.AddField(
            model_name="practitioneridentity",
            name="practitioner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="identities",
                to="registers.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="products",
                to="registers.certificate",
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="practitioner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="registers.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restrictions",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="selfdeclaration",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declarations",
                to="registers.organisation",
            ),
        ),
        migrations.AddField(
            model_name="signin",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_ins",
                to="registers.auditplan",
            ),
        ),
        migrations.AddField(
            model_name="signin",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_ins",
                to="registers.upload",
            ),
        ),
        migrations.AddField(
            model_name="teammember",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="team",
                to="registers.auditplan",
            ),
        ),
        migrations.AddField(
            model_name="teammember",
            name="practitioner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="transactioncertificate",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="registers.certificate",
            ),
        ),
        migrations.AddField(
            model_name="transactioncertificate",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="registers.upload",
            ),
        ),
        migrations.AddConstraint(
            model_name="approveddomain",
            constraint=models.UniqueConstraint(
                fields=("body", "domain", "from_on"), name="domain_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="approveddomain",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="domain_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="auditplan",
            index=models.Index(fields=["organisation", "starts_at"], name="plan_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="auditplan",
            index=models.Index(fields=["starts_at", "id"], name="plan_by_start"),
        ),
        migrations.AddConstraint(
            model_name="auditplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("body", "number"),
                name="plan_once_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))),
                name="plan_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="auditresult",
            index=models.Index(fields=["organisation", "starts_at"], name="result_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="auditresult",
            index=models.Index(fields=["practitioner", "starts_at"], name="result_by_practitioner"),
        ),
        migrations.AddIndex(
            model_name="auditresult",
            index=models.Index(fields=["starts_at", "id"], name="result_by_start"),
        ),
        migrations.AddConstraint(
            model_name="auditresult",
            constraint=models.UniqueConstraint(
                fields=("body", "fingerprint"), name="result_once_a_body"
            ),
        ),
        migrations.AddConstraint(
            model_name="branch",
            constraint=models.UniqueConstraint(
                fields=("body", "name", "from_on"), name="branch_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="designation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body", None), ("designated_lab__isnull", False)),
                    models.Q(("body__isnull", False), ("designated_lab", None)),
                    _connector="OR",
                ),
                name="designation_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="energyrecord",
            constraint=models.UniqueConstraint(
                fields=("certificate", "cycle", "from_on", "product"), name="energy_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="engagement_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on__gte", models.F("issued_on"))),
                name="exemption_expires_after_issue",
            ),
        ),
        migrations.AddIndex(
            model_name="objectentry",
            index=models.Index(fields=["authority", "tag"], name="entry_by_authority"),
        ),
        migrations.AddConstraint(
            model_name="objectentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("body", None), ("designated_lab", None), ("organisation__isnull", False)
                    ),
                    models.Q(
                        ("body__isnull", False), ("designated_lab", None), ("organisation", None)
                    ),
                    models.Q(
                        ("body", None), ("designated_lab__isnull", False), ("organisation", None)
                    ),
                    _connector="OR",
                ),
                name="entry_of_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on", None)),
                fields=("organisation", "tag"),
                name="entry_once_by_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on", None)),
                fields=("body", "tag"),
                name="entry_once_by_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on", None)),
                fields=("designated_lab", "tag"),
                name="entry_once_by_designated_lab",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="entry_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationcontact",
            constraint=models.UniqueConstraint(
                fields=("organisation", "body"), name="contact_once_a_body"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                fields=("certificate", "organisation", "part"), name="party_once_a_certificate"
            ),
        ),
        migrations.AddConstraint(
            model_name="practitioneridentity",
            constraint=models.UniqueConstraint(
                fields=("body", "document_type", "document_no"), name="identity_once_a_body"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(
                fields=("certificate", "position"), name="product_by_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("practitioner", "domain", "from_on"), name="registration_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="restriction_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="signin",
            constraint=models.UniqueConstraint(fields=("plan", "kind", "at"), name="sign_in_once"),
        ),
        migrations.AddIndex(
            model_name="teammember",
            index=models.Index(fields=["document_no"], name="member_by_document"),
        ),
    ]
