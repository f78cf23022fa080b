"""Two people, or two clicks, on the same request."""

import make_consultations as asks
from at_once import at_once
from make_consultations import CITY, head
from renjian.kernel.refusal import Refused
from renjian_site.consultations import commands
from renjian_site.consultations.models import Consultation, Reply


def test_two_clicks_send_once(own_database, at):
    found, boss = asks.draft(), head()
    given = at_once(*[lambda: commands.send(boss, found.pk, at=at)] * 2)
    assert sum(isinstance(one, Consultation) for one in given) == 1
    assert [one.reasons[0].code for one in given if isinstance(one, Refused)] == [
        "consultation.stage"
    ]


def test_of_two_heads_one_issues_the_reply(own_database, at):
    found, boss = asks.received(), head(CITY)
    commands.write_reply(boss, found.pk, asks.words(), at=at)
    given = at_once(*[lambda: commands.issue_reply(boss, found.pk, at=at)] * 2)
    assert sum(isinstance(one, Reply) for one in given) == 1
    assert Reply.objects.count() == 1
