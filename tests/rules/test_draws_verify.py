"""The stand-alone check: it agrees with every real draw and with no edit of one."""

import ast
import copy
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import rfc8785
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import make_draws as make
from renjian.draws import record, verify
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.pool import register_root
from teams_by_definition import by_definition, smallest_cap, toys

SOURCE = Path(verify.__file__)
RECUSALS = (make.recusal("zf:510104-1", "org:002"), make.recusal("zf:510105-3", "org:003"))
FULL = make.full_record(recusals=RECUSALS, quotas={"S1": 4, "S2": 3, "S3": 2})
PUBLIC = make.public_record(recusals=RECUSALS, quotas={"S1": 4, "S2": 3, "S3": 2})
COMPACT = json.dumps(FULL, ensure_ascii=False, separators=(",", ":"))


def why_not(record, published=None):
    """What is wrong with a record, None if it agrees."""
    try:
        list(verify.check(record, published))
    except verify.Disagreement as wrong:
        return str(wrong)
    return None


def why_not_text(text):
    try:
        return why_not(verify.load(StringIO(text)))
    except (verify.Disagreement, ValueError) as wrong:
        return str(wrong)


def exit_code(tmp_path, content, *options):
    path = tmp_path / "record.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return verify.main([str(path), *options])


# -- real draws ---------------------------------------------------------------------------------


@pytest.mark.parametrize("record", [FULL, PUBLIC], ids=["full", "public"])
def test_a_real_record_agrees(record):
    assert why_not(record) is None


@st.composite
def recused(draw, object, officers):
    """Officers who keep away from an object, such that a team is left."""
    theirs = [one for one in officers if one.unit == object.unit]
    staying = {draw(st.sampled_from([one.id for one in theirs if one.lead]))}
    staying.add(draw(st.sampled_from([one.id for one in theirs if one.id not in staying])))
    return [one.id for one in theirs if one.id not in staying and draw(st.booleans())]


@st.composite
def drafts(draw):
    """Any draft that can be frozen."""
    classes = st.sampled_from("ABCD")
    units = ["510104", "510105", "510106"][: draw(st.integers(1, 3))]
    objects = [
        make.candidate(n, unit=draw(st.sampled_from(units)), risk_class=draw(classes))
        for n in range(1, draw(st.integers(1, 18)) + 1)
    ]
    officers = [
        Officer(f"zf:{unit}-{n}", unit, n == 0 or draw(st.booleans()))
        for unit in units
        for n in range(draw(st.integers(2, 5)))
    ]
    away = {Recusal(one, o.id) for o in objects for one in draw(recused(o, officers))}
    sizes = Counter(make.LABELS[one.risk_class] for one in objects)
    return objects, {
        "hash": draw(st.sampled_from(["sha256", "sm3"])),
        "officers": tuple(officers),
        "recusals": tuple(away),
        "quotas": {label: draw(st.integers(1, size)) for label, size in sizes.items()},
        "reserve": draw(st.integers(0, 3)),
        "merge_group": draw(st.sampled_from(["2026H2", "专项"])),
    }


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_library_and_verifier_agree_on_any_draw(draft):
    objects, changes = draft
    assert why_not(make.full_record(objects, **changes)) is None
    assert why_not(make.public_record(objects, **changes)) is None


def test_a_large_unit_with_a_tight_cap_agrees():
    objects = make.candidates(120, units=("510104",))
    record = make.full_record(
        objects,
        officers=make.officers(9, units=("510104",), leads=4),
        recusals=tuple(
            make.recusal(f"zf:510104-{n % 3 + 1}", f"org:{n:03d}") for n in range(1, 121)
        ),
        quotas={"S1": 40, "S2": 30, "S3": 20},
    )
    assert record["assignment"]["caps"]["510104"] >= 20
    assert why_not(record) is None


@settings(max_examples=200, deadline=None)
@given(toys(most=3, least_fit=2))
def test_its_teams_are_those_of_the_definition(toy):
    order, candidates, leads = toy
    cap = smallest_cap(*toy)
    fits = {
        one: [[who for who in candidates[one] if who in leads], candidates[one]] for one in order
    }
    found = verify.arranged(fits, len(order))
    if cap is None:
        assert found is None
    else:
        assert found[0] == cap
        assert tuple(map(tuple, found[1].values())) == by_definition(*toy, cap)


# -- edits --------------------------------------------------------------------------------------


def places(value, path=()):
    """The path to everything in a JSON value."""
    yield path
    if not isinstance(value, dict | list):
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from places(item, (*path, key))


def at(record, path):
    for key in path:
        record = record[key]
    return record


def edited(path, edit):
    """The full record after one edit of what stands at the path."""
    record = copy.deepcopy(FULL)
    if not path:
        return edit(record)
    inner = at(record, path[:-1])
    inner[path[-1]] = edit(inner[path[-1]])
    return record


def other_values(value):
    """Values that could be put in the place of one that is no list and no object."""
    if isinstance(value, bool):
        return [not value, int(value), str(value).lower(), None]
    if isinstance(value, int):
        return [value + 1, value - 1, str(value), float(value), bool(value), None, [value]]
    if isinstance(value, str):
        flipped = chr(ord(value[0]) ^ 1) + value[1:]
        return [flipped, value + " ", value[:-1], value.swapcase() + "x", "", None, [value], 0]
    return [False, 0, "", [], {}]


LEAVES = [path for path in places(FULL) if not isinstance(at(FULL, path), dict | list)]
DICTS = [path for path in places(FULL) if isinstance(at(FULL, path), dict)]
LISTS = [path for path in places(FULL) if isinstance(at(FULL, path), list)]


def disagrees(path, edit):
    return why_not(edited(path, edit)) is not None


@pytest.mark.parametrize("top", FULL)
def test_any_changed_value_disagrees(top):
    for path in (path for path in LEAVES if path[0] == top):
        for other in other_values(at(FULL, path)):
            assert disagrees(path, lambda _, other=other: other), (path, other)


@pytest.mark.parametrize("path", DICTS, ids=lambda path: ".".join(map(str, path)) or "record")
def test_any_key_taken_out_put_in_or_renamed_disagrees(path):
    assert disagrees(path, lambda value: {**value, "extra": 1})
    assert disagrees(path, lambda value: {**value, "extra": "text"})
    assert disagrees(path, lambda _: {})
    for key in at(FULL, path):
        rest = {name: item for name, item in at(FULL, path).items() if name != key}
        assert disagrees(path, lambda _, rest=rest: rest), key
        renamed = {**rest, f"{key}x": at(FULL, path)[key]}
        assert disagrees(path, lambda _, renamed=renamed: renamed), key


@pytest.mark.parametrize("path", LISTS, ids=lambda path: ".".join(map(str, path)))
def test_any_item_taken_out_repeated_added_or_moved_disagrees(path):
    assert disagrees(path, lambda items: [*items, {}])
    assert disagrees(path, lambda items: dict(enumerate(items)))
    items = at(FULL, path)
    for place, item in enumerate(items):
        before, after = items[:place], items[place + 1 :]
        changes = [before + after, [*before, item, item, *after]]
        if after:
            changes.append([*before, after[0], item, *after[1:]])
        for change in changes:
            assert disagrees(path, lambda _, change=change: change), place


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(COMPACT) - 1), st.sampled_from('0123456789abcdefx"{}[],:\\\0 -.eE中'))
def test_any_changed_character_disagrees(place, character):
    assume(COMPACT[place] != character)
    assert why_not_text(COMPACT[:place] + character + COMPACT[place + 1 :]) is not None


@settings(max_examples=100, deadline=None)
@given(st.integers(1, len(COMPACT) - 1), st.integers(1, 40))
def test_any_cut_disagrees(place, length):
    assert why_not_text(COMPACT[:place] + COMPACT[place + length :]) is not None


@pytest.mark.parametrize(
    "write",
    [
        json.dumps,
        lambda record: json.dumps(record, indent=4, ensure_ascii=False) + "\r\n\n",
        lambda record: "\n\t" + json.dumps(dict(reversed(record.items()))),
        lambda record: "\ufeff" + json.dumps(record),
    ],
    ids=["escapes", "whitespace", "order of keys", "byte order mark"],
)
def test_another_way_to_write_the_same_is_no_edit(tmp_path, write):
    assert exit_code(tmp_path, write(FULL)) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"reserve":1', '"reserve":1.0'),
        ('"reserve":1', '"reserve":1e0'),
        ('"reserve":1', '"reserve":-1'),
        ('"reserve":1', '"reserve":01'),
        ('"reserve":1', '"reserve":NaN'),
        ('"reserve":1', '"reserve":' + "1" * 5000),
        ('"reserve":1', '"reserve":1,"reserve":1'),
        ('"reserve":1', '"reserve":2,"reserve":1'),
        ('"round":7', '"round":-0'),
        ('"v":"rj-record/1"', '"v":"rj-record/1","v":"rj-record/1"'),
        ('"title":"2026', '"title":"2026\\u0000'),
        ('"title":"2026', '"title":"2026\\ud800'),
        ('"title":"2026', '"title":"e\\u0301'),
    ],
)  # fmt: skip
def test_what_json_allows_but_a_record_does_not(old, new):
    assert old in COMPACT
    assert why_not_text(COMPACT.replace(old, new, 1)) is not None


@pytest.mark.parametrize("junk", ["x", "{}", ",", "\0", "null", COMPACT])
def test_nothing_may_follow_the_record(tmp_path, capsys, junk):
    assert exit_code(tmp_path, COMPACT + junk) == 1
    assert "记录结束之后还有内容" in capsys.readouterr().out


# -- forgeries that are consistent in themselves ------------------------------------------------


def forged(edit):
    record = copy.deepcopy(FULL)
    edit(record)
    return why_not(record)


def test_a_later_ticket_in_place_of_a_drawn_one_is_named():
    def spare_the_first(record):
        stratum = record["strata"][0]
        first, reserve = stratum["selected"][0], stratum["reserve"]
        stratum["selected"] = [*stratum["selected"][1:], reserve[0]]
        for team in record["assignment"]["teams"]:
            if team["object"] == first["id"]:
                team["object"] = reserve[0]["id"]

    assert "record.strata[0].selected[0].id：应为 must be" in forged(spare_the_first)


def test_officers_who_could_serve_but_were_not_first_are_named():
    def exchange(record):
        team = record["assignment"]["teams"][-1]
        team["lead"], team["second"] = team["second"], team["lead"]

    both_lead = make.full_record(officers=make.officers(leads=4))
    exchange(both_lead)
    assert "record.assignment.teams[" in why_not(both_lead)


def test_an_officer_of_another_unit_is_named():
    def send(record):
        team = record["assignment"]["teams"][0]
        other = "510105" if "510104" in team["lead"] else "510104"
        team["lead"] = f"zf:{other}-1"

    assert "record.assignment.teams[0].lead：应为 must be" in forged(send)


def test_an_officer_in_both_seats_is_named():
    def double(record):
        team = record["assignment"]["teams"][0]
        team["second"] = team["lead"]

    assert "record.assignment.teams[0].second：应为 must be" in forged(double)


def test_a_cap_that_could_be_lower_is_named():
    def raise_all(record):
        caps = record["assignment"]["caps"]
        caps.update({unit: cap + 1 for unit, cap in caps.items()})

    assert forged(raise_all) is not None
    one_visit = make.full_record([make.candidate(1)], quotas={"S1": 1}, officers=make.officers(2))
    one_visit["assignment"]["caps"]["510104"] = 2
    assert "record.assignment.caps.510104：应为 must be 1" in why_not(one_visit)


def test_a_load_above_the_cap_is_named():
    def lower_all(record):
        record["assignment"]["caps"] = dict.fromkeys(record["assignment"]["caps"], 1)

    assert "record.assignment.caps.51010" in forged(lower_all)


def test_a_class_opened_in_the_stratum_of_another_is_named():
    """Even when the leaf was committed to the wrong stratum before the freeze."""
    objects = make.candidates()
    leaves, opened = make.leaves(objects)
    wrong = tuple(replace(leaf, stratum=leaf.stratum.replace("S2", "S1")) for leaf in leaves)
    draft = make.draft(objects, leaves=wrong, quotas={"S1": 2, "S3": 1})
    found = record.full(make.drawn(draft), opened)
    assert "所在层的等级 class of its stratum" in why_not(found)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda p: p.update(v="rj-draw/2"), "版本"),
        (lambda p: p["team"].update(size=1), "组队规则"),
        (lambda p: p["strata"][0].update(algorithm="rotation"), "有误 number or algorithm unfit"),
        (lambda p: p["strata"][0].update(drawn=0), "有误 number or algorithm unfit"),
        (lambda p: p["strata"][0].update(drawn=7), "有误 number or algorithm unfit"),
        (lambda p: p["strata"][0].update(algorithm="census"), "有误 number or algorithm unfit"),
        (lambda p: p.update(register_size=11), "register_size"),
        (lambda p: p.update(officers_root="00"), "officers_root"),
        (lambda p: p["beacon"].update(round=8), "record.beacon.round"),
        (lambda p: p.update(hash="md5"), "unknown hash: md5"),
    ],
)
def test_a_plan_that_is_none_is_named_though_its_hash_was_made_anew(edit, said):
    def forge(record):
        edit(record["plan"])
        name = record["plan"]["hash"].replace("md5", "sha256")
        data = b"RJ-PLAN/1\0" + verify.canonical(record["plan"])
        record["plan_hash"] = hashlib.new(name, data).hexdigest()

    assert said in forged(forge)


@pytest.mark.parametrize("name", ["objects", "officers", "recusals"])
@pytest.mark.parametrize("edit", [lambda items: items[::-1], lambda items: [items[0], *items]])
def test_a_list_out_of_order_or_with_one_twice_is_named_though_its_root_was_made_anew(name, edit):
    forged = copy.deepcopy(FULL)
    forged[name] = edit(forged[name])
    key = "register" if name == "objects" else name
    forged["plan"][f"{key}_root"] = register_root(forged[name])
    forged["plan"][f"{key}_size"] = len(forged[name])
    with pytest.raises(verify.Disagreement, match=f"{name} 的顺序 must be in order"):
        verify.check_lists(forged, verify.hash_named("sha256"))


def test_an_unknown_beacon_is_named():
    def forge(record):
        record["plan"]["beacon"]["kind"] = record["beacon"]["kind"] = "weather"
        data = b"RJ-PLAN/1\0" + verify.canonical(record["plan"])
        record["plan_hash"] = hashlib.sha256(data).hexdigest()

    assert "unknown kind of beacon: 'weather'" in forged(forge)


# -- the published plan hash, the file and the words ---------------------------------------------


def test_a_record_of_another_plan_is_found_by_the_published_hash():
    other = make.full_record(number="SC-2026-08")
    assert why_not(other) is None
    assert why_not(other, FULL["plan_hash"]) is not None


@pytest.mark.parametrize("write", [str, str.upper])
def test_the_published_hash_may_be_given(tmp_path, write):
    assert exit_code(tmp_path, COMPACT, "--plan-hash", write(FULL["plan_hash"])) == 0


@pytest.mark.parametrize("given", ["", "00", PUBLIC["seed"]])
def test_another_published_hash_disagrees(tmp_path, given):
    assert exit_code(tmp_path, COMPACT, "--plan-hash", given) == 1


def test_practice_is_called_worthless(tmp_path, capsys):
    exit_code(tmp_path, COMPACT)
    said = capsys.readouterr().out
    assert "practice beacon: worthless as proof" in said
    assert "没有证明力" in said
    assert "AGREES" in said


def test_each_step_is_said_and_the_first_fault_ends_the_check(tmp_path, capsys):
    record = copy.deepcopy(FULL)
    record["seed"] = "00" * 32
    assert exit_code(tmp_path, json.dumps(record)) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in said] == ["[一致", "[一致", "[一致", "[不一", "结论："]
    assert f"record.seed：应为 must be {FULL['seed']}" in said[-2]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"record", b"[" * 100_000])
def test_an_unreadable_file_is_said_to_be_unreadable(tmp_path, capsys, content):
    assert exit_code(tmp_path, content) == 2
    assert "无法读取 UNREADABLE" in capsys.readouterr().out


def test_a_missing_file_is_said_to_be_unreadable(tmp_path, capsys):
    assert verify.main([str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().out


@pytest.mark.parametrize("value", ["null", "7", '"text"', "[]", "{}", '{"form":"secret"}'])
def test_json_that_is_no_record_disagrees(tmp_path, value):
    assert exit_code(tmp_path, value) == 1


# -- it stands alone ----------------------------------------------------------------------------


def test_it_imports_only_the_standard_library():
    names = set()
    for node in ast.walk(ast.parse(SOURCE.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module)
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"drand_verify"}


def alone(*arguments, cwd):
    """Run Python without site packages and without this project."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, "-I", "-S", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_a_copy_of_the_file_runs_by_itself(tmp_path):
    (tmp_path / "check.py").write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "good.json").write_text(COMPACT, encoding="utf-8")
    (tmp_path / "bad.json").write_text(COMPACT.replace("2026H2", "2026H1"), encoding="utf-8")
    assert alone("check.py", "good.json", cwd=tmp_path).returncode == 0
    assert alone("check.py", "bad.json", cwd=tmp_path).returncode == 1
    assert alone("check.py", "none.json", cwd=tmp_path).returncode == 2


def test_it_runs_as_a_module(tmp_path):
    (tmp_path / "record.json").write_text(COMPACT, encoding="utf-8")
    command = [sys.executable, "-m", "renjian.draws.verify", str(tmp_path / "record.json")]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parents[2])}
    assert (
        subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    )


# -- its own hashing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_the_vectors_of_sm3(data, expected):
    assert verify.sm3(data).hex() == expected


@given(st.binary(max_size=300))
def test_its_own_sm3_agrees_with_the_library(data):
    assert verify.sm3(data) == hashlib.new("sm3", data).digest()


def test_without_sm3_in_python_it_uses_its_own(monkeypatch):
    monkeypatch.setattr(verify.hashlib, "algorithms_available", {"sha256"})
    assert verify.hash_named("sm3") is verify.sm3
    assert why_not(make.full_record(hash="sm3")) is None


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abz_", max_size=4), inner, max_size=4)
    ),
)


@given(VALUES)
def test_its_canonical_bytes_are_those_of_rfc_8785(value):
    assert verify.canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("size", [*range(0, 18), 31, 32, 33])
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_its_tree_is_that_of_the_ledger(size, hash):
    records = [{"id": f"org:{n}"} for n in range(size)]
    ours = register_root(records, hash)
    assert verify.tree_root(verify.hash_named(hash), records) == ours
