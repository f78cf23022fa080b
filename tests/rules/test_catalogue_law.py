from datetime import date

import pytest

import make_law as make
from renjian.catalogue import validity
from renjian.catalogue.amendments import Amendment, Table
from renjian.catalogue.codes import CODE_LIST_TITLES, code_list, code_list_names
from renjian.catalogue.deadlines import deadline, deadline_names
from renjian.catalogue.indicators import indicators, pointing_to
from renjian.catalogue.law import changes_between, law_on
from renjian.catalogue.laws import cited
from renjian.catalogue.offences import PenaltyClass, offence, offences, penalty_class
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.procedure import LIST_TITLES, documents, items_of, states, transitions
from renjian.catalogue.settings import number, setting, settings
from renjian.catalogue.validity import Mark, lay_over
from renjian.kernel.two_people import why_not_settle

DAY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    lay_over(())


def change(table: Table, entry: str, part: str, from_on: date = DAY, **values) -> Amendment:
    return Amendment(table, entry, part, tuple(values.items()), from_on, "", "市监法〔2026〕1号")


def test_the_law_of_a_day_holds_what_is_in_force_then():
    law = law_on(make.DAY)
    assert len(law.offences) == len(offences()) == 102
    assert "CMP0" not in {source.id for source, _ in law.sources}
    assert "DL-T-08" not in {limit.id for limit in law.deadlines}
    assert {limit.id for limit in law.deadlines} == set(deadline_names()) - {"DL-T-08", "DL-W-12"}


def test_what_changed_between_two_days_is_told_entry_by_entry():
    told = changes_between(date(2020, 11, 28), date(2020, 11, 29))
    found = {(each.entry, each.part): (each.before, each.after) for each in told}
    assert found["CB-02", "punishes"] == ("REG 60.1.1", "REG 59.1.1")
    assert found["REG", "text"] == ("2016-02-06", "2020-11-29")


def test_the_order_of_the_two_days_does_not_matter():
    days = date(2022, 1, 1), date(2026, 11, 2)
    assert changes_between(*days) == changes_between(*reversed(days))
    assert changes_between(make.DAY, make.DAY) == ()


def test_the_low_value_rule_begins_with_the_text_of_2023():
    told = changes_between(date(2023, 7, 19), date(2023, 7, 20))
    changed = {each.entry for each in told if each.part == "sanctions"}
    assert changed == {"CC-01A", "CC-01B", "CC-01C", "CC-01D", "CC-02", "CC-11"}


def test_confirming_a_start_moves_every_value_that_rests_on_it():
    old = date(2003, 11, 1)
    lay_over([change(Table.SETTINGS, "reg-2023-start", "values", old, value="2023-08-21")])
    between = date(2023, 8, 1)
    fines = offence("CC-01A").sanctions_for(OffenderKind.PRODUCER, between)
    assert not any(sanction.is_by_goods for sanction in fines)
    assert setting("reg-2023-start").on(between).mark is Mark.VERIFIED


def test_a_new_amount_holds_from_its_day_and_the_old_one_until_the_day_before():
    lay_over([change(Table.OFFENCES, "CB-06", "sanctions.1", min_yuan=200_000, max_yuan=900_000)])

    def fines(day: date) -> list[tuple[int | None, int | None]]:
        found = offence("CB-06").sanctions_for(OffenderKind.UNAPPROVED, day)
        return [(each.min_yuan, each.max_yuan) for each in found if each.kind.name == "fine"]

    assert fines(date(2026, 12, 31)) == [(100_000, 500_000)]
    assert fines(DAY) == [(200_000, 900_000)]


def test_a_new_length_and_a_new_number_hold_from_their_day():
    lay_over(
        [
            change(Table.DEADLINES, "DL-C-06", "values", length=12),
            change(Table.OFFENCES, "CB-02", "punishes.0", article="60.1.1"),
        ]
    )
    assert deadline("DL-C-06", date(2026, 12, 31)).length.count == 10
    assert deadline("DL-C-06", DAY).length.count == 12
    assert offence("CB-02").punished_by(DAY) == ("REG 60.1.1",)
    assert offence("CB-02").punished_by(date(2026, 12, 31)) == ("REG 59.1.1",)


def test_confirming_a_length_keeps_its_day_and_makes_it_certain():
    start = date(2019, 2, 12)
    lay_over([change(Table.DEADLINES, "DL-P-07", "values", start, length=20)])
    assert not deadline("DL-P-07", make.DAY).is_unconfirmed


def test_the_class_of_a_stop_of_business_is_a_setting():
    assert penalty_class("suspend_business_rectify") is PenaltyClass.CAPABILITY
    old = date(2003, 11, 1)
    lay_over([change(Table.SETTINGS, "rectify-class", "values", old, value="order")])
    assert penalty_class("suspend_business_rectify") is PenaltyClass.ORDER


def test_amendments_taken_away_leave_the_tables_as_they_came():
    lay_over([change(Table.DEADLINES, "DL-C-06", "values", length=12)])
    lay_over(())
    assert deadline("DL-C-06", DAY).length.count == 10
    assert validity.laid_over() == ()


def test_a_change_takes_two_people_and_is_settled_once():
    ok = why_not_settle(proposed_by="甲", decider="乙", is_open=True)
    own = why_not_settle(proposed_by="甲", decider="甲", is_open=True)
    twice = why_not_settle(proposed_by="甲", decider="乙", is_open=False)
    codes = [[each.code for each in reasons] for reasons in (ok, own, twice)]
    assert codes == [[], ["change.own"], ["change.settled"]]


def test_every_setting_is_unconfirmed_as_it_comes_and_says_why():
    for each in settings().values():
        assert each.on(make.DAY).mark is not Mark.VERIFIED
        assert each.note and cited(each.clause)
    assert number("hearing-organisation-yuan", make.DAY) == 100_000


def test_an_unknown_setting_is_a_mistake():
    with pytest.raises(LookupError, match="no such setting"):
        setting("dance")


def test_the_procedure_names_known_states_limits_and_documents():
    assert (len(states()), len(transitions()), len(documents())) == (27, 37, 56)
    titles = {document.title for document in documents()}
    for each in transitions():
        assert not each.deadline or each.deadline in deadline_names()
        assert cited(each.clause).startswith("《")
        assert set(each.documents) <= titles
    assert [len(items_of(name)) for name in LIST_TITLES] == [5, 4, 7, 5]


def test_every_indicator_points_to_offences_of_the_catalogue():
    assert len(indicators()) == 80
    assert {code for each in indicators().values() for code in each.offences} <= set(offences())
    strengths = [each.severity for each in pointing_to("CB-03")]
    assert strengths and strengths == sorted(strengths, reverse=True)


def test_every_code_list_has_a_title():
    assert set(code_list_names()) == set(CODE_LIST_TITLES)
    assert all(code_list(name) for name in code_list_names())
