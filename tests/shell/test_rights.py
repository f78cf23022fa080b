"""The table of rights is what the doors of the pages say: no page lets in more, or fewer."""

import pytest

import make
from addresses import every_address
from pages import read
from renjian.authorities.posts import Role
from renjian.authorities.rights import CHANGING_NOTHING, Right, who_may

DOORS: dict[Right, set[str]] = {
    Right.READ_TREE: {
        "authorities:division",
        "authorities:divisions",
        "authorities:divisions-below",
        "authorities:unit",
        "authorities:units",
        "authorities:units-below",
        "console:checkpoint",
        "console:checkpoints",
    },
    Right.READ_MATTERS: {
        "cases:cases",
        "cases:clue",
        "cases:clues",
        "cases:limit",
        "cases:penalty",
        "cases:try",
        "console:thread",
        "consultations:asked",
        "consultations:consultation",
        "consultations:consultations",
        "consultations:replies",
        "consultations:reply",
        "consultations:to-answer",
        "documents:document",
        "documents:file",
        "draws:draw",
        "draws:draws",
        "inspections:board",
        "inspections:estimates",
        "inspections:task",
        "inspections:tasks",
        "registers:declaration",
        "registers:declarations",
        "registers:exemption",
        "registers:exemptions",
        "registers:object",
        "registers:object-counts",
        "registers:objects",
        "registers:reports",
    },
    Right.ENTER_OBJECT: {
        "registers:enter-object",
        "registers:import-objects",
        "registers:move-object-out",
    },
    Right.IMPORT_REGISTERS: {
        "registers:commit-import",
        "registers:confirm-columns",
        "registers:import",
        "registers:import-template",
        "registers:imports",
        "registers:undo-import",
    },
    Right.RESTRICT: {
        "registers:lift-restriction",
        "registers:restrict-body",
        "registers:restrict-organisation",
    },
    Right.READ_AUDITS: {
        "registers:plan",
        "registers:plans",
        "registers:quality",
        "registers:quality-card",
        "registers:quality-rows",
        "registers:result",
        "registers:results",
        "registers:sign-ins",
    },
    Right.READ_BOARD: {"console:board", "console:board-of", "console:board-table"},
    Right.READ_PEOPLE: {
        "authorities:awaiting",
        "authorities:duties",
        "authorities:expert",
        "authorities:experts",
        "authorities:people",
        "authorities:person",
        "authorities:review",
        "authorities:reviews",
        "authorities:rights",
    },
    Right.READ_ACCOUNTS: {"authorities:accounts", "authorities:account-of"},
    Right.READ_SIGN_INS: {"authorities:sign-ins"},
    Right.READ_LOOKS: {"console:looks"},
    Right.READ_WEAK_SPOTS: {"authorities:weak-spots"},
    Right.READ_FULL_RECORD: {"draws:full-record"},
    Right.UPLOAD: {
        "registers:attest",
        "registers:commit-upload",
        "registers:marked-copy",
        "registers:month",
        "registers:report-template",
        "registers:undo-upload",
        "registers:upload",
        "registers:uploads",
        "registers:upload-result",
    },
    Right.IMPORT_CLASSES: {"risk:classes"},
    Right.PLAN_DRAW: {"draws:new", "draws:source", "draws:visits"},
    Right.CARRY_OUT_DRAW: {
        "draws:freeze",
        "draws:carry-out",
        "draws:issue-minutes",
        "draws:reveal",
    },
    Right.SAY_VALUE: {"draws:value"},
    Right.ASK_TO_VOID: {"draws:void"},
    Right.DECIDE_VOID: {"draws:agree-to-void", "draws:refuse-to-void"},
    Right.REPLACE_OBJECT: {"inspections:replace"},
    Right.HAND_OUT: {"inspections:take-up"},
    Right.ENTER_RESULT: {"inspections:add-finding", "inspections:enter-result"},
    Right.PUBLISH_RESULT: {"inspections:publish", "inspections:send-back"},
    Right.ISSUE_SHEET: {"inspections:issue-sheet"},
    Right.DECIDE_RECUSAL: {"inspections:recuse", "authorities:end-interest"},
    Right.REGISTER_CLUE: {"cases:from-finding"},
    Right.EXPECT_PENALTY: {"cases:expect"},
    Right.TRANSFER_UP: {"cases:transfer-up"},
    Right.RECEIVE_CLUE: {"cases:receive"},
    Right.BRING_IN: {"cases:bring-in", "cases:end-part"},
    Right.REPLACE_DOCUMENT: {"cases:replace-document"},
    Right.MAKE_FILE_AGAIN: {"documents:make-again"},
    Right.FILE_CASE: {"cases:file"},
    Right.FILE_DOCUMENT: {"cases:file-document"},
    Right.DATE_ACT: {"cases:act-days"},
    Right.ASK_FOR_TIME: {"cases:ask-extension", "cases:enter-stop"},
    Right.END_STOP: {"cases:end-stop"},
    Right.GRANT_TIME: {"cases:decide-extension", "cases:decide-stop"},
    Right.ISSUE_NOTICE: {"cases:issue-notice"},
    Right.DRAFT_REQUEST: {
        "consultations:edit",
        "consultations:new",
        "consultations:receive",
        "consultations:write-reply",
    },
    Right.SIGN_REQUEST: {
        "consultations:ask-back",
        "consultations:forward",
        "consultations:issue-reply",
        "consultations:repeal",
        "consultations:send",
        "consultations:supplement",
        "consultations:take-back",
    },
    Right.ENTER_POST: {"authorities:enter-post", "authorities:end-post"},
    Right.CONFIRM_POST: {
        "authorities:confirm-ending",
        "authorities:confirm-post",
        "authorities:refuse-post",
    },
    Right.DELEGATE: {"authorities:delegate"},
    Right.REVIEW_POSTS: {"authorities:answer-review"},
    Right.ENTER_DETAILS: {"authorities:keep-details"},
    Right.OPEN_DETAILS: {"authorities:open-detail", "authorities:opened-detail"},
    Right.ENTER_CARD: {"authorities:keep-card"},
    Right.ENTER_LEAVE: {"authorities:enter-leave", "authorities:cancel-leave"},
    Right.DECLARE_INTEREST: {"authorities:declare-interest", "authorities:declare-employer"},
    Right.ENTER_EXPERT: {"authorities:engage-expert", "authorities:dismiss-expert"},
    Right.LOOK_AFTER_ACCOUNTS: {
        "authorities:close-break-glass",
        "authorities:end-sessions",
        "authorities:give-password",
        "authorities:reset-factors",
        "authorities:unlock",
    },
    Right.UNBIND_ACCOUNT: {"authorities:unbind-account"},
    Right.CHANGE_UNITS: {
        "console:approve-reform",
        "console:cancel-reform",
        "console:reform",
        "console:return-reform",
        "console:unit-change",
    },
    Right.MAKE_KEY: {
        "authorities:key",
        "authorities:keys",
        "authorities:new-key",
        "authorities:revoke-key",
    },
    Right.TRY_JOBS_AGAIN: {"kit:jobs", "kit:try-again"},
    Right.MAKE_CHECKPOINT: {"console:make-checkpoint"},
    Right.COUNTERSIGN: {
        "console:bring-countersignature",
        "console:countersign",
        "console:register-key",
        "console:witness-request",
    },
}
RIGHT_OF = {name: right for right, names in DOORS.items() for name in names}
# What every post has of its own, and lists of registers that are public as a whole.
OF_ANYBODY = {Right.READ_LEDGER, Right.EXPORT}
# Everybody reads the law and what is proposed; the commands ask for the right.
BEHIND_OPEN_DOORS = {Right.PROPOSE_LAW, Right.APPROVE_LAW}
KEPT_BY_EVERYBODY = set(Role)
GUARDED = [one for one in every_address() if one.roles and set(one.roles) != KEPT_BY_EVERYBODY]


@pytest.mark.parametrize("address", GUARDED, ids=lambda one: one.name)
def test_a_door_lets_in_whom_the_table_names(address):
    right = RIGHT_OF.get(address.name)
    assert right is not None, "say in DOORS which right leads through this door"
    assert set(address.roles) == who_may(right)


def test_every_right_has_a_door_and_every_door_is_there():
    assert set(DOORS) | OF_ANYBODY | BEHIND_OPEN_DOORS == set(Right)
    assert set(RIGHT_OF) <= {one.name for one in GUARDED}


def test_audit_enters_no_door_behind_which_something_is_changed():
    changing = {
        name for right, names in DOORS.items() if right not in CHANGING_NOTHING for name in names
    }
    entered = {one.name for one in GUARDED if Role.AUDIT in one.roles}
    assert changing and not entered & changing


@pytest.mark.django_db
def test_the_page_shows_the_whole_table():
    text = read(make.sign_in("330000.security"), "/people/rights/")
    assert all(right.title in text for right in Right)
    assert text.count("●") == sum(len(who_may(right)) for right in Right)
