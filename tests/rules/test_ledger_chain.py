"""The entries of a stream: what is sealed, and how every alteration is named."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.canonical import canonical
from renjian.ledger import tree
from renjian.ledger.chain import BEGINNING, Checkpoint, Row, Verdict, seal, verify

STREAM = "510000-2026"


def content(number, **more):
    return {"act": "case.filed", "at": f"2026-03-01T09:{number:02d}:00+08:00", **more}


def stream(size, name=STREAM, hash="sha256", start=1, previous=BEGINNING, **more):
    """The rows of ``size`` entries sealed one after another."""
    rows = []
    for number in range(start, start + size):
        sealed = seal(
            content(number, **more), stream=name, number=number, previous=previous, hash=hash
        )
        rows.append(Row(number, sealed.body, sealed.hash))
        previous = sealed.hash
    return rows


def checkpoint(rows, name=STREAM, hash="sha256"):
    return Checkpoint(name, len(rows), tree.root((row.hash for row in rows), hash), hash)


def resealed(row, hash="sha256", **changes):
    """A row whose body and hash were both replaced."""
    body = canonical({**json.loads(row.body), **changes})
    return Row(row.number, body, tree.leaf_hash(body, hash))


def fault(rows, *checkpoints, **options):
    found = verify(rows, checkpoints, stream=STREAM, **options).fault
    return (found.code, found.values.get("number")) if found else None


def test_an_entry_says_its_place_and_the_hash_of_the_one_before():
    first, second = stream(2)
    body = json.loads(second.body)
    assert (body["stream"], body["number"], body["previous"]) == (STREAM, 2, first.hash.hex())
    assert json.loads(first.body)["previous"] == "00" * 32


def test_an_entry_is_its_canonical_bytes_and_their_leaf_hash():
    row = stream(1, who="某某")[0]
    assert row.body == canonical(json.loads(row.body))
    assert row.hash == tree.leaf_hash(row.body)


@pytest.mark.parametrize("field", ["stream", "number", "previous"])
def test_content_may_not_speak_for_the_chain(field):
    with pytest.raises(ValueError, match=field):
        seal({**content(1), field: "x"}, stream=STREAM, number=1, previous=BEGINNING)


@pytest.mark.parametrize("at", [None, 17, "yesterday", "2026-03-01T09:00:00", "2026-03-01"])
def test_an_entry_needs_its_moment_with_offset(at):
    with pytest.raises(ValueError):
        seal({"at": at}, stream=STREAM, number=1, previous=BEGINNING)


@pytest.mark.parametrize(
    ("number", "previous"), [(0, BEGINNING), (1, bytes([1]) * 32), (2, BEGINNING)]
)
def test_only_the_first_entry_follows_the_beginning(number, previous):
    with pytest.raises(ValueError, match="must name the entry before it"):
        seal(content(1), stream=STREAM, number=number, previous=previous)


def test_a_float_cannot_be_sealed():
    with pytest.raises(ValueError, match="float"):
        seal(content(1, rate=0.5), stream=STREAM, number=1, previous=BEGINNING)


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_an_untouched_stream_holds(hash):
    rows = stream(7, hash=hash)
    marks = [checkpoint(rows[:size], hash=hash) for size in (0, 3, 3, 7)]
    verdict = verify(iter(rows), marks, stream=STREAM, hash=hash)
    assert verdict == Verdict(7, marks[-1].root, None)
    assert verdict.holds


def test_a_stream_without_entries_holds():
    assert verify([], [], stream=STREAM) == Verdict(0, tree.root([]), None)


@given(st.integers(0, 6), st.data())
def test_any_altered_byte_of_a_body_is_named(index, data):
    rows = stream(7)
    body = bytearray(rows[index].body)
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    rows[index] = replace(rows[index], body=bytes(body))
    assert fault(rows) == ("ledger.altered", index + 1)


@pytest.mark.parametrize("index", range(7))
def test_an_altered_hash_is_named(index):
    rows = stream(7)
    rows[index] = replace(rows[index], hash=bytes(32))
    assert fault(rows) == ("ledger.altered", index + 1)


@pytest.mark.parametrize("index", range(6))
def test_a_wholly_replaced_entry_is_named_by_the_next_one(index):
    rows = stream(7)
    rows[index] = resealed(rows[index], act="case.closed")
    assert fault(rows) == ("ledger.altered", index + 1)


def test_a_wholly_replaced_last_entry_is_found_by_a_checkpoint():
    rows = stream(7)
    mark = checkpoint(rows)
    rows[6] = resealed(rows[6], act="case.closed")
    assert fault(rows) is None
    assert fault(rows, mark) == ("ledger.checkpoint", 7)


def test_a_rewritten_stream_is_found_between_two_checkpoints():
    rows = stream(9)
    marks = [checkpoint(rows[:3]), checkpoint(rows[:6]), checkpoint(rows)]
    forged = rows[:4] + stream(5, start=5, previous=rows[3].hash, who="另一人")
    verdict = verify(forged, marks, stream=STREAM)
    assert verdict.fault.code == "ledger.checkpoint"
    assert (verdict.fault.values["first"], verdict.fault.values["number"]) == (4, 6)
    assert "第 4 条至第 6 条" in verdict.fault.text


@pytest.mark.parametrize("index", range(6))
def test_a_missing_entry_is_named(index):
    rows = stream(7)
    del rows[index]
    assert fault(rows) == ("ledger.missing", index + 1)


def test_a_missing_entry_is_named_though_the_rest_was_renumbered():
    rows = stream(5)
    del rows[2]
    renumbered = [replace(row, number=place) for place, row in enumerate(rows, 1)]
    assert fault(renumbered) == ("ledger.missing", 3)


def test_a_removed_end_is_named_by_a_checkpoint():
    rows = stream(7)
    mark = checkpoint(rows)
    assert fault(rows[:5]) is None
    assert fault(rows[:5], mark) == ("ledger.missing", 6)
    assert fault([], mark) == ("ledger.missing", 1)


@given(st.permutations(range(6)))
def test_entries_out_of_order_are_named(order):
    rows = stream(6)
    first = next((place + 1 for place, index in enumerate(order) if place != index), None)
    expected = ("ledger.reordered", first) if first else None
    assert fault([rows[index] for index in order]) == expected


def test_exchanged_numbers_are_no_disguise():
    rows = stream(4)
    rows[1], rows[2] = replace(rows[2], number=2), replace(rows[1], number=3)
    assert fault(rows) == ("ledger.reordered", 2)


def test_an_altered_number_is_named():
    rows = stream(4)
    rows[1] = replace(rows[1], number=9)
    assert fault(rows) == ("ledger.altered", 2)


def test_an_inserted_entry_is_named():
    rows = stream(5)
    added = stream(1, start=4, previous=rows[2].hash, who="另一人")
    assert fault(rows[:3] + added + rows[3:]) == ("ledger.inserted", 4)


def test_a_repeated_entry_is_named():
    rows = stream(5)
    assert fault([*rows[:3], rows[2], *rows[3:]]) == ("ledger.inserted", 3)


def test_an_entry_of_another_stream_is_named():
    rows = stream(3)
    rows[2] = stream(3, name="320000-2026")[2]
    found = verify(rows, [], stream=STREAM).fault
    assert (found.code, found.values["number"]) == ("ledger.inserted", 3)
    assert "320000-2026" in found.text


def test_a_stream_that_lost_its_beginning_and_was_renumbered_is_named():
    rows = stream(3)
    forged = resealed(replace(rows[1], number=1), number=1)
    assert fault([forged]) == ("ledger.altered", 1)


def test_a_clock_that_goes_back_is_named():
    rows = stream(3)
    back = {"act": "late", "at": "2026-03-01T00:59:00+00:00"}
    sealed = seal(back, stream=STREAM, number=4, previous=rows[-1].hash)
    rows.append(Row(4, sealed.body, sealed.hash))
    assert fault(rows) == ("ledger.clock", 4)


def test_the_same_moment_in_another_zone_is_not_going_back():
    rows = stream(3)
    same = {"act": "at once", "at": "2026-03-01T01:03:00Z"}
    sealed = seal(same, stream=STREAM, number=4, previous=rows[-1].hash)
    assert fault([*rows, Row(4, sealed.body, sealed.hash)]) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"7", b"\xff", b"{}",
        b'{"at":"2026-03-01T09:00:00+08:00","number":1,"previous":"zz","stream":"510000-2026"}',
        b'{"at":"2026-03-01T09:00:00+08:00","number":"1","previous":"00","stream":"510000-2026"}',
        b'{"at":"yesterday","number":1,"previous":"00","stream":"510000-2026"}',
    ],
)  # fmt: skip
def test_a_body_that_says_no_place_is_named(body):
    assert fault([Row(1, body, tree.leaf_hash(body))]) == ("ledger.unreadable", 1)


def test_an_unreadable_row_behind_a_gap_does_not_stop_the_search():
    rows = stream(4)
    rows[3] = replace(rows[3], body=b"\xff")
    assert fault([rows[0], *rows[2:]]) == ("ledger.missing", 2)


@pytest.mark.parametrize(
    "change", [{"name": "320000-2026"}, {"hash": "sm3"}], ids=["stream", "hash"]
)
def test_a_checkpoint_of_another_stream_or_hash_proves_nothing(change):
    rows = stream(3)
    assert fault(rows, checkpoint(rows, **change)) == ("ledger.checkpoint", 3)


def test_a_checkpoint_of_an_impossible_size_is_not_passed_over():
    assert fault(stream(2), Checkpoint(STREAM, -1, bytes(32)))[0] == "ledger.checkpoint"


def test_the_verdict_says_how_far_the_stream_holds():
    rows = stream(7)
    rows[4] = replace(rows[4], body=rows[4].body + b" ")
    verdict = verify(rows, [], stream=STREAM)
    assert (verdict.size, verdict.root) == (4, tree.root(row.hash for row in rows[:4]))
    assert not verdict.holds


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: rows[:2] + rows[3:], "第 3 条记录缺失：其后直接是第 4 条"),
        (lambda rows: [rows[0], rows[2], rows[1], rows[3]], "第 2 条记录不在原位"),
        (lambda rows: [rows[0], resealed(rows[1], act="x"), *rows[2:]], "第 2 条与第 3 条记录衔接"),
        (lambda rows: [*rows[:3], replace(rows[3], hash=bytes(32))], "第 4 条记录的内容与其哈希"),
    ],
)  # fmt: skip
def test_a_fault_is_said_in_a_sentence_with_its_cure(spoil, said):
    text = verify(spoil(stream(4)), [], stream=STREAM).fault.text
    assert said in text
    assert "请" in text


def test_rows_are_read_one_at_a_time():
    rows = stream(5)
    taken = []

    def watched():
        for row in rows:
            taken.append(row.number)
            yield row

    rows[1] = replace(rows[1], hash=bytes(32))
    verify(watched(), [], stream=STREAM)
    assert taken == [1, 2]
