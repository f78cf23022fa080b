"""``renjian draw`` on tables as people keep them: nothing is guessed unseen, nothing dropped unseen."""

import json
import subprocess
import sys
import zipfile

import openpyxl
import pytest

import make_desk as make
from renjian.draws import drand
from renjian.draws.desk import columns, rotation, tables
from renjian.draws.desk.intake import Listed
from renjian.ledger.tree import verify_inclusion


@pytest.fixture
def desk(tmp_path):
    return make.Desk(tmp_path)


def test_a_workbook_with_a_title_above_its_heading_is_drawn_and_verified(desk, capsys):
    assert desk.run() == 0
    assert make.call("verify", desk.out) == 0
    assert "AGREES" in capsys.readouterr().out
    names = {"plan.json", "record.jsonl", "record-full.jsonl", "proofs.json", "minutes.pdf"}
    assert names | {"drawn.xlsx", "bundle.zip", "frozen.json"} == {
        p.name for p in desk.out.iterdir()
    }


def test_a_text_table_in_the_encoding_of_offices_gives_the_same_objects(desk):
    path = make.table(desk.folder / "o.csv", make.OBJECTS, make.objects(), "gb18030")
    rows = [tables.read(one, columns.OBJECTS).rows for one in (desk.objects, path)]
    assert [r.cells["统一社会信用代码"] for r in rows[0]] == [
        r.cells["统一社会信用代码"] for r in rows[1]
    ]


def test_guessed_columns_must_be_confirmed(desk, capsys):
    assert desk.run(yes=False) == 1
    said = capsys.readouterr().out
    assert 'id = "统一社会信用代码"' in said
    assert "什么也没有抽取" in said
    assert not desk.out.exists()


def test_columns_named_in_the_plan_are_taken_as_named(desk, capsys):
    columns_ = '[columns.objects]\nstratum = ["所属区县", "信用风险等级"]'
    desk.plan = make.plan(desk.folder / "plan.toml", beacon=f"{make.PRACTICE}\n{columns_}")
    assert desk.run() == 0
    assert "锦江区·A" in capsys.readouterr().out


def test_every_bad_row_is_named_and_nothing_is_drawn(desk, capsys):
    rows = make.objects()
    rows[3][0] = rows[2][0]
    rows[5][3] = ""
    rows[7][2] = None
    rows[9][0] = 915101040000000000
    desk.objects = make.workbook(desk.folder / "bad.xlsx", make.OBJECTS, rows)
    assert desk.run() == 1
    said = capsys.readouterr().out
    for line in (5, 7, 9, 11):
        assert f"bad.xlsx 第 {line} 行" in said
    assert "末几位已经丢失" in said
    assert "4 行有误" in said
    assert [path.name for path in desk.out.iterdir()] == ["bad-rows.csv"]
    assert desk.run("--skip-bad") == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"more": "colour = 1"}, "colour 不认识"),
        ({"more": "reserve = true"}, "reserve 的写法不对"),
        ({"more": 'hash = "md5"'}, "hash 应当是"),
        ({"draw": "total = 3"}, "total（总数）不能与"),
        ({"draw": '[draw.rates]\nZ = "5%"'}, "‘Z’在抽查对象表里没有"),
        ({"draw": "[draw.numbers]\nB = 11"}, "计划抽取 11 个"),
        ({"draw": '[draw.rates]\nB = "101%"'}, "不大于 100%"),
        ({"beacon": 'kind = "weather"'}, "没有“weather”这种"),
        ({"beacon": 'kind = "drand"\nround = 1000'}, "就已产生"),
        ({"beacon": 'kind = "drand"\nat = 2026-01-01T09:00:00'}, "时刻和时区"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_a_sentence(desk, capsys, spoil, said):
    desk.plan = make.plan(desk.folder / "plan.toml", **spoil)
    assert desk.run() == 1
    assert said in capsys.readouterr().err
    assert not desk.out.exists()


def test_practice_must_be_asked_for(desk, capsys):
    assert desk.run(practice=False) == 1
    assert "正式抽查不得使用" in capsys.readouterr().err


def test_one_officer_alone_in_a_county_is_named(desk, capsys):
    desk.officers = make.workbook(desk.folder / "few.xlsx", make.OFFICERS, make.officers()[:5])
    assert desk.run() == 1
    assert "“青羊区”有 20 个抽查对象，但是名录中只有 1 名执法人员" in capsys.readouterr().err


def test_a_plan_is_drawn_once(desk, capsys):
    assert desk.run() == 0
    assert desk.run() == 1
    assert "已经抽取过" in capsys.readouterr().err


def test_a_register_edited_after_the_freeze_draws_nothing(desk, capsys):
    dice = 'kind = "dice"\ncount = 40\nwitnesses = ["甲", "乙"]'
    desk.plan = make.plan(desk.folder / "plan.toml", beacon=dice)
    assert desk.run() == 3
    frozen = desk.out / "frozen.json"
    value = json.loads(frozen.read_text("utf-8"))
    value["objects"].pop()
    frozen.write_text(json.dumps(value), "utf-8")
    rolls = desk.folder / "dice.json"
    rolls.write_text(json.dumps({"rolls": [3] * 40}))
    assert make.call("run", "--out", desk.out, "--evidence", rolls) == 1
    assert "抽查对象库与封存时不一致" in capsys.readouterr().err


def test_a_sealed_draw_waits_for_its_dice_and_opens_with_its_secret(desk, capsys):
    dice = 'kind = "dice"\ncount = 40\nwitnesses = ["甲", "乙"]'
    desk.plan = make.plan(
        desk.folder / "plan.toml", more='sealed = true\nhash = "sm3"', beacon=dice
    )
    assert desk.run() == 3
    wrong, right = desk.folder / "wrong.json", desk.folder / "right.json"
    wrong.write_text(json.dumps({"rolls": [3] * 39}))
    right.write_text(json.dumps({"rolls": [3] * 40, "note": "…"}))
    assert make.call("run", "--out", desk.out, "--evidence", wrong) == 1
    assert make.call("run", "--out", desk.out, "--evidence", right) == 0
    assert make.call("verify", desk.out) == 0
    assert "不要公开记录" in capsys.readouterr().out


def test_a_drand_draw_says_which_round_it_waits_for(desk, capsys):
    later = 'kind = "drand"\nat = 2099-01-01T09:00:00+08:00'
    desk.plan = make.plan(desk.folder / "plan.toml", beacon=later)
    assert desk.run() == 3
    assert f"{drand.CHAIN}/public/" in capsys.readouterr().out
    assert make.call("run", "--out", desk.out, "--signature", "ab" * 48) == 1
    assert "现在给出的不可能是真的" in capsys.readouterr().err


def test_the_bundle_holds_what_a_notary_needs_and_its_program_agrees(desk, tmp_path):
    assert desk.run() == 0
    with zipfile.ZipFile(desk.out / "bundle.zip") as bundle:
        bundle.extractall(tmp_path / "notary")
    readme = (tmp_path / "notary/README.zh.txt").read_text("utf-8")
    command = next(
        line.split() for line in readme.splitlines() if "verify.py" in line and "--" in line
    )
    done = subprocess.run(
        [sys.executable, *command[1:]], cwd=tmp_path / "notary", capture_output=True, check=False
    )
    assert done.returncode == 0


def test_the_proofs_lead_to_the_root_of_the_plan(desk):
    assert desk.run() == 0
    proofs = json.loads((desk.out / "proofs.json").read_text())
    assert len(proofs["proofs"]) == 8
    for one in proofs["proofs"]:
        path = [bytes.fromhex(part) for part in one["path"]]
        leaf, root = bytes.fromhex(one["leaf"]), bytes.fromhex(proofs["root"])
        assert verify_inclusion(leaf, index=one["index"], size=40, proof=path, root=root)


def test_results_say_what_share_of_the_register_is_in_violation(desk, capsys):
    assert desk.run() == 0
    path = make.results(desk, ["否", "是"])
    assert make.call("estimate", "--record", desk.out, "--results", path) == 0
    said = capsys.readouterr().out
    assert "40 个对象中，估计有" in said
    assert "有效样本不足 30，只作参考" in said
    assert "命中率 50.0%" in said


def test_a_result_that_is_no_known_word_is_named(desk, capsys):
    assert desk.run() == 0
    assert (
        make.call("estimate", "--record", desk.out, "--results", make.results(desk, ["也许"])) == 1
    )
    assert "第 2 行：检查结果‘也许’不认识" in capsys.readouterr().err


def test_an_altered_record_gives_no_estimate(desk, capsys):
    assert desk.run() == 0
    record = desk.out / "record-full.jsonl"
    record.write_text(record.read_text("utf-8").replace("CI-04", "CI-05"), "utf-8")
    assert make.call("estimate", "--record", desk.out, "--results", make.results(desk, ["否"])) == 1
    assert "核验不一致" in capsys.readouterr().err


def listed(size):
    return [Listed(f"{n:05d}", "", f"县{n * 8 // size}", "A", 0) for n in range(size)]


def test_rotation_leaves_a_third_of_a_list_without_any_chance():
    found = rotation.compare(listed(2999), 1000)
    assert (found.step, found.samples, found.never) == (2, 2, 999)
    assert sum(n for _, n, _ in found.units) == 999
    assert 800 < found.digits_by_ticket < 850


def test_above_a_half_rotation_chooses_who_is_left_out():
    found = rotation.compare(listed(10), 7)
    assert (found.step, found.never, found.always) == (3, 0, 1)


@pytest.mark.parametrize("drawn", range(1, 13))
def test_what_rotation_is_said_to_reach_is_what_it_reaches(drawn):
    rows = listed(12)
    found = rotation.compare(rows, drawn)
    chosen = min(drawn, 12 - drawn) if drawn * 2 > 12 else drawn
    reached = {start + k * found.step for start in range(found.step) for k in range(chosen)}
    assert found.never + found.always == 12 - len(reached) or not chosen


def test_it_runs_without_django():
    code = (
        "import sys\n"
        "class Wall:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('django', 'renjian_site'): raise ImportError(name)\n"
        "sys.meta_path.insert(0, Wall())\n"
        "from renjian.draws.desk.shell import main\n"
        "main(['draw', 'compare', '--help'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, "--number" in done.stdout) == (0, True), done.stderr


# -- a list as provinces keep it ------------------------------------------------------------------


def code(number):
    return f"91510100MARJ{number:06d}"


MESSY = [
    ["2026年获证组织监督抽查名录（截至2026-11-20）"],
    [],
    ["填报单位：某省局", "", "", "填表人：王某"],
    [
        "序号",
        "主体代码（统一社会信用代码）",
        "获证组织全称",
        "属地监管部门",
        "信用分类",
        "证书到期日",
    ],
    *([n, code(n), f"蜀都第{n}公司", "锦江区局", "A类", "2027.3.1"] for n in range(1, 31)),
    [],
    [31, code(7), "重复", "锦江区局", "A类", ""],
    [32, code(7).lower() + " ", "另一种写法的重复", "锦江区局", "A类", ""],
    [33, 915101000000000123.0, "存成数字", "锦江区局", "A类", ""],
    [34, None, "没有代码", "锦江区局", "A类", ""],
    [35, code(90), "没有等级", "锦江区局", None, ""],
    [36, code(91), "没有单位", "", "A类", ""],
    ["合计", "", "", "", "", ""],
]


def messy(desk):
    desk.objects = make.workbook(desk.folder / "mess.xlsx", MESSY[3], MESSY[4:], above=MESSY[:3])
    heading = ["姓名", "证件号码", "工作部门", "是否具备主办资格"]
    rows = [[f"李{n}", f"川{n:03d}", "锦江区局", "是"] for n in range(4)]
    desk.officers = make.workbook(desk.folder / "staff.xlsx", heading, rows, above=[["花名册"]])
    return desk


def test_a_list_as_provinces_keep_it_is_read_and_each_bad_row_named(desk, capsys):
    assert messy(desk).run() == 1
    said = capsys.readouterr().out
    assert 'id = "主体代码（统一社会信用代码）"' in said and 'unit = "工作部门"' in said
    wrong = (desk.out / "bad-rows.csv").read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[1] for line in wrong] == ["36", "37", "38", "39", "40", "41", "42"]
    assert "已经有了" in wrong[0] and "已经有了" in wrong[1] and "末几位已经丢失" in wrong[2]
    assert not (desk.out / "frozen.json").exists()


def test_what_is_left_without_the_bad_rows_can_be_drawn(desk):
    assert messy(desk).run("--skip-bad") == 0
    assert make.call("verify", desk.out) == 0


def test_a_stratum_that_is_drawn_whole_takes_in_no_small_neighbour(desk):
    draw = 'order = ["A", "B"]\nrates = {A = "0.5%", B = "100%"}'
    desk.plan = make.plan(desk.folder / "plan.toml", draw=draw)
    assert desk.run() == 0
    strata = json.loads((desk.out / "plan.json").read_text("utf-8"))["strata"]
    assert sorted((one["size"], one["drawn"]) for one in strata) == [(10, 10), (30, 1)]


# -- merged items, experts, two stages ------------------------------------------------------------


def experts(desk):
    rows = [[f"ZJ{n}", f"赵{n}"] for n in range(3)]
    return make.workbook(desk.folder / "experts.xlsx", ["专家编号", "姓名"], rows)


def test_one_visit_serves_two_items_with_experts_and_each_item_is_estimated(desk, capsys):
    more = "[officers]\nsize = 3\nexperts = 1\n"
    desk.plan = make.plan(desk.folder / "plan.toml", draw=f'items = {{"CI-05" = "40%"}}\n{more}')
    assert desk.run("--experts", experts(desk)) == 0
    said = capsys.readouterr().out
    assert "其中事项 CI-05 检查 16 个" in said and "3 名执法人员、1 名专家" in said
    assert make.call("verify", desk.out) == 0
    path = make.results(desk, ["否", "是"])
    for item, visits in (("CI-04", 8), ("CI-05", 16)):
        assert make.call("estimate", "--record", desk.out, "--results", path, "--item", item) == 0
        assert f"检查到 {visits} 个" in capsys.readouterr().out
    assert make.call("estimate", "--record", desk.out, "--results", path, "--item", "CI-99") == 1


def test_results_of_two_stages_are_estimated_over_all_parts(desk, capsys):
    rows = [[one[0], f"证{n}"] for one in make.objects() for n in range(5)]
    parts = make.workbook(desk.folder / "parts.xlsx", ["统一社会信用代码", "证书编号"], rows)
    desk.plan = make.plan(desk.folder / "plan.toml", draw="[second_stage]\ndrawn = 2")
    assert desk.run("--parts", parts) == 0
    book = openpyxl.load_workbook(desk.out / "drawn.xlsx")
    found = [row[:3:2] for row in book["第二阶段"].iter_rows(min_row=2, values_only=True)]
    rows = [[object, part, "是" if n % 4 == 0 else "否"] for n, (object, part) in enumerate(found)]
    heading = ["统一社会信用代码", "证书编号", "检查结果"]
    path = make.workbook(desk.folder / "inside.xlsx", heading, rows)
    assert make.call("estimate", "--record", desk.out, "--results", path) == 0
    said = capsys.readouterr().out
    assert "全部 200 项中，估计有 50 项违法" in said
    wrong = make.workbook(desk.folder / "w.xlsx", heading, [[found[0][0], "证99", "是"]])
    assert make.call("estimate", "--record", desk.out, "--results", wrong) == 1
    assert "不在抽中的第二阶段清单里" in capsys.readouterr().err


def test_the_preview_says_how_far_chances_are_from_their_targets(desk, capsys):
    desk.plan = make.plan(
        desk.folder / "plan.toml", draw='algorithms = {A = "pareto"}\nnumbers = {A = 4}'
    )
    desk.run()
    assert "pareto（机会与目标最多差 0." in capsys.readouterr().out


def test_a_stratum_drawn_by_size_is_estimated_in_two_ways(desk, capsys):
    plan = 'algorithms = {A = "pareto"}\nnumbers = {A = 4}'
    desk.plan = make.plan(desk.folder / "plan.toml", draw=plan)
    assert desk.run() == 0
    path = make.results(desk, ["是"])
    assert make.call("estimate", "--record", desk.out, "--results", path) == 0
    assert "以未抽中第一名的位次为条件另算" in capsys.readouterr().out


def test_it_says_how_many_inspections_a_claim_needs(capsys):
    assert make.call("size", "--base", 0.04, "--lift", 2, "--number", 550, "--width", 0.06) == 0
    said = capsys.readouterr().out
    assert "随机检查至少 5" in said and "把握是 81%" in said and "区间约宽 6 个百分点" in said
    assert make.call("size", "--base", 0.4, "--lift", 3) == 1
    assert make.call("size", "--base", 0.4) == 1


def test_a_register_that_moved_since_is_estimated_as_it_is_now(desk, capsys):
    assert desk.run() == 0
    path = make.results(desk, ["否", "是", "否"])
    rows = [*make.objects(), *([f"91510100MB{n:08d}", "新", "锦江区", "B", 1] for n in range(60))]
    now = make.workbook(desk.folder / "now.xlsx", make.OBJECTS, rows)
    assert make.call("estimate", "--record", desk.out, "--results", path, "--now", now) == 0
    assert "按现在的对象库" in capsys.readouterr().out
    other = make.workbook(desk.folder / "e.xlsx", make.OBJECTS, [[*rows[0][:3], "E", 1]])
    assert make.call("estimate", "--record", desk.out, "--results", path, "--now", other) == 1
    assert "抽取时没有的层（E）" in capsys.readouterr().err
