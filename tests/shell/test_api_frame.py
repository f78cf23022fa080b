"""What all endpoints share: pages by cursor, ETag, HEAD and OPTIONS, and problems in sentences."""

import base64
import json

import pytest
from django.test import Client

import make_api
from make_api import ROOT, got, problem
from pages import HAN
from renjian_site.registers.models import Body, Certificate

pytestmark = pytest.mark.django_db
BODIES = f"{ROOT}/bodies"
LOOKUP = f"{ROOT}/certificates/lookup"
JSON = "application/json"


@pytest.fixture
def program():
    return make_api.program("clerk1")


def walk(program, address, limit):
    """All items of a list, page by page."""
    cursor, items = "", []
    while cursor is not None:
        page = got(program.get(address, {"limit": limit, "cursor": cursor}))
        assert len(page["items"]) <= limit
        items += page["items"]
        cursor = page["next_cursor"]
    return items


def cursor_of(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_walking_the_pages_gives_each_row_once_and_in_order(program, limit):
    numbers = [each["approval_no"] for each in walk(program, BODIES, limit)]
    assert numbers == sorted(Body.objects.values_list("approval_no", flat=True))


def test_the_last_page_has_no_cursor_even_when_it_is_full(program):
    page = got(program.get(BODIES, {"limit": Body.objects.count()}))
    assert page["next_cursor"] is None


def test_a_row_taken_away_between_two_pages_shifts_nothing(program):
    address = f"{ROOT}/certificates"
    first = got(program.get(address, {"limit": 2}))
    expected = got(program.get(address, {"limit": 4}))["items"][2:]
    Certificate.objects.filter(number=first["items"][0]["number"]).update(number="~moved")
    second = got(program.get(address, {"limit": 2, "cursor": first["next_cursor"]}))
    assert second["items"] == expected


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "书",
        cursor_of(["a", "b"]),
        cursor_of([1]),
        cursor_of({"a": 1}),
        cursor_of([None]),
        cursor_of(["a\x00"]),
        base64.urlsafe_b64encode(b"[" * 200).decode(),
    ],
)
def test_a_broken_cursor_is_told_so(program, cursor):
    assert problem(program.get(BODIES, {"cursor": cursor}), 400) == "api.cursor"


@pytest.mark.parametrize("value", [True, "7", 7.5, 10**400])
def test_a_cursor_of_numbers_takes_only_numbers(program, value):
    response = program.get(f"{ROOT}/uploads", {"cursor": cursor_of([value])[:400]})
    assert problem(response, 400) == "api.cursor"


def test_a_cursor_beyond_all_rows_gives_an_empty_page(program):
    page = got(program.get(f"{ROOT}/uploads", {"cursor": cursor_of([-(10**30)])}))
    assert page == {"items": [], "next_cursor": None}


@pytest.mark.parametrize(
    ("parameters", "field", "rule"),
    [
        ({"limit": 201}, "limit", "less_than_equal"),
        ({"limit": 0}, "limit", "greater_than_equal"),
        ({"limit": "many"}, "limit", "int_parsing"),
        ({"limits": 5}, "limits", "extra_forbidden"),
        ({"cursor": "x" * 401}, "cursor", "string_too_long"),
    ],
)
def test_a_wrong_parameter_is_named_with_the_rule_it_breaks(program, parameters, field, rule):
    response = program.get(BODIES, parameters)
    assert problem(response, 422) == "api.invalid"
    (error,) = response.json()["errors"]
    assert (error["field"], error["rule"]) == (field, rule)
    assert field in error["text"] and error["text"].endswith("。")


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        ("{", JSON, 400, "api.body"),
        (b"\xff\xfe", JSON, 400, "api.body"),
        ("[" * 100_000, JSON, 400, "api.body"),
        ("", JSON, 422, "api.invalid"),
        ("[]", JSON, 422, "api.invalid"),
        ('{"numbers": []}', JSON, 422, "api.invalid"),
        ('{"numbers": [1]}', JSON, 422, "api.invalid"),
        ('{"numbers": ["A"], "x": 1}', JSON, 422, "api.invalid"),
        ('{"numbers": ["A"]}', "text/plain", 415, "api.content-type"),
        ('{"numbers": ["A"]}', "", 415, "api.content-type"),
        (" " * 6_000_000, JSON, 413, "api.too-large"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_content_that_cannot_be_taken_is_refused(program, content, kind, status, code):
    assert problem(program.post(LOOKUP, content, kind), status) == code


@pytest.mark.parametrize(
    "path", ["/nothing", "/certificates/NONE", "/uploads/999999999999", "/x/y"]
)
def test_what_is_not_there_is_a_problem_and_no_page(program, path):
    assert problem(program.get(f"{ROOT}{path}"), 404) == "api.not-found"


def test_a_number_beyond_the_database_is_not_there(program):
    assert problem(program.get(f"{ROOT}/uploads/{10**30}"), 404) == "api.not-found"


@pytest.mark.parametrize(
    "path", ["/bodies?cursor=%00", "/certificates/%00", "/certificates?uscc=a%00"]
)
def test_a_null_character_is_unreadable(program, path):
    assert problem(program.get(f"{ROOT}{path}"), 400) == "api.unreadable"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_a_method_that_is_not_offered_is_refused_with_those_that_are(program, method):
    response = getattr(program, method)(BODIES)
    assert problem(response, 405) == "api.method"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/bodies", "GET, HEAD, OPTIONS"), ("/uploads", "GET, HEAD, OPTIONS, POST")],
)
def test_options_say_what_may_be_asked(path, allowed):
    response = Client().options(f"{ROOT}{path}")
    assert (response.status_code, response.headers["Allow"]) == (204, allowed)
    assert response.content == b""


def test_head_gives_the_head_of_the_same_answer(program):
    whole, head = program.get(BODIES), program.head(BODIES)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag"):
        assert head.headers[name] == whole.headers[name]


def test_what_has_not_changed_is_not_sent_again(program):
    etag = program.get(BODIES).headers["ETag"]
    again = program.get(BODIES, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    Body.objects.filter(pk=Body.objects.first().pk).update(name="改了名称的机构")
    assert program.get(BODIES, headers={"if-none-match": etag}).status_code == 200


def test_a_key_never_gets_the_kept_answer_of_another(program):
    response = program.get(BODIES)
    assert "Authorization" in response.headers["Vary"]
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_fault_of_ours_is_a_problem_without_its_inside(program, monkeypatch):
    from renjian_site.registers import queries

    program.raise_request_exception = False
    monkeypatch.setattr(queries, "bodies", lambda actor: 1 / 0)
    response = program.get(BODIES)
    assert problem(response, 500) == "api.fault"
    assert "division" not in response.content.decode()


def test_problems_are_told_in_the_language_of_the_caller(program):
    english = program.get(BODIES, {"limit": 0}, headers={"accept-language": "en"}).json()
    assert not HAN.search(english["detail"] + english["errors"][0]["text"])


def test_the_program_gets_chinese_when_it_asks_for_nothing(program):
    assert "参数" in program.get(BODIES, {"limit": 0}).json()["detail"]


def test_numbers_are_looked_up_in_the_order_they_were_asked(program):
    known = Certificate.objects.filter(body__approval_no=got(program.get(f"{ROOT}/me"))["body"])
    asked = ["NONE", f" {known.first().number.lower()}", "A\x00"]
    found = got(program.post(LOOKUP, json.dumps({"numbers": asked}), JSON))
    assert [each["number"] for each in found] == asked
    assert [each["found"] for each in found] == [False, True, False]
