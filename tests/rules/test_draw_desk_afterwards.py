"""``renjian draw`` after a draw: replaced, recused, voided, succeeded; and draws of others."""

import hashlib
import json
import zipfile

import openpyxl
import pytest

import make_desk as make
from renjian.draws import verify


@pytest.fixture
def desk(tmp_path):
    return make.Desk(tmp_path)


def record_of(desk):
    return json.loads((desk.out / "record-full.jsonl").read_text("utf-8").splitlines()[0])


def first_of(desk):
    return record_of(desk)["strata"][0]["selected"][0]["id"]


def test_a_replaced_object_is_recorded_verified_bundled_and_estimated(desk, capsys):
    assert desk.run() == 0
    proof = desk.folder / "photo.jpg"
    proof.write_bytes(b"closed")
    out = first_of(desk)
    assert (
        make.call("replace", desk.out, "--object", out, "--why", "已注销", "--evidence", proof) == 0
    )
    assert make.call("verify", desk.out) == 0
    said = capsys.readouterr().out
    assert f"换下 {out}，由候补" in said and "变更哈希" in said
    entry = json.loads((desk.out / "changes.jsonl").read_text("utf-8"))
    assert entry["evidence"] == hashlib.sha256(b"closed").hexdigest()
    with zipfile.ZipFile(desk.out / "bundle.zip") as bundle:
        assert bundle.namelist().count("changes.jsonl") == 1
    book = openpyxl.load_workbook(desk.out / "drawn-1.xlsx")
    listed = [row[1] for row in book["抽中"].iter_rows(min_row=2, values_only=True)]
    assert entry["by"] in listed and out not in listed and len(listed) == 8
    assert (
        make.call("estimate", "--record", desk.out, "--results", make.results(desk, ["否", "是"]))
        == 0
    )
    assert "检查到 7 个" in capsys.readouterr().out, "who stepped in has no result yet"


def test_an_edited_entry_is_named(desk, capsys):
    assert desk.run() == 0
    assert make.call("replace", desk.out, "--object", first_of(desk), "--why", "已注销") == 0
    log = desk.out / "changes.jsonl"
    entry = json.loads(log.read_text("utf-8"))
    log.write_text(json.dumps({**entry, "by": first_of(desk)}), "utf-8")
    assert make.call("verify", desk.out) == 1
    assert "第 1 项变更与抽取记录不符：by" in capsys.readouterr().err


def test_a_late_recusal_names_who_steps_in(desk, capsys):
    assert desk.run() == 0
    team = record_of(desk)["assignment"]["teams"][0]
    given = ["--object", team["object"], "--officer", team["second"], "--why", "近亲属"]
    assert make.call("recuse", desk.out, *given) == 0
    assert f"{team['second']} 回避 {team['object']}" in capsys.readouterr().out
    assert make.call("recuse", desk.out, *given) == 1


def test_a_plan_voided_before_its_draw_is_not_drawn(desk, capsys):
    dice = 'kind = "dice"\ncount = 40\nwitnesses = ["甲", "乙"]'
    desk.plan = make.plan(desk.folder / "plan.toml", beacon=dice)
    assert desk.run() == 3
    assert make.call("void", desk.out, "--why", "名录有误") == 0
    assert desk.run() == 1
    assert "已经作废，不能抽取" in capsys.readouterr().err


def succeeding(desk, hash, more=""):
    desk.plan = make.plan(desk.folder / "next.toml", more=f'succeeds = "{hash}"\n{more}')
    desk.voided, desk.out = desk.out, desk.folder / "next"
    return desk


def test_a_draw_after_a_void_keeps_its_tickets_and_shows_what_changed(desk, capsys):
    assert desk.run() == 0
    first = record_of(desk)
    assert make.call("void", desk.out, "--why", "名录有误") == 0
    rows = [*make.objects()[1:], ["91510100MARJ000099", "新增", "锦江区", "A", 1]]
    desk.objects = make.workbook(desk.folder / "o2.xlsx", make.OBJECTS, rows)
    assert succeeding(desk, first["plan_hash"]).run("--voided", desk.voided) == 0
    assert record_of(desk)["seed"] == first["seed"]
    told = (desk.out / "differences.csv").read_text("utf-8-sig").splitlines()
    assert [line.rsplit(" ", 1)[1] for line in told[1:]] == ["removed", "added"]
    checked = [desk.out / "record.jsonl", "--voided", desk.voided / "plan.json"]
    assert verify.main([str(one) for one in checked]) == 0
    assert verify.main([str(checked[0]), "--voided", str(desk.out / "plan.json")]) == 1
    assert "record.plan.succeeds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("void", "more", "option", "said"),
    [
        (True, "", False, "要同时给出"),
        (False, "", True, "没有在随机数公开以后作废"),
        (True, "sealed = true", True, "sealed 应当与作废的方案相同"),
        (True, 'hash = "sm3"', True, "hash 应当与作废的方案相同"),
    ],
)
def test_voiding_gives_no_second_try(desk, capsys, void, more, option, said):
    assert desk.run() == 0
    hash = record_of(desk)["plan_hash"]
    if void:
        assert make.call("void", desk.out, "--why", "名录有误") == 0
    succeeding(desk, hash, more)
    assert desk.run(*(["--voided", desk.voided] if option else [])) == 1
    assert said in capsys.readouterr().err


def test_draws_that_others_made_otherwise_can_be_checked(desk, capsys):
    key = "9319./2.5.8.10.12./9.18.26.34.41.45./"
    assert make.call("others", "--rfc3797", key, "--pool", 25, "--take", 3) == 0
    assert capsys.readouterr().out.split() == ["17", "7", "2"]
    ids = desk.folder / "ids.txt"
    ids.write_text("\n".join(["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"]))
    assert make.call("others", "--consistent", 314159, "--ids", ids, "--take", 1) == 0
    assert capsys.readouterr().out.split() == ["B-2", "0.410310858"]
    assert make.call("others", "--take", 1) == 1
