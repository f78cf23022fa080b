import pytest

from renjian.cases.stages import (
    FORMALITIES,
    TRANSITIONS,
    Act,
    Stage,
    next_stage,
    why_not_act,
    why_not_change,
)
from renjian.catalogue.deadlines import deadline_names
from renjian.catalogue.laws import cited
from renjian.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("stage", "act", "to"),
    [
        (Stage.CLUE, Act.VERIFY, Stage.VERIFYING),
        (Stage.VERIFYING, Act.FILE, Stage.FILED),
        (Stage.VERIFYING, Act.NOT_FILED, Stage.NOT_FILED),
        (Stage.VERIFYING, Act.TRANSFER, Stage.TRANSFERRED),
        (Stage.VERIFYING, Act.TRANSFER_UP, Stage.TRANSFERRED),
    ],
)
def test_where_an_act_leads(stage, act, to):
    assert next_stage(stage, act) is to


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("act", Act)
def test_what_the_table_does_not_have_is_refused_with_its_clause(stage, act):
    if act in TRANSITIONS[stage]:
        assert why_not_act(stage, act) == ()
        return
    with pytest.raises(Refused) as refused:
        next_stage(stage, act)
    (why,) = refused.value.reasons
    assert (why.code, why.clause) == ("case.stage", FORMALITIES[act].clause)


@pytest.mark.parametrize(
    ("stage", "act", "said"),
    [
        (Stage.VERIFYING, Act.VERIFY, "案源已经登记，正在核查，不必重复登记。"),
        (Stage.FILED, Act.FILE, "已经立案，不必重复立案。"),
        (Stage.FILED, Act.NOT_FILED, "已经立案，这一步不能再办理。"),
        (Stage.FILED, Act.TRANSFER_UP, "已经立案，这一步不能再办理。"),
        (Stage.NOT_FILED, Act.NOT_FILED, "已经决定不予立案，不必重复决定。"),
        (Stage.NOT_FILED, Act.FILE, "已经决定不予立案，这一步不能再办理。"),
        (Stage.TRANSFERRED, Act.TRANSFER_UP, "已经移送，不必重复移送。"),
        (Stage.TRANSFERRED, Act.TRANSFER, "已经移送，不必重复移送。"),
        (Stage.TRANSFERRED, Act.FILE, "线索已经移送，由接收机关办理。"),
        (Stage.CLUE, Act.FILE, "线索还没有登记案源，这一步还不能办理。"),
    ],
)
def test_the_same_act_twice_is_told_apart_from_one_that_comes_too_late(stage, act, said):
    (why,) = why_not_act(stage, act)
    assert why.text.startswith(said)


@pytest.mark.parametrize("stage", Stage)
def test_what_a_clue_says_is_changed_only_while_it_is_verified(stage):
    reasons = why_not_change(stage)
    assert bool(reasons) is (stage is not Stage.VERIFYING)
    assert not any("重复" in why.text for why in reasons)


def test_filed_not_filed_and_transferred_end_the_clue():
    assert {stage for stage in Stage if stage.is_final} == {
        Stage.FILED,
        Stage.NOT_FILED,
        Stage.TRANSFERRED,
    }


def test_every_stage_is_in_the_table_and_can_be_reached():
    assert set(TRANSITIONS) == set(Stage)
    reached = {to for acts in TRANSITIONS.values() for to in acts.values()}
    assert reached == set(Stage) - {Stage.CLUE}


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_clause_approver_and_documents(act):
    need = FORMALITIES[act]
    assert cited(need.clause) and need.approver and need.documents
    assert need.deadline in {"", *deadline_names()}


def test_a_case_is_filed_by_the_head_on_the_approval_form():
    need = FORMALITIES[Act.FILE]
    assert (need.approver, need.documents) == ("负责人", ("立案/不予立案审批表",))
