"""What an area and its foreign clues are counted to be: in two parts, and once each."""

import pytest

import make
from make_private import matters
from renjian_site.cases import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["330000.head", "650000.head", "460000.head", "000000.head"])
def test_clues_and_cases_are_counted_as_they_are_listed(who, files):
    matters()
    make.clue()
    actor = make.actor(who)
    for ask in (queries.clues, queries.cases):
        assert ask(actor).count() == len(ask(actor))
        found = ask(actor).filter(pk__gt=0).exclude(pk=0)
        assert found.count() == len(found)


def test_a_foreign_clue_is_one_of_those_that_are_counted(files):
    m = matters()
    helper = make.actor("650000.head")
    assert [one.pk for one in queries.clues(helper)] == [m.clue.pk]
    assert queries.clues(helper).count() == 1
    assert queries.clue(helper, m.clue.pk) == m.clue
    with pytest.raises(m.clue.DoesNotExist):
        queries.clue(make.actor("460000.head"), m.clue.pk)
