"""Whoever owns database and key can rewrite everything; who kept a checkpoint finds out."""

from dataclasses import replace
from datetime import timedelta

import pytest

import make
from make_ledger import (
    AT,
    NAME,
    faults,
    filled,
    rewrite_log,
    rewrite_stream,
    sealed,
    tamper,
    write,
)
from renjian.kernel.canonical import canonical
from renjian.ledger import checkpoints, note, signing
from renjian_site.ledger import auditing, logs, witnesses
from renjian_site.ledger.models import JointCheckpoint, Key

pytestmark = pytest.mark.django_db
ORIGIN = "renjian/ledger/sha256"


@pytest.fixture
def kept(settings):
    """A checkpoint over six entries that somebody keeps elsewhere; three more came since."""
    settings.LEDGER_ORIGIN = "renjian/ledger"
    filled()
    first = sealed()
    for day in (11, 12, 13):
        write(at=AT + timedelta(days=day))
    sealed(days=14)
    return first


def listed(joint):
    rows = logs.rows(joint.log, 0, joint.size)
    return [canonical(checkpoints.listed(logs.mark_of(row), row.made_at)) for row in rows]


def rewritten(joint, number=3, **changes):
    """An entry changed, and all that depends on it made anew, signatures as well."""
    stream = joint.log.checkpoints.get(stream__name=NAME, place__lt=joint.size).stream
    rewrite_stream(stream, number, **(changes or {"act": "test.forged"}))
    rewrite_log(joint.log)


def test_an_untouched_ledger_agrees_with_a_kept_checkpoint(kept):
    assert faults(kept.note) == {}


def test_a_rewritten_database_agrees_with_itself(kept):
    rewritten(kept)
    assert faults() == {}


def test_a_kept_checkpoint_finds_what_agrees_with_itself(kept):
    text = kept.note
    rewritten(kept)
    assert faults(text) == {"file 0": "ledger.rewritten"}


def test_with_its_list_it_says_which_stream_and_which_entries(kept):
    text, lines = kept.note, listed(kept)
    rewritten(kept)
    outside = auditing.Outside(notes={"file": note.read(text)}, lists=[lines])
    (found,) = [each for each in auditing.everything(outside) if each.fault]
    assert found.fault.code == "ledger.rewritten-stream"
    assert "台账 330110/2027 第 1 条至第 6 条" in found.fault.text


def test_a_list_of_another_checkpoint_is_not_believed(kept):
    text, lines = kept.note, listed(kept)[:-1]
    rewritten(kept)
    assert faults(text, lists=[lines]) == {"file 0": "ledger.rewritten"}


def test_the_checkpoint_before_the_change_still_agrees(kept):
    later = JointCheckpoint.objects.order_by("-pk").first().note
    text = kept.note
    stream = kept.log.checkpoints.filter(stream__name=NAME).first().stream
    rewrite_stream(stream, 8, act="test.forged")
    rewrite_log(kept.log)
    assert faults(text, later) == {"file 1": "ledger.rewritten"}


def test_what_came_after_a_kept_checkpoint_cannot_be_cut_off_below_it(kept):
    later = JointCheckpoint.objects.order_by("-pk").first()
    size = kept.size
    tamper("delete from ledger_jointcheckpoint where id = %s", later.pk)
    tamper("delete from ledger_checkpoint where place >= %s", size)
    tamper(
        "update ledger_log set size = %s, subtrees = %s where id = %s",
        *(size, bytes(kept.subtrees), kept.log_id),
    )
    assert faults(kept.note) == {}
    assert faults(later.note) == {"file 0": "ledger.log.cut-off"}


def test_a_file_of_another_log_is_said_to_be_foreign(kept):
    text = kept.note
    tamper("update ledger_log set origin = 'elsewhere' where id = %s", kept.log_id)
    assert faults(text)["file 0"] == "ledger.log.gone"


def forged(kept, **changes):
    """A checkpoint file that says something else, with the signature of the true one."""
    true = note.read(kept.note)
    said = replace(checkpoints.read(true.text), **changes)
    return replace(true, text=said.text).signed_text


@pytest.mark.parametrize("changes", [{"size": 3}, {"root": bytes(32)}, {"at": AT}], ids=str)
def test_a_forged_checkpoint_is_not_believed(kept, changes):
    assert faults(forged(kept, **changes)) == {"file 0": "ledger.signature"}


def test_a_checkpoint_that_nobody_signed_is_not_believed(kept):
    said = replace(note.read(kept.note), lines=())
    key = signing.new_key(ORIGIN, signing.ED25519, bytes(32))
    own = said.signed_by(key, at=AT).signed_text
    assert faults(own) == {"file 0": "ledger.unsigned"}


def test_keys_brought_along_are_believed_before_those_of_the_database(kept):
    true = signing.read_public(Key.objects.get(name=ORIGIN).verifier)
    other = signing.new_key(ORIGIN, signing.ED25519, bytes(32)).public
    assert faults(kept.note, trusted=[true]) == {}
    told = faults(kept.note, trusted=[other])
    assert told == {ORIGIN: "ledger.unsigned", "file 0": "ledger.unsigned"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("update ledger_jointcheckpoint set root = '\\x00' where id = %s", "ledger.joint"),
        ("update ledger_jointcheckpoint set subtrees = '\\x00' where id = %s", "ledger.joint"),
        (
            "update ledger_jointcheckpoint set made_at = made_at - interval '1 day' where id = %s",
            "ledger.joint",
        ),
        (
            "update ledger_jointcheckpoint set note = replace(note, 'T', 't') where id = %s",
            "ledger.checkpoint.unreadable",
        ),
    ],
)
def test_an_altered_joint_checkpoint_is_found(kept, statement, code):
    tamper(statement, kept.pk)
    assert faults() == {ORIGIN: code}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("made_at = made_at - interval '1 minute'", "ledger.joint"),
        ("subtrees = '\\x' || repeat('00', 64)::bytea", "ledger.log.subtrees"),
        ("place = 999", "ledger.log.missing"),
    ],
)
def test_an_altered_place_in_the_log_is_found(kept, change, code):
    mark = kept.log.checkpoints.get(stream__name=NAME, place__lt=kept.size)
    value = change.replace("'\\x' || repeat('00', 64)::bytea", "decode(repeat('00', 64), 'hex')")
    tamper(f"update ledger_checkpoint set {value} where id = %s", mark.pk)
    assert faults()[ORIGIN] == code


def test_a_checkpoint_taken_out_of_the_log_is_found(kept):
    tamper("delete from ledger_checkpoint where place = 2")
    assert faults() == {ORIGIN: "ledger.log.missing"}


def test_an_altered_row_of_the_log_is_found(kept):
    tamper("update ledger_log set size = size + 1 where id = %s", kept.log_id)
    assert faults() == {ORIGIN: "ledger.log.cut-off"}


def test_subtrees_that_would_spoil_the_next_checkpoint_are_found(kept):
    tamper("update ledger_stream set subtrees = %s where name = %s", bytes(64), NAME)
    assert faults() == {NAME: "ledger.subtrees"}


def test_an_altered_clock_of_a_stream_is_found(kept):
    tamper(
        "update ledger_stream set recorded_at = recorded_at - interval '1 day' where name = %s",
        NAME,
    )
    assert faults() == {NAME: "ledger.clock"}


def test_an_altered_key_is_found(kept):
    other = signing.new_key(ORIGIN, signing.ED25519, bytes(32)).public.text
    tamper("update ledger_key set verifier = %s where name = %s", other, ORIGIN)
    assert faults() == {ORIGIN: "ledger.unsigned"}
    tamper("update ledger_key set verifier = 'nonsense' where name = %s", ORIGIN)
    assert faults() == {ORIGIN: "ledger.key.unreadable"}


@pytest.fixture
def countersigned(kept, at):
    """The same checkpoint, countersigned by the witness of a province."""
    return witnesses.countersign(kept, "330000", at=AT + timedelta(days=15))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("line = replace(line, 'A', 'B')", "ledger.signature"),
        ("line = 'nothing'", "ledger.note.unreadable"),
        ("signed_at = signed_at - interval '1 hour'", "ledger.clock"),
    ],
)
def test_a_wrong_countersignature_is_found(countersigned, change, code):
    tamper(f"update ledger_countersignature set {change} where id = %s", countersigned.pk)
    assert faults() == {ORIGIN: code}


def test_a_countersignature_under_another_checkpoint_is_found(countersigned):
    later = JointCheckpoint.objects.order_by("-pk").first()
    tamper("update ledger_countersignature set checkpoint_id = %s", later.pk)
    assert faults() == {ORIGIN: "ledger.signature"}


def test_the_altered_entry_says_who_it_claims_to_be(kept):
    tamper(
        "update ledger_entry set body = convert_to(replace(convert_from(body, 'UTF8'),"
        " '某负责人', '另一人'), 'UTF8') where number = 4 and stream_id ="
        " (select id from ledger_stream where name = %s)",
        NAME,
    )
    (found,) = [each for each in auditing.everything(auditing.Outside()) if each.fault]
    assert (found.fault.code, found.fault.values["number"]) == ("ledger.altered", 4)
    assert (found.claim.name, found.claim.subject) == ("另一人", "thing:4")


def test_the_whole_country_with_cases_and_draws_holds(settings):
    make.case()
    made = sealed()
    assert faults(made.note) == {}
