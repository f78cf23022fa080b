"""The database itself refuses to change, delete or empty the ledger."""

import pytest
from django.db import DatabaseError, transaction

import make
from make_roles import as_owner
from renjian_site.ledger import streams
from renjian_site.ledger.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db


def execute(statement):
    with as_owner() as cursor, transaction.atomic():
        cursor.execute("set constraints all immediate")
        cursor.execute(statement)


@pytest.fixture
def pinned(at):
    streams.append("330110/2027", {"act": "test.done"}, at=at)
    streams.pin("330110/2027", at=at)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_checkpoint"])
@pytest.mark.parametrize(
    ("act", "word"),
    [
        ("update {} set stream_id = stream_id", "UPDATE"),
        ("delete from {}", "DELETE"),
        ("truncate {}", "TRUNCATE"),
        ("truncate {} cascade", "TRUNCATE"),
    ],
)
def test_the_database_refuses(pinned, table, act, word):
    with pytest.raises(DatabaseError, match=f"append-only: {word} of {table} is refused"):
        execute(act.format(table))


def test_truncating_the_streams_reaches_no_entry(pinned):
    with pytest.raises(DatabaseError, match="append-only"):
        execute("truncate ledger_stream cascade")


@pytest.mark.parametrize("model", [Entry, Checkpoint])
def test_a_model_cannot_be_deleted_either(pinned, model):
    with pytest.raises(DatabaseError, match="append-only"), as_owner(), transaction.atomic():
        model.objects.all().delete()


def test_a_refused_change_leaves_the_ledger_whole(pinned):
    before = list(Entry.objects.values_list("hash", flat=True))
    with pytest.raises(DatabaseError):
        execute("update ledger_entry set body = ''")
    assert list(Entry.objects.values_list("hash", flat=True)) == before
    assert all(found.verdict.holds for found in streams.verify_all())


def test_a_stream_holds_each_number_once(pinned):
    entry = Entry.objects.filter(stream__name="330110/2027").get()
    with pytest.raises(DatabaseError, match="ledger_number_once"), transaction.atomic():
        Entry.objects.create(stream=entry.stream, number=1, body=b"{}", hash=b"")


def test_new_entries_are_still_written(pinned, at):
    receipt = streams.append("330110/2027", {"act": "test.more"}, at=at)
    assert receipt.number == 2
    assert Entry.objects.filter(stream__name="330110/2027").count() == 2


def test_the_whole_country_stands_in_a_ledger_that_holds():
    make.case()
    found = list(streams.verify_all())
    assert {"system", "330000", f"body:{make.actor('clerk1').body}"} <= {
        one.stream.rsplit("/")[0] for one in found
    }
    assert [one.verdict.fault for one in found] == [None] * len(found)
