"""Object registers (检查对象名录库): which subjects stand in them under which tags, by which rule.

Spot checks are drawn from object registers, kept per item and kept up to date (N102 四(二)). A subject
can have several tags, each for what it does; certificates move it in and out by rule, and what has no
certificate at all is entered by hand: sellers, importers and business users of catalogue goods,
sellers of goods called organic, and those who certify without approval. Subjects, tags and licences
are counted apart, since one subject may hold many certificates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.kernel.refusal import Reason, reason
from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind


class Tag(StrEnum):
    """For what a subject stands in an object register."""

    BODY = "body"
    DESIGNATED_BODY = "designated_body"
    DESIGNATED_LAB = "designated_lab"
    SYSTEM_HOLDER = "system_holder"
    SERVICE_HOLDER = "service_holder"
    PRODUCT_HOLDER = "product_holder"
    ORGANIC_HOLDER = "organic_holder"
    CCC_HOLDER = "ccc_holder"
    CCC_PRODUCER = "ccc_producer"
    CCC_IMPORTER = "ccc_importer"
    CCC_SELLER = "ccc_seller"
    CCC_USER = "ccc_user"
    ORGANIC_SELLER = "organic_seller"
    UNAPPROVED_BODY = "unapproved_body"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call subjects with this tag."""
        return TAG_TITLES[self]


TAG_TITLES = {
    Tag.BODY: "认证机构",
    Tag.DESIGNATED_BODY: "指定认证机构",
    Tag.DESIGNATED_LAB: "指定实验室",
    Tag.SYSTEM_HOLDER: "管理体系获证组织",
    Tag.SERVICE_HOLDER: "服务获证组织",
    Tag.PRODUCT_HOLDER: "自愿性产品获证组织",
    Tag.ORGANIC_HOLDER: "有机产品获证组织",
    Tag.CCC_HOLDER: "CCC 获证组织",
    Tag.CCC_PRODUCER: "CCC 目录内产品生产者",
    Tag.CCC_IMPORTER: "CCC 目录内产品进口商",
    Tag.CCC_SELLER: "CCC 目录内产品销售者",
    Tag.CCC_USER: "CCC 目录内产品经营性使用者",
    Tag.ORGANIC_SELLER: "以有机产品名义销售者",
    Tag.UNAPPROVED_BODY: "未经批准从事认证者",
}
BY_HAND = frozenset(
    {
        Tag.CCC_PRODUCER,
        Tag.CCC_IMPORTER,
        Tag.CCC_SELLER,
        Tag.CCC_USER,
        Tag.ORGANIC_SELLER,
        Tag.UNAPPROVED_BODY,
    }
)
# Which spot-check items (catalogue.checks) concern subjects with a tag. Certifying without approval
# has no item of its own: such subjects are met by clues and not by draws.
HOLDERS = (Tag.SYSTEM_HOLDER, Tag.SERVICE_HOLDER, Tag.PRODUCT_HOLDER)
ITEMS: dict[Tag, tuple[str, ...]] = {
    Tag.BODY: ("CI-01", "CI-03"),
    Tag.DESIGNATED_BODY: ("CI-01", "CI-03"),
    Tag.DESIGNATED_LAB: ("CI-02",),
    **dict.fromkeys(HOLDERS, ("CI-04", "CI-08")),
    Tag.SYSTEM_HOLDER: ("CI-04", "CI-07", "CI-08"),
    Tag.ORGANIC_HOLDER: ("CI-04", "CI-06", "CI-08"),
    Tag.CCC_HOLDER: ("CI-04", "CI-05", "CI-08"),
    **dict.fromkeys((Tag.CCC_PRODUCER, Tag.CCC_IMPORTER, Tag.CCC_SELLER, Tag.CCC_USER), ("CI-05",)),
    Tag.ORGANIC_SELLER: ("CI-06",),
    Tag.UNAPPROVED_BODY: (),
}


class Source(StrEnum):
    """Where an entry came from."""

    RULE = "rule"
    ENTERPRISES = "enterprises"
    COMPLAINT = "complaint"
    ONLINE = "online"
    OFFICER = "officer"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return SOURCE_TITLES[self]


SOURCE_TITLES = {
    Source.RULE: "由证书信息自动归集",
    Source.ENTERPRISES: "企业名单导入",
    Source.COMPLAINT: "投诉举报",
    Source.ONLINE: "网络监测",
    Source.OFFICER: "执法人员录入",
}
TAG_OF_KIND = {
    Kind.SYSTEM: Tag.SYSTEM_HOLDER,
    Kind.SERVICE: Tag.SERVICE_HOLDER,
    Kind.VOLUNTARY: Tag.PRODUCT_HOLDER,
    Kind.CCC: Tag.CCC_HOLDER,
    Kind.ORGANIC: Tag.ORGANIC_HOLDER,
}
# What keeps a holder in the register: a suspended certificate may not be used, which is checked.
HELD_IN = frozenset({Status.VALID, Status.SUSPENDED})


@dataclass(frozen=True)
class Held:
    """A certificate as the rule looks at it; ``is_factory`` where the subject makes the product."""

    kind: Kind
    status: Status
    expires_on: date
    is_factory: bool = False


def tags_by_rule(held: Iterable[Held], day: date) -> frozenset[Tag]:
    """The tags that a subject has on a day by its certificates: what moves it in, and else out.

    A certificate counts while it is valid or suspended and its period has not run out. The factory
    on a CCC certificate is a producer of catalogue goods, whoever holds the certificate.
    """
    counting = [one for one in held if one.status in HELD_IN and day <= one.expires_on]
    tags = {TAG_OF_KIND[one.kind] for one in counting if not one.is_factory}
    if any(one.is_factory and one.kind is Kind.CCC for one in counting):
        tags.add(Tag.CCC_PRODUCER)
    return frozenset(tags)


def why_not_enter(tag: Tag, source: Source, because: str) -> tuple[Reason, ...]:
    """Every reason against entering a subject by hand under a tag."""
    reasons = []
    if tag not in BY_HAND:
        reasons.append(
            reason(
                "object.by-rule",
                "“{tag}”由证书和批准信息自动归集，不能手工录入。请上报证书信息，或者选择其他标签。",
                tag=tag.title,
            )
        )
    if source is not Source.RULE and not because.strip():
        reasons.append(
            reason("object.because", "请写明录入依据，例如名单名称、投诉编号或者网页地址。")
        )
    return tuple(reasons)


def items_of(tag: Tag) -> tuple[str, ...]:
    """The spot-check items for which subjects with a tag can be drawn."""
    return ITEMS[tag]


def tags_for(item: str) -> tuple[Tag, ...]:
    """The tags whose subjects stand in the object register of a spot-check item."""
    return tuple(tag for tag, items in ITEMS.items() if item in items)
