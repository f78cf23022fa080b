"""Whose ledger may be read by whom."""

import pytest

from renjian.authorities.ledgers import why_not_read
from renjian.authorities.levels import Level

PATHS = {
    "000000": "000000/",
    "330000": "000000/330000/",
    "330100": "000000/330000/330100/",
    "330110": "000000/330000/330100/330110/",
    "460000": "000000/460000/",
}
LEVELS = [Level.NATIONAL, Level.PROVINCIAL, Level.CITY, Level.COUNTY, Level.PROVINCIAL]
BODY, SYSTEM = "body:CNCA-R-2022-9001", "system"


def may(own, ledger):
    level = dict(zip(PATHS, LEVELS, strict=True)).get(own)
    why = why_not_read(
        ledger,
        own=own,
        path=PATHS.get(own, ""),
        level=level,
        ledger_path=PATHS.get(ledger, ""),
    )
    return why is None


@pytest.mark.parametrize("own", [*PATHS, BODY, SYSTEM])
def test_everybody_reads_the_own_ledger(own):
    assert may(own, own)


@pytest.mark.parametrize("own", PATHS)
@pytest.mark.parametrize("ledger", PATHS)
def test_a_superior_reads_those_below_and_no_other(own, ledger):
    assert may(own, ledger) == PATHS[ledger].startswith(PATHS[own])


@pytest.mark.parametrize("ledger", [BODY, SYSTEM])
def test_bodies_and_the_system_are_read_by_the_state_administration(ledger):
    assert [own for own in PATHS if may(own, ledger)] == ["000000"]


@pytest.mark.parametrize("ledger", [*PATHS, "body:CNCA-R-2022-9002", SYSTEM])
def test_a_body_reads_no_other_ledger(ledger):
    assert not may(BODY, ledger)


def test_a_ledger_that_does_not_exist_is_nobodys_below_the_top():
    assert not may("330110", "999999")
