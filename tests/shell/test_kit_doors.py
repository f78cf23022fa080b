"""The doors in front of the pages: who has not signed in, and whose post is another."""

import pytest
from django.test import Client
from django.urls import reverse

import make
from addresses import every_address
from pages import codes_of, status_of
from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS

pytestmark = pytest.mark.django_db
# Anybody; programs have doors of their own; language and health page have no name space.
OPEN = {"portal", "authorities", "api", ""}
POSTS = ["planner", "officer", "reviewer", "case_handler", "head", "clerk"]


def addresses():
    """Every address of an officer's page: its name and the arguments it takes."""
    for one in every_address():
        if one.space not in OPEN:
            wanted = {name: 1 if way == "int" else "x" for name, way in one.converters.items()}
            yield pytest.param(one.name, wanted, id=one.name)


PAGES = list(addresses())


def test_the_pages_of_officers_are_found():
    assert len(PAGES) > 25
    spaces = {page.id.split(":")[0] for page in PAGES}
    assert {"console", "registers", "risk", "draws", "inspections", "cases"} <= spaces


@pytest.mark.parametrize("by", ["get", "post"])
@pytest.mark.parametrize(("name", "wanted"), PAGES)
def test_who_has_not_signed_in_is_led_to_the_sign_in_page(name, wanted, by):
    address = reverse(name, kwargs=wanted)
    response = getattr(Client(), by)(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("space", ["risk", "draws", "inspections", "cases"])
def test_a_clerk_enters_no_page_of_the_authorities(space):
    clerk = make.sign_in("clerk1")
    for page in PAGES:
        name, wanted = page.values
        if name.startswith(f"{space}:"):
            address = reverse(name, kwargs=wanted)
            by_get = status_of(clerk, address)
            assert by_get == 409 or (by_get == 405 and status_of(clerk, address, by="post") == 409)


def test_only_a_clerk_sends_reports():
    for role in set(POSTS) - {"clerk"}:
        person = make.sign_in(make.holder_of(role))
        assert status_of(person, "/registers/uploads/") == 409


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("/draws/new/", "planner"),
        ("/draws/1/freeze/", "planner"),
        ("/draws/1/draw/", "planner"),
        ("/draws/1/record.json", "planner"),
        ("/risk/classes/", "planner"),
        ("/inspections/take-up/1/", "planner"),
        ("/inspections/1/findings/", "officer"),
        ("/inspections/1/result/", "officer"),
        ("/inspections/1/publish/", "reviewer"),
        ("/inspections/1/send-back/", "reviewer"),
        ("/cases/from-finding/1/", "case_handler"),
        ("/cases/receive/1/", "case_handler"),
        ("/cases/1/file/", "head"),
        ("/cases/1/transfer-up/", "head"),
    ],
)
def test_each_act_belongs_to_one_post(address, role):
    by = "get" if address.endswith(("json", "classes/")) else "post"
    for other in set(POSTS) - {role}:
        person = make.sign_in(make.holder_of(other))
        response = getattr(person, by)(address, headers={"accept": "application/json"})
        assert codes_of(response) == ["kit.other-post"], other


def test_the_refusal_names_both_posts():
    response = make.sign_in("330110.head").get("/draws/new/")
    text = response.content.decode()
    assert "此页供“抽查计划岗”使用，您当前的岗位是“负责人”" in text


@pytest.mark.parametrize("name", ["draws:freeze", "draws:carry-out"])
def test_an_act_is_never_done_by_following_a_link(name):
    draw = make.planned_draw()
    planner = make.sign_in("330000.planner")
    assert status_of(planner, reverse(name, args=[draw.pk])) == 405
    draw.refresh_from_db()
    assert draw.stage == "planned"


def test_every_role_has_a_landing_page():
    for role in [*POSTS, "system"]:
        assert status_of(make.sign_in(make.holder_of(role)), "/inbox/") == 200, role


def test_every_role_can_read_its_ledger_and_the_registers():
    for role in [*POSTS, "system"]:
        person = make.sign_in(make.holder_of(role))
        for address in ("/ledger/", "/registers/certificates/", "/registers/bodies/"):
            assert status_of(person, address) == 200, (role, address)


@pytest.mark.parametrize("address", ["/draws/", "/inspections/", "/cases/"])
def test_who_has_to_do_with_matters_reads_the_lists_and_nobody_else(address):
    for role in [*POSTS, "system"]:
        reads = Role(role) in MATTER_READERS
        status = status_of(make.sign_in(make.holder_of(role)), address)
        assert (status == 200) is reads, role
