"""``renjian ledger`` with files: kept checkpoints, lists, witnesses far away, proofs."""

import argparse
import stat
from datetime import timedelta

import pytest

import make
from make_ledger import AT, NAME, filled, rewrite_log, rewrite_stream, sealed, tamper, write
from pages import read
from renjian.ledger import note, signing
from renjian_site.ledger import shell, witnesses
from renjian_site.ledger.models import Countersignature, Entry, JointCheckpoint, Key, Stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    """Run ``renjian ledger`` with these words: its status and what it said."""

    def renjian(*words):
        parser = argparse.ArgumentParser()
        shell.add_to(parser.add_subparsers())
        options = parser.parse_args(["ledger", *map(str, words)])
        status = options.run(options)
        told = capsys.readouterr()
        return status, told.out + told.err

    return renjian


@pytest.fixture
def kept(run, tmp_path):
    """A checkpoint and its list, as files that somebody keeps elsewhere."""
    filled()
    files = tmp_path / "checkpoint.txt", tmp_path / "list.jsonl"
    assert run("checkpoint", "--out", files[0], "--list", files[1])[0] == 0
    return files


def site_key():
    return Key.objects.get(authority="").verifier


def test_a_ledger_that_holds_agrees_with_the_file(run, kept):
    status, text = run("verify", "--checkpoint", kept[0])
    assert status == 0
    assert f"一致 ok       {kept[0]}" in text
    assert text.endswith("全部一致 the ledger holds\n")


def test_a_rewritten_ledger_does_not_and_the_list_says_where(run, kept):
    rewrite_stream(Stream.objects.get(name=NAME), 3, act="test.forged")
    rewrite_log(JointCheckpoint.objects.get().log)
    assert run("verify")[0] == 0
    status, text = run("verify", "--checkpoint", kept[0])
    assert (status, "与现存台账不符" in text) == (1, True)
    status, text = run("verify", "--checkpoint", kept[0], "--list", kept[1])
    assert (status, f"台账 {NAME} 第 1 条至第 6 条" in text) == (1, True)


def test_an_altered_entry_is_named_with_what_it_claims(run, kept):
    tamper(
        "update ledger_entry set body = convert_to(replace(convert_from(body, 'UTF8'), 'thing:4',"
        " 'thing:5'), 'UTF8') where number = 4 and stream_id = %s",
        Stream.objects.get(name=NAME).pk,
    )
    status, text = run("verify")
    assert status == 1
    assert "第 4 条记录的内容与其哈希不符" in text
    assert "it now claims: 2027-03-05T09:00:00+00:00 某负责人（330110.head，330110）" in text
    assert "test.done thing:5" in text


def test_a_key_brought_along_is_the_only_one_believed(run, kept):
    other = signing.new_key("renjian/ledger/sha256", signing.ED25519, bytes(32)).public.text
    assert run("verify", "--checkpoint", kept[0], "--key", site_key())[0] == 0
    assert run("verify", "--checkpoint", kept[0], "--key", other)[0] == 1


@pytest.mark.parametrize(
    "content", [None, b"", b"nothing", b"\xff\xfe", b"a\n\n\xe2\x80\x94 b AAAAAAA=\n"]
)
def test_a_file_that_is_no_checkpoint_is_told_apart_from_an_altered_ledger(run, tmp_path, content):
    path = tmp_path / "file.txt"
    if content is not None:
        path.write_bytes(content)
    assert run("verify", "--checkpoint", path)[0] == 2


def test_a_checkpoint_goes_to_the_screen_when_no_file_is_named(run):
    filled()
    assert note.read(run("checkpoint")[1]).lines


def test_a_folder_is_no_file_to_write_to(run, tmp_path):
    status, text = run("checkpoint", "--out", tmp_path)
    assert (status, "请检查路径和权限" in text) == (2, True)


# A witness who keeps the key elsewhere


@pytest.fixture
def witness(run, tmp_path):
    """A key that was made by the program and registered: its file."""
    path = tmp_path / "witness.key"
    status, public = run("key", "province/witness", "--out", path)
    assert status == 0
    witnesses.register_offline("330000", public, at=AT)
    return path


@pytest.fixture
def request_file(tmp_path):
    """Write the request for a checkpoint to a file."""

    def write_request(joint):
        path = tmp_path / f"request-{joint.pk}.txt"
        path.write_text(witnesses.request_for(joint, "330000").text, "utf-8")
        return path

    return write_request


def test_a_key_file_is_for_its_owner_alone_and_never_written_over(run, witness):
    assert stat.S_IMODE(witness.stat().st_mode) == 0o600
    before = witness.read_text()
    assert run("key", "other", "--out", witness)[0] == 2
    assert witness.read_text() == before


def test_a_name_that_does_not_fit_in_a_line_is_refused(run, tmp_path):
    assert run("key", "two words", "--out", tmp_path / "a.key")[0] == 2


def test_a_witness_countersigns_far_away_and_the_line_comes_back(
    run, witness, request_file, tmp_path
):
    filled()
    joint = sealed()
    status, signed = run("witness", request_file(joint), "--key", witness, "--site", site_key())
    assert status == 0
    brought = tmp_path / "countersigned.txt"
    brought.write_text(signed, "utf-8")
    assert run("import", brought)[0] == 0
    assert Countersignature.objects.get().key.name == "province/witness"
    assert run("verify", "--checkpoint", brought)[0] == 0


def test_the_next_request_goes_on_from_there(run, witness, request_file):
    filled()
    first = sealed()
    signed = run("witness", request_file(first), "--key", witness)[1]
    witnesses.accept(first, signed)
    write(at=AT + timedelta(days=11))
    assert run("witness", request_file(sealed(days=12)), "--key", witness)[0] == 0


def test_a_request_that_does_not_begin_at_the_last_one_is_refused(run, witness, request_file):
    filled()
    run("witness", request_file(sealed()), "--key", witness)
    write(at=AT + timedelta(days=11))
    status, text = run("witness", request_file(sealed(days=12)), "--key", witness)
    assert (status, "请重新下载从" in text) == (2, True)


def test_a_rewritten_log_is_not_countersigned_far_away(run, witness, request_file):
    stream = filled()
    first = sealed()
    witnesses.accept(first, run("witness", request_file(first), "--key", witness)[1])
    write(at=AT + timedelta(days=11))
    second = sealed(days=12)
    rewrite_stream(stream, 2, act="test.forged")
    rewrite_log(second.log)
    second.refresh_from_db()
    status, text = run("witness", request_file(second), "--key", witness)
    assert (status, "不是在上次会签的检查点" in text) == (2, True)


def test_a_request_that_the_site_did_not_sign_is_refused(run, witness, request_file):
    filled()
    path = request_file(sealed())
    other = signing.new_key("renjian-practice/ledger/sha256", signing.ED25519, bytes(32))
    assert run("witness", path, "--key", witness, "--site", other.public.text)[0] == 2


def test_a_checkpoint_that_was_never_made_here_is_not_taken_over(run, kept, tmp_path):
    path = tmp_path / "other.txt"
    path.write_text(kept[0].read_text("utf-8").replace("\n", "0\n", 1), "utf-8")
    status, text = run("import", path)
    assert (status, "没有公布过这个检查点" in text) == (2, True)


# The proof of one entry


@pytest.fixture
def proof(kept, tmp_path):
    """The proof of the third entry, as a head downloads it."""
    entry = Entry.objects.get(stream__name=NAME, number=3)
    path = tmp_path / "proof.json"
    path.write_text(read(make.sign_in("330110.head"), f"/ledger/entry/{entry.pk}.json"), "utf-8")
    return path


def test_a_proof_is_checked_without_the_database(run, proof):
    status, text = run("prove", proof, "--key", site_key())
    assert status == 0
    assert "证明成立" in text and "test.done thing:3" in text


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [("thing:3", "thing:4", 1), ('"number": 3', '"number": 2', 1), ("RJ-LEDGER", "X", 2)],
)
def test_a_changed_proof_does_not_hold(run, proof, old, new, status):
    proof.write_text(proof.read_text("utf-8").replace(old, new), "utf-8")
    assert run("prove", proof, "--key", site_key())[0] == status


def test_a_proof_signed_by_nobody_known_does_not_hold(run, proof):
    other = signing.new_key("another", signing.ED25519, bytes(32)).public.text
    assert run("prove", proof, "--key", other)[0] == 1
