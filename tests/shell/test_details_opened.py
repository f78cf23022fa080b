"""What is personal is shown masked, and opened one by one with a reason that is recorded."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

import make
from pages import read
from renjian.authorities.fields import FieldClass, why_not_open
from renjian_site.authorities import commands, queries
from renjian_site.authorities.fields import DETAILS
from renjian_site.authorities.models import PersonDetail, Post
from renjian_site.ledger.models import Look

pytestmark = pytest.mark.django_db

PHONE = "13800001234"
KEEPER, SECURITY, FAR = "330000.system", "330000.security", "460000.system"


@pytest.fixture
def person():
    found = make.actor("330110.officer1")
    PersonDetail.objects.create(person_id=found.person_id, phone=PHONE)
    return found


def opened(person, who=KEEPER, field="phone", because="核对值班安排"):
    client = make.sign_in(who)
    address = f"/people/{person.person_id}/details/open/"
    return client.post(address, {"field": field, "because": because}, follow=True)


def test_the_page_shows_the_mask_alone(person):
    text = read(make.sign_in(KEEPER), f"/people/{person.person_id}/")
    assert "138****1234" in text
    assert PHONE not in text


def test_with_a_reason_it_is_shown_once_and_kept_by_no_browser(person):
    response = opened(person)
    assert PHONE in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_some_minutes_later_it_has_to_be_opened_again(person):
    client = make.sign_in(KEEPER)
    address = f"/people/{person.person_id}/details/phone/"
    assert client.get(address).status_code == 404
    opened(person)
    assert PHONE in read(client, address)
    keeper, later = make.actor(KEEPER), timezone.now() + timedelta(minutes=6)
    assert queries.opened_detail(keeper, person.person_id, "phone", at=later) is None


def test_who_what_and_why_is_recorded_and_the_value_is_not(person):
    opened(person)
    entry = make.newest_entry(make.actor(KEEPER))
    assert entry["act"] == "person.detail-opened"
    assert entry["details"]["because"] == "核对值班安排"
    assert PHONE not in str(entry)
    assert Look.objects.filter(ledger=f"person:{person.person_id}.phone").exists()


@pytest.mark.parametrize("because", ["", "  ", "看看"])
def test_without_a_reason_nothing_is_opened(person, because):
    response = opened(person, because=because)
    assert response.status_code == 409
    assert PHONE not in response.content.decode()
    assert not Look.objects.exists()


def test_what_is_sealed_is_opened_only_by_who_keeps_it(person):
    PersonDetail.objects.update(identity_number="110101199003070011")
    assert "110101199003070011" in opened(person, field="identity_number").content.decode()
    assert opened(person, SECURITY, "identity_number").status_code == 409


@pytest.mark.parametrize("who", ["330110.head", "330110.officer1", "clerk1"])
def test_others_open_nothing(person, who):
    assert opened(person, who).status_code == 409


def test_another_province_finds_nobody(person):
    assert opened(person, "460000.system").status_code == 404


def test_the_rule_says_every_reason():
    reasons = why_not_open(FieldClass.SEALED, "", keeps=False)
    assert [each.code for each in reasons] == ["field.reason", "field.sealed"]
    assert not why_not_open(FieldClass.PERSONAL, "核对值班安排", keeps=False)


def test_every_field_that_speaks_of_a_person_has_a_class():
    kept = {f.name for f in PersonDetail._meta.get_fields() if f.name not in ("id", "person")}
    assert kept == set(DETAILS)
    assert commands.open_detail.is_command


# In the log of looks


def links(page):
    return set(re.findall(r'href="([^"#]+)"', page.split("<caption")[1].split("</table>")[0]))


@pytest.mark.parametrize("who", ["330000.audit", "000000.audit", "330000.system"])
def test_the_log_of_looks_says_whose_detail_was_opened_and_leads_to_the_person(person, who):
    opened(person)
    client = make.sign_in(who)
    page = read(client, "/ledger/looks/")
    assert f"{person.name}的电话</a>" in page and "原文</td>" in page
    assert "person:" not in page and "整本" not in page
    assert links(page) == {f"/people/{person.person_id}/"}
    read(client, f"/people/{person.person_id}/")


def test_the_log_of_looks_names_and_links_nobody_of_another_area(person):
    opened(person)
    Post.objects.filter(person_id=person.person_id).update(authority=make.actor(FAR).authority.pk)
    page = read(make.sign_in("330000.audit"), "/ledger/looks/")
    assert "其他辖区人员的电话" in page
    assert not links(page)
