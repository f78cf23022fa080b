"""By when a superior replies: seven working days on jurisdiction, else the site's own setting."""

from datetime import date

import pytest

from renjian.consultations.deadlines import Topic, reply_limit
from renjian.kernel.calendar import published

MONDAY = date(2026, 3, 2)


def test_on_jurisdiction_the_superior_has_seven_working_days():
    limit = reply_limit(Topic.JURISDICTION, MONDAY, published(), own_days=15)
    assert (limit.due.on, limit.clause) == (date(2026, 3, 11), "PROC 16")


@pytest.mark.parametrize("topic", [one for one in Topic if one != Topic.JURISDICTION])
def test_for_the_rest_the_number_is_the_sites_own_and_has_no_clause(topic):
    limit = reply_limit(topic, MONDAY, published(), own_days=10)
    assert (limit.due.on, limit.clause) == (date(2026, 3, 16), "")


def test_a_limit_that_reaches_into_an_unknown_year_is_provisional():
    limit = reply_limit(Topic.LAW, date(2026, 12, 28), published(), own_days=15)
    assert limit.due.provisional
