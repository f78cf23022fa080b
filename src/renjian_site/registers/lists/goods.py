"""The lists of products, transaction certificates, organic codes, exemptions and self-declarations."""

from django.utils.translation import gettext_noop

from renjian.authorities.rights import MATTER_READERS
from renjian.registers.codes import product_class_words
from renjian_site.kit.lists.columns import Column, Show
from renjian_site.kit.lists.filters import Days, Words
from renjian_site.kit.lists.listing import Link, Listing
from renjian_site.registers import queries
from renjian_site.registers.lists.neighbours import IMPORTERS, NEIGHBOURS


def _class(code: object) -> str:
    return product_class_words(str(code))


HOLDER = Column("organisation", gettext_noop("获证组织"), "certificate__organisation__name")
CERTIFICATE = Column("certificate", gettext_noop("证书编号"), "certificate__number", can_sort=True)
SUBJECT = Column("organisation", gettext_noop("组织"), "organisation__name", under=("uscc",))
USCC = Column("uscc", gettext_noop("统一社会信用代码"), "organisation__uscc", is_default=False)

PRODUCTS = Listing(
    name="registers:products",
    title=gettext_noop("获证产品"),
    lead=gettext_noop("本辖区证书上的产品，按最近一次上报。"),
    rows=queries.products,
    columns=(
        Column("name", gettext_noop("产品名称"), "name", under=("models",)),
        HOLDER,
        CERTIFICATE,
        Column("class", gettext_noop("产品种类"), "product_class", words=_class),
        Column("models", gettext_noop("规格型号"), "models_text", is_default=False),
        Column("place", gettext_noop("生产地址或基地"), "place", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("产品、组织名称或证书编号"),
            contained=("name", "certificate__organisation__name", "certificate__number"),
            whole=("product_class",),
        ),
    ),
    order="certificate",
    opens=("registers:product", "pk"),
    empty=gettext_noop("还没有获证产品。"),
    neighbours=NEIGHBOURS,
)

TRANSACTIONS = Listing(
    name="registers:transactions",
    title=gettext_noop("有机产品销售证"),
    lead=gettext_noop("销售证数量之和不得超过证书上的产量。"),
    rows=queries.transactions,
    columns=(
        Column("number", gettext_noop("销售证编号"), "number", can_sort=True),
        HOLDER,
        CERTIFICATE,
        Column("product", gettext_noop("产品"), "product"),
        Column("quantity", gettext_noop("数量"), "quantity", Show.NUMBER, under=("unit",)),
        Column("buyer", gettext_noop("购买方"), "buyer"),
        Column("issued_on", gettext_noop("颁发日期"), "issued_on", Show.DAY, can_sort=True),
        Column("unit", gettext_noop("单位"), "unit", is_default=False),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("销售证编号、组织、购买方或证书编号"),
            contained=(
                "number",
                "certificate__organisation__name",
                "buyer",
                "certificate__number",
            ),
        ),
        Days("issued_on", gettext_noop("颁发日期"), "issued_on"),
    ),
    order="number",
    opens=("registers:transaction", "pk"),
    empty=gettext_noop("还没有销售证。"),
    neighbours=NEIGHBOURS,
)

CODES = Listing(
    name="registers:codes",
    title=gettext_noop("有机码"),
    lead=gettext_noop("每枚有机产品认证标志上的 17 位有机码，和它所属的证书。"),
    rows=queries.codes,
    columns=(
        Column("code", gettext_noop("有机码"), "code", can_sort=True),
        HOLDER,
        CERTIFICATE,
        Column("product", gettext_noop("产品"), "product"),
        Column("given_on", gettext_noop("发放日期"), "given_on", Show.DAY, can_sort=True),
    ),
    filters=(
        Words(
            "q",
            gettext_noop("有机码、组织名称或证书编号"),
            contained=("certificate__organisation__name", "certificate__number"),
            whole=("code",),
        ),
        Days("given_on", gettext_noop("发放日期"), "given_on"),
    ),
    order="code",
    opens=("registers:certificate", "certificate__number"),
    empty=gettext_noop("还没有有机码。"),
    neighbours=NEIGHBOURS,
)

EXEMPTIONS = Listing(
    name="registers:exemptions",
    title=gettext_noop("免办证明"),
    lead=gettext_noop("免予办理强制性产品认证证明，由所在地监管部门出具。"),
    rows=queries.exemptions,
    columns=(
        Column("number", gettext_noop("证明编号"), "number", can_sort=True),
        SUBJECT,
        Column("product", gettext_noop("产品"), "product"),
        Column("issued_on", gettext_noop("出具日期"), "issued_on", Show.DAY, can_sort=True),
        Column("expires_on", gettext_noop("有效期止"), "expires_on", Show.DAY, can_sort=True),
        USCC,
    ),
    filters=(
        Words(
            "q",
            gettext_noop("证明编号、组织名称或产品"),
            contained=("number", "organisation__name", "product"),
        ),
        Days("expires_on", gettext_noop("有效期止"), "expires_on"),
    ),
    order="number",
    opens=("registers:exemption", "pk"),
    roles=MATTER_READERS,
    empty=gettext_noop("还没有免办证明。"),
    neighbours=NEIGHBOURS,
    acts=(Link(gettext_noop("导入名录数据"), "registers:imports", IMPORTERS),),
)

DECLARATIONS = Listing(
    name="registers:declarations",
    title=gettext_noop("自我声明"),
    lead=gettext_noop("目录内适用自我声明程序的产品，由生产者声明符合要求。"),
    rows=queries.declarations,
    columns=(
        Column("number", gettext_noop("声明编号"), "number", can_sort=True),
        SUBJECT,
        Column("product", gettext_noop("产品"), "product"),
        Column("class", gettext_noop("产品种类"), "product_class", words=_class),
        Column("declared_on", gettext_noop("声明日期"), "declared_on", Show.DAY, can_sort=True),
        USCC,
    ),
    filters=(
        Words(
            "q",
            gettext_noop("声明编号、组织名称或产品"),
            contained=("number", "organisation__name", "product"),
            whole=("product_class",),
        ),
        Days("declared_on", gettext_noop("声明日期"), "declared_on"),
    ),
    order="number",
    opens=("registers:declaration", "pk"),
    roles=MATTER_READERS,
    empty=gettext_noop("还没有自我声明。"),
    neighbours=NEIGHBOURS,
    acts=(Link(gettext_noop("导入名录数据"), "registers:imports", IMPORTERS),),
)
