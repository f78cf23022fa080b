"""The roles a person can hold in an authority or a certification body."""

from enum import StrEnum


class Role(StrEnum):
    """What a post lets its holder do; a person may hold several posts, one at a time in use."""

    PLANNER = "planner"  # plans, freezes and carries out draws (抽查计划)
    OFFICER = "officer"  # 执法人员, enters results
    REVIEWER = "reviewer"  # reviews and publishes results
    CASE_HANDLER = "case_handler"  # 办案人员, registers and verifies clues
    HEAD = "head"  # 负责人, approves filing (PROC 19)
    CLERK = "clerk"  # a certification body's data officer
    WITNESS = "witness"  # 见证岗, countersigns checkpoints of the ledger
    AUDIT = "audit"  # 审计岗, reads ledgers, and who looked at them
    SYSTEM = "system"  # keeps registers and units

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call this role."""
        return TITLES[self]


TITLES = {
    Role.PLANNER: "抽查计划岗",
    Role.OFFICER: "执法人员",
    Role.REVIEWER: "审核公示岗",
    Role.CASE_HANDLER: "办案人员",
    Role.HEAD: "负责人",
    Role.CLERK: "机构信息员",
    Role.WITNESS: "见证岗",
    Role.AUDIT: "审计岗",
    Role.SYSTEM: "系统管理岗",
}
