from datetime import date

import pytest

import make_law as make
from renjian.catalogue.laws import cited, source
from renjian.catalogue.offences import (
    PenaltyClass,
    conditions,
    offence,
    offences,
    offences_for,
    penalty_class,
    sanction_kind,
    sanction_kinds,
    titles_of,
)
from renjian.catalogue.offenders import PRACTICE_ORGANISATIONS, OffenderKind
from renjian.catalogue.validity import Mark

RESERVED_KINDS = PRACTICE_ORGANISATIONS | {OffenderKind.PRACTITIONER}
ALL = list(offences().values())
KINDS_OF_CAPABILITY = {
    "none",
    "mandatory",
    "mandatory_for_body",
    "if_serious",
    "if_designated",
    "if_designated_and_serious",
    "if_serious_or_designated",
    "conditional",
}
# What the corrections added or the catalogue holds without a penal article: supervision only.
WITHOUT_PENAL_ARTICLE = {
    *("DB-11", "LB-04", "PR-02", "PR-04", "PR-07", "PR-08", "PR-09", "PR-10", "PR-11"),
    *("CM-10", "OR-13", "OR-14", "OR-15", "OT-02"),
}
# The association measures follow; its own text of conduct was not read.
WITHOUT_PROHIBITION = {"PR-02", "PR-11"}


def kinds(sanctions) -> list[str]:
    return [sanction.kind.name for sanction in sanctions]


@pytest.mark.parametrize("item", ALL, ids=str)
def test_every_offence_is_complete(item):
    assert item.title and item.title_en and item.notice
    assert bool(item.prohibited_by(make.DAY)) == (item.code not in WITHOUT_PROHIBITION)
    assert bool(item.punished_by(make.DAY)) == (item.code not in WITHOUT_PENAL_ARTICLE)
    assert item.sanctions
    assert item.capability in KINDS_OF_CAPABILITY


@pytest.mark.parametrize("item", ALL, ids=str)
def test_every_clause_of_an_offence_can_be_cited(item):
    clauses = item.prohibited_by(make.DAY) + item.punished_by(make.DAY)
    clauses += tuple(sanction.clause for sanction in item.sanctions if sanction.clause)
    for clause in clauses:
        assert cited(clause).startswith(("《", "国"))


@pytest.mark.parametrize("item", ALL, ids=str)
def test_every_range_of_a_fine_is_one(item):
    for sanction in item.sanctions:
        if sanction.kind.name == "fine":
            assert sanction.max_multiple or sanction.min_yuan <= sanction.max_yuan


@pytest.mark.parametrize("item", ALL, ids=str)
def test_what_the_data_say_of_capability_penalties_is_what_its_sanctions_do(item):
    """The business licence aside, which is no qualification of certification (CM-05).

    The withdrawal of a licence is no penalty, and yet the state administration's (O-01); where the
    data say conditional, only the association acts so far (K-10).
    """
    possible = {
        sanction.kind.name
        for kind in RESERVED_KINDS
        if item.can_be_committed_by(kind)
        for sanction in item.sanctions_for(kind)
        if sanction.kind.penalty_class is PenaltyClass.CAPABILITY
        or sanction.kind.name == "licence_withdrawal"
    }
    if item.capability == "conditional":
        assert not possible
        return
    assert bool(possible - {"revoke_licence"}) == (item.capability != "none")


@pytest.mark.parametrize(
    ("code", "day", "clauses"),
    [
        ("CB-03", date(2026, 11, 2), ("REG 59.1.2", "CBM 39", "CCCR 43.1")),
        ("CB-03", date(2020, 11, 29), ("REG 59.1.2", "CBM 39")),
        ("CB-03", date(2020, 11, 28), ("REG 60.1.2", "CBM 39")),
        ("CB-01", date(2019, 6, 1), ("REG 62", "PQL 57.1")),
        ("CB-06", date(2020, 1, 1), ("REG 57",)),
        ("CM-01", date(2026, 11, 2), ("CMM 26", "REG 70")),
        ("CM-03", date(2020, 12, 1), ("CMM 27", "REG 70")),
        ("CC-03", date(2026, 11, 2), ("CCCR 53.1", "REG 70")),
        ("OR-01", date(2026, 11, 2), ("ORGM 48", "REG 70")),
    ],
)
def test_an_offence_is_punished_under_the_numbers_of_the_day(code, day, clauses):
    assert offence(code).punished_by(day) == clauses


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("warning", PenaltyClass.REPRIMAND),
        ("criticism", PenaltyClass.REPRIMAND),
        ("fine", PenaltyClass.PROPERTY),
        ("confiscate_gains", PenaltyClass.PROPERTY),
        ("suspend_business_rectify", PenaltyClass.CAPABILITY),
        ("revoke_approval", PenaltyClass.CAPABILITY),
        ("suspend_designation", PenaltyClass.CAPABILITY),
        ("suspend_approval", PenaltyClass.CAPABILITY),
        ("revoke_scope", PenaltyClass.CAPABILITY),
        ("revoke_licence", PenaltyClass.CAPABILITY),
        ("order_correct", PenaltyClass.ORDER),
        ("ban", PenaltyClass.ORDER),
        ("publish", PenaltyClass.CONSEQUENCE),
        ("revoke_registration", PenaltyClass.INDUSTRY),
        ("admonish", PenaltyClass.NOT_A_PENALTY),
        ("public_warning", PenaltyClass.NOT_A_PENALTY),
        ("licence_withdrawal", PenaltyClass.NOT_A_PENALTY),
    ],
)
def test_the_class_of_a_sanction(kind, expected):
    assert penalty_class(kind) is expected


@pytest.mark.parametrize("item", ALL, ids=str)
def test_an_offence_without_penal_article_leads_to_no_penalty(item):
    if item.code in WITHOUT_PENAL_ARTICLE:
        assert not any(each.kind.penalty_class.is_penalty for each in item.sanctions)


@pytest.mark.parametrize(
    ("yuan", "fines"),
    [
        (4_999, [(50_000, 50_000, None)]),
        (5_000, [(100_000, 100_000, None)]),
        (9_999, [(100_000, 100_000, None)]),
        (10_000, [(None, None, 20)]),
    ],
)
def test_the_value_of_the_goods_chooses_the_fine(yuan, fines):
    chosen = [
        (each.min_yuan, each.max_yuan, each.max_multiple)
        for each in offence("CC-12").sanctions
        if each.kind.name == "fine" and each.fits_goods(yuan)
    ]
    assert chosen == fines


def test_what_has_to_be_proved_is_told_for_every_focus_of_the_notice():
    untold = {item.code for item in ALL if item.is_focus and not item.elements}
    assert untold == set()


def test_every_fact_that_a_sanction_needs_is_in_the_table_and_every_fact_is_needed():
    needed = {sanction.needs for item in ALL for sanction in item.sanctions if sanction.needs}
    assert needed == set(conditions())


def test_only_reprimand_property_and_capability_are_penalties():
    penalties = {each for each in PenaltyClass if each.is_penalty}
    assert {each.title for each in penalties} == {"申诫罚", "财产罚", "能力罚"}


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("CB-01", OffenderKind.BODY, {"revoke_approval"}),
        ("CB-01", OffenderKind.DESIGNATED_BODY, {"revoke_approval", "revoke_designation"}),
        ("CB-03", OffenderKind.BODY, set()),
        ("CB-15", OffenderKind.BODY, {"warning"}),
        ("CB-25", OffenderKind.BODY, set()),
        ("CB-25", OffenderKind.DESIGNATED_BODY, {"suspend_business_rectify"}),
        ("DB-01", OffenderKind.BODY, {"revoke_approval"}),
        ("DB-01", OffenderKind.LABORATORY, set()),
        ("PR-06", OffenderKind.PRACTITIONER, {"revoke_practice"}),
        ("CM-01", OffenderKind.CERTIFIED_ORGANISATION, set()),
    ],
)
def test_the_penalties_that_the_law_leaves_no_choice_about(code, kind, expected):
    assert offence(code).mandatory_penalties(kind) == expected


def test_sanctions_against_persons_do_not_meet_the_body_itself():
    item = offence("CB-01")
    assert "revoke_practice" not in kinds(item.sanctions_for(OffenderKind.BODY))
    assert kinds(item.sanctions_for(OffenderKind.BODY)).count("fine") == 1


def test_the_stop_of_business_under_the_ccc_rule_meets_designated_bodies_only():
    def clauses(kind: OffenderKind) -> list[str]:
        return [sanction.clause for sanction in offence("CB-03").sanctions_for(kind)]

    assert "CCCR 43.1" in clauses(OffenderKind.DESIGNATED_BODY)
    assert "CCCR 43.1" not in clauses(OffenderKind.BODY)


def test_the_low_value_rule_applies_from_the_text_of_2023_only():
    item, seller = offence("CC-01B"), OffenderKind.SELLER
    before = item.sanctions_for(seller, date(2023, 7, 19))
    after = item.sanctions_for(seller, date(2023, 7, 20))
    added = [sanction for sanction in after if sanction not in before]
    assert [(sanction.max_multiple, sanction.start_mark) for sanction in added] == [
        (2.0, Mark.UNSURE)
    ]


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("CB-02", 50_000, 200_000),
        ("CB-06", 100_000, 500_000),
        ("CB-11", 20_000, 100_000),
        ("CM-01", 30_000, 30_000),
        ("CM-07", 0, 20_000),
        ("OR-03", 0, 30_000),
    ],
)
def test_the_range_of_the_fine(code, low, high):
    fine = next(item for item in offence(code).sanctions if item.kind.name == "fine")
    assert (fine.min_yuan, fine.max_yuan) == (low, high)


@pytest.mark.parametrize(
    ("kind", "holds", "misses"),
    [
        (OffenderKind.BODY, "CB-01", "CB-06"),
        (OffenderKind.DESIGNATED_BODY, "CB-02", "CB-06"),
        (OffenderKind.PRACTITIONER, "PR-06", "CB-01"),
        (OffenderKind.UNAPPROVED, "CB-06", "CB-03"),
        (OffenderKind.CERTIFIED_ORGANISATION, "CM-07", "CC-01A"),
        (OffenderKind.SELLER, "CC-01B", "CC-01A"),
        (OffenderKind.LABORATORY, "LB-01", "DB-04"),
    ],
)
def test_which_offences_an_offender_can_commit(kind, holds, misses):
    codes = {item.code for item in offences_for(kind)}
    assert holds in codes and misses not in codes


def test_anyone_can_forge_a_certificate():
    assert all(offence("CM-01").can_be_committed_by(kind) for kind in OffenderKind)


def test_corrections_that_were_worked_in_are_named():
    assert offence("CB-15").corrections == ("K-11",)
    assert "O-04" in offence("CM-01").corrections
    assert source("REG").corrections == ("K-01", "O-11")
    assert sanction_kind("admonish").correction == "K-07"
    assert offence("CC-01A").below_minimum_needs_mitigation


def test_cut_steps_ask_whether_the_audit_was_a_sham():
    questions = offence("CB-03").questions
    assert len(questions) == 3
    assert {code for question in questions for code in question.raises} == {"CB-01", "PR-06"}


def test_every_offence_that_a_question_raises_is_in_the_catalogue():
    raised = {code for item in ALL for question in item.questions for code in question.raises}
    assert raised <= set(offences())


def test_measures_of_the_industry_are_marked_with_who_takes_them():
    industry = [item for item in offence("PR-06").sanctions if item.by]
    assert kinds(industry) == ["revoke_registration", "refuse_application"]
    assert not any(item.kind.penalty_class.is_penalty for item in industry)


def test_titles_of_sanctions_keep_the_order_of_the_catalogue():
    assert titles_of({"confiscate_gains", "fine"}) == "罚款、没收违法所得"
    assert titles_of(set()) == ""


def test_titles_are_unique_and_in_both_languages():
    titles = [kind.title for kind in sanction_kinds().values()]
    assert len(set(titles)) == len(titles)
    assert all(kind.title_en for kind in sanction_kinds().values())


@pytest.mark.parametrize("ask", [offence, penalty_class, sanction_kind])
def test_what_is_not_in_the_catalogue_is_a_mistake(ask):
    with pytest.raises(LookupError, match="nothing-of-the-kind"):
        ask("nothing-of-the-kind")
