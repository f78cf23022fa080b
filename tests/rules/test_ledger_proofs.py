"""One entry shown to be in a signed checkpoint, and what an entry claims."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Refused
from renjian.ledger import checkpoints, claims, proofs, tree
from renjian.ledger.chain import Checkpoint
from renjian.ledger.checkpoints import JointCheckpoint
from renjian.ledger.note import Note
from renjian.ledger.signing import ED25519, new_key

AT = datetime(2026, 3, 1, 1, tzinfo=UTC)
KEY = new_key("renjian/ledger/sha256", ED25519, bytes(32))
BODIES = [canonical({"act": "test.done", "number": n}) for n in range(1, 6)]


def proof(number=3, hash="sha256"):
    hashes = [tree.leaf_hash(body, hash) for body in BODIES]
    mark = Checkpoint("330000/2026", len(BODIES), tree.root(hashes, hash), hash)
    log = [bytes([n]) * 32 for n in range(6)]
    log[4] = checkpoints.leaf(mark, AT, "sha256")
    joint = JointCheckpoint("renjian/ledger/sha256", 6, tree.root(log), "sha256", AT)
    return proofs.Proof(
        body=BODIES[number - 1],
        number=number,
        checkpoint=mark,
        made_at=AT,
        in_stream=tree.inclusion_proof(number - 1, hashes, hash),
        place=4,
        in_log=tree.inclusion_proof(4, log),
        note=Note(joint.text).signed_by(KEY, at=AT),
    )


def codes(found):
    return [why.code for why in proofs.why_not(found)]


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_every_entry_can_be_shown_to_be_in_a_checkpoint(number, hash):
    assert codes(proof(number, hash)) == []


def test_a_proof_is_read_as_it_was_written():
    text = json.dumps(proofs.to_json(proof()), ensure_ascii=False)
    again = proofs.from_json(text)
    assert codes(again) == []
    assert proofs.to_json(again) == proofs.to_json(proof())


@pytest.mark.parametrize(
    "changes",
    [{"body": BODIES[0]}, {"number": 2}, {"in_stream": []}, {"body": BODIES[2] + b" "}],
    ids=["body", "number", "path", "byte"],
)
def test_a_changed_entry_is_not_in_the_checkpoint(changes):
    assert codes(replace(proof(), **changes)) == ["ledger.proof.stream"]


@pytest.mark.parametrize(
    "changes", [{"place": 3}, {"in_log": []}, {"made_at": AT.replace(hour=2)}], ids=str
)
def test_a_changed_checkpoint_is_not_in_the_log(changes):
    assert codes(replace(proof(), **changes)) == ["ledger.proof.log"]


def test_a_checkpoint_of_another_root_shows_neither():
    mark = replace(proof().checkpoint, root=bytes(32))
    assert codes(replace(proof(), checkpoint=mark)) == ["ledger.proof.stream", "ledger.proof.log"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "RJ-LEDGER-PROOF/1"}', '{"format": "another"}', "7"],
)
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(Refused, match="这不是台账证明文件"):
        proofs.from_json(text)


def test_a_claim_says_who_did_what_to_what():
    body = {
        "act": "case.filed", "subject": "case:1", "at": "2026-03-01T09:00:00+08:00",
        "actor": {"account": "330110.head", "name": "负责人", "role": "head", "unit": "330110"},
        "details": {"due": "2026-06-01"}, "within": [{"act": "note.made", "subject": "x:1"}],
    }  # fmt: skip
    claim = claims.read(canonical(body))
    assert (claim.account, claim.act, claim.subject) == ("330110.head", "case.filed", "case:1")
    assert claim.details == {"due": "2026-06-01"}
    assert [each.act for each in claim.within] == ["note.made"]


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"7"])
def test_what_is_no_entry_claims_nothing(body):
    assert claims.read(body) is None
    assert claims.previous_of(body) == ""


@pytest.mark.parametrize(
    "body", [b"{}", b'{"act": 7, "actor": "x", "within": {}, "details": []}', b'{"within": [7]}']
)
def test_an_entry_that_was_made_nonsense_still_shows(body):
    claim = claims.read(body)
    assert (claim.act, claim.account, claim.within, claim.details) == ("", "", (), {})
