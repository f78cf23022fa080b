"""What an officer reads in the ledger of the own authority."""

from datetime import UTC, datetime, timedelta

import pytest

import make
from pages import read
from renjian_site.ledger import queries, streams

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 16, 30, tzinfo=UTC)


def write(stream, act, *, at=AT):
    actor = {"account": "x", "name": "某人", "role": "officer", "unit": "330110"}
    return streams.append(stream, {"act": act, "subject": "thing:1", "actor": actor}, at=at)


def test_the_newest_entries_come_first():
    officer = make.actor("330110.officer1")
    for n in range(3):
        write("330110/2027", f"test.{n}", at=AT + timedelta(n))
    newest = queries.newest(officer, limit=2)
    assert [line.content["act"] for line in newest] == ["test.2", "test.1"]
    assert [line.number for line in newest] == [3, 2]


def test_the_ledgers_of_all_years_are_read_together():
    officer = make.actor("330110.officer1")
    write("330110/2027", "test.old")
    write("330110/2028", "test.new", at=AT + timedelta(365))
    assert [line.content["act"] for line in queries.newest(officer)] == ["test.new", "test.old"]
    assert queries.size(officer) == 2


@pytest.mark.parametrize("other", ["330100/2027", "3301101/2027", "330110-01/2027", "system/2027"])
def test_nothing_of_another_authority_is_read(other):
    write(other, "test.foreign")
    assert queries.newest(make.actor("330110.officer1")) == []


def test_an_entry_shows_the_hash_it_is_chained_by():
    receipt = write("330110/2027", "test.done")
    assert queries.newest(make.actor("330110.officer1"))[0].hash == receipt.hash


def test_the_last_checkpoint_is_that_of_the_own_ledger():
    officer = make.actor("330110.officer1")
    write("330110/2027", "test.done")
    write("330100/2027", "test.done")
    assert queries.last_checkpoint(officer) is None
    streams.pin("330110/2027", at=AT)
    streams.pin("330100/2027", at=AT + timedelta(1))
    assert queries.last_checkpoint(officer).stream.name == "330110/2027"


def test_the_page_shows_act_moment_and_hash():
    receipt = write("330110/2027", "test.done")
    text = read(make.sign_in("330110.officer1"), "/ledger/")
    assert "<code>test.done</code> thing:1" in text
    assert "2027-03-02 00:30" in text
    assert f"{receipt.hash[:4]} {receipt.hash[4:8]}" in text


def test_the_page_of_a_stranger_shows_nothing_of_it():
    write("330110/2027", "test.done")
    text = read(make.sign_in("460000.head"), "/ledger/")
    assert "test.done" not in text
    assert "还没有记录" in text


def test_the_page_shows_the_tree_head_that_others_can_keep():
    write("330110/2027", "test.done")
    root = streams.pin("330110/2027", at=AT).root.hex()
    text = read(make.sign_in("330110.head"), "/ledger/")
    assert " ".join(root[n : n + 4] for n in range(0, 64, 4)) in text


def test_a_clerk_reads_the_ledger_of_the_own_body():
    upload = make.received(b"x")
    text = read(make.sign_in("clerk1"), "/ledger/")
    assert f"<code>upload.received</code> upload:{upload.pk}" in text
    assert f"upload:{upload.pk}<" not in read(make.sign_in("clerk2"), "/ledger/")
