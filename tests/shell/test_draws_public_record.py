"""The record that everybody may have, and the one with the classes opened, for the planner."""

import json
import subprocess
import sys

import pytest
from django.test import Client

import make
from pages import HAN, read, status_of
from renjian_site.draws import queries
from renjian_site.kit.files import read as kept
from renjian_site.registers.queries import organisations
from renjian_site.risk.models import CreditClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw(at):
    """A draw of Zhejiang in which every object has a class."""
    for number, one in enumerate(organisations(make.actor("330000.planner"))):
        CreditClass.objects.create(
            organisation=one,
            credit_class="ABCD"[number % 4],
            from_on=make.today(),
            source="f" * 64,
            recorded_at=at,
        )
    return make.drawn_draw()


def record(draw):
    return Client().get(f"/public/draws/{draw.pk}.json").json()


def verify(program, *words):
    done = subprocess.run(
        [sys.executable, *program, *map(str, words)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


MODULE = ("-m", "renjian.draws.verify")


@pytest.fixture
def written(draw, tmp_path):
    """The published record as a file, and as a value to alter."""
    found, path = record(draw), tmp_path / "record.json"
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return found, path


def test_the_published_record_agrees_with_the_stand_alone_verifier(draw, written, tmp_path):
    _found, path = written
    assert verify(MODULE, path, "--plan-hash", draw.plan_hash)[0] == 0
    program = tmp_path / "verify.py"
    program.write_bytes(Client().get("/public/verify.py").content)
    assert verify(("-I", program), path, "--plan-hash", draw.plan_hash)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    [
        lambda found: found["plan"].update(title="另一个名称"),
        lambda found: found["objects"].pop(),
        lambda found: found["officers"].pop(),
        lambda found: found["assignment"]["teams"][0].update(lead="PRAC-00000099"),
        lambda found: found["strata"][0]["selected"].reverse(),
        lambda found: found.update(seed="0" * 64),
    ],
    ids=["title", "object", "officer", "team", "order", "seed"],
)
def test_any_edited_record_is_found_out(draw, written, edit):
    found, path = written
    edit(found)
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    assert verify(MODULE, path, "--plan-hash", draw.plan_hash)[0] == 1


@pytest.mark.slow
def test_a_record_of_another_commitment_is_found_out(draw, written):
    assert verify(MODULE, written[1], "--plan-hash", "0" * 64)[0] == 1


def test_the_public_record_shows_no_risk_class(draw):
    text = json.dumps(record(draw), ensure_ascii=False)
    assert "openings" not in text
    assert "class" not in text
    assert all(set(one) == {"id", "unit", "stratum", "sealed"} for one in record(draw)["objects"])


def test_the_public_record_names_no_officer_but_by_card(draw):
    names = [one.lead.name for one in draw.drawn.select_related("lead")]
    text = json.dumps(record(draw), ensure_ascii=False)
    assert not [name for name in names if name in text]


def test_the_public_page_names_no_officer_and_no_class(draw):
    text = read(Client(), f"/public/draws/{draw.pk}/")
    one = draw.drawn.select_related("lead", "organisation").first()
    assert one.organisation.name in text
    assert one.lead.card_number in text
    assert one.lead.name not in text
    assert "信用风险" not in text


def test_the_public_page_says_what_a_stratum_is_and_why_its_class_is_sealed(draw):
    text = read(Client(), f"/public/draws/{draw.pk}/")
    assert "风险分类相同的对象编为一层" in text
    assert "密封在承诺值中" in text


def test_the_public_page_says_how_far_the_value_can_be_trusted(draw):
    assert "对抽取的公正没有任何证明力" in read(Client(), f"/public/draws/{draw.pk}/")


def test_the_public_page_gives_the_command_to_check_it(draw):
    text = read(Client(), f"/public/draws/{draw.pk}/")
    assert f"verify.py {draw.pk}.json --plan-hash {draw.plan_hash}" in text


def test_the_own_planner_sees_the_class_of_each_stratum(draw):
    strata = queries.strata(make.actor("330000.planner"), draw)
    rates = {one.classes[0][0]: round(one.drawn / one.size, 2) for one in strata}
    assert set(rates) == set("ABCD") and rates["D"] == 1.0 and rates["A"] < 0.1
    text = read(make.sign_in("330000.planner"), f"/draws/{draw.pk}/")
    assert "信用风险较高" in text
    assert "只有本机关的抽查计划岗能看到" in text


@pytest.mark.parametrize("account", ["330000.head", "000000.planner", "330110.officer1"])
def test_everybody_else_reads_what_a_stratum_is_and_why_its_class_is_sealed(draw, account):
    text = read(make.sign_in(account), f"/draws/{draw.pk}/")
    assert "信用风险" not in text
    assert "密封在承诺值中" in text


def test_the_full_record_opens_the_classes_for_the_own_planner(draw):
    response = make.sign_in("330000.planner").get(f"/draws/{draw.pk}/record.json")
    full = response.json()
    assert full["form"] == "full"
    assert {one["class"] for one in full["openings"].values()} == set("ABCD")
    assert {**full, "form": "public", "openings": None} == {**record(draw), "openings": None}


@pytest.mark.slow
def test_the_full_record_agrees_with_the_verifier_too(draw, tmp_path):
    path = tmp_path / "full.json"
    path.write_bytes(kept(draw.record_file))
    assert verify(MODULE, path, "--plan-hash", draw.plan_hash)[0] == 0


@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("460000.planner", 404),
        ("000000.planner", 404),
        ("330000.head", 409),
        ("330110.officer1", 409),
        ("clerk1", 409),
    ],
)
def test_the_full_record_is_for_nobody_else(draw, account, status):
    assert status_of(make.sign_in(account), f"/draws/{draw.pk}/record.json") == status


def test_the_full_record_is_for_nobody_who_has_not_signed_in(draw):
    assert status_of(Client(), f"/draws/{draw.pk}/record.json") == 302


def test_before_the_draw_there_is_no_full_record():
    draw = make.frozen_draw()
    assert status_of(make.sign_in("330000.planner"), f"/draws/{draw.pk}/record.json") == 404


def test_the_verifier_is_one_file_in_plain_letters_or_chinese():
    response = Client().get("/public/verify.py")
    assert response.headers["Content-Type"] == "text/x-python; charset=utf-8"
    compile(response.content, "verify.py", "exec")
    assert b"import renjian" not in response.content
    assert HAN.search(response.content.decode()) or response.content.isascii()
