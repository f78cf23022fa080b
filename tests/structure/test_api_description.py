"""The API as it describes itself: every endpoint has a door, nothing comes from elsewhere."""

import json
import re

import pytest

from project_tree import SITE, run_python
from renjian.authorities.keys import OFFERED, Permission

READ = """
import json, django
django.setup()
from ninja.responses import NinjaJSONEncoder
from django.utils.translation import override
from renjian_site.urls import api
with override("{language}"):
    print(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))
"""
HAN = re.compile("[\\u4e00-\\u9fff]")


def description(language):
    done = run_python(
        READ.format(language=language), DJANGO_SETTINGS_MODULE="renjian_site.settings.web"
    )
    assert done.returncode == 0, done.stderr
    assert "already used" not in done.stdout, "two endpoints have one operationId"
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def chinese():
    return description("zh-hans")


def endpoints(found):
    return [
        (path, method, details)
        for path, methods in found["paths"].items()
        for method, details in methods.items()
    ]


def test_it_is_openapi_3_1_at_a_fixed_address(chinese):
    assert chinese["openapi"] == "3.1.0"
    assert all(path.startswith("/api/v1/") for path in chinese["paths"])
    assert len(endpoints(chinese)) > 12


def test_every_endpoint_but_the_public_ones_needs_a_key(chinese):
    for path, _method, details in endpoints(chinese):
        is_public = path.startswith("/api/v1/public/")
        assert bool(details.get("security")) is not is_public, path


def test_every_endpoint_names_one_permission_that_some_post_can_have(chinese):
    offered = {str(each) for permissions in OFFERED.values() for each in permissions}
    named = set()
    for path, _method, details in endpoints(chinese):
        for door in details.get("security", []):
            assert len(door["key"]) <= 1, path
            named |= set(door["key"])
    assert named == offered == {str(each) for each in Permission}


def test_every_endpoint_tells_its_problems(chinese):
    for path, method, details in endpoints(chinese):
        wanted = {"400", "404", "422", "429"} | ({"401", "403"} if "security" in details else set())
        wanted |= {"409", "413", "415"} if method == "post" else set()
        assert wanted <= set(details["responses"]), path


def test_what_is_referred_to_is_described(chinese):
    text = json.dumps(chinese)
    for name in re.findall(r'"#/components/schemas/(\w+)"', text):
        assert name in chinese["components"]["schemas"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_endpoint_is_explained_in_both_languages(language):
    for path, _method, details in endpoints(description(language)):
        for words in (details["summary"], details["description"], *details["tags"]):
            assert bool(HAN.search(words)) is (language == "zh-hans"), (path, words)
        for parameter in details["parameters"]:
            assert parameter.get("description") or parameter["in"] == "path", (path, parameter)


def test_the_page_of_the_api_needs_no_script_and_no_other_server():
    text = (SITE / "kit/templates/kit/api.html").read_text("utf-8")
    assert "<script" not in text and "//" not in text.replace("{#", "")
