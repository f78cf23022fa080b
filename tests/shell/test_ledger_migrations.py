"""Ledgers from before checkpoints kept subtrees go on as if they always had."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from make_ledger import NAME, faults, filled, sealed, tamper, write
from renjian_site.ledger.models import Checkpoint, Stream

pytestmark = pytest.mark.django_db
FILL = importlib.import_module("renjian_site.ledger.migrations.0004_subtrees_of_old_streams")


@pytest.mark.parametrize("size", [1, 2, 7])
def test_an_old_stream_gets_the_subtrees_that_it_would_have_kept(size):
    kept = bytes(filled(size=size).subtrees)
    tamper("update ledger_stream set subtrees = '' where name = %s", NAME)
    FILL.keep_subtrees(apps, connection.schema_editor())
    assert bytes(Stream.objects.get(name=NAME).subtrees) == kept
    write()
    assert faults() == {}


def test_a_stream_without_entries_is_left_as_it_is():
    Stream.objects.create(name="330110/2029")
    FILL.keep_subtrees(apps, connection.schema_editor())
    assert bytes(Stream.objects.get(name="330110/2029").subtrees) == b""


def test_a_checkpoint_from_before_the_log_still_pins_its_stream():
    stream = filled(size=3)
    sealed()
    root = bytes(stream.checkpoints.get().root)
    Checkpoint.objects.create(stream=stream, size=3, root=root, made_at=stream.recorded_at)
    assert faults() == {}
    Checkpoint.objects.create(stream=stream, size=2, root=root, made_at=stream.recorded_at)
    assert faults() == {NAME: "ledger.checkpoint"}
