"""Certified products, organic codes and transactions, and what may do without a CCC certificate."""

from django.db import models
from django.db.models import F, Q

from renjian_site.registers.models.certificates import Certificate
from renjian_site.registers.models.organisations import Organisation
from renjian_site.registers.models.uploads import Upload


class Product(models.Model):
    """A product on a certificate (获证产品), as last reported."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="products")
    position = models.PositiveSmallIntegerField("序号", default=1)
    name = models.CharField("产品名称", max_length=2000)
    models_text = models.CharField("规格型号", max_length=4000, blank=True)
    product_class = models.CharField("产品种类", max_length=10, blank=True)
    place = models.CharField("生产地址或基地", max_length=500, blank=True)
    area_mu = models.DecimalField(
        "面积（亩）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    output = models.DecimalField("产量", max_digits=18, decimal_places=4, null=True, blank=True)
    output_unit = models.CharField("单位", max_length=20, blank=True)

    class Meta:
        ordering = ["certificate", "position"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "position"], name="product_by_position"),
        ]

    def __str__(self) -> str:
        return self.name


class TransactionCertificate(models.Model):
    """A transaction certificate (销售证) of organic goods: their sum may not exceed the output (ORGM 14)."""

    number = models.CharField("销售证编号", max_length=60, unique=True)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="transactions")
    product = models.CharField("产品", max_length=200)
    quantity = models.DecimalField("数量", max_digits=18, decimal_places=4)
    unit = models.CharField("单位", max_length=20)
    buyer = models.CharField("购买方", max_length=300)
    buyer_uscc = models.CharField("购买方代码", max_length=18, blank=True)
    issued_on = models.DateField("颁发日期")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="transactions")
    line = models.PositiveIntegerField("行")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class OrganicCode(models.Model):
    """An organic code (有机码) of 17 digits, printed on one mark."""

    code = models.CharField("有机码", max_length=17, unique=True)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="codes")
    product = models.CharField("产品", max_length=200)
    given_on = models.DateField("发放日期")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="codes")
    line = models.PositiveIntegerField("行")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Exemption(models.Model):
    """A CCC exemption certificate (免予办理强制性产品认证证明, CCCR 42)."""

    number = models.CharField("证明编号", max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="exemptions")
    product = models.CharField("产品", max_length=300)
    product_class = models.CharField("产品种类", max_length=4, blank=True)
    purpose_item = models.PositiveSmallIntegerField("免办用途（第四十二条第几项）")
    purpose = models.CharField("用途说明", max_length=300, blank=True)
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=2)
    unit = models.CharField("单位", max_length=20)
    issued_on = models.DateField("出具日期")
    expires_on = models.DateField("有效期止")
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("issued_on")), name="exemption_expires_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SelfDeclaration(models.Model):
    """A declaration of conformity in place of a CCC certificate (自我声明, rule CNCA-00C-008)."""

    number = models.CharField("声明编号", max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="declarations")
    product = models.CharField("产品", max_length=300)
    product_class = models.CharField("产品种类", max_length=4)
    models_text = models.CharField("规格型号", max_length=2000, blank=True)
    declared_on = models.DateField("声明日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)
    laboratory = models.CharField("检测机构", max_length=200, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
