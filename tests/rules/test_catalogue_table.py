"""The offences of the catalogue against the table that jurists review."""

import pytest

import make_law as make
from renjian.catalogue.offences import Offence, Sanction, offence, offences
from renjian.catalogue.offenders import OffenderKind

ROWS = make.read_table("offences.csv")


def subjects(item: Offence) -> list[str]:
    names = {kind.value: kind.title for kind in OffenderKind} | {"anyone": "任何人"}
    return sorted(names[subject] for subject in item.subjects)


def fine(sanction: Sanction) -> str:
    if sanction.min_multiple:
        amount = f"货值{sanction.min_multiple:g}-{sanction.max_multiple:g}倍"
    elif sanction.max_multiple:
        amount = f"货值{sanction.max_multiple:g}倍以下"
    else:
        amount = f"{sanction.min_yuan}-{sanction.max_yuan}"
    return f"{amount}（{goods(sanction)}）" if goods(sanction) else amount


def goods(sanction: Sanction) -> str:
    above = f"{sanction.goods_from_yuan}以上" if sanction.goods_from_yuan else ""
    below = f"不足{sanction.goods_below_yuan}" if sanction.goods_below_yuan else ""
    return above + below


def parts(cell: str) -> list[str]:
    return [part for part in cell.split("；") if part]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_commits_it(row):
    item = offence(row["序号"])
    assert item.title == row["说明"]
    assert subjects(item) == sorted(row["主体"].split("、"))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_prohibits_and_punishes_it(row):
    item = offence(row["序号"])
    assert list(item.prohibited_by(make.DAY)) == parts(row["禁止"])
    assert list(item.punished_by(make.DAY)) == parts(row["处罚"])


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_which_fines_and_penalties_follow(row):
    penalties = [
        sanction
        for sanction in offence(row["序号"]).sanctions
        if sanction.kind.penalty_class.is_penalty
    ]
    fines = [fine(sanction) for sanction in penalties if sanction.kind.name == "fine"]
    assert fines == parts(row["罚款"])
    assert list(dict.fromkeys(each.kind.title for each in penalties)) == parts(row["处罚种类"])


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_at_which_level_it_is_handled_by_default(row):
    item = offence(row["序号"])
    assert [item.jurisdiction, item.capability, item.reprimand, item.mark.value] == [
        row[name] for name in ("管辖", "能力罚", "申诫罚", "标记")
    ]


def test_the_table_has_every_offence_once():
    assert [row["序号"] for row in ROWS] == list(offences())
