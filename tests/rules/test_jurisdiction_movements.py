from datetime import date

import pytest

import make_law as make
from renjian.authorities.levels import Level
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.movements import Movement, MovementKind, Unit
from renjian.jurisdiction.rulings import Ruling

PROVINCE = "420000"
EARLY, LATE = date(2026, 9, 1), date(2026, 10, 1)


HUBEI = Unit(PROVINCE, Level.PROVINCIAL, "湖北省局")


def handed(on: date, level: Level = Level.PROVINCIAL, from_level: Level = Level.NATIONAL):
    to = HUBEI if level is Level.PROVINCIAL else Unit("420100", level, "湖北省局")
    return Movement(MovementKind.HAND_DOWN, to, on, "交1号", sender=Unit("上级", from_level))


def taken(on: date, by: Unit = HUBEI) -> Movement:
    return Movement(MovementKind.TAKE_UP, by, on, "提1号", sender=by, because="案情重大")


def authorised(from_on: date, name: str = "", **given: object) -> Movement:
    to = Unit("510000", Level.PROVINCIAL, name)
    return Movement(MovementKind.AUTHORISED_JURISDICTION, to, from_on, "授1号", **given)


def sham(*movements: Movement) -> Ruling:
    return make.ruling(OffenderKind.BODY, "CB-01", movements=movements)


def forged(*movements: Movement) -> Ruling:
    return make.ruling(OffenderKind.CERTIFIED_ORGANISATION, "CM-01", movements=movements)


@pytest.mark.parametrize(
    ("authorisation", "hand_down", "rule"),
    [(EARLY, LATE, "J-04"), (LATE, EARLY, "K-02")],
)
def test_of_two_documents_the_later_decides(authorisation, hand_down, rule):
    paper = authorised(authorisation)
    ruling = sham(paper, handed(hand_down))
    assert ruling.rule == rule


@pytest.mark.parametrize(("down", "up", "level"), [(EARLY, LATE, 2), (LATE, EARLY, 3)])
def test_a_later_take_up_undoes_a_hand_down_and_the_reverse(down, up, level):
    assigned = handed(down, Level.CITY, Level.PROVINCIAL)
    assert forged(assigned, taken(up)).highest == level


def test_a_document_without_effect_leaves_the_effective_one_in_force():
    lead = make.hand_down("线索 总局 420000 省级 2026-10-15")
    ruling = sham(authorised(EARLY), lead)
    assert ruling.rule == "K-02"
    assert [note.code for note in ruling.notes] == ["jurisdiction.lead"]


def test_a_moved_case_keeps_the_reasons_for_its_level_and_adds_the_document():
    ruling = sham(handed(LATE))
    codes = [why.code for why in ruling.reasons]
    assert codes == [
        "jurisdiction.capability",
        "jurisdiction.authorised-locals",
        "jurisdiction.handed-to-province",
    ]
    assert ruling.reasons[-1].text == "市场监管总局以交1号将案件交办湖北省局，由其管辖。"


def test_whoever_a_case_was_moved_to_has_nothing_to_split():
    assert [note.code for note in sham().notes] == ["jurisdiction.split-if"]
    assert sham(handed(LATE)).notes == ()


def test_a_local_case_that_was_taken_up_may_still_go_up_with_the_penalty():
    ruling = make.ruling(OffenderKind.BODY, "CB-03", "fine", movements=(taken(LATE),))
    assert [note.code for note in ruling.notes] == ["jurisdiction.would-move-up"]
    assert ruling.reasons[-1].clause == "PROC 15.2"


def test_a_province_hands_down_what_is_local_anyway_as_an_assignment():
    ruling = forged(handed(LATE, Level.CITY, Level.PROVINCIAL))
    assert (ruling.rule, ruling.authority) == ("J-14", "420100")
    assert ruling.reasons[-1].clause == "PROC 15.2; PROC 16"


def test_a_province_cannot_hand_down_what_belongs_to_samr():
    ruling = sham(handed(LATE, Level.CITY, Level.PROVINCIAL))
    assert ruling.rule == "J-02"
    assert ruling.notes[-1].clause == "N102 二(一); PROC 15.1"


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(2027, 1, 1)])
def test_a_document_of_the_future_has_no_effect_yet(day):
    assert sham(handed(day)).rule == "J-02"
    assert forged(taken(day)).rule == "J-05"
    assert sham(authorised(day)).rule == "J-02"


@pytest.mark.parametrize("day", [make.DAY, date(2026, 1, 1)])
def test_a_document_has_effect_from_its_own_day(day):
    assert sham(handed(day)).rule == "J-04"
    assert forged(taken(day)).rule == "J-14"
    assert sham(authorised(day)).rule == "K-02"


def test_a_local_case_needs_no_authorisation_and_none_moves_it():
    ruling = forged(authorised(EARLY))
    assert (ruling.rule, ruling.notes) == ("J-05", ())


def test_what_ccc_rules_leave_to_samr_alone_cannot_be_authorised_either():
    ruling = make.ruling(OffenderKind.DESIGNATED_BODY, "CB-25", movements=(authorised(EARLY),))
    assert ruling.rule == "J-02"
    assert ruling.notes[-1].code == "jurisdiction.national-only"


def test_a_penalty_that_the_regulations_also_give_can_be_handed_down():
    ruling = make.ruling(OffenderKind.DESIGNATED_LAB, "DB-04", movements=(handed(LATE),))
    assert ruling.rule == "J-04"


def test_a_referral_leaves_the_fine_here_and_says_what_must_not_happen_twice():
    ruling = make.ruling(OffenderKind.BODY, "CB-03", "fine", "revoke_approval")
    split = make.ruling(
        OffenderKind.BODY, "CB-03", "fine", "revoke_approval", capability_referral="建议3号"
    )
    assert (ruling.rule, split.rule) == ("J-02", "J-27")
    assert split.penalties == {"fine"}
    assert split.reasons[0].clause == "N102 二(四); PPL 29"


def test_a_referral_of_the_capability_penalty_does_not_take_a_warning_along():
    ruling = make.ruling(OffenderKind.BODY, "CB-15", capability_referral="建议3号")
    assert ruling.rule == "J-03"


def test_no_referral_brings_a_practitioner_down():
    ruling = make.ruling(OffenderKind.PRACTITIONER, "PR-06", capability_referral="建议3号")
    assert ruling.rule == "J-01"


def test_an_authority_without_a_name_is_shown_by_its_code():
    up = taken(LATE, Unit(PROVINCE, Level.PROVINCIAL))
    assert forged(up).reasons[-1].text.startswith("420000以提1号")
    assert "授权510000管辖" in sham(authorised(LATE)).reasons[-1].text
    assert "授权四川管辖" in sham(authorised(LATE, name="四川")).reasons[-1].text


def test_an_authorisation_may_be_for_one_day_and_for_one_offence():
    paper = authorised(make.DAY, until=make.DAY, offences=frozenset({"CB-01"}))
    assert sham(paper).rule == "K-02"


def test_of_several_authorisations_the_latest_is_held_against_a_hand_down():
    papers = (authorised(EARLY), authorised(date(2026, 10, 15)))
    assert sham(*papers, handed(LATE)).rule == "K-02"
