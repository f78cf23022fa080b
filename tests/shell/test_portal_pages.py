"""The public site: open to everybody, light, and each page with its JSON beside it."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

import make
from pages import read, status_of
from renjian_site.portal import views
from renjian_site.registers.models import Certificate

pytestmark = pytest.mark.django_db
TEMPLATES = Path(views.__file__).parent / "templates" / "portal"
TABLES = [path for path in sorted(TEMPLATES.glob("*.html")) if "<table>" in path.read_text("utf-8")]
LIGHT = 100_000  # bytes of a page with all it loads, for a slow line


@pytest.fixture
def draw():
    task = make.task()
    make.published(task)
    return task.drawn.draw


def addresses(draw):
    number = Certificate.objects.first().number
    return [
        "/",
        f"/certificate/{number}/",
        "/public/draws/",
        f"/public/draws/{draw.pk}/",
        "/public/results/",
    ]


def test_everybody_may_open_every_public_page(draw):
    for address in addresses(draw):
        assert status_of(Client(), address) == 200, address


def test_a_page_and_all_it_loads_are_light(draw):
    for address in addresses(draw):
        text = read(Client(), address)
        loaded = re.findall(r'(?:href|src)="/static/([^"]+)"', text)
        sizes = [Path(finders.find(name)).stat().st_size for name in loaded]
        assert loaded
        assert len(text.encode()) + sum(sizes) < LIGHT, address


def test_a_page_needs_no_script_and_nothing_from_elsewhere(draw):
    for address in addresses(draw):
        text = read(Client(), address)
        # The one thing done by scripts, computing a draw again, is hidden from those without.
        part = text.partition('<div id="recompute-part" hidden>')
        own = r'<script src="/static/portal/[a-z-]+\.js" defer></script>'
        assert "<script" not in (re.sub(own, "", text) if part[1] else text)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), address
        assert not re.search(r'\son\w+="|style="', text), address


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_cell_says_its_column_on_a_phone_where_the_heading_row_is_hidden(path):
    text = path.read_text("utf-8")
    for row in re.findall(r"<tbody>.*?<tr>(.*?)</tr>", text, re.DOTALL):
        _first, *cells = re.findall(r"<td[^>]*>", row)
        titles = re.findall("<th[^>]*>.*?</th>", text[: text.index(row)].rpartition("<thead>")[2])
        assert len(cells) == len(titles) - 1
        for cell, title in zip(cells, titles[1:], strict=True):
            said = re.search(r"data-label=\"\{% translate '(.+?)' %\}\"", cell)
            assert said and said[1] in title, (cell, title)


@pytest.mark.parametrize("part", ["certificate", "draw", "results"])
def test_json_stands_beside_the_page_and_is_linked_from_it(draw, part):
    pages = {
        "certificate": addresses(draw)[1],
        "draw": f"/public/draws/{draw.pk}/",
        "results": "/public/results/",
    }
    program = pages[part].rstrip("/") + ".json"
    assert f'href="{program}"' in read(Client(), pages[part])
    response = Client().get(program)
    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(response.content)


def test_chinese_in_json_can_be_read_as_it_stands(draw):
    text = Client().get("/public/results.json").content.decode()
    assert "有限公司" in text
    assert "\\u" not in text


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
    ],
)
def test_every_page_carries_the_headers_of_a_careful_site(draw, header, value):
    for address in (*addresses(draw), "/sign-in/", "/public/results.json", "/nowhere/"):
        assert Client().get(address).headers.get(header) == value, address


def test_the_content_policy_stands_on_every_answer(draw):
    number = Certificate.objects.first().number
    programs = [f"/public/draws/{draw.pk}.json", f"/certificate/{number}.json", "/public/verify.py"]
    others = ["/sign-in/", "/inbox/", "/healthz", "/nowhere/", "/static/portal/portal.css"]
    for address in (*addresses(draw), *programs, *others):
        policy = Client().get(address).headers.get("Content-Security-Policy", "")
        assert "default-src 'self'" in policy, address


def test_a_session_is_not_given_to_people_who_only_read(draw):
    for address in addresses(draw):
        browser = Client()
        browser.get(address)
        assert "sessionid" not in browser.cookies, address


def test_no_public_page_is_changed_by_a_form(draw):
    for address in addresses(draw):
        assert status_of(Client(), address, by="post") == 405, address


def test_the_portal_greets_who_is_signed_in(draw):
    assert "我的待办" in read(make.sign_in("330110.head"), "/")
    assert "工作人员登录" in read(Client(), "/")


def test_outside_practice_the_portal_does_not_call_the_country_made_up(draw, settings):
    assert "都是编造的" in read(Client(), "/")
    settings.PRACTICE = False
    text = read(Client(), "/")
    assert "都是编造的" not in text
    assert "数据来自各级市场监管部门和认证机构" in text


def test_the_front_page_shows_the_newest_draws_and_results(draw):
    text = read(Client(), "/")
    assert draw.title in text
    assert draw.drawn.count() >= 1
    assert "全部结果" in text


def test_an_empty_portal_says_what_will_come():
    assert "还没有公布的抽查" in read(Client(), "/")
    assert "还没有公示的检查结果" in read(Client(), "/public/results/")
    assert Client().get("/public/results.json").json() == {"results": []}


@pytest.mark.slow
def test_a_list_of_draws_comes_in_pages():
    for n in range(31):
        make.frozen_draw(title=f"第{n}次")
    text = read(Client(), "/public/draws/")
    assert "第30次" in text and "第0次" not in text
    assert "第0次" in read(Client(), "/public/draws/?page=2")


@pytest.mark.parametrize("address", ["/public/draws/", "/public/results/"])
@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_does_not_exist_is_the_nearest_one(draw, address, page):
    assert status_of(Client(), f"{address}?page={page}") == 200
