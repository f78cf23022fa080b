"""Several acts at the same moment make one whole chain."""

import pytest
from django.db import transaction

from at_once import at_once
from renjian_site.ledger import streams
from renjian_site.ledger.models import Stream

NAME = "330110/2027"


@pytest.fixture
def append(own_database, at):
    """Record so many acts, each in a transaction of its own, as a command does."""

    def run(times):
        for _ in range(times):
            with transaction.atomic():
                streams.append(NAME, {"act": "test.done"}, at=at)

    return run


def test_acts_recorded_at_once_make_one_whole_chain(append):
    at_once(*[lambda: append(10)] * 4)
    stream = Stream.objects.get(name=NAME)
    verdict = streams.verify(stream)
    assert (verdict.fault, verdict.size) == (None, 40)
    assert list(stream.entries.order_by("pk").values_list("number", flat=True)) == [*range(1, 41)]


def test_the_first_acts_of_a_year_at_once_make_one_stream(append):
    at_once(*[lambda: append(1)] * 3)
    assert list(Stream.objects.filter(name=NAME).values_list("size", flat=True)) == [3]


def test_a_checkpoint_made_while_acts_are_recorded_agrees_with_them(append, at):
    append(1)
    at_once(lambda: append(10), lambda: append(10), *[lambda: streams.pin(NAME, at=at)] * 2)
    stream = Stream.objects.get(name=NAME)
    assert stream.checkpoints.count() == 2
    assert streams.verify(stream).holds


def test_an_act_that_is_rolled_back_leaves_no_gap(append, at):
    def fail():
        with transaction.atomic():
            streams.append(NAME, {"act": "test.undone"}, at=at)
            transaction.set_rollback(True)

    at_once(lambda: append(5), fail, lambda: append(5), fail)
    stream = Stream.objects.get(name=NAME)
    assert (streams.verify(stream).holds, stream.size) == (True, 10)
