"""Trying a matter: the same explanation on the page, by the API and by the command."""

import argparse
import json

import pytest
from django.utils.translation import override

import make
import make_api
from make_api import ROOT, got, problem
from pages import read
from renjian.catalogue.offences import offences
from renjian.jurisdiction.matters import questions_of
from renjian_site.cases import shell
from renjian_site.cases.models import Clue
from renjian_site.cases.penalty_forms import QUESTION_TITLES
from renjian_site.kit.citations import cited_here

SHAM = {"offenders": [{"name": "甲公司", "kind": "body", "offences": ["CB-01"]}]}
FORGED = {
    "on": "2026-11-02",
    "offenders": [{"name": "乙公司", "kind": "获证组织", "offences": ["CM-01"]}],
    "places": [{"division": "330110", "kind": "证书、标志使用地"}],
}


def tried(query: str) -> str:
    return read(make.sign_in("330110.head"), f"/cases/try/?{query}")


@pytest.mark.django_db
def test_the_address_of_a_trial_holds_all_of_it():
    shown = tried("o1_kind=certified_organisation&o1_offence=CM-01&place1=330110")
    assert "由杭州市余杭区市场监督管理局管辖" in shown
    assert "罚款数额固定为30,000元" in shown
    assert "place1=330110" in shown
    assert not Clue.objects.exists()


@pytest.mark.django_db
def test_two_offenders_of_two_levels_are_split():
    shown = tried(
        "o1_kind=body&o1_offence=CB-03&o1_expected=fine&place1=330110"
        "&o2_kind=practitioner&o2_offence=PR-06"
    )
    assert "应当分案" in shown


@pytest.mark.django_db
def test_questions_of_the_offence_are_asked_and_count():
    asked = tried("o1_kind=body&o1_offence=CB-03&o1_expected=fine")
    assert "审核人员是否到达现场？" in asked
    answered = tried("o1_kind=body&o1_offence=CB-03&o1_expected=fine&o1_answer_CB-03.1=no")
    assert "由市场监管总局管辖" in answered


@pytest.mark.django_db
def test_what_contradicts_itself_is_refused_in_words_on_the_page():
    shown = tried("o1_kind=seller&o1_offence=CB-03")
    assert "违法主体不包括销售者" in shown


@pytest.mark.django_db
def test_a_document_on_the_form_moves_the_case():
    shown = tried(
        "o1_kind=body&o1_offence=CB-01&paper=authorised_jurisdiction&paper_from=000000&paper_to=330000"
        "&paper_number=授1号&paper_on=2026-01-05"
    )
    assert "以授1号授权浙江省市场监督管理局管辖" in shown


@pytest.mark.django_db
def test_a_program_asks_with_the_same_content():
    program = make_api.program("330000.planner")
    answer = got(
        program.post(
            f"{ROOT}/jurisdiction/explain", json.dumps(FORGED), content_type="application/json"
        )
    )
    (one,) = answer["offenders"]
    assert (one["rule"], one["levels"]) == ("J-05", ["city", "county"])
    assert (one["fine"]["low_yuan"], one["fine"]["high_yuan"]) == ("30000", "30000")
    assert one["authorities"][0]["name"] == "杭州市余杭区市场监督管理局"
    assert "case.fine.fixed" in answer["flags"]


@pytest.mark.django_db
def test_a_program_is_told_every_fault():
    program = make_api.program("330000.planner")
    wrong = FORGED | {"on": "?", "x": 1}
    response = program.post(
        f"{ROOT}/jurisdiction/explain", json.dumps(wrong), content_type="application/json"
    )
    assert problem(response, 422) == "matter.file.day"
    assert len(response.json()["reasons"]) == 2


def run(tmp_path, matter: object, *options: str) -> int:
    file = tmp_path / "matter.json"
    file.write_text(matter if isinstance(matter, str) else json.dumps(matter), "utf-8")
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    asked = parser.parse_args(["jurisdiction", "explain", str(file), *options])
    return asked.run(asked)


def test_the_command_explains_a_file_without_a_database(tmp_path, capsys):
    assert run(tmp_path, FORGED) == 0
    said = capsys.readouterr().out
    assert "1. 乙公司：由浙江省杭州市余杭区市场监督管理局管辖。" in said
    assert "《认证证书和认证标志管理办法》第二十六条" in said


def test_the_command_speaks_english_and_both(tmp_path, capsys):
    run(tmp_path, SHAM, "--language", "en")
    assert "SAMR has jurisdiction" in capsys.readouterr().out
    run(tmp_path, SHAM, "--language", "both")
    said = capsys.readouterr().out
    assert "SAMR has jurisdiction" in said and "由市场监管总局管辖" in said


def test_the_command_gives_json_to_programs(tmp_path, capsys):
    run(tmp_path, SHAM, "--json")
    assert json.loads(capsys.readouterr().out)["offenders"][0]["rule"] == "J-02"


@pytest.mark.parametrize("content", ["{", '{"offenders": []}', "[1]"])
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, capsys, content):
    assert run(tmp_path, content) == 2
    heard = capsys.readouterr()
    assert heard.out == "" and heard.err.strip()


def test_a_file_that_is_not_there_is_named(capsys):
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    asked = parser.parse_args(["jurisdiction", "explain", "/no/such.json"])
    assert asked.run(asked) == 2
    assert "/no/such.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("clause", "english"),
    [
        ("REG 59.1.2", "Regulations on Certification and Accreditation, art. 59, para. 1, item 2"),
        ("N102 二(四)", "Notice 102 of 2019, part 2, item 4"),
        ("PPL 29", "Administrative Penalties Law, art. 29"),
    ],
)
def test_a_clause_is_cited_in_the_language_of_the_reader(clause, english):
    with override("en"):
        assert cited_here(clause) == english
    with override("zh-hans"):
        assert "第" in cited_here(clause)


def test_every_question_of_the_catalogue_can_be_asked_in_english():
    asked = dict(questions_of(tuple(offences())))
    assert {number: question.text for number, question in asked.items()} == QUESTION_TITLES
