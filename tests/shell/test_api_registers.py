"""The other registers for programs: each with its list and its one, within the area of the key."""

import pytest

import make
import make_api
from make_api import ROOT, got, problem
from renjian_site.registers import queries
from renjian_site.registers.models import (
    Body,
    DesignatedLab,
    Organisation,
    Practitioner,
)

pytestmark = pytest.mark.django_db
PROVINCE = "330000.planner"
OF_AUTHORITIES = ("objects", "exemptions", "declarations")


def listed(who, register, **wanted):
    program = make_api.program(who)
    return got(program.get(f"{ROOT}/{register}", {"limit": 200, **wanted}))["items"]


def all_numbers(model, name="number"):
    return set(model.objects.values_list(name, flat=True))


@pytest.mark.parametrize(
    ("register", "name", "query"),
    [
        ("organisations", "uscc", queries.organisations),
        ("designated-labs", "code", queries.designated_labs),
        ("practitioners", "registration_no", queries.practitioners),
        ("exemptions", "number", queries.exemptions),
        ("declarations", "number", queries.declarations),
    ],
)
def test_a_list_has_what_the_post_sees_on_its_page(register, name, query):
    seen = query(make.actor(PROVINCE)).order_by(name).values_list(name, flat=True)[:200]
    assert seen and [row[name] for row in listed(PROVINCE, register)] == list(seen)


def test_object_registers_are_asked_by_tag_and_by_who_stands_in_them():
    seen = queries.entries(make.actor(PROVINCE)).filter(tag="ccc_seller", to_on=None)
    rows = listed(PROVINCE, "objects", tag="ccc_seller", is_in="true")
    assert rows and [row["id"] for row in rows] == list(
        seen.order_by("pk").values_list("pk", flat=True)
    )
    assert all(row["subject"] and row["source"] == "enterprises" for row in rows)
    assert listed(PROVINCE, "objects", tag="ccc_seller", is_in="false") == []


def test_a_body_is_told_with_its_scope():
    body = Body.objects.filter(designations__isnull=False).first()
    told = got(make_api.program("clerk1").get(f"{ROOT}/bodies/{body.approval_no.lower()}"))
    assert [one["domain"] for one in told["domains"]] == list(
        body.domains.values_list("domain", flat=True)
    )
    assert len(told["designations"]) == body.designations.count() > 0
    assert (told["standing"], told["uscc"]) == ("valid", body.uscc)


def test_a_laboratory_is_told_with_the_classes_it_tests():
    lab = DesignatedLab.objects.first()
    told = got(make_api.program("clerk1").get(f"{ROOT}/designated-labs/{lab.code}"))
    assert told["designations"][0]["product_class"] == lab.designations.all()[0].product_class


def test_a_body_sees_its_own_people_and_organisations():
    own = make.actor("clerk1").body
    people = listed("clerk1", "practitioners")
    assert {row["body"] for row in people} == {own}
    other = Practitioner.objects.exclude(body__approval_no=own).first()
    asked = make_api.program("clerk1").get(f"{ROOT}/practitioners/{other.registration_no}")
    assert problem(asked, 404) == "api.not-found"
    held = Organisation.objects.filter(certificates__body__approval_no=own)
    assert all_numbers(Organisation, "uscc") > {
        row["uscc"] for row in listed("clerk1", "organisations")
    }
    assert {row["uscc"] for row in listed("clerk1", "organisations")} <= set(
        held.values_list("uscc", flat=True)
    )


@pytest.mark.parametrize("register", OF_AUTHORITIES)
def test_what_authorities_keep_is_closed_to_bodies(register):
    assert problem(make_api.program("clerk1").get(f"{ROOT}/{register}"), 403) == "api.permission"


def test_nothing_of_another_area_is_told():
    program = make_api.program("460000.planner")
    here = make.actor(PROVINCE)
    unseen = {
        "organisations": queries.organisations(here).first().uscc,
        "objects": queries.entries(here).first().pk,
        "exemptions": queries.exemptions(here).first().number,
        "declarations": queries.declarations(here).first().number,
    }
    for register, key in unseen.items():
        assert problem(program.get(f"{ROOT}/{register}/{key}"), 404) == "api.not-found"


def test_one_of_each_is_found_by_what_it_is_called_by():
    program = make_api.program(PROVINCE)
    actor = make.actor(PROVINCE)
    known = {
        "organisations": (queries.organisations(actor).first().uscc, "uscc"),
        "practitioners": (Practitioner.objects.first().registration_no, "registration_no"),
        "objects": (queries.entries(actor).first().pk, "id"),
        "exemptions": (queries.exemptions(actor).first().number, "number"),
        "declarations": (queries.declarations(actor).first().number, "number"),
    }
    for register, (key, name) in known.items():
        assert got(program.get(f"{ROOT}/{register}/{key}"))[name] == key


def test_no_program_reads_identity_documents_or_telephones():
    for register in ("practitioners", "organisations"):
        for row in listed(PROVINCE, register):
            assert not {"document_no", "phone", "contacts", "person"} & set(row)


@pytest.mark.parametrize(
    ("register", "wanted"), [("organisations", {"division": "330110"}), ("objects", {})]
)
def test_pages_follow_each_other_without_a_gap(register, wanted):
    program = make_api.program(PROVINCE)
    first = got(program.get(f"{ROOT}/{register}", {"limit": 3, **wanted}))
    then = got(
        program.get(f"{ROOT}/{register}", {"limit": 3, "cursor": first["next_cursor"], **wanted})
    )
    both = got(program.get(f"{ROOT}/{register}", {"limit": 6, **wanted}))
    assert first["items"] + then["items"] == both["items"]
