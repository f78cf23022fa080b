"""What anybody may ask the registers: is this certificate valid today?"""

from datetime import timedelta

import pytest
from django.test import Client

from make import today
from renjian_site.registers import public_queries
from renjian_site.registers.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    """A certificate that is valid today, without slash or bracket in its number."""
    found = Certificate.objects.filter(item_code="A0101").first()
    return changed(found, status="01", issued_on=today(), expires_on=today())


def changed(certificate, **changes):
    Certificate.objects.filter(pk=certificate.pk).update(**changes)
    certificate.refresh_from_db()
    return certificate


def page(number):
    response = Client().get(f"/certificate/{number}/")
    return response.status_code, response.content.decode()


def program(number):
    response = Client().get(f"/certificate/{number}.json")
    return response.status_code, response.json()


def test_a_valid_certificate_is_said_to_be_valid(certificate):
    status, text = page(certificate.number)
    assert (status, "这张证书今天有效" in text) == (200, True)
    for shown in (certificate.organisation.name, certificate.body.name, certificate.item):
        assert shown in text


def test_a_program_is_told_the_same(certificate):
    status, found = program(certificate.number)
    assert (status, found["found"], found["is_valid"]) == (200, True, True)
    assert found["number"] == certificate.number
    assert found["expires_on"] == today().isoformat()


@pytest.mark.parametrize("code", ["02", "03", "04", "05"])
def test_any_other_state_is_said_with_its_name(certificate, code):
    changed(certificate, status=code)
    _status, text = page(certificate.number)
    assert f"这张证书的状态是“{certificate.get_status_display()}”，今天无效" in text
    assert program(certificate.number)[1]["is_valid"] is False


@pytest.mark.parametrize(("issued", "expires"), [(-9, -1), (1, 9)], ids=["expired", "too early"])
def test_outside_its_period_a_certificate_is_not_valid_whatever_was_reported(
    certificate, issued, expires
):
    day = timedelta(days=1)
    changed(certificate, issued_on=today() + issued * day, expires_on=today() + expires * day)
    assert "这张证书不在有效期内" in page(certificate.number)[1]
    assert program(certificate.number)[1]["is_valid"] is False


def test_an_unknown_number_is_no_proof_of_a_forgery():
    status, text = page("NONE-1")
    assert status == 404
    assert "没有查到这个编号" in text
    assert "并不说明证书是假的" in text
    assert program("NONE-1") == (404, {"number": "NONE-1", "found": False})


def test_blanks_width_and_case_do_not_matter(certificate):
    number = certificate.number
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in number})
    for written in (number.lower(), f" {number[:4]} {number[4:]} ", wide):
        assert page(written)[0] == 200
        assert program(written)[0] == 200


def test_the_look_up_leads_to_the_page_of_the_number(certificate):
    response = Client().get("/", {"number": f" {certificate.number.lower()} "})
    assert response.headers["Location"] == f"/certificate/{certificate.number}/"


@pytest.mark.parametrize("number", ["../../etc", "<script>", "?q=1", "a/b", "#", "%"])
def test_the_look_up_of_anything_else_is_answered_in_words(number):
    response = Client().get("/", {"number": number}, follow=True)
    assert response.status_code == 200
    told = ("没有查到名称相符的获证组织", "按名称查找至少输入两个字", "<section>")  # names that fit
    assert any(words in response.content.decode() for words in told)
    assert "<script>" not in response.content.decode()


def test_a_very_long_number_is_cut_before_it_is_looked_up():
    response = Client().get("/", {"number": "9" * 500})
    assert response.headers["Location"] == f"/public/certificates/?q={'9' * 100}"


def test_only_what_the_public_may_know_is_given(certificate):
    assert set(program(certificate.number)[1]) == {
        *("found", "number", "status", "is_valid", "organisation", "uscc", "body", "approval_no"),
        *("item", "standard", "issued_on", "expires_on"),
    }


def test_the_public_view_of_a_certificate_names_its_state_in_words(certificate):
    found = public_queries.certificate(certificate.number, today())
    assert (found.status_title, found.is_valid) == ("有效", True)


def test_a_number_with_a_slash_can_be_looked_up(certificate):
    changed(certificate, number="CQC/2026-01")
    response = Client().get("/", {"number": "CQC/2026-01"}, follow=True)
    assert response.status_code == 200
    assert "这张证书今天有效" in response.content.decode()
