import pytest

from renjian.cases.stages import FORMALITIES, TRANSITIONS, Act, Stage, next_stage, why_not_act
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
def test_what_the_table_does_not_have_is_refused_with_stage_and_act(stage, act):
    if act in TRANSITIONS[stage]:
        assert why_not_act(stage, act) == ()
        return
    with pytest.raises(Refused) as refused:
        next_stage(stage, act)
    assert stage.title in str(refused.value) and act.title in str(refused.value)


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
