"""Certificates for programs: the area of the key, the filters, the versions, and the cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
import make_api
from make_api import ROOT, got, problem
from renjian_site.registers import queries
from renjian_site.registers.models import Certificate, CertificateVersion

pytestmark = pytest.mark.django_db
LIST = f"{ROOT}/certificates"


@pytest.fixture
def program():
    return make_api.program("clerk1")


def numbers(program, **wanted):
    return [each["number"] for each in got(program.get(LIST, {"limit": 200, **wanted}))["items"]]


def own():
    return Certificate.objects.filter(body__approval_no=make.actor("clerk1").body)


def test_a_body_sees_its_own_certificates(program):
    assert set(numbers(program)) == set(
        own().order_by("number").values_list("number", flat=True)[:200]
    )
    assert own().count() < Certificate.objects.count()


def test_a_province_sees_those_of_its_organisations():
    planner = make.actor("330000.planner")
    found = set(numbers(make_api.program(planner)))
    assert found
    assert found <= set(queries.certificates(planner).values_list("number", flat=True))
    assert found < set(Certificate.objects.values_list("number", flat=True))


@pytest.mark.parametrize("field", ["status", "item_code"])
def test_a_filter_leaves_what_fits(program, field):
    value = getattr(own().order_by("-number").first(), field)
    assert set(numbers(program, **{field: value})) == set(
        own().filter(**{field: value}).values_list("number", flat=True)
    )


def test_certificates_of_one_organisation(program):
    holder = own().first().organisation
    found = numbers(program, uscc=holder.uscc.lower())
    assert set(found) == set(own().filter(organisation=holder).values_list("number", flat=True))


def test_only_what_changed_since_a_moment(program):
    changed = own().first()
    version = CertificateVersion.objects.filter(certificate=changed).first()
    later = version.recorded_at + timedelta(hours=2)
    CertificateVersion.objects.filter(pk=version.pk).update(recorded_at=later)
    since = (later - timedelta(hours=1)).isoformat()
    found = got(program.get(LIST, {"changed_since": since}))["items"]
    assert [each["number"] for each in found] == [changed.number]
    assert found[0]["changed_at"] == later.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize(
    ("parameter", "value", "rule"),
    [
        ("changed_since", "yesterday", "datetime_from_date_parsing"),
        ("changed_since", "2026-01-01T00:00:00", "timezone_aware"),
        ("changed_since", "20260101", "datetime_from_date_parsing"),
        ("changed_since", "0.5", "datetime_from_date_parsing"),
        ("changed_since", "2026-13-01T00:00:00Z", "datetime_from_date_parsing"),
        ("status", "99", "enum"),
        ("uscc", "9" * 19, "string_too_long"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(program, parameter, value, rule):
    response = program.get(LIST, {parameter: value})
    assert problem(response, 422) == "api.invalid"
    assert response.json()["errors"][0]["rule"] == rule


def test_one_certificate_with_where_each_version_came_from(program):
    wanted = own().first()
    found = got(program.get(f"{LIST}/{wanted.number}"))
    assert (found["number"], found["uscc"]) == (wanted.number, wanted.organisation.uscc)
    (version,) = found["versions"]
    assert (version["upload"], version["line"]) == wanted.versions.values_list("upload_id", "line")[
        0
    ]


def test_the_certificate_of_another_body_is_not_there(program):
    foreign = Certificate.objects.exclude(body__approval_no=make.actor("clerk1").body).first()
    assert problem(program.get(f"{LIST}/{foreign.number}"), 404) == "api.not-found"
    found = program.post(f"{LIST}/lookup", {"numbers": [foreign.number]}, "application/json")
    assert got(found)[0]["found"] is False


def test_a_number_with_a_slash_and_blanks_is_found(program):
    own().filter(pk=own().first().pk).update(number="CQC/2026-01")
    assert got(program.get(f"{LIST}/cqc/2026-01"))["number"] == "CQC/2026-01"


@pytest.mark.parametrize("limit", [1, 200])
def test_a_list_costs_the_same_whatever_its_length(program, django_assert_num_queries, limit):
    program.get(LIST)
    with django_assert_num_queries(3):  # count, certificates, log; the key is asked beside the ORM
        program.get(LIST, {"limit": limit})


def test_a_certificate_costs_one_query_more_for_its_versions(program, django_assert_num_queries):
    number = own().first().number
    program.get(LIST)
    with django_assert_num_queries(4):
        program.get(f"{LIST}/{number}")


def test_validity_is_that_of_today(program):
    wanted = own().filter(status="01").first()
    today = timezone.localdate()
    own().filter(pk=wanted.pk).update(issued_on=today - timedelta(days=2), expires_on=today)
    asked = {"numbers": [wanted.number]}
    (found,) = got(program.post(f"{LIST}/lookup", asked, "application/json"))
    assert (found["is_valid"], found["expires_on"]) == (True, today.isoformat())
    own().filter(pk=wanted.pk).update(expires_on=today - timedelta(days=1))
    assert got(program.post(f"{LIST}/lookup", asked, "application/json"))[0]["is_valid"] is False


def test_half_a_character_is_no_number(program):
    body = r'{"numbers": ["\ud800"]}'
    assert program.post(f"{LIST}/lookup", body, "application/json").status_code == 422


def test_the_state_of_a_past_day_is_told_with_its_source(program):
    number = own().filter(status="01").order_by("number").first().number
    version = CertificateVersion.objects.filter(certificate__number=number).earliest("effective_on")
    asked = {"number": number, "on": version.effective_on.isoformat()}
    told = got(program.get(f"{LIST}/as-at", asked))
    assert (told["status"], told["since"]) == (version.status, asked["on"])
    assert (told["upload"], told["line"]) == (version.upload_id, version.line)
    before = got(program.get(f"{LIST}/as-at", {**asked, "on": "1999-01-01"}))
    assert (before["found"], before["status"]) == (False, None)


def test_a_certificate_tells_since_when_and_what_happened(program):
    number = own().order_by("number").first().number
    told = got(program.get(f"{LIST}/{number}"))
    first = told["versions"][-1]
    assert (first["happening"], told["kind"]) == ("granted", own().get(number=number).kind)
    assert told["effective_on"] == max(one["effective_on"] for one in told["versions"])
