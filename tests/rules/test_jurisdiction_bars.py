"""What an authority may not do, and how the charges of one matter go together."""

from datetime import date

import pytest

import make_law as make
from renjian.authorities.levels import Level
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.bars import Township, common_superior, why_not_township
from renjian.jurisdiction.judging import Judgement, judge
from renjian.jurisdiction.matters import Matter, Place, PlaceKind
from renjian.jurisdiction.movements import Movement, MovementKind, Unit
from renjian.jurisdiction.rulings import Track
from renjian.jurisdiction.together import How

WUCHANG = Place("420106", PlaceKind.AUDIT)
ANSWERED = {f"CB-03.{number}": True for number in (1, 2, 3)}


def judged(*charges, **given) -> Judgement:
    return judge(Matter(charges, **given), on=make.DAY)


def body(*penalties, **given):
    return make.charge("CB-03", expected_penalties=frozenset(penalties), answers=ANSWERED, **given)


def auditor():
    return make.charge("PR-06", kind=OffenderKind.PRACTITIONER)


def holder():
    return make.charge("CM-02", kind=OffenderKind.CERTIFIED_ORGANISATION)


def test_a_station_is_told_to_act_in_the_name_of_its_bureau():
    station = Unit("420106-01", Level.STATION, "某所")
    assert (
        "jurisdiction.in-bureau-name" in judged(holder(), acting=station, places=(WUCHANG,)).codes
    )


@pytest.mark.parametrize(
    ("powers", "barred"), [({"CM-02"}, False), ({"CM-01"}, True), (set(), True)]
)
def test_a_township_has_only_what_was_published(powers, barred):
    reasons = list(why_not_township(Township(frozenset(powers)), ("CM-02",)))
    assert bool(reasons) is barred
    assert not barred or reasons[0].clause == "PPL 24"


def test_a_lower_authority_that_objects_to_a_hand_down_reports_it():
    down = Movement(
        MovementKind.HAND_DOWN, make.named_unit("420106"), date(2026, 9, 1), "交1号",
        sender=make.named_unit("420000"), objected=True,
    )  # fmt: skip
    (bar,) = judged(holder(), movements=(down,)).handlings[0].bars
    assert (bar.code, bar.clause) == ("jurisdiction.objection", "N102 二(四)")


@pytest.mark.parametrize(
    ("one", "two", "superior"),
    [
        ("420106", "420111", "湖北省武汉市市场监督管理局"),
        ("420106", "421003", "湖北省市场监督管理局"),
        ("420106", "330106", "市场监管总局"),
        ("420100", "421000", "湖北省市场监督管理局"),
        ("650106", "XPCC", "市场监管总局"),
        ("429004", "429005", "湖北省市场监督管理局"),
    ],
)
def test_the_common_superior_of_two_authorities(one, two, superior):
    assert common_superior(make.named_unit(one), make.named_unit(two)) == superior


def test_a_fine_on_a_body_and_its_auditor_are_two_cases():
    judgement = judged(body("fine"), auditor(), places=(WUCHANG,))
    (split,) = judgement.together
    assert (split.how, split.charges) == (How.SPLIT, (0, 1))
    assert "归市场监管总局" in split.why.text and "N102 二(四)" in split.why.clause


def test_a_sham_audit_and_its_auditor_are_one_case_of_samr():
    (join,) = judged(make.charge("CB-01"), auditor()).together
    assert (join.how, join.charges) == (How.JOIN, (0, 1))


def test_two_local_offenders_of_one_place_are_joined_and_of_two_places_not():
    one, two = holder(), make.charge("CM-01", kind=OffenderKind.OTHER)
    assert [each.how for each in judged(one, two, places=(WUCHANG,)).together] == [How.JOIN]


def test_a_referral_runs_beside_the_local_fine():
    referred = body("fine", "revoke_approval", capability_referral="建议3号")
    (beside,) = judged(referred, places=(WUCHANG,)).together
    assert (beside.how, beside.why.clause) == (How.SIDE_BY_SIDE, "N102 二(四); PPL 29")


def test_what_goes_to_another_department_is_kept_apart():
    judgement = judged(holder(), make.charge("OT-04", kind=OffenderKind.SELLER))
    assert [each.how for each in judgement.together] == [How.SIDE_BY_SIDE]


def test_an_unknown_kind_of_offender_leaves_the_ruling_open_and_says_what_decides():
    unknown = make.charge(
        "LB-01",
        kind=OffenderKind.DESIGNATED_LAB,
        expected_penalties=frozenset({"suspend_business_rectify"}),
        kinds=(OffenderKind.DESIGNATED_LAB, OffenderKind.LABORATORY),
    )
    (handling,) = judged(unknown, places=(WUCHANG,)).handlings
    assert handling.ruling.track is Track.OPEN and handling.authorities == ()
    assert "属于指定实验室的，由总局管辖；属于未经指定的实验室的" in handling.ruling.reasons[0].text


def test_an_unknown_kind_matters_not_where_all_lead_to_the_same():
    kinds = (OffenderKind.PRODUCER, OffenderKind.SELLER)
    unknown = make.charge("CC-02", kind=OffenderKind.PRODUCER, kinds=kinds)
    (handling,) = judged(unknown, places=(WUCHANG,)).handlings
    assert handling.nearest[0].code == "420106"
    assert handling.ruling.notes[-1].code == "jurisdiction.kind-indifferent"


def test_answers_that_deny_what_is_charged_contradict_it():
    from_all = make.charge("CB-03", "CB-01", answers=ANSWERED)
    from_none = make.charge("CB-03", "CB-01", answers={"CB-03.1": False})
    assert [why.code for why in make.contradictions(from_all)] == ["jurisdiction.matter.denied"]
    assert make.contradictions(from_none) == ()


def test_an_answer_to_a_question_nobody_asked_is_named():
    (why,) = make.contradictions(make.charge("CB-02", answers={"CB-03.1": True}))
    assert "CB-03.1" in why.text
