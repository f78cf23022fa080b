from datetime import date

import pytest

from renjian.catalogue.amending import part_of, parts_of, why_not_amend
from renjian.catalogue.amendments import Amendment, Table
from renjian.catalogue.offences import offences

DAY = date(2027, 1, 1)


def change(table: Table, entry: str, part: str, *, clause="", from_on=DAY, **values) -> Amendment:
    return Amendment(table, entry, part, tuple(values.items()), from_on, clause, "文件")


@pytest.mark.parametrize(
    "proposed",
    [
        change(Table.SETTINGS, "reg-2023-start", "values", value="2023-08-21"),
        change(Table.SETTINGS, "hearing-person-yuan", "values", value="20000", clause="HEAR 5"),
        change(Table.DEADLINES, "DL-C-06", "values", length=12, clause="PROC 55"),
        change(Table.DEADLINES, "DL-T-09", "values", length=10),
        change(Table.OFFENCES, "CB-17", "punishes.0", article="31.1.4"),
        change(Table.OFFENCES, "CB-06", "sanctions.1", min_yuan=200_000, max_yuan=900_000),
        change(Table.CHECKS, "CI-01", "", title="认证机构检查"),
    ],
    ids=lambda one: f"{one.entry} {one.part}",
)
def test_what_fits_its_entry_may_be_proposed(proposed):
    assert why_not_amend(proposed) == ()


@pytest.mark.parametrize(
    ("proposed", "code"),
    [
        (change(Table.DEADLINES, "DL-X-1", "values", length=1), "unknown"),
        (change(Table.DEADLINES, "DL-W-01", "values", length=1), "unknown"),
        (change(Table.OFFENCES, "CB-06", "sanctions.0", min_yuan=1), "unknown"),
        (change(Table.DEADLINES, "DL-C-06", "values", min_yuan=1), "field"),
        (change(Table.DEADLINES, "DL-C-06", "values", length="zwölf"), "number"),
        (change(Table.DEADLINES, "DL-C-06", "values"), "empty"),
        (change(Table.DEADLINES, "DL-C-06", "values", length=10), "same"),
        (change(Table.OFFENCES, "CB-06", "sanctions.1", min_yuan=9, max_yuan=1), "range"),
        (change(Table.OFFENCES, "CB-17", "punishes.0", article="三十一"), "article"),
        (change(Table.SETTINGS, "reg-2023-start", "values", value="August"), "day"),
        (change(Table.SETTINGS, "hearing-person-yuan", "values", value="很多"), "yuan"),
        (change(Table.SETTINGS, "rectify-class", "values", value="fine"), "choice"),
        (change(Table.DEADLINES, "DL-C-06", "values", length=9, clause="XYZ 1"), "clause"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_in_words(proposed, code):
    reasons = why_not_amend(proposed)
    assert [each.code for each in reasons] == [f"catalogue.change.{code}"]
    assert "{" not in reasons[0].text


def test_a_present_value_is_confirmed_from_its_own_first_day():
    same = change(Table.DEADLINES, "DL-P-07", "values", from_on=date(2019, 2, 12), length=20)
    assert why_not_amend(same) == ()


def test_every_offence_can_be_amended_in_its_numbers_and_fines():
    for code, item in offences().items():
        parts = parts_of(Table.OFFENCES, code)
        fines = [each for each in item.sanctions if each.kind.name == "fine"]
        assert len(parts) == len(item.prohibits) + len(item.punishes) + len(fines)


def test_a_part_says_what_it_is_now():
    part = part_of(Table.OFFENCES, "CB-06", "sanctions.1")
    assert part and dict(part.now) == {"min_yuan": 100_000, "max_yuan": 500_000}
