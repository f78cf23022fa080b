"""Kinds of offender that jurisdiction turns on (N102 一, 二)."""

from enum import StrEnum


class OffenderKind(StrEnum):
    """What an offender is in certification.

    Whether a laboratory or an inspection body is designated decides whether it is a practice
    organisation (correction K-11).
    """

    BODY = "body"
    DESIGNATED_BODY = "designated_body"
    FOREIGN_BODY = "foreign_body"
    DESIGNATED_LAB = "designated_lab"
    PRACTITIONER = "practitioner"
    RESPONSIBLE_PERSON = "responsible_person"
    CERTIFIED_ORGANISATION = "certified_organisation"
    APPLICANT = "applicant"
    APPROVAL_APPLICANT = "approval_applicant"
    PRODUCER = "producer"
    SELLER = "seller"
    IMPORTER = "importer"
    USER = "user"
    LABORATORY = "laboratory"
    INSPECTION_BODY = "inspection_body"
    UNAPPROVED = "unapproved"
    BROKER = "broker"
    ACCREDITATION_BODY = "accreditation_body"
    REGULATOR = "regulator"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this kind."""
        return OFFENDER_TITLES[self]


OFFENDER_TITLES = {
    OffenderKind.BODY: "认证机构",
    OffenderKind.DESIGNATED_BODY: "指定认证机构",
    OffenderKind.FOREIGN_BODY: "境外认证机构",
    OffenderKind.DESIGNATED_LAB: "指定实验室",
    OffenderKind.PRACTITIONER: "认证从业人员",
    OffenderKind.RESPONSIBLE_PERSON: "其他直接责任人员",
    OffenderKind.CERTIFIED_ORGANISATION: "获证组织",
    OffenderKind.APPLICANT: "认证委托人",
    OffenderKind.APPROVAL_APPLICANT: "认证机构资质申请人",
    OffenderKind.PRODUCER: "生产者",
    OffenderKind.SELLER: "销售者",
    OffenderKind.IMPORTER: "进口商",
    OffenderKind.USER: "在其他经营活动中的使用者",
    OffenderKind.LABORATORY: "未经指定的实验室",
    OffenderKind.INSPECTION_BODY: "检查机构",
    OffenderKind.UNAPPROVED: "未经批准从事认证活动的单位或者个人",
    OffenderKind.BROKER: "认证中介",
    OffenderKind.ACCREDITATION_BODY: "认可机构",
    OffenderKind.REGULATOR: "认证监管部门工作人员",
    OffenderKind.OTHER: "其他单位或者个人",
}

# Other words for a kind, as the notice, its duty list and the glossary have them.
OTHER_WORDS = {
    "强制性产品指定认证机构": OffenderKind.DESIGNATED_BODY,
    "认证人员": OffenderKind.PRACTITIONER,
    "审核员": OffenderKind.PRACTITIONER,
    "检查员": OffenderKind.PRACTITIONER,
    "审查员": OffenderKind.PRACTITIONER,
    "技术专家": OffenderKind.PRACTITIONER,
    "咨询机构": OffenderKind.BROKER,
    "中介": OffenderKind.BROKER,
}

# 认证从业机构 as the notice defines them (N102 一(一)).
PRACTICE_ORGANISATIONS = frozenset(
    {
        OffenderKind.BODY,
        OffenderKind.DESIGNATED_BODY,
        OffenderKind.FOREIGN_BODY,
        OffenderKind.DESIGNATED_LAB,
    }
)
# Natural persons that sanctions against "persons directly responsible" can meet.
PERSONS = frozenset({OffenderKind.PRACTITIONER, OffenderKind.RESPONSIBLE_PERSON})
# The wider kinds that an offender also is: a designated body is a body, and whoever holds a
# certificate applied for it.
WIDER: dict[OffenderKind, frozenset[str]] = {
    OffenderKind.CERTIFIED_ORGANISATION: frozenset({"applicant"}),
    OffenderKind.DESIGNATED_BODY: frozenset({"body"}),
}
ANYONE = "anyone"
