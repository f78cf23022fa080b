"""The joint checkpoint: its text, requests to witnesses, and when a witness must refuse."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.refusal import Refused
from renjian.ledger import checkpoints, tree
from renjian.ledger.chain import Checkpoint
from renjian.ledger.checkpoints import JointCheckpoint, Request, why_not_countersign
from renjian.ledger.note import Note
from renjian.ledger.signing import ED25519, new_key

AT = datetime(2026, 3, 1, 1, tzinfo=UTC)
SITE = new_key("renjian/ledger/sha256", ED25519, bytes(32))
LEAVES = [tree.leaf_hash(b"%d" % n) for n in range(12)]


def joint(size, leaves=LEAVES, **changes):
    values = {
        "origin": "renjian/ledger/sha256",
        "size": size,
        "root": tree.root(leaves[:size]),
        "hash": "sha256",
        "at": AT + timedelta(days=size),
    }
    return JointCheckpoint(**{**values, **changes})


def proof(old, new):
    return tree.consistency_proof(old, LEAVES[:new])


def codes(last, new, shown):
    return [why.code for why in why_not_countersign(last, new, shown)]


def test_the_first_three_lines_are_those_of_every_transparency_log():
    lines = joint(3).text.split("\n")
    assert lines[:2] == ["renjian/ledger/sha256", "3"]
    assert len(lines[2]) == 44
    assert lines[3:] == ["hash sha256", "time 2026-03-04T01:00:00+00:00", ""]


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_a_checkpoint_is_read_as_it_was_written(hash):
    made = joint(5, hash=hash)
    assert checkpoints.read(made.text) == made


def test_a_signed_checkpoint_fits_in_a_mail():
    signed = Note(replace(joint(3), size=10**15).text).signed_by(SITE, at=AT).signed_text
    assert len(signed.encode()) < 1000
    assert max(map(len, signed.splitlines())) < 998  # the longest line that mail carries


GOOD = joint(3).text


@pytest.mark.parametrize(
    "text",
    [
        "", "one\n", GOOD + "more\n", GOOD.rstrip("\n"), GOOD.replace("\n3\n", "\n03\n"),
        GOOD.replace("\n3\n", "\n-3\n"), GOOD.replace("sha256\ntime", "md5\ntime"),
        GOOD.replace("hash ", ""), GOOD.replace("+00:00", ""), GOOD.replace("T01", " 01"),
        GOOD.replace("time 2026", "time 20x6"), "\n".join(["o", "3", "AAAA", *GOOD.split("\n")[3:]]),
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(Refused, match="检查点正文应为五行"):
        checkpoints.read(text)


@given(st.integers(0, 12), st.integers(0, 12))
def test_a_request_is_read_as_it_was_written(old, new):
    old, new = sorted((old, new))
    signed = Note(joint(new).text).signed_by(SITE, at=AT)
    made = Request(signed, old, tuple(proof(old, new)))
    assert checkpoints.read_request(made.text) == made
    assert checkpoints.read_request(made.text.replace("\n", "\r\n")) == made


@pytest.mark.parametrize(
    "text", ["", "old 3", "new 3\n\n", "old x\n\nnote", "old 3\n!!\n\nnote", "old 3\n" * 70 + "\n"]
)
def test_what_is_no_request_is_refused(text):
    with pytest.raises(Refused, match="这不是见证请求"):
        checkpoints.read_request(text)


@given(st.integers(0, 12), st.integers(0, 12))
def test_a_witness_goes_on_from_any_earlier_checkpoint(old, new):
    old, new = sorted((old, new))
    assert codes(joint(old), joint(new), proof(old, new)) == []


def test_a_witness_that_never_signed_asks_for_no_proof():
    assert codes(None, joint(7), []) == []


@given(st.integers(1, 11), st.data())
def test_a_witness_refuses_a_log_of_which_an_earlier_entry_was_changed(old, data):
    place = data.draw(st.integers(0, old - 1))
    forged = [*LEAVES[:place], tree.leaf_hash(b"forged"), *LEAVES[place + 1 :]]
    shown = tree.consistency_proof(old, forged)
    assert codes(joint(old), joint(12, forged), shown) == ["ledger.witness.inconsistent"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size": 4, "root": tree.root(LEAVES[:4])}, "ledger.witness.smaller"),
        ({"origin": "another/ledger"}, "ledger.witness.origin"),
        ({"hash": "sm3"}, "ledger.witness.origin"),
        ({"at": AT}, "ledger.witness.clock"),
        ({"root": bytes(32)}, "ledger.witness.inconsistent"),
    ],
)
def test_what_else_a_witness_refuses(changes, code):
    assert codes(joint(6), replace(joint(9), **changes), proof(6, 9)) == [code]


def test_a_witness_is_told_every_reason():
    back = joint(4, at=AT)
    assert codes(joint(6), back, []) == ["ledger.witness.clock", "ledger.witness.smaller"]


def test_an_entry_of_the_log_says_all_of_a_streams_checkpoint():
    mark = Checkpoint("330000/2026", 7, bytes(32), "sm3")
    known = {checkpoints.leaf(mark, AT, "sha256")}
    for changed in (
        replace(mark, stream="x"), replace(mark, size=8), replace(mark, root=bytes(31) + b"\1"),
        replace(mark, hash="sha256"),
    ):  # fmt: skip
        known.add(checkpoints.leaf(changed, AT, "sha256"))
    known.add(checkpoints.leaf(mark, AT + timedelta(microseconds=1), "sha256"))
    assert len(known) == 6


def test_an_entry_of_the_log_does_not_depend_on_where_the_clock_hangs():
    here = AT.astimezone(timezone(timedelta(hours=8)))
    mark = Checkpoint("330000/2026", 7, bytes(32))
    assert checkpoints.leaf(mark, here, "sha256") == checkpoints.leaf(mark, AT, "sha256")
