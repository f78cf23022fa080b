"""Numbers of documents: one sequence for each authority, kind and year, without gaps."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from at_once import at_once
from renjian_site.kit.numbering import next_number

AT = datetime(2027, 6, 1, 4, tzinfo=UTC)


@pytest.mark.django_db
def test_numbers_count_from_one_without_gaps():
    given = [next_number("余市监", "抽", AT) for _ in range(3)]
    assert given == ["余市监抽〔2027〕1号", "余市监抽〔2027〕2号", "余市监抽〔2027〕3号"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind", "at", "number"),
    [
        ("杭市监", "抽", AT, "杭市监抽〔2027〕1号"),
        ("余市监", "查", AT, "余市监查〔2027〕1号"),
        ("余市监", "抽", AT.replace(year=2028), "余市监抽〔2028〕1号"),
    ],
)
def test_each_authority_kind_and_year_counts_for_itself(name, kind, at, number):
    next_number("余市监", "抽", AT)
    assert next_number(name, kind, at) == number


@pytest.mark.django_db
def test_the_year_is_that_of_the_country_and_not_of_universal_time():
    new_year_in_beijing = datetime(2027, 12, 31, 16, 30, tzinfo=UTC)
    assert next_number("余市监", "抽", new_year_in_beijing).startswith("余市监抽〔2028〕")


@pytest.mark.django_db
def test_a_number_that_was_rolled_back_is_given_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_number("余市监", "抽", AT)
        raise ZeroDivisionError
    assert next_number("余市监", "抽", AT) == "余市监抽〔2027〕1号"


def test_numbers_given_at_once_are_all_different_and_leave_no_gap(own_database):
    def ten():
        given = []
        for _ in range(10):
            with transaction.atomic():
                given.append(next_number("余市监", "抽", AT))
        return given

    given = [number for numbers in at_once(ten, ten, ten) for number in numbers]
    assert sorted(given) == sorted(f"余市监抽〔2027〕{n}号" for n in range(1, 31))
