"""The walk over the addresses of the site, on which other tests rely."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

import visits
from addresses import every_address
from project_tree import url_names
from renjian.authorities.posts import Role

BY_NAME = {one.name: one for one in every_address()}
# The frame of the API and Django's choice of language, which take whatever comes.
SILENT = {"api:openapi-json", "api:openapi-view", "api:api-root", "set_language"}
OURS = [one for one in every_address() if one.space != "api" and one.name not in SILENT]


def test_the_walk_finds_what_a_fresh_process_finds():
    names = {one.name for one in every_address()}
    # At the routes of api:upload and authorities:sign-in, by names that others lead to.
    assert url_names() - names == {"api:list_uploads", "account_login"}
    assert names <= url_names()
    assert len(every_address()) > 90


@pytest.mark.parametrize("one", every_address(), ids=str)
def test_an_address_filled_in_leads_to_its_view(one):
    assert resolve(one.at_nothing()).func is one.view


def test_every_address_of_our_own_says_which_methods_it_takes():
    assert {one.name for one in every_address() if one.methods is None} == SILENT


@pytest.mark.parametrize("one", OURS, ids=str)
def test_what_is_told_is_what_the_view_answers(one):
    """PATCH is taken nowhere: the refusal says what would have been taken."""
    request = RequestFactory().patch(one.at_nothing())
    request.actor = SimpleNamespace(role=(one.roles or [Role.HEAD])[0])
    answer = one.view(request, **resolve(one.at_nothing()).kwargs)
    assert set(answer["Allow"].split(", ")) == one.methods


def test_methods_roles_and_arguments_are_read():
    receive = BY_NAME["cases:receive"]
    assert receive.methods == {"POST"} and receive.roles == (Role.CASE_HANDLER,)
    assert receive.at(movement_id=7) == reverse("cases:receive", args=[7])
    assert BY_NAME["cases:clues"].methods == {"GET", "POST"}
    assert BY_NAME["portal:home"].roles is None
    assert BY_NAME["registers:certificate"].converters == {"number": "path"}
    assert BY_NAME["registers:certificate"].at(number="甲/1") == reverse(
        "registers:certificate", args=["甲/1"]
    )


def test_every_page_is_visited_by_the_browser_or_exempt_for_a_reason():
    """A new page needs a visit in tests/visits.py, or a line there that says why it has none."""
    pages = {one.name for one in every_address() if one.takes("GET") and not is_endpoint(one)}
    visited = {visit.name for visit in visits.VISITS}
    assert pages - visited - visits.NO_PAGES.keys() == set()
    assert visited & visits.NO_PAGES.keys() == set()
    assert (visited | visits.NO_PAGES.keys()) - pages == set()


def is_endpoint(one):
    return one.space == "api" and one.name not in SILENT
