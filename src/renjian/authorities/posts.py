"""The roles a person can hold in an authority or a certification body, and what a post is.

System, security and audit are the three administrators (三员) that level 3 of classified
protection (GB/T 22239-2019) keeps apart: one enters, one confirms, one looks on.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a post lets its holder do; a person may hold several posts, one at a time in use."""

    PLANNER = "planner"  # plans, freezes and carries out draws (抽查计划)
    OFFICER = "officer"  # 执法人员, enters results
    REVIEWER = "reviewer"  # reviews and publishes results
    CASE_HANDLER = "case_handler"  # 办案人员, registers and verifies clues
    LEGAL_REVIEWER = "legal_reviewer"  # 法制审核, reviews cases before they are decided
    HEAD = "head"  # 负责人, approves filing (PROC 19)
    CREDIT_OFFICER = "credit_officer"  # 信用监管岗, classes and lists of credit
    DISCIPLINE_OBSERVER = "discipline_observer"  # 纪检监督员, looks on at draws and recusals
    CLERK = "clerk"  # a certification body's data officer
    WITNESS = "witness"  # 见证岗, countersigns checkpoints of the ledger
    AUDIT = "audit"  # 审计岗, reads ledgers, and who looked at them
    SECURITY = "security"  # 安全管理岗, confirms posts, unlocks and resets accounts
    SYSTEM = "system"  # 系统管理岗, enters people and units

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call this role."""
        return TITLES[self]


TITLES = {
    Role.PLANNER: "抽查计划岗",
    Role.OFFICER: "执法人员",
    Role.REVIEWER: "审核公示岗",
    Role.CASE_HANDLER: "办案人员",
    Role.LEGAL_REVIEWER: "法制审核岗",
    Role.HEAD: "负责人",
    Role.CREDIT_OFFICER: "信用监管岗",
    Role.DISCIPLINE_OBSERVER: "纪检监督员",
    Role.CLERK: "机构信息员",
    Role.WITNESS: "见证岗",
    Role.AUDIT: "审计岗",
    Role.SECURITY: "安全管理岗",
    Role.SYSTEM: "系统管理岗",
}
ADMINISTRATORS = frozenset({Role.SYSTEM, Role.SECURITY, Role.AUDIT})
# A witness attests as itself, and a clerk's body is no authority whose people could stand in.
NOT_DELEGATED = ADMINISTRATORS | {Role.WITNESS, Role.CLERK}
CARRY_A_CARD = frozenset({Role.OFFICER, Role.CASE_HANDLER})
BUSINESS = "business"


def side_of(role: Role) -> str:
    """The side that a role stands on: each administrator its own, all other posts together.

    Nobody stands on two sides at the same time.
    """
    return str(role) if role in ADMINISTRATORS else BUSINESS


class Origin(StrEnum):
    """How a post came about."""

    INSTALLED = "installed"  # by the command line, when nobody was there yet to enter it
    APPOINTED = "appointed"
    DELEGATED = "delegated"
    MOVED = "moved"  # it went over to the successor of an abolished unit

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return ORIGIN_TITLES[self]


ORIGIN_TITLES = {
    Origin.INSTALLED: "建站录入",
    Origin.APPOINTED: "任命",
    Origin.DELEGATED: "代理",
    Origin.MOVED: "随机构调整",
}


class PostStage(StrEnum):
    """Whether a second person has confirmed what the first one entered."""

    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return POST_STAGE_TITLES[self]


POST_STAGE_TITLES = {
    PostStage.AWAITING: "待确认",
    PostStage.CONFIRMED: "已确认",
    PostStage.REFUSED: "不予确认",
}
