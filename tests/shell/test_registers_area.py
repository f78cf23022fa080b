"""Who sees which uploads, certificates and organisations."""

import re

import pytest

import make
from make_registers import certificate, uscc
from pages import read, status_of
from renjian_site.registers import queries
from renjian_site.registers.models import Certificate, Organisation

pytestmark = pytest.mark.django_db
NUMBER = "900126Q00001R0M"


@pytest.fixture
def upload():
    return make.accepted(certificate(uscc=uscc("91330110RJ0009999")))


def links(text):
    return set(re.findall(r'href="/registers/certificates/([^?"]+)/"', text))


@pytest.mark.parametrize(
    ("account", "status"), [("clerk1", 200), ("clerk2", 404), ("330110.officer1", 409)]
)
def test_an_upload_is_for_the_clerks_of_its_body(upload, account, status):
    assert status_of(make.sign_in(account), f"/registers/uploads/{upload.pk}/") == status


@pytest.mark.parametrize(
    ("account", "is_seen"),
    [
        ("clerk1", True),
        ("clerk2", False),
        ("330110.officer1", True),
        ("330100.head", True),
        ("330000.planner", True),
        ("000000.head", True),
        ("330106.officer1", False),
        ("460000.planner", False),
        ("xpcc.planner", False),
    ],
)
def test_a_certificate_is_seen_by_its_body_and_the_authorities_of_its_place(
    upload, account, is_seen
):
    person = make.sign_in(account)
    assert status_of(person, f"/registers/certificates/{NUMBER}/") == (200 if is_seen else 404)
    found = read(person, f"/registers/certificates/?q={NUMBER}")
    assert (f'href="/registers/certificates/{NUMBER}/"' in found) is is_seen


def test_a_stranger_from_another_province_sees_none_of_a_countys_certificates():
    own = set(queries.certificates(make.actor("330110.officer1")).values_list("pk", flat=True))
    other = set(queries.certificates(make.actor("460000.planner")).values_list("pk", flat=True))
    assert own and other
    assert not own & other


def test_every_certificate_is_seen_by_exactly_one_province():
    provinces = ["330000.planner", "460000.planner", "650000.planner", "xpcc.planner"]
    seen = [queries.certificates(make.actor(account)).count() for account in provinces]
    assert sum(seen) == Certificate.objects.count()
    assert all(seen)


@pytest.mark.parametrize(
    "words",
    [
        NUMBER,
        NUMBER.lower(),
        "Q00001",
        uscc("91330110RJ0009999"),
        uscc("91330110RJ0009999").lower(),
        "立春1号 机械",
    ],
)
def test_certificates_are_found_by_number_code_and_name(upload, words):
    found = read(make.sign_in("330110.officer1"), f"/registers/certificates/?q={words}")
    assert f'href="/registers/certificates/{NUMBER}/"' in found


@pytest.mark.parametrize("words", ["%", "_", "'", "9133", "没有这家"])
def test_other_words_find_nothing_and_say_how_to_go_on(upload, words):
    clerk = make.sign_in("330110.officer1")
    text = clerk.get("/registers/certificates/", {"q": words}).content.decode()
    assert links(text) == set()
    assert "没有符合条件" in text


def test_the_organisations_of_a_clerk_are_those_with_its_certificates():
    clerk = make.actor("clerk1")
    numbers = Certificate.objects.filter(body__approval_no=clerk.body)
    expected = set(numbers.values_list("organisation", flat=True))
    assert set(queries.organisations(clerk).values_list("pk", flat=True)) == expected


def test_the_register_of_bodies_counts_their_certificates():
    text = read(make.sign_in("460000.planner"), "/registers/bodies/")
    assert "共 6 条" in text
    count = Certificate.objects.filter(body__approval_no="CNCA-R-2022-9001").count()
    row = text.partition(">CNCA-R-2022-9001</td>")[2].partition("</tr>")[0]
    assert f">{count}<" in row


def test_an_organisation_that_no_authority_covers_is_seen_by_nobody_below_the_top():
    Organisation.objects.filter(uscc__startswith="91330110").update(authority=None)
    assert not queries.organisations(make.actor("330110.officer1")).filter(
        uscc__startswith="91330110"
    )


def test_a_number_with_a_slash_does_not_break_the_list(upload):
    Certificate.objects.filter(number=NUMBER).update(number="CQC/2026-01")
    text = read(make.sign_in("clerk1"), "/registers/certificates/?q=CQC")
    assert "CQC/2026-01" in text


def test_a_number_with_a_slash_has_a_page_of_its_own(upload):
    Certificate.objects.filter(number=NUMBER).update(number="CQC/2026-01")
    text = read(make.sign_in("clerk1"), "/registers/certificates/CQC/2026-01/")
    assert "<h1>CQC/2026-01</h1>" in text
