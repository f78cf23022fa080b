"""Checkpoints: every stream under one signed root, each day and whenever somebody wants one."""

import stat
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

import make
from make_ledger import AT, NAME, Kind, faults, filled, sealed, without_guard, write
from renjian.kernel.refusal import Refused
from renjian.ledger import checkpoints, note, signing, tree
from renjian_site.console import commands
from renjian_site.ledger import keys, logs, sealing, streams
from renjian_site.ledger.models import Checkpoint, Entry, JointCheckpoint, Key, Log, Stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_keys(settings, tmp_path):
    """A folder of keys of the test's own."""
    settings.VAR = tmp_path
    return tmp_path / "keys"


def test_a_checkpoint_covers_every_stream_that_has_entries():
    filled()
    made = sealed()
    covered = dict(made.log.checkpoints.values_list("stream__name", "size"))
    assert covered == dict(Stream.objects.values_list("name", "size"))
    assert made.size == len(covered) > 3


def test_the_next_checkpoint_adds_only_the_streams_that_grew():
    filled()
    first = sealed()
    write(at=AT + timedelta(days=11))
    second = sealed(days=12)
    assert second.size == first.size + 1
    assert [row.stream.name for row in logs.rows(second.log, first.size, second.size)] == [NAME]


def test_a_checkpoint_when_nothing_grew_says_so_at_its_time():
    filled()
    first, second = sealed(), sealed(days=11)
    assert (second.size, bytes(second.root)) == (first.size, bytes(first.root))
    assert second.made_at == first.made_at + timedelta(days=1)


def test_the_root_of_a_streams_checkpoint_is_that_of_its_entries():
    stream = filled()
    sealed()
    hashes = [bytes(h) for h in stream.entries.order_by("number").values_list("hash", flat=True)]
    assert bytes(stream.checkpoints.get().root) == tree.root(hashes)


def test_a_checkpoint_is_signed_by_the_key_of_its_log():
    made = sealed()
    public = signing.read_public(Key.objects.get(name=made.log.origin).verifier)
    signed = note.read(made.note)
    assert signed.attestation(public) == signing.Attestation()
    assert checkpoints.read(signed.text).root == bytes(made.root)


def test_there_is_one_checkpoint_a_day():
    morning = timezone.localtime(AT).replace(hour=0, minute=5)
    first = sealing.seal_day(at=morning)
    assert first.day == morning.date()
    assert sealing.seal_day(at=morning + timedelta(hours=20)) is None
    assert sealing.seal_day(at=morning + timedelta(hours=24)).day == morning.date() + timedelta(1)
    assert JointCheckpoint.objects.filter(kind=Kind.DAILY).count() == 2


def test_the_database_too_keeps_to_one_a_day():
    made = sealing.seal_day(at=AT)
    with pytest.raises(IntegrityError, match="ledger_daily_once"), transaction.atomic():
        sealing.seal(Kind.DAILY, at=AT, day=made.day)


def test_the_hourly_job_makes_the_checkpoint_of_the_day():
    from renjian_site.ledger import tasks

    tasks.seal_day(timestamp=0)
    assert JointCheckpoint.objects.get().day == timezone.localdate()


def test_a_checkpoint_is_never_older_than_what_it_covers_or_follows():
    write(at=AT + timedelta(days=5))
    first = sealed(days=1)  # the clock was set back
    assert first.made_at == AT + timedelta(days=5)
    assert sealed(days=2).made_at == first.made_at
    assert faults() == {}


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_a_new_ledger_is_hashed_as_the_setting_says(settings, hash):
    settings.LEDGER_HASH = hash
    stream = filled("460000/2027")
    made = sealed()
    assert (stream.hash, made.log.hash) == (hash, hash)
    assert logs.of(made).hash == hash
    assert bytes(stream.entries.get(number=1).hash) == tree.leaf_hash(
        bytes(stream.entries.get(number=1).body), hash
    )
    assert faults() == {}


def test_another_hash_begins_another_log_and_old_streams_keep_theirs(settings):
    filled()
    first = sealed()
    settings.LEDGER_HASH = "sm3"
    write(at=AT + timedelta(days=11))
    second = sealed(days=12)
    assert second.log != first.log
    assert Stream.objects.get(name=NAME).hash == "sha256"
    assert second.size == Stream.objects.count()
    assert faults() == {}


def test_a_freeze_is_sealed_and_signed_at_once():
    draw = make.frozen_draw()
    made = JointCheckpoint.objects.get()
    stream = Stream.objects.get(name__startswith="330000/")
    assert made.made_at >= draw.frozen_at
    assert stream.checkpoints.get().size == stream.size


def test_pinning_a_stream_that_stood_still_pins_it_again():
    filled()
    assert streams.pin(NAME, at=AT) == streams.pin(NAME, at=AT)
    assert Checkpoint.objects.filter(stream__name=NAME).count() == 2
    assert faults() == {}


def test_audit_and_system_make_a_checkpoint_behind_the_entry_that_says_so(at):
    commands.make_checkpoint(make.actor("330000.audit"), at=at)
    assert make.newest_entry(make.actor("330000.audit"))["act"] == "checkpoint.made"
    assert Checkpoint.objects.get(stream__name__startswith="330000/").size == 1


def test_others_make_none(at):
    with pytest.raises(Refused, match="审计岗"):
        commands.make_checkpoint(make.actor("330110.head"), at=at)
    assert not JointCheckpoint.objects.exists()


def test_a_key_is_made_once_for_its_owner_alone(own_keys):
    sealed()
    sealed(days=11)
    (file,) = own_keys.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_keys.stat().st_mode) == 0o700
    assert Key.objects.count() == 1


def test_a_lost_key_is_not_replaced_unseen(own_keys):
    made = sealed()
    keys.path_of(made.log.origin).unlink()
    with pytest.raises(Refused, match="请从备份恢复这个文件"):
        sealed(days=11)
    assert JointCheckpoint.objects.count() == 1


def test_the_key_of_another_name_signs_nothing(own_keys):
    path = keys.path_of(sealing.origin())
    keys.write_new(path, keys.new_secret("another", signing.ED25519))
    with pytest.raises(Refused, match="不属于"):
        sealed()


def test_a_key_file_is_never_written_over(tmp_path):
    path = tmp_path / "one.key"
    keys.write_new(path, keys.new_secret("one", signing.ED25519))
    before = path.read_text()
    with pytest.raises(FileExistsError):
        keys.write_new(path, keys.new_secret("one", signing.ED25519))
    assert (path.read_text(), list(tmp_path.iterdir())) == (before, [path])


def test_no_secret_key_is_in_the_database():
    made = sealed()
    secret = keys.path_of(made.log.origin).read_text().strip().split("+", 4)[-1]
    assert len(secret) > 40
    with connection.cursor() as cursor:
        cursor.execute("select verifier from ledger_key")
        assert secret not in str(cursor.fetchall())


def test_what_an_entry_says_is_read_by_the_database_itself():
    write(subject="thing:9")
    entry = Entry.objects.get(stream__name=NAME)
    assert (entry.act, entry.subject) == ("test.done", "thing:9")
    assert (entry.account, entry.name, entry.at) == ("330110.head", "某负责人", AT)


def test_nobody_makes_a_column_say_something_else():
    write()
    refusal = pytest.raises(Exception, match="generated column")
    with without_guard() as cursor, refusal, transaction.atomic():
        cursor.execute("update ledger_entry set act = 'test.other'")


def test_the_log_of_an_empty_country_has_a_checkpoint_too(monkeypatch):
    monkeypatch.setattr(sealing, "_grown", lambda log, always: iter(()))
    made = sealed()
    assert (made.size, bytes(made.root)) == (0, tree.root([]))
    assert Log.objects.get().size == 0
