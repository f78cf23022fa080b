from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_law as make
from renjian.authorities.levels import Level
from renjian.cases.filing import warnings_on_filing, why_not_file, why_not_transfer_up
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.rulings import Ruling

TODAY = make.DAY


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def why_not(ruling: Ruling | None = None, level: Level = Level.COUNTY, **given_: object):
    place = {key: given_.pop(key) for key in ("authority", "competent") if key in given_}
    return why_not_file(
        ruling or make.local(), make.grounds(**given_), level=level, today=TODAY, **place
    )


def test_a_county_files_a_local_case_with_all_conditions_met():
    assert why_not() == ()


@pytest.mark.parametrize(
    ("given_", "code", "clause"),
    [
        ({"has_evidence": False}, "case.file.no-evidence", "PROC 19"),
        ({"penalty_due": False}, "case.file.no-penalty", "PROC 19; PROC 20"),
        ({"violation_ended_on": date(2024, 11, 1)}, "case.file.out-of-time", "PPL 36"),
        ({"officers": 1}, "case.file.officers", "PROC 19; PROC 22"),
        ({"qualified_officers": 1}, "case.file.unqualified", "PROC 19; PROC 22"),
        ({"discovered_on": date(2026, 11, 3)}, "case.file.discovered-later", "PPL 36"),
    ],
)
def test_each_condition_that_fails_is_one_reason_with_its_clause(given_, code, clause):
    (reason,) = why_not(**given_)
    assert (reason.code, reason.clause) == (code, clause)
    assert "请" in reason.text and "{" not in reason.text


def test_all_reasons_are_given_at_once_in_the_order_of_the_law():
    reasons = why_not(
        make.national(),
        has_evidence=False,
        penalty_due=False,
        violation_ended_on=date(2020, 1, 1),
        officers=1,
    )
    assert codes(reasons) == [
        "case.file.no-evidence",
        "case.file.no-penalty",
        "case.file.other-level",
        "case.file.out-of-time",
        "case.file.officers",
    ]


@pytest.mark.parametrize(
    ("level", "may"),
    [
        (Level.NATIONAL, True),
        (Level.PROVINCIAL, False),
        (Level.CITY, False),
        (Level.COUNTY, False),
        (Level.STATION, False),
    ],
)
def test_only_samr_files_what_the_notice_reserves_to_it(level, may):
    assert (why_not(make.national(), level) == ()) is may


@pytest.mark.parametrize("level", Level)
def test_a_local_case_is_barred_to_no_level(level):
    assert why_not(make.local(), level) == ()


def test_the_refusal_of_a_county_shows_the_clauses_of_the_ruling():
    (reason,) = why_not(make.national())
    assert reason.code == "case.file.other-level"
    assert reason.clause == "N102 二(一); REG 71; REG 54"
    assert "总局" in reason.text


def test_a_province_files_what_samr_handed_to_it_and_another_does_not():
    ruling = make.handed_to("420000", Level.PROVINCIAL)
    assert why_not(ruling, Level.PROVINCIAL, authority="420000") == ()
    assert codes(why_not(ruling, Level.PROVINCIAL, authority="430000")) == [
        "case.file.other-authority"
    ]
    assert codes(why_not(ruling, Level.CITY, authority="420100")) == ["case.file.other-level"]


def test_a_bureau_of_another_place_transfers_instead():
    competent = {"420106", "420100"}
    assert why_not(authority="420106", competent=competent) == ()
    assert why_not(level=Level.CITY, authority="420100", competent=competent) == ()
    assert codes(why_not(authority="420111", competent=competent)) == ["case.file.other-place"]
    other_city = why_not(level=Level.CITY, authority="420200", competent=competent)
    assert codes(other_city) == ["case.file.other-place"]


@pytest.mark.parametrize(
    ("ended", "discovered", "grave", "barred"),
    [
        (date(2024, 11, 2), date(2026, 11, 2), False, False),  # the last day of two years
        (date(2024, 11, 1), date(2026, 11, 2), False, True),
        (date(2024, 11, 1), date(2026, 11, 2), True, False),  # five years apply
        (date(2021, 11, 2), date(2026, 11, 2), True, False),
        (date(2021, 11, 1), date(2026, 11, 2), True, True),
        (date(2024, 2, 29), date(2026, 2, 28), False, False),
        (date(2024, 2, 29), date(2026, 3, 1), False, True),
        (date(2024, 10, 3), date(2026, 10, 8), False, True),  # holidays do not make it longer
        (date(2021, 1, 5), date(2022, 6, 1), False, False),  # found in time, decided much later
    ],
)
def test_limitation_runs_from_the_end_of_the_act_to_its_discovery(ended, discovered, grave, barred):
    reasons = why_not(violation_ended_on=ended, discovered_on=discovered, is_gravely_harmful=grave)
    assert codes(reasons) == (["case.file.out-of-time"] if barred else [])


@given(st.dates(date(1990, 1, 1), date(2026, 11, 2)))
def test_an_act_that_goes_on_is_never_out_of_time(discovered):
    assert why_not(violation_ended_on=None, discovered_on=discovered) == ()


@given(st.dates(date(2000, 1, 1), date(2024, 10, 31)), st.integers(0, 3000))
def test_later_discovery_never_helps(ended, days):
    discovered = min(ended + timedelta(days=days), TODAY)
    earlier = why_not(violation_ended_on=ended, discovered_on=ended)
    later = why_not(violation_ended_on=ended, discovered_on=discovered)
    assert earlier == ()
    assert codes(later) in ([], ["case.file.out-of-time"])
    assert (later == ()) == (discovered <= two_years_after(ended))


def two_years_after(day: date) -> date:
    """The obvious definition: the same day of the second year, or 28 February."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return date(day.year + 2, 2, 28)


def test_a_province_that_files_a_local_case_is_warned_that_a_take_up_is_needed():
    warnings = warnings_on_filing(make.local(), level=Level.PROVINCIAL, today=TODAY)
    assert codes(warnings) == ["case.file.above-level"]
    for own in (Level.CITY, Level.COUNTY, Level.STATION):
        assert warnings_on_filing(make.local(), level=own, today=TODAY) == ()


def test_a_filing_after_the_period_of_verification_is_a_warning_not_a_bar():
    def warned(due: date) -> list[str]:
        ruling = make.local()
        return codes(warnings_on_filing(ruling, level=Level.COUNTY, today=TODAY, verify_due_on=due))

    assert warned(TODAY) == []
    assert warned(TODAY - timedelta(days=1)) == ["case.file.verified-late"]


def test_the_notes_of_the_ruling_come_first_among_the_warnings():
    ruling = make.ruling(OffenderKind.BODY, "CB-03", "fine")
    warnings = warnings_on_filing(ruling, level=Level.COUNTY, today=TODAY)
    assert codes(warnings) == ["jurisdiction.would-move-up"]


@pytest.mark.parametrize("level", [Level.PROVINCIAL, Level.CITY, Level.COUNTY, Level.STATION])
def test_every_lower_level_transfers_up_what_belongs_to_samr(level):
    assert why_not_transfer_up(make.national(), level=level) == ()


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (Level.NATIONAL, "case.transfer-up.no-superior"),
        (Level.PROVINCIAL, "case.transfer-up.not-above"),
        (Level.CITY, "case.transfer-up.not-above"),
        (Level.COUNTY, "case.transfer-up.not-above"),
        (Level.STATION, "case.transfer-up.not-above"),
    ],
)
def test_nobody_transfers_up_a_local_case(level, code):
    (reason,) = why_not_transfer_up(make.local(), level=level)
    assert reason.code == code and "请" in reason.text


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("kind", [OffenderKind.BODY, OffenderKind.PRACTITIONER])
def test_whoever_may_not_file_for_the_level_may_transfer_up_and_the_reverse(kind, level):
    ruling = make.ruling(kind, "CB-01" if kind is OffenderKind.BODY else "PR-06")
    barred = "case.file.other-level" in codes(why_not(ruling, level))
    assert barred == (why_not_transfer_up(ruling, level=level) == ())
