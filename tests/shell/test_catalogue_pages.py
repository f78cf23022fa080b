"""The law as officers browse it, as programs ask for it, and the command of deadlines."""

import argparse
import json
from datetime import date

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

import make
import make_catalogue
from make_catalogue import APPROVER
from pages import read, status_of, why_not
from renjian.catalogue.deadlines import deadline_names
from renjian.catalogue.offences import offences
from renjian.catalogue.validity import laid_over, lay_over
from renjian.kernel import calendar
from renjian_site.cases.models import Clue
from renjian_site.catalogue import commands, in_force, shell
from renjian_site.console.commands import follow_arrangement
from renjian_site.kit.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    lay_over(())
    calendar.lay_over(())


@pytest.fixture
def browser():
    return make.sign_in("330110.officer1")


@pytest.mark.parametrize("code", ["CB-01", "CB-17B", "CC-12", "CM-11", "OT-05", "PR-11"])
def test_an_offence_shows_its_clauses_and_sanctions(browser, code):
    text = read(browser, f"/law/offences/{code}/")
    assert offences()[code].title in text
    assert "构成要件" in text and "法律后果" in text


def test_every_offence_and_every_limit_has_a_page(browser):
    wrong = [c for c in offences() if status_of(browser, f"/law/offences/{c}/") != 200]
    old = {"DL-T-08": "?on=2026-04-14", "DL-W-12": "?on=2025-12-31"}
    wrong += [
        name
        for name in deadline_names()
        if status_of(browser, f"/law/limits/{name}/{old.get(name, '')}") != 200
    ]
    assert wrong == []


def test_the_law_is_searched_by_words_clause_and_offender(browser):
    text = read(browser, "/law/?q=REG 66&kind=seller")
    assert "CC-01B" in text and "CC-01A" not in text


def test_the_page_of_an_older_day_numbers_as_then(browser):
    assert "第六十七条" in read(browser, "/law/offences/CC-01B/?on=2019-06-01")
    assert "第六十六条" in read(browser, "/law/offences/CC-01B/?on=2021-06-01")


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("/law/?on=gestern", ["catalogue.day"]),
        ("/law/limits/DL-T-08/?on=2026-11-02", ["deadline.not-in-force"]),
        ("/law/limits/DL-C-01/?from_on=2020-01-01", ["deadline.not-in-force"]),
    ],
)
def test_a_wrong_day_is_refused_in_words(browser, address, codes):
    answer = browser.get(address, headers={"accept": "application/json"})
    assert (answer.status_code, [each["code"] for each in answer.json()["reasons"]]) == (409, codes)


@pytest.mark.parametrize("address", ["/law/offences/XX-1/", "/law/limits/DL-X-1/"])
def test_what_is_not_in_the_catalogue_is_not_found(browser, address):
    assert status_of(browser, address) == 404


def test_a_limit_is_reckoned_with_stops_and_extensions(browser):
    asked = "?from_on=2026-07-03&stops=2026-08-01 2026-08-10 检测&extended=30"
    assert "最晚 2026-11-10" in read(browser, f"/law/limits/DL-C-11/{asked}")


def test_a_stop_that_cannot_be_read_is_named(browser):
    asked = "?from_on=2026-07-03&stops=im August"
    assert "“im August”读不懂" in read(browser, f"/law/limits/DL-C-11/{asked}")


def test_lawful_days_name_what_is_missing(browser):
    text = read(browser, "/law/lawful-days/?step=decide&filed=2026-03-02")
    assert "最晚 2026-05-31" in text and "告知书送达" in text


def ask(address: str, **sent: object) -> dict[str, object]:
    """Ask the public API; a POST when something is sent."""
    client = Client()
    if sent:
        answer = client.post(address, json.dumps(sent), content_type="application/json")
    else:
        answer = client.get(address)
    return {"status": answer.status_code, **_as_dict(answer.json())}


def _as_dict(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {"rows": found}


def test_anybody_may_ask_for_the_law_of_a_day():
    found = ask("/api/v1/public/law?on=2020-01-01")
    by_code = {each["code"]: each for each in found["offences"]}
    assert len(by_code) == 102
    assert by_code["CB-06"]["punished_by"] == ["REG 57"]


def test_anybody_may_ask_what_changed():
    found = ask("/api/v1/public/law/differences?one=2020-11-28&other=2020-11-29")
    told = {(each["entry"], each["part"]): each["after"] for each in found["rows"]}
    assert told["CB-02", "punishes"] == "REG 59.1.1"


def test_anybody_may_ask_when_a_limit_ends():
    stops = [{"from_on": "2026-03-09", "to_on": "2026-03-18"}]
    found = ask("/api/v1/public/deadlines/DL-C-01", from_on="2026-03-02", stops=stops)
    assert (found["earliest"], found["latest"]) == ("2026-03-02", "2026-04-02")
    assert found["provisional"] is False


@pytest.mark.parametrize(
    ("name", "start", "code"),
    [
        ("DL-X-1", "2026-03-02", "deadline.unknown"),
        ("DL-T-08", "2026-11-02", "deadline.not-in-force"),
        ("DL-T-09", "2026-11-02", "deadline.unsettled"),
    ],
)
def test_a_limit_that_cannot_run_is_a_problem_with_its_code(name, start, code):
    found = ask(f"/api/v1/public/deadlines/{name}", from_on=start)
    assert found["status"] == 409
    assert code in json.dumps(found)


def test_a_stop_that_ends_before_it_begins_is_a_problem():
    stops = [{"from_on": "2026-03-09", "to_on": "2026-03-01"}]
    found = ask("/api/v1/public/deadlines/DL-C-01", from_on="2026-03-02", stops=stops)
    assert found["status"] == 422


def run(capsys, *words: str) -> tuple[int, str]:
    """Run ``renjian`` with these words; its code and what it said."""
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    options = parser.parse_args(words)
    code = options.run(options)
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["due", "DL-C-11", "2026-07-03"], 0, "最晚 2026-10-08"),
        (["due", "DL-C-01", "2026-03-02", "--stop", "2026-03-09/2026-03-18"], 0, "2026-04-02"),
        (["due", "DL-C-03", "2026-03-02T10:20"], 0, "2026-03-03 11:00"),
        (["due", "DL-X-1", "2026-03-02"], 1, "没有编号为“DL-X-1”的期限"),
        (["due", "DL-C-01", "morgen"], 2, "读不懂"),
        (["list"], 0, "DL-C-11"),
        (["step", "decide", "filed=2026-03-02", "notice_served=2026-04-01"], 0, "2026-04-10"),
        (["step", "decide", "filed=2026-03-02"], 1, "告知书送达"),
    ],
)
def test_the_command_says_when_a_limit_ends(capsys, words, code, said):
    found, text = run(capsys, "deadline", *words)
    assert (found, said in text) == (code, True), text


def test_the_command_speaks_english(capsys):
    words = ["deadline", "--lang", "en", "due", "DL-C-11", "2026-07-03"]
    _code, text = run(capsys, *words)
    assert "Decision of the case" in text and "Latest 2026-10-08" in text


def test_a_year_that_becomes_known_moves_what_was_provisional():
    clue = make.clue()
    start, weekday_only = date(2026, 12, 31), date(2027, 1, 21)
    Clue.objects.filter(pk=clue.pk).update(
        received_on=start, verify_due_on=weekday_only, is_provisional=True
    )
    entered = make_catalogue.entered()
    commands.approve_arrangement(make.actor(APPROVER), entered.pk, at=timezone.now())
    in_force.take_over()
    assert follow_arrangement(SYSTEM, entered.year, at=timezone.now()) == 1
    clue.refresh_from_db()
    assert (clue.verify_due_on, clue.is_provisional) == (date(2027, 1, 22), False)


def test_a_database_that_is_away_leaves_what_is_known_in_force(monkeypatch, settings):
    def away(actor: object) -> None:
        raise OperationalError

    settings.LAW_LOOK_SECONDS = 0
    monkeypatch.setattr("renjian_site.catalogue.queries.approved_changes", away)
    assert status_of(Client(), "/healthz") == 200


def test_each_process_looks_again_after_a_while(settings):
    change = make_catalogue.proposed()
    commands.approve_change(make.actor(APPROVER), change.pk, at=timezone.now())
    settings.LAW_LOOK_SECONDS = 3600
    in_force.take_over()
    lay_over(())
    status_of(Client(), "/healthz")
    assert not laid_over()
    settings.LAW_LOOK_SECONDS = 0
    status_of(Client(), "/healthz")
    assert len(laid_over()) == 1


def test_what_is_not_provisional_stays():
    clue = make.clue()
    before = (clue.verify_due_on, clue.is_provisional)
    follow_arrangement(SYSTEM, 2027, at=timezone.now())
    clue.refresh_from_db()
    assert (clue.verify_due_on, clue.is_provisional) == before


def test_a_form_of_another_part_is_refused():
    browser = make.sign_in(make_catalogue.PROPOSER)
    asked = {"value": "x", "from_on": "2027-01-01", "document": "文件"}
    codes = why_not(browser, "/law/changes/new/settings/reg-2023-start/", **asked)
    assert codes == ["catalogue.change.day"]


def test_an_english_reader_gets_clauses_questions_and_kinds_in_english(browser):
    text = browser.get("/law/offences/CB-03/", headers={"accept-language": "en"}).content.decode()
    for said in ("Regulations on Certification and Accreditation, art. 59", "Were auditors on site?",
                 "Notice 102 of 2019, part 1, item 1", "Designated laboratory"):  # fmt: skip
        assert said in text
    assert (
        "Sun</th>"
        in browser.get("/law/working-days/", headers={"accept-language": "en"}).content.decode()
    )
