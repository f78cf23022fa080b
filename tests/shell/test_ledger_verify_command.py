"""``renjian ledger``, as the program that stands in the shell."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from renjian.ledger import checkpoints, note
from renjian_site.ledger import streams
from renjian_site.ledger.models import Stream

PROGRAM = Path(sys.executable).with_name("renjian")


def run(database, *words):
    """Run the installed program on a database."""
    place = {**os.environ, "DATABASE_URL": database, "PYTHONIOENCODING": "utf-8"}
    place["RENJIAN_VAR"] = str(settings.VAR)  # the keys of a test are not those of this machine
    place.pop("DJANGO_SETTINGS_MODULE", None)
    command = [PROGRAM, *words]
    done = subprocess.run(command, env=place, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def renjian(database, *words):
    done = run(database, *words)
    return done.returncode, done.stdout


def tamper(database, statement):
    with psycopg.connect(database) as connection:
        connection.execute("set session_replication_role = replica")
        assert connection.execute(statement).rowcount == 1


def test_a_ledger_that_holds_is_said_to_hold_and_an_altered_entry_is_named(own_database):
    status, text = renjian(own_database, "ledger", "verify")
    assert status == 0
    assert "一致 ok       system/" in text
    assert text.splitlines()[-1] == "全部一致 the ledger holds"
    tamper(
        own_database,
        "update ledger_entry set body = body || ' ' where number = 2 and stream_id ="
        " (select id from ledger_stream where name like 'system/%')",
    )
    status, text = renjian(own_database, "ledger", "verify")
    assert status == 1
    assert "不一致 ALTERED system/" in text
    assert "第 2 条记录的内容与其哈希不符" in text
    assert text.splitlines()[-1] == "1 本台账有改动 altered streams"


@pytest.mark.slow
def test_a_checkpoint_over_every_stream_is_made_and_printed(own_database):
    status, text = renjian(own_database, "ledger", "checkpoint")
    said = checkpoints.read(note.read(text).text)
    assert status == 0
    assert said.size == len(streams.names())
    for stream in Stream.objects.all():
        pinned = stream.checkpoints.get()
        assert (pinned.size, bytes(pinned.root)) == (stream.size, streams.tree_of(stream).root())


@pytest.mark.slow
@pytest.mark.parametrize("words", [["ledger"], ["ledger", "mend"], []])
def test_words_that_are_no_command_are_refused_with_the_ones_that_are(words):
    done = run("postgresql:///nowhere", *words)
    assert done.returncode == 2
    assert "usage: renjian" in done.stderr
