"""Whoever gets around the database's own guard is found out: the first altered entry is named."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from make_ledger import without_guard
from renjian.ledger import chain
from renjian_site.ledger import streams
from renjian_site.ledger.models import Entry, Stream

pytestmark = pytest.mark.django_db
NAME = "330110/2027"
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def stream():
    """Six entries, with a checkpoint behind the third."""
    for n in range(1, 7):
        streams.append(NAME, {"act": "test.done", "subject": f"thing:{n}"}, at=AT + timedelta(n))
        if n == 3:
            streams.pin(NAME, at=AT)
    return Stream.objects.get(name=NAME)


def tamper(statement, *values):
    """Change what the triggers guard, as the owner of the database could."""
    with without_guard() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def entry(stream, number):
    return Entry.objects.get(stream=stream, number=number)


def fault(stream):
    stream.refresh_from_db()
    found = streams.verify(stream).fault
    return (found.code, found.values.get("number")) if found else None


def rewritten(stream, number, *, previous=None, at=None, **changes):
    """Another entry for this place, sealed as the chain does it."""
    before = bytes(entry(stream, number - 1).hash) if number > 1 else chain.BEGINNING
    content = {"act": "test.forged", "at": (at or AT + timedelta(number)).isoformat(), **changes}
    return chain.seal(content, stream=NAME, number=number, previous=previous or before)


def replace(stream, number, sealed):
    tamper(
        "update ledger_entry set body = %s, hash = %s where stream_id = %s and number = %s",
        *(sealed.body, sealed.hash, stream.pk, number),
    )


def test_an_untouched_stream_holds(stream):
    verdict = streams.verify(stream)
    assert (verdict.fault, verdict.size) == (None, 6)


@pytest.mark.parametrize("number", [1, 2, 5, 6])
def test_an_altered_body_is_named(stream, number):
    body = bytes(entry(stream, number).body).replace(b"thing", b"thang")
    tamper(
        "update ledger_entry set body = %s where stream_id = %s and number = %s",
        *(body, stream.pk, number),
    )
    assert fault(stream) == ("ledger.altered", number)


@pytest.mark.parametrize("number", [1, 4, 6])
def test_an_altered_hash_is_named(stream, number):
    tamper(
        "update ledger_entry set hash = %s where stream_id = %s and number = %s",
        *(hashlib.sha256(b"other").digest(), stream.pk, number),
    )
    assert fault(stream) == ("ledger.altered", number)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_an_entry_replaced_with_its_hash_is_named(stream, number):
    replace(stream, number, rewritten(stream, number))
    code, named = fault(stream)
    assert (code, named) == ("ledger.altered", number)


def test_a_last_entry_replaced_with_its_hash_is_named(stream):
    replace(stream, 6, rewritten(stream, 6))
    assert fault(stream) == ("ledger.altered", 6)


def test_a_last_entry_replaced_together_with_the_head_breaks_the_next_checkpoint(stream, at):
    streams.pin(NAME, at=at)
    forged = rewritten(stream, 6)
    replace(stream, 6, forged)
    tamper("update ledger_stream set head = %s where id = %s", forged.hash, stream.pk)
    assert fault(stream) == ("ledger.checkpoint", 6)


def test_an_entry_before_a_checkpoint_rewritten_with_all_after_it_is_named(stream):
    previous = bytes(entry(stream, 1).hash)
    for number in range(2, 7):
        forged = rewritten(stream, number, previous=previous)
        replace(stream, number, forged)
        previous = forged.hash
    tamper("update ledger_stream set head = %s where id = %s", previous, stream.pk)
    assert fault(stream) == ("ledger.checkpoint", 3)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_deleted_entry_is_named(stream, number):
    tamper("delete from ledger_entry where stream_id = %s and number = %s", stream.pk, number)
    assert fault(stream) == ("ledger.missing", number)


def test_a_last_entry_cut_off_is_named(stream):
    tamper("delete from ledger_entry where stream_id = %s and number = 6", stream.pk)
    found = streams.verify(stream).fault
    assert found.code == "ledger.cut-off"
    assert "第 6 条起的记录缺失" in found.text


def test_an_end_cut_off_behind_a_checkpoint_is_named_by_the_checkpoint(stream):
    for number in (6, 5, 4, 3):
        tamper("delete from ledger_entry where stream_id = %s and number = %s", stream.pk, number)
    tamper("update ledger_stream set size = 2 where id = %s", stream.pk)
    assert fault(stream) == ("ledger.missing", 3)


def test_a_stream_that_says_to_be_shorter_than_it_is_does_not_hold(stream):
    tamper("update ledger_stream set size = 5 where id = %s", stream.pk)
    assert fault(stream) is not None


def test_an_inserted_entry_is_named(stream):
    forged = rewritten(stream, 6)
    tamper(
        "insert into ledger_entry (stream_id, number, body, hash) values (%s, 7, %s, %s)",
        *(stream.pk, forged.body, forged.hash),
    )
    assert fault(stream) == ("ledger.inserted", 6)


def test_an_entry_of_another_stream_is_named(stream):
    last = bytes(entry(stream, 6).hash)
    other = chain.seal(
        {"act": "test.done", "at": (AT + timedelta(9)).isoformat()},
        stream="330100/2027",
        number=7,
        previous=last,
    )
    tamper(
        "insert into ledger_entry (stream_id, number, body, hash) values (%s, 7, %s, %s)",
        *(stream.pk, other.body, other.hash),
    )
    assert fault(stream) == ("ledger.inserted", 7)


def test_two_entries_that_changed_places_are_named(stream):
    two, four = entry(stream, 2), entry(stream, 4)
    swap = "update ledger_entry set number = %s, body = %s, hash = %s where id = %s"
    tamper("update ledger_entry set number = 99 where id = %s", four.pk)
    tamper(swap, 4, four.body, four.hash, two.pk)
    tamper(swap, 2, two.body, two.hash, four.pk)
    assert fault(stream) == ("ledger.reordered", 2)


def test_an_altered_column_of_the_number_is_named(stream):
    tamper("update ledger_entry set number = 60 where stream_id = %s and number = 6", stream.pk)
    assert fault(stream) == ("ledger.altered", 6)


def test_an_entry_that_is_no_entry_at_all_is_named(stream):
    from renjian.ledger.tree import leaf_hash

    body = b"nothing of the kind"
    tamper(
        "update ledger_entry set body = %s, hash = %s where stream_id = %s and number = 5",
        *(body, leaf_hash(body, "sha256"), stream.pk),
    )
    assert fault(stream) == ("ledger.unreadable", 5)


def test_a_time_that_goes_back_is_named(stream):
    replace(stream, 6, rewritten(stream, 6, at=AT))
    assert fault(stream) == ("ledger.clock", 6)


def test_an_altered_checkpoint_is_named(stream):
    tamper("update ledger_checkpoint set root = '\\x00' where stream_id = %s", stream.pk)
    assert fault(stream) == ("ledger.checkpoint", 3)


def test_a_checkpoint_moved_to_another_size_is_named(stream):
    tamper("update ledger_checkpoint set size = 4 where stream_id = %s", stream.pk)
    assert fault(stream) == ("ledger.checkpoint", 4)


def test_an_altered_head_is_found(stream):
    tamper("update ledger_stream set head = '\\x00' where id = %s", stream.pk)
    assert fault(stream) == ("ledger.altered", 6)


def test_only_the_altered_stream_is_at_fault(stream):
    streams.append("330100/2027", {"act": "test.done"}, at=AT)
    tamper("delete from ledger_entry where stream_id = %s and number = 2", stream.pk)
    assert [one.stream for one in streams.verify_all() if not one.verdict.holds] == [NAME]


def test_of_several_altered_entries_the_first_is_named(stream):
    for number in (5, 2, 4):
        tamper(
            "update ledger_entry set body = %s where stream_id = %s and number = %s",
            *(b"{}", stream.pk, number),
        )
    assert fault(stream) == ("ledger.altered", 2)


def test_a_stream_emptied_whole_is_found(stream):
    with without_guard() as cursor:
        cursor.execute("delete from ledger_entry where stream_id = %s", [stream.pk])
        cursor.execute("delete from ledger_checkpoint where stream_id = %s", [stream.pk])
    assert fault(stream)[0] == "ledger.cut-off"
