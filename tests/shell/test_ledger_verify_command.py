"""``renjian ledger``, as the program that stands in the shell."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from renjian_site.ledger import streams
from renjian_site.ledger.models import Stream

PROGRAM = Path(sys.executable).with_name("renjian")


def run(database, *words):
    """Run the installed program on a database."""
    place = {**os.environ, "DATABASE_URL": database, "PYTHONIOENCODING": "utf-8"}
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


def test_a_checkpoint_of_every_stream_is_made_and_printed(own_database):
    status, text = renjian(own_database, "ledger", "checkpoint")
    lines = [line.split() for line in text.splitlines()]
    assert status == 0
    assert [line[0] for line in lines] == streams.names()
    for name, size, root in lines:
        stream = Stream.objects.get(name=name)
        pinned = stream.checkpoints.get()
        assert (str(pinned.size), bytes(pinned.root).hex()) == (size, root)


@pytest.mark.parametrize("words", [["ledger"], ["ledger", "mend"], []])
def test_words_that_are_no_command_are_refused_with_the_ones_that_are(words):
    done = run("postgresql:///nowhere", *words)
    assert done.returncode == 2
    assert "usage: renjian" in done.stderr
