"""The examples of docs/api.md do what the text says, on a site with the practice country."""

import argparse
import json
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

import make_api
from renjian_site.registers.models import Certificate

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs/api.md"
BLOCK = re.compile(r"^```(?P<kind>sh|json)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SITE = "http://testserver"


def curl_options() -> argparse.ArgumentParser:
    """As much of curl as the examples use; an option that it lacks fails the test."""
    parser = argparse.ArgumentParser(prog="curl", exit_on_error=False)
    parser.add_argument("address")
    parser.add_argument("-sS", action="store_true")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("-F", dest="form", action="append", default=[])
    parser.add_argument("-o", dest="output")
    parser.add_argument("-w", dest="written")
    parser.add_argument("--data-binary", dest="content")
    return parser


def run(line: str, known: dict[str, str]) -> HttpResponse:
    """Make the call that a line of the shell makes."""
    words = [re.sub(r"\$(\w+)", lambda name: known[name[1]], word) for word in shlex.split(line)]
    assert words[0] == "curl"
    asked = curl_options().parse_args(words[1:])
    headers = dict(header.split(": ", 1) for header in asked.headers)
    path = asked.address.removeprefix(SITE)
    if asked.form:
        return Client().post(path, dict(map(form_field, asked.form)), headers=headers)
    if asked.content:
        kind = headers.pop("Content-Type")
        return Client().post(path, content_of(asked.content), kind, headers=headers)
    return Client().get(path, headers=headers)


def form_field(written: str) -> tuple[str, SimpleUploadedFile]:
    name, _, value = written.partition("=")
    file, _, kind = value.removeprefix("@").partition(";type=")
    return name, SimpleUploadedFile(file, sample(file), kind)


def content_of(written: str) -> bytes:
    return sample(written[1:]) if written.startswith("@") else written.encode()


def sample(name: str) -> bytes:
    return (Path(settings.SAMPLES) / name).read_bytes()


def blocks() -> list[tuple[str, str]]:
    return [
        (found["kind"], found["text"].strip()) for found in BLOCK.finditer(PAGE.read_text("utf-8"))
    ]


def holds(shown, answered) -> bool:
    """Whether everything that the page shows stands in the answer."""
    if isinstance(shown, dict):
        return all(
            name in answered and holds(value, answered[name]) for name, value in shown.items()
        )
    if isinstance(shown, list):
        return len(shown) <= len(answered) and all(map(holds, shown, answered))
    return shown == answered


def test_every_example_does_what_the_page_says():
    token = make_api.key("clerk1")[1]
    etag = make_api.sender(token).get("/api/v1/bodies").headers["ETag"]
    number = Certificate.objects.first().number
    known = {"SITE": SITE, "KEY": token, "NUMBER": number, "ETAG": etag}
    known["AUTHORITY_KEY"] = make_api.key("330000.planner")[1]
    statuses, answered = [], None
    for kind, text in blocks():
        if kind == "sh":
            response = run(text, known)
            statuses.append(response.status_code)
            answered = json.loads(response.content or "null")
        else:
            assert holds(json.loads(text), answered), (text, answered)
    assert statuses == [200, 202, 202, *[200] * 15, 422, 304]


@pytest.mark.parametrize(
    ("shown", "answered", "wanted"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {}, False),
        ([{"a": 1}], [{"a": 1}, {}], True),
        ([1, 2], [1], False),
    ],
)
def test_a_page_that_shows_too_much_is_noticed(shown, answered, wanted):
    assert holds(shown, answered) is wanted


def test_an_option_that_the_test_does_not_know_is_noticed():
    with pytest.raises((argparse.ArgumentError, SystemExit)):
        run(f'curl -k "{SITE}/api/v1/me"', {})
