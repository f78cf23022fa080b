from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_law as make
from renjian.authorities.levels import Level
from renjian.catalogue.amendments import Amendment, Table
from renjian.catalogue.offences import offences, sanction_kinds
from renjian.catalogue.offenders import PRACTICE_ORGANISATIONS, OffenderKind
from renjian.catalogue.validity import NotInForce, lay_over
from renjian.jurisdiction.matters import Charge, Offender, why_contradictory
from renjian.jurisdiction.movements import Movement, MovementKind, Unit
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import CITY_OR_COUNTY, NATIONAL, NOBODY, RESERVED, Track

PROVINCE = Unit("510000", Level.PROVINCIAL)
KINDS = st.sampled_from(OffenderKind)
CODES = st.lists(st.sampled_from(sorted(offences())), min_size=1, max_size=3, unique=True)
PENALTIES = st.frozensets(st.sampled_from(sorted(sanction_kinds())), max_size=4)
DAYS = st.dates(date(2019, 5, 14), date(2028, 12, 31))


def paper_for(to: Unit, **given) -> Movement:
    return Movement(MovementKind.AUTHORISED_JURISDICTION, to, date(2026, 1, 1), "授1号", **given)


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def clauses(reasons) -> list[str]:
    return [reason.clause for reason in reasons]


@given(KINDS, CODES, PENALTIES, DAYS)
def test_every_matter_has_a_ruling_with_reasons_that_read_well(kind, chosen, penalties, day):
    ruling = rule_on(Charge(Offender(kind), tuple(chosen), penalties), on=day)
    assert ruling.levels in (NATIONAL, CITY_OR_COUNTY) or ruling.track is Track.ELSEWHERE
    assert ruling.reasons
    for why in ruling.reasons + ruling.notes:
        assert why.text.endswith("。") and why.clause


@given(KINDS, CODES, PENALTIES)
def test_only_practitioners_and_practice_organisations_are_reserved(kind, chosen, penalties):
    ruling = rule_on(Charge(Offender(kind), tuple(chosen), penalties), on=make.DAY)
    reserved = any(sanction_kinds()[name].penalty_class in RESERVED for name in ruling.penalties)
    named = kind in PRACTICE_ORGANISATIONS and reserved
    by_rule = ruling.rule in {"K-01", "J-07"}  # an article names SAMR itself
    if ruling.track is Track.PENALTY and not by_rule:
        assert (ruling.levels == NATIONAL) == (named or kind is OffenderKind.PRACTITIONER)


@given(KINDS, CODES, PENALTIES, PENALTIES)
def test_a_further_penalty_never_brings_a_matter_down(kind, chosen, fewer, more):
    few = rule_on(Charge(Offender(kind), tuple(chosen), fewer), on=make.DAY)
    many = rule_on(Charge(Offender(kind), tuple(chosen), fewer | more), on=make.DAY)
    assert (many.levels, few.levels) == (NOBODY, NOBODY) or many.highest <= few.highest


@given(KINDS, CODES, PENALTIES, st.randoms())
def test_the_order_of_the_offences_does_not_matter(kind, chosen, penalties, rng):
    shuffled = rng.sample(chosen, len(chosen))
    one = rule_on(Charge(Offender(kind), tuple(chosen), penalties), on=make.DAY)
    other = rule_on(Charge(Offender(kind), tuple(shuffled), penalties), on=make.DAY)
    assert (one.levels, one.rule, one.penalties) == (other.levels, other.rule, other.penalties)


@given(KINDS, CODES, PENALTIES)
def test_a_lead_handed_down_changes_nothing_but_a_note(kind, chosen, penalties):
    lead = make.hand_down("线索 总局 420000 省级 2026-10-01")
    without = rule_on(Charge(Offender(kind), tuple(chosen), penalties), on=make.DAY)
    charge = Charge(Offender(kind), tuple(chosen), penalties)
    given_lead = rule_on(charge, on=make.DAY, movements=(lead,))
    assert (without.levels, without.rule) == (given_lead.levels, given_lead.rule)
    assert not without.levels or codes(given_lead.notes)[-1] == "jurisdiction.lead"


def test_the_reasons_for_samr_cite_the_notice_and_then_the_ground_of_authorisation():
    assert clauses(make.national().reasons) == ["N102 二(一)", "REG 71; REG 54"]


def test_before_the_text_of_2020_the_ground_has_the_old_numbers():
    ruling = rule_on(make.charge("CB-01"), on=date(2020, 11, 28))
    assert ruling.reasons[1].clause == "REG 72; REG 55"


def test_the_reasons_for_a_local_case_say_why_samr_has_it_not():
    expected = ["N102 一(一)", "N102 二(三); PROC 7", "PROC 9.1"]
    assert clauses(make.local().reasons) == expected


def test_the_reason_names_the_offender_and_the_penalties():
    charge = Charge(Offender(OffenderKind.BODY, "甲认证公司"), ("CB-01",))
    ruling = rule_on(charge, on=make.DAY)
    assert ruling.reasons[0].text.startswith("甲认证公司属于认证从业机构")
    assert "撤销认证机构批准文件（能力罚）" in ruling.reasons[0].text


def test_the_same_finding_is_local_or_national_by_the_penalty_it_may_end_in():
    fined = make.ruling(OffenderKind.BODY, "CB-03", "fine")
    revoked = make.ruling(OffenderKind.BODY, "CB-03", "fine", "revoke_approval")
    assert fined.allows(Level.COUNTY) and not fined.allows(Level.NATIONAL)
    assert revoked.allows(Level.NATIONAL) and not revoked.allows(Level.COUNTY)


def test_a_station_may_what_its_bureau_may():
    assert make.local().allows(Level.STATION)
    assert not make.national().allows(Level.STATION)


def test_a_named_authority_excludes_others_of_its_level():
    ruling = make.handed_to("420000", Level.PROVINCIAL)
    assert ruling.allows(Level.PROVINCIAL, "420000")
    assert not ruling.allows(Level.PROVINCIAL, "430000")
    assert ruling.document == "国市监交〔2026〕1号"


def test_a_ruling_says_its_levels_in_words_and_its_highest():
    assert (make.local().title, make.local().highest) == ("市级、县（区）级", Level.CITY)
    assert (make.national().title, make.national().highest) == ("总局", Level.NATIONAL)


def test_two_provinces_may_be_authorised_at_once():
    papers = tuple(paper_for(Unit(code, Level.PROVINCIAL)) for code in ("510000", "330000"))
    ruling = make.ruling(OffenderKind.BODY, "CB-01", movements=papers)
    assert ruling.authorities == {"510000", "330000"}
    assert ruling.authority == ""
    assert ruling.allows(Level.PROVINCIAL, "330000")


def test_an_authorisation_for_one_matter_reaches_no_other():
    paper = paper_for(PROVINCE, reference="线索7")
    own = make.ruling(OffenderKind.BODY, "CB-01", movements=(paper,), reference="线索7")
    other = make.ruling(OffenderKind.BODY, "CB-01", movements=(paper,), reference="线索8")
    assert (own.rule, other.rule) == ("K-02", "J-02")


def test_an_authorisation_must_cover_every_offence():
    paper = make.authorisations("510000 省级 2026-01-01 - CB-01")
    both = make.charge("CB-01", "CB-15")
    assert rule_on(both, on=make.DAY, movements=(paper,)).rule == "J-02"


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2025, 12, 31), "J-02"),
        (date(2026, 1, 1), "K-02"),
        (date(2026, 6, 30), "K-02"),
        (date(2026, 7, 1), "J-02"),
    ],
)
def test_an_authorisation_has_effect_from_its_first_to_its_last_day(day, rule):
    paper = make.authorisations("510000 省级 2026-01-01 2026-06-30")
    asked = make.charge("CB-01")
    assert rule_on(asked, on=day, movements=(paper,)).rule == rule


def test_the_bar_of_a_rule_that_names_samr_alone_shows_that_rule():
    down = make.hand_down("案件 总局 420000 省级 2026-10-01")
    ruling = make.ruling(OffenderKind.DESIGNATED_BODY, "CB-25", movements=(down,))
    bar = ruling.notes[-1]
    assert (bar.code, bar.clause) == ("jurisdiction.national-only", "PROC 15.1; CCCR 43.6")


def test_undesignated_laboratories_are_left_to_a_person():
    ruling = make.ruling(OffenderKind.LABORATORY, "LB-01", "suspend_business_rectify")
    assert ruling.is_unconfirmed
    assert not make.local().is_unconfirmed


def test_before_the_notice_there_is_no_ruling():
    with pytest.raises(NotInForce, match="N102"):
        rule_on(make.charge(), on=date(2019, 5, 13))


def test_a_matter_needs_an_offence():
    with pytest.raises(ValueError, match="at least one offence"):
        Charge(make.offender(), ())


def test_an_offence_that_is_not_in_the_catalogue_is_a_mistake():
    with pytest.raises(LookupError, match="CB-99"):
        rule_on(make.charge("CB-99"), on=make.DAY)


@pytest.mark.parametrize("kind", MovementKind)
def test_a_movement_without_a_document_is_refused(kind):
    with pytest.raises(ValueError, match="document"):
        Movement(kind, PROVINCE, make.DAY, "")


def test_a_case_is_never_handed_up_or_sideways():
    with pytest.raises(ValueError, match="lower level"):
        Movement(MovementKind.HAND_DOWN, PROVINCE, make.DAY, "1号", sender=PROVINCE)


def test_an_authorisation_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        paper_for(PROVINCE, until=date(2025, 12, 31))


def test_an_offence_that_the_offender_cannot_commit_is_shown():
    asked = make.charge("CB-06", expected_penalties=frozenset({"fine"}))
    (why,) = why_contradictory(asked, on=make.DAY)
    assert (why.code, why.clause) == ("jurisdiction.matter.offender", "REG 56")
    assert "未经批准擅自从事认证活动" in why.text


def test_a_penalty_that_the_offence_does_not_know_is_shown():
    kind = OffenderKind.CERTIFIED_ORGANISATION
    chosen = frozenset({"fine", "revoke_approval"})
    (why,) = why_contradictory(
        make.charge("CM-01", kind=kind, expected_penalties=chosen), on=make.DAY
    )
    assert why.code == "jurisdiction.matter.penalty"
    assert "撤销认证机构批准文件" in why.text and "罚款" not in why.text


def test_measures_that_are_no_penalties_contradict_nothing():
    asked = make.charge("CB-03", expected_penalties=frozenset({"admonish"}))
    assert why_contradictory(asked, on=make.DAY) == ()


def test_an_amended_catalogue_is_ruled_by_at_once():
    stranger = make.charge("CB-11", kind=OffenderKind.SELLER)
    (before,) = make.contradictions(stranger)
    values = (("article", "60.1.9"), ("mark", "V"))
    lay_over([Amendment(Table.OFFENCES, "CB-11", "punishes.0", values, make.DAY, "", "改1号")])
    try:
        (amended,) = make.contradictions(stranger)
        assert (before.clause, amended.clause) == ("REG 60.1.3", "REG 60.1.9")
        assert make.ruled_clauses("CB-11") == {"REG 60.1.9"}
    finally:
        lay_over([])
    assert make.ruled_clauses("CB-11") == {"REG 60.1.3"}
