"""Which posts may do what: the one table of rights, and what it must never say.

The doors of the pages are tested against it, so that the table that security administrators read is
the truth and no copy of it.
"""

from enum import StrEnum

from renjian.authorities.posts import NOT_DELEGATED, Role


class Right(StrEnum):
    """Something that posts let their holders do."""

    READ_MATTERS = "matters.read"
    READ_AUDITS = "audits.read"
    READ_BOARD = "board.read"
    READ_TREE = "tree.read"
    READ_PEOPLE = "people.read"
    READ_ACCOUNTS = "accounts.read"
    READ_SIGN_INS = "sign-ins.read"
    READ_LOOKS = "looks.read"
    READ_WEAK_SPOTS = "weak-spots.read"
    READ_LEDGER = "ledger.read"
    EXPORT = "lists.export"
    UPLOAD = "certificates.upload"
    ENTER_OBJECT = "objects.enter"
    RESTRICT = "subjects.restrict"
    IMPORT_REGISTERS = "registers.import"
    IMPORT_CLASSES = "classes.import"
    PLAN_DRAW = "draw.plan"
    CARRY_OUT_DRAW = "draw.carry-out"
    SAY_VALUE = "draw.say-value"
    ASK_TO_VOID = "draw.ask-to-void"
    DECIDE_VOID = "draw.decide-void"
    READ_FULL_RECORD = "draw.full-record"
    HAND_OUT = "tasks.hand-out"
    REPLACE_OBJECT = "task.replace"
    ENTER_RESULT = "result.enter"
    PUBLISH_RESULT = "result.publish"
    ISSUE_SHEET = "result.issue-sheet"
    DECIDE_RECUSAL = "recusal.decide"
    REGISTER_CLUE = "clue.register"
    EXPECT_PENALTY = "clue.expect"
    TRANSFER_UP = "clue.transfer-up"
    RECEIVE_CLUE = "clue.receive"
    BRING_IN = "clue.bring-in"
    REPLACE_DOCUMENT = "document.replace"
    MAKE_FILE_AGAIN = "document.make-again"
    FILE_CASE = "case.file"
    FILE_DOCUMENT = "case.file-document"
    ISSUE_NOTICE = "case.issue-notice"
    DATE_ACT = "clue.date-act"
    ASK_FOR_TIME = "limit.ask"
    END_STOP = "limit.resume"
    GRANT_TIME = "limit.decide"
    DRAFT_REQUEST = "consultation.draft"
    SIGN_REQUEST = "consultation.sign"
    ENTER_POST = "post.enter"
    CONFIRM_POST = "post.confirm"
    DELEGATE = "post.delegate"
    REVIEW_POSTS = "posts.review"
    ENTER_DETAILS = "person.details"
    OPEN_DETAILS = "person.open-details"
    ENTER_CARD = "officer.card"
    ENTER_LEAVE = "officer.leave"
    DECLARE_INTEREST = "officer.declare"
    ENTER_EXPERT = "expert.enter"
    LOOK_AFTER_ACCOUNTS = "accounts.look-after"
    UNBIND_ACCOUNT = "account.unbind"
    CHANGE_UNITS = "units.change"
    PROPOSE_LAW = "law.propose"
    APPROVE_LAW = "law.approve"
    MAKE_KEY = "key.make"
    TRY_JOBS_AGAIN = "jobs.try-again"
    MAKE_CHECKPOINT = "checkpoint.make"
    COUNTERSIGN = "checkpoint.countersign"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return RIGHT_TITLES[self]


RIGHT_TITLES = {
    Right.READ_MATTERS: "查看本辖区的抽查、检查、线索、案件、请示和批复",
    Right.READ_AUDITS: "查看审核计划、签到和审核结果",
    Right.READ_BOARD: "查看下级办理情况",
    Right.READ_TREE: "查看机构、行政区划和台账检查点",
    Right.READ_PEOPLE: "查看人员、岗位和技术专家",
    Right.READ_ACCOUNTS: "查看账号",
    Right.READ_SIGN_INS: "查看登录日志",
    Right.READ_LOOKS: "查看查阅日志",
    Right.READ_WEAK_SPOTS: "查看薄弱环节",
    Right.READ_LEDGER: "查看台账",
    Right.EXPORT: "导出列表",
    Right.UPLOAD: "上传证书报告",
    Right.ENTER_OBJECT: "录入、移出检查对象",
    Right.RESTRICT: "登记、解除对组织和机构的限制",
    Right.IMPORT_REGISTERS: "导入其他系统的导出文件和名单",
    Right.IMPORT_CLASSES: "导入风险分类",
    Right.PLAN_DRAW: "制定抽查计划",
    Right.CARRY_OUT_DRAW: "冻结名单并抽取",
    Right.SAY_VALUE: "录入、见证公开随机数",
    Right.ASK_TO_VOID: "申请作废抽查",
    Right.DECIDE_VOID: "决定是否作废抽查",
    Right.READ_FULL_RECORD: "查看含风险分类的完整抽取记录",
    Right.HAND_OUT: "下发检查任务",
    Right.REPLACE_OBJECT: "替换不能检查的对象",
    Right.ENTER_RESULT: "录入检查结果和问题",
    Right.PUBLISH_RESULT: "审核、退回、公示检查结果",
    Right.ISSUE_SHEET: "制发结果记录",
    Right.DECIDE_RECUSAL: "决定回避",
    Right.REGISTER_CLUE: "登记线索",
    Right.EXPECT_PENALTY: "预判处罚种类",
    Right.TRANSFER_UP: "移交上级",
    Right.RECEIVE_CLUE: "接收线索",
    Right.BRING_IN: "让其他单位参与线索",
    Right.REPLACE_DOCUMENT: "换发线索文书",
    Right.MAKE_FILE_AGAIN: "重新制作文书文件",
    Right.FILE_CASE: "批准立案，批准拟处罚意见",
    Right.FILE_DOCUMENT: "登记上级文书",
    Right.ISSUE_NOTICE: "制发行政处罚告知书",
    Right.DATE_ACT: "记载行为日期",
    Right.ASK_FOR_TIME: "登记期限停止计算，申请延长期限",
    Right.END_STOP: "登记期限恢复计算",
    Right.GRANT_TIME: "批准期限的停止计算和延长",
    Right.DRAFT_REQUEST: "起草请示，接收下级的请示，拟写批复",
    Right.SIGN_REQUEST: "报送、补充、转报、撤回请示，签发、废止批复",
    Right.ENTER_POST: "录入、终止岗位",
    Right.CONFIRM_POST: "确认岗位",
    Right.DELEGATE: "委托他人代理自己的岗位",
    Right.REVIEW_POSTS: "季度岗位复核",
    Right.ENTER_DETAILS: "录入个人信息",
    Right.OPEN_DETAILS: "查看个人信息原文",
    Right.ENTER_CARD: "登记执法证、资格和可检查事项",
    Right.ENTER_LEAVE: "登记休假",
    Right.DECLARE_INTEREST: "申报利益关系和原工作单位",
    Right.ENTER_EXPERT: "聘任、解聘技术专家",
    Right.LOOK_AFTER_ACCOUNTS: "重置、解锁账号",
    Right.UNBIND_ACCOUNT: "解除统一身份认证绑定",
    Right.CHANGE_UNITS: "变更机构",
    Right.PROPOSE_LAW: "提出法规数据变更、录入工作日安排",
    Right.APPROVE_LAW: "批准法规数据变更和工作日安排",
    Right.MAKE_KEY: "建立、停用接口密钥",
    Right.TRY_JOBS_AGAIN: "重新办理后台任务",
    Right.MAKE_CHECKPOINT: "做台账检查点",
    Right.COUNTERSIGN: "会签台账检查点",
}

EVERYBODY = frozenset(Role)
REGULATORS = EVERYBODY - {Role.CLERK}
# Who works with people: they are led there, and see the posts of their area.
_PEOPLE = frozenset(
    {
        Role.HEAD,
        Role.PLANNER,
        Role.DISCIPLINE_OBSERVER,
        Role.SYSTEM,
        Role.SECURITY,
        Role.AUDIT,
    }
)
# Who has to do with matters; the others look on, attest, or look after the site.
_BUSINESS = frozenset(
    {
        Role.HEAD,
        Role.PLANNER,
        Role.OFFICER,
        Role.REVIEWER,
        Role.CASE_HANDLER,
        Role.LEGAL_REVIEWER,
        Role.CREDIT_OFFICER,
    }
)
# Who reads matters. The three administrators, who look after site, rights and records, do not:
# they can help nobody to a file, and nobody can press them for one.
MATTER_READERS = _BUSINESS | {Role.DISCIPLINE_OBSERVER}
RIGHTS: dict[Right, frozenset[Role]] = {
    Right.READ_MATTERS: MATTER_READERS,
    Right.READ_AUDITS: MATTER_READERS | {Role.CLERK},
    Right.READ_BOARD: frozenset({Role.HEAD, Role.PLANNER}),
    Right.READ_TREE: REGULATORS,
    Right.READ_PEOPLE: _PEOPLE,
    Right.READ_ACCOUNTS: frozenset({Role.SECURITY, Role.SYSTEM}),
    Right.READ_SIGN_INS: frozenset({Role.SECURITY, Role.AUDIT}),
    Right.READ_LOOKS: frozenset({Role.AUDIT, Role.SYSTEM}),
    Right.READ_WEAK_SPOTS: frozenset({Role.SECURITY, Role.AUDIT}),
    Right.READ_LEDGER: EVERYBODY,
    Right.EXPORT: EVERYBODY,
    Right.UPLOAD: frozenset({Role.CLERK}),
    Right.ENTER_OBJECT: frozenset(
        {
            Role.OFFICER,
            Role.CASE_HANDLER,
            Role.PLANNER,
            Role.REVIEWER,
            Role.HEAD,
            Role.CREDIT_OFFICER,
        }
    ),
    Right.RESTRICT: frozenset({Role.HEAD, Role.CASE_HANDLER, Role.CREDIT_OFFICER}),
    Right.IMPORT_REGISTERS: frozenset({Role.PLANNER}),
    Right.IMPORT_CLASSES: frozenset({Role.PLANNER}),
    Right.PLAN_DRAW: frozenset({Role.PLANNER}),
    Right.CARRY_OUT_DRAW: frozenset({Role.PLANNER}),
    # A witness of the chance decides nothing: what was said must be what the world can read.
    Right.SAY_VALUE: frozenset({Role.PLANNER, Role.HEAD, Role.DISCIPLINE_OBSERVER}),
    Right.ASK_TO_VOID: frozenset({Role.PLANNER}),
    Right.DECIDE_VOID: frozenset({Role.HEAD}),
    Right.READ_FULL_RECORD: frozenset({Role.PLANNER}),
    Right.HAND_OUT: frozenset({Role.PLANNER}),
    Right.REPLACE_OBJECT: frozenset({Role.PLANNER}),
    Right.ENTER_RESULT: frozenset({Role.OFFICER}),
    Right.PUBLISH_RESULT: frozenset({Role.REVIEWER}),
    Right.ISSUE_SHEET: frozenset({Role.OFFICER, Role.REVIEWER}),
    Right.DECIDE_RECUSAL: frozenset({Role.HEAD}),
    Right.REGISTER_CLUE: frozenset({Role.CASE_HANDLER}),
    Right.EXPECT_PENALTY: frozenset({Role.CASE_HANDLER, Role.HEAD}),
    Right.TRANSFER_UP: frozenset({Role.HEAD}),
    Right.RECEIVE_CLUE: frozenset({Role.CASE_HANDLER}),
    Right.BRING_IN: frozenset({Role.HEAD}),
    Right.REPLACE_DOCUMENT: frozenset({Role.CASE_HANDLER, Role.HEAD}),
    Right.MAKE_FILE_AGAIN: MATTER_READERS,
    Right.FILE_CASE: frozenset({Role.HEAD}),
    Right.FILE_DOCUMENT: frozenset({Role.HEAD}),
    Right.ISSUE_NOTICE: frozenset({Role.CASE_HANDLER}),
    Right.DATE_ACT: frozenset({Role.CASE_HANDLER}),
    Right.ASK_FOR_TIME: frozenset({Role.CASE_HANDLER}),
    # Who ends a stop follows from who begins it: its approver where it needed one.
    Right.END_STOP: frozenset({Role.CASE_HANDLER, Role.HEAD}),
    Right.GRANT_TIME: frozenset({Role.HEAD}),
    Right.DRAFT_REQUEST: _BUSINESS,
    Right.SIGN_REQUEST: frozenset({Role.HEAD}),
    Right.ENTER_POST: frozenset({Role.SYSTEM}),
    Right.CONFIRM_POST: frozenset({Role.SECURITY}),
    Right.DELEGATE: (REGULATORS - NOT_DELEGATED) | {Role.SYSTEM},
    Right.REVIEW_POSTS: frozenset({Role.HEAD}),
    Right.ENTER_DETAILS: frozenset({Role.SYSTEM}),
    Right.OPEN_DETAILS: frozenset({Role.SYSTEM, Role.SECURITY}),
    Right.ENTER_CARD: frozenset({Role.SYSTEM}),
    Right.ENTER_LEAVE: frozenset({Role.HEAD, Role.SYSTEM}),
    Right.DECLARE_INTEREST: frozenset({Role.OFFICER, Role.CASE_HANDLER, Role.HEAD}),
    Right.ENTER_EXPERT: frozenset({Role.HEAD, Role.PLANNER}),
    Right.LOOK_AFTER_ACCOUNTS: frozenset({Role.SECURITY}),
    Right.UNBIND_ACCOUNT: frozenset({Role.SYSTEM}),
    Right.CHANGE_UNITS: frozenset({Role.SYSTEM}),
    Right.PROPOSE_LAW: frozenset({Role.LEGAL_REVIEWER, Role.CASE_HANDLER, Role.PLANNER}),
    Right.APPROVE_LAW: frozenset({Role.HEAD}),
    Right.MAKE_KEY: frozenset({Role.CLERK, Role.PLANNER, Role.SYSTEM}),
    Right.TRY_JOBS_AGAIN: frozenset({Role.SYSTEM}),
    Right.MAKE_CHECKPOINT: frozenset({Role.SYSTEM, Role.AUDIT}),
    Right.COUNTERSIGN: frozenset({Role.WITNESS}),
}
# Rights that change nothing that was decided. A checkpoint pins what is there, and a file that was
# lost is made again from the content that was issued.
CHANGING_NOTHING = frozenset(
    {
        Right.READ_MATTERS,
        Right.READ_AUDITS,
        Right.READ_BOARD,
        Right.READ_TREE,
        Right.READ_PEOPLE,
        Right.READ_ACCOUNTS,
        Right.READ_SIGN_INS,
        Right.READ_LOOKS,
        Right.READ_WEAK_SPOTS,
        Right.READ_LEDGER,
        Right.READ_FULL_RECORD,
        Right.EXPORT,
        Right.MAKE_CHECKPOINT,
        Right.MAKE_FILE_AGAIN,
    }
)


def who_may(right: Right) -> frozenset[Role]:
    """The roles that have a right."""
    return RIGHTS[right]


def rights_of(role: Role) -> tuple[Right, ...]:
    """What a role may do, in the order of the table."""
    return tuple(right for right in Right if role in RIGHTS[right])
