"""The board of a superior: what is open and late below, each number with the rows behind it."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, PROVINCE, TOP
from pages import codes_of, read
from renjian_site.authorities.models import Authority
from renjian_site.cases.models import Case, Clue
from renjian_site.console.board import MATTERS, board
from renjian_site.inspections.models import Result, Task

pytestmark = pytest.mark.django_db
EARLIER = date(2026, 1, 5)


def shown(code, who=None):
    found = board(make.person_of("head", who or code), code, make.today())
    return {line.name: [f.number for f in line.figures] for line in (*found.lines, found.total)}


def busy():
    """Open and late matters of every kind, of the state administration's whole area."""
    make.entered(make.tasks()[0])
    make.case()
    make.clue()
    asks.late(asks.sent())
    asks.sent(CITY)
    make.received(b"x", account="clerk1")


def age():
    Task.objects.update(due_on=EARLIER)
    Result.objects.update(publish_due_on=EARLIER)
    Clue.objects.update(verify_due_on=EARLIER, received_on=EARLIER)
    Case.objects.update(due_on=EARLIER, filed_on=EARLIER)


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("code", [TOP, PROVINCE, CITY])
def test_each_number_is_that_of_the_rows_behind_it(code, is_late):
    busy()
    if is_late:
        age()
    browser = make.sign_in(make.person_of("head", code))
    found = board(make.person_of("head", code), code, make.today())
    figures = [f for line in (*found.lines, found.total) for f in line.figures if f.number]
    assert figures
    for figure in figures:
        text = read(browser, figure.url)
        assert f"共 {figure.number} 条" in text, figure
        assert "未采用" not in text


def test_the_sum_is_the_unit_itself_and_all_below():
    busy()
    lines = shown(PROVINCE)
    total = lines.pop("合计")
    assert total == [sum(numbers) for numbers in zip(*lines.values(), strict=True)]
    assert any(total)


@pytest.mark.parametrize("nth", range(6))
def test_every_kind_of_matter_is_counted(nth):
    busy()
    start = sum(len(matter.codes()) for matter in MATTERS[:nth])
    assert shown(TOP)["合计"][start] > 0, MATTERS[nth].title


def test_what_is_late_is_counted_apart_and_is_open_as_well():
    busy()
    before = shown(TOP)["合计"]
    age()
    total = shown(TOP)["合计"]
    assert total[0] == total[1] > before[1] == 0
    assert total[2] == total[3] > before[3] == 0
    assert total[::2] == before[::2]


def test_a_row_counts_where_it_lies_in_the_tree():
    found = asks.sent()
    city, county = found.superior.name, found.authority.name
    open_requests = 8
    assert shown(PROVINCE)[city][open_requests] == 1
    assert shown(CITY)["本级"][open_requests] == 1
    assert shown(CITY)[county][open_requests] == 0


def test_there_is_a_line_for_each_authority_directly_below():
    found = board(make.person_of("head", TOP), TOP, make.today())
    below = Authority.objects.filter(parent__code=TOP)
    assert [line.name for line in found.lines[1:]] == [one.name for one in below]
    assert len(below) > 2


def test_an_abolished_unit_has_a_line_only_while_something_is_left_there():
    Authority.objects.filter(code=COUNTY).update(to_on=make.today() - timedelta(days=1))
    name = Authority.objects.get(code=COUNTY).name
    assert name not in shown(CITY)
    task = make.task()
    Task.objects.filter(pk=task.pk).update(authority=Authority.objects.get(code=COUNTY))
    assert shown(CITY)[name][0] > 0


def test_one_goes_down_level_by_level_and_back_up():
    browser = make.sign_in(make.person_of("planner", TOP))
    text = read(browser, "/board/")
    assert f'href="/board/{PROVINCE}/"' in text
    text = read(browser, f"/board/{PROVINCE}/")
    assert f'href="/board/{CITY}/"' in text and f'href="/board/{TOP}/"' in text
    text = read(browser, f"/board/{CITY}/")
    assert f'href="/board/{PROVINCE}/"' in text


def test_nobody_looks_above_or_beside_the_own_area():
    browser = make.sign_in(make.person_of("head", CITY))
    for code in (TOP, PROVINCE, "460000", "none"):
        assert browser.get(f"/board/{code}/").status_code == 404
        assert browser.get(f"/board/{code}/table.csv").status_code == 404
    assert PROVINCE not in read(browser, "/board/")


def test_a_county_has_no_board_and_is_not_led_to_one():
    browser = make.sign_in(make.person_of("head", COUNTY))
    response = browser.get("/board/", headers={"accept": "application/json"})
    assert codes_of(response) == ["board.no-subordinates"]
    assert 'href="/board/"' not in read(browser, "/inbox/")
    assert 'href="/board/"' in read(make.sign_in(make.person_of("head", CITY)), "/inbox/")


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as found:
        read(browser, address)
    return len(found)


@pytest.mark.parametrize("code", [TOP, PROVINCE])
def test_more_matters_and_more_subordinates_take_no_more_queries(code):
    browser = make.sign_in(make.person_of("planner", code))
    before = queries_of(browser, "/board/")
    busy()
    assert queries_of(browser, "/board/") == before <= 15


def test_the_table_says_the_same_as_the_page():
    busy()
    browser = make.sign_in(make.person_of("head", PROVINCE))
    answer = browser.get(f"/board/{PROVINCE}/table.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row[0]: [int(n) for n in row[1:]] for row in rows[1:]} == shown(PROVINCE)
    text = unescape(read(browser, "/board/"))
    assert [title for title in rows[0][1:] if f'data-label="{title}"' not in text] == []
    assert len(re.findall("<tr data-row>", text)) == len(rows) - 2
