"""One act, one transaction, one entry in the ledger."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import make
from refusals import refused
from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.command import Unrecorded, command, pin_ledger, record
from renjian_site.kit.models import Counter
from renjian_site.ledger.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


@command
def count(actor, key, *, at, records=1, **details):
    Counter.objects.create(key=key)
    for _ in range(records):
        record("test.counted", f"counter:{key}", **details)
    return key


@command
def count_both(actor, *, at):
    count(actor, "one", at=at)
    count(actor, "two", at=at)
    record("test.both", "counters", keys=2)


@command
def count_then_refuse(actor, *, at):
    count(actor, "inner", at=at)
    record("test.refused", "counters")
    raise Refused(reason("test.no", "不行。"))


@command
def count_deeply(actor, *, at):
    count_both(actor, at=at)
    record("test.deep", "counters")


@command
def pin(actor, *, at):
    record("test.pinned", "ledger")
    pin_ledger()


@command
def pin_inside(actor, *, at):
    pin(actor, at=at)
    record("test.outer", "ledger")


@pytest.fixture
def officer():
    return make.actor("330110.officer1")


def test_an_act_is_one_entry_with_act_subject_and_details(officer):
    before = Entry.objects.count()
    assert count(officer, "a", at=AT, why="看见") == "a"
    assert Entry.objects.count() == before + 1
    entry = make.newest_entry(officer)
    assert (entry["act"], entry["subject"]) == ("test.counted", "counter:a")
    assert entry["details"] == {"why": "看见"}


def test_the_entry_says_who_acted_in_which_post(officer):
    count(officer, "a", at=AT)
    assert make.newest_entry(officer)["actor"] == {
        "account": "330110.officer1",
        "name": officer.name,
        "role": "officer",
        "unit": "330110",
    }


def test_the_entry_of_a_clerk_names_the_body():
    clerk = make.actor("clerk1")
    count(clerk, "a", at=AT)
    entry = make.newest_entry(clerk)
    assert entry["actor"]["unit"] == clerk.body
    assert entry["stream"] == f"body:{clerk.body}/2027"


def test_an_entry_goes_to_the_stream_of_the_authority_and_the_year_of_the_act(officer):
    count(officer, "a", at=AT)
    count(officer, "b", at=AT.replace(year=2028))
    streams = Entry.objects.filter(stream__name__startswith="330110/202")
    assert list(streams.order_by("pk").values_list("stream__name", "number"))[-2:] == [
        ("330110/2027", 1),
        ("330110/2028", 1),
    ]


def test_the_entry_holds_the_moment_of_the_act(officer):
    count(officer, "a", at=AT)
    entry = make.newest_entry(officer)
    assert entry["at"] == entry["begun_at"] == AT.isoformat()


def test_an_act_begun_earlier_is_recorded_no_earlier_than_the_one_before(officer):
    count(officer, "a", at=AT)
    count(officer, "b", at=AT.replace(hour=8))
    entry = make.newest_entry(officer)
    assert entry["at"] == AT.isoformat()
    assert entry["begun_at"] == AT.replace(hour=8).isoformat()


def test_an_act_without_details_has_none_in_its_entry(officer):
    count(officer, "a", at=AT)
    assert not {"details", "within"} & make.newest_entry(officer).keys()


def test_inner_acts_stand_within_the_entry_of_the_outermost(officer):
    before = Entry.objects.count()
    count_both(officer, at=AT)
    assert Entry.objects.count() == before + 1
    entry = make.newest_entry(officer)
    assert entry["act"] == "test.both"
    assert [act["subject"] for act in entry["within"]] == ["counter:one", "counter:two"]


def test_acts_within_acts_are_all_told_innermost_first(officer):
    count_deeply(officer, at=AT)
    acts = [act["act"] for act in make.newest_entry(officer)["within"]]
    assert acts == ["test.counted", "test.counted", "test.both"]


@pytest.mark.parametrize("records", [0, 2])
def test_an_act_with_no_record_or_two_is_a_bug_and_leaves_nothing(officer, records):
    before = Entry.objects.count()
    with pytest.raises(Unrecorded, match=f"count recorded {records} acts"):
        count(officer, "a", at=AT, records=records)
    assert not Counter.objects.filter(key="a").exists()
    assert Entry.objects.count() == before


def test_a_refused_act_leaves_nothing_of_its_inner_acts(officer):
    before = Entry.objects.count()
    with refused("test.no"):
        count_then_refuse(officer, at=AT)
    assert not Counter.objects.filter(key="inner").exists()
    assert Entry.objects.count() == before


def test_after_a_refusal_the_next_act_is_outermost_again(officer):
    with refused("test.no"):
        count_then_refuse(officer, at=AT)
    count(officer, "next", at=AT)
    assert "within" not in make.newest_entry(officer)


def test_nothing_is_recorded_outside_a_command():
    with pytest.raises(Unrecorded, match=r"test\.loose was recorded outside any command"):
        record("test.loose", "nobody")


def test_no_ledger_is_pinned_outside_a_command():
    with pytest.raises(Unrecorded, match="outside any command"):
        pin_ledger()


@pytest.mark.parametrize("at", [None, "2027-03-01", date(2027, 3, 1)])
def test_a_command_wants_the_moment(officer, at):
    with pytest.raises(TypeError, match="count needs at=datetime"):
        count(officer, "a", at=at)


@pytest.mark.parametrize("act", [pin, pin_inside])
def test_pinning_makes_a_checkpoint_that_holds_the_entry(officer, act):
    act(officer, at=AT)
    pinned = Checkpoint.objects.get(stream__name="330110/2027")
    last = Entry.objects.filter(stream=pinned.stream).order_by("-number").first()
    assert pinned.size == last.number == 1
    assert pinned.made_at == AT


def test_an_act_that_pins_nothing_makes_no_checkpoint(officer):
    count(officer, "a", at=AT)
    assert not Checkpoint.objects.filter(stream__name="330110/2027").exists()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2027, 3, 1), "2027-03-01"),
        (AT, "2027-03-01T09:30:00+00:00"),
        (Decimal("1.50"), "1.50"),
        pytest.param({"b", "a"}, ["a", "b"], id="a set"),
        ((1, date(2027, 3, 1)), [1, "2027-03-01"]),
        ({1: Decimal(2)}, {"1": "2"}),
        (None, None),
    ],
    ids=str,
)
def test_details_are_kept_as_plain_values(officer, value, kept):
    count(officer, "a", at=AT, value=value)
    assert make.newest_entry(officer)["details"] == {"value": kept}
