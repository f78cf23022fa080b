"""Uploads by programs: once for each file and key, refused in words, never for a stopped key."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import make
import make_api
from make_api import CSV, ROOT, got, problem
from pages import HAN
from renjian_site.authorities import commands
from renjian_site.authorities.queries import api_keys
from renjian_site.kit.files import LARGEST
from renjian_site.registers import queries
from renjian_site.registers.api import uploads
from renjian_site.registers.models import Upload

pytestmark = pytest.mark.django_db
ADDRESS = f"{ROOT}/uploads"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def program(files):
    return make_api.program("clerk1")


def broken():
    return make.sample("certificates-broken.csv").read_bytes()


def send(program, content, kind=CSV, *, name="report.csv", **headers):
    return program.post(f"{ADDRESS}?file_name={name}", content, kind, headers=headers)


def jobs():
    return ProcrastinateJob.objects.filter(task_name="renjian_site.registers.tasks.check").count()


def test_a_file_is_taken_and_its_result_is_asked_for_later(program):
    response = send(program, broken())
    found = got(response, 202)
    assert (found["stage"], found["file_name"], found["size"]) == (
        "received",
        "report.csv",
        len(broken()),
    )
    assert response.headers["Location"] == found["status_url"] == f"{ADDRESS}/{found['id']}"
    assert got(program.get(found["status_url"]))["problems"] == []


def test_the_act_is_recorded_with_the_key(program):
    got(send(program, broken()), 202)
    entry = make.newest_entry(make.actor("clerk1"))
    assert entry["act"] == "upload.received"
    assert entry["actor"]["key"].startswith("rjk_")


def test_problems_come_with_place_value_rule_and_cure(program):
    found = got(send(program, broken()), 202)
    make.check(Upload.objects.get(pk=found["id"]))
    state = got(program.get(found["status_url"]))
    assert state["stage"] == "refused"
    one = next(each for each in state["problems"] if each["line"] == 17)
    assert one["rule"] and one["column"] and one["value"] and "校验码" in one["text"]
    assert one["cure"].endswith("。")


def test_problems_are_told_in_english_too(program):
    found = got(send(program, broken()), 202)
    make.check(Upload.objects.get(pk=found["id"]))
    english = got(program.get(found["status_url"], headers={"accept-language": "en"}))
    assert not HAN.search(english["problems"][0]["cure"])


def test_a_clean_file_says_what_it_changed(program):
    found = got(send(program, make.sample("certificates.csv").read_bytes()), 202)
    make.check(Upload.objects.get(pk=found["id"]))
    state = got(program.get(found["status_url"]))
    assert state["stage"] == "accepted" and set(state["counts"]) == {"new", "changed", "unchanged"}


def test_the_same_file_is_the_same_upload(program):
    before = jobs()
    first, second = (got(send(program, broken()), 202) for _ in range(2))
    assert first == second
    assert (jobs() - before, Upload.objects.filter(pk=first["id"]).count()) == (1, 1)


def test_a_retry_with_its_key_is_the_same_upload_and_no_second_act(program):
    first = got(send(program, broken(), **{"idempotency-key": "may-1"}), 202)
    entry = make.newest_entry(make.actor("clerk1"))
    second = got(send(program, broken(), **{"idempotency-key": "may-1"}), 202)
    assert first == second
    assert make.newest_entry(make.actor("clerk1")) == entry


def test_another_file_under_the_same_key_is_refused(program):
    got(send(program, broken(), **{"idempotency-key": "may-1"}), 202)
    response = send(program, broken() + b"\n", **{"idempotency-key": "may-1"})
    assert problem(response, 409) == "api.idempotency-key"


def test_the_retry_key_of_another_program_is_another(program):
    got(send(program, broken(), **{"idempotency-key": "may-1"}), 202)
    other = make_api.program("clerk1")
    assert got(send(other, broken() + b"\n", **{"idempotency-key": "may-1"}), 202)


def test_a_form_with_a_file_is_taken_too(program):
    file = SimpleUploadedFile("三月.csv", broken(), CSV)
    assert got(program.post(ADDRESS, {"file": file}), 202)["file_name"] == "三月.csv"


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"{}", "application/json", 415, "api.upload.kind"),
        (b"x", "", 415, "api.upload.kind"),
        (b"x", "application/octet-stream", 415, "api.upload.kind"),
        (b"MZ\x90", CSV, 415, "api.upload.kind"),
        (b"PK\x03\x04", CSV, 415, "api.upload.kind"),
        (b"a,b", XLSX, 415, "api.upload.kind"),
    ],
)
def test_what_is_no_report_is_refused(program, content, kind, status, code):
    assert problem(send(program, content, kind), status) == code
    assert not queries.uploads(make.actor("clerk1")).filter(stage="received").exists()


def test_an_empty_file_is_no_report(program):
    response = program.post(ADDRESS, b"", CSV, CONTENT_TYPE=CSV)
    assert problem(response, 422) == "api.upload.no-file"


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 422, "api.upload.no-file"),
        ({"file": "text"}, 422, "api.upload.no-file"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, 415, "api.upload.kind"),
        ({"other": SimpleUploadedFile("a.csv", b"x")}, 422, "api.upload.no-file"),
    ],
)
def test_a_form_without_a_report_is_refused(program, fields, status, code):
    assert problem(program.post(ADDRESS, fields), status) == code


def test_a_broken_form_is_unreadable(program):
    response = program.post(ADDRESS, b"--x\r\n", "multipart/form-data")
    assert problem(response, 400) == "api.unreadable"


def test_three_hundred_megabytes_are_refused_before_they_are_read(program, files):
    class Unread(BytesIO):
        def read(self, *_):
            raise AssertionError("the content was read")

    response = program.generic(
        "POST", ADDRESS, content_type=CSV, CONTENT_LENGTH="300000000", **{"wsgi.input": Unread()}
    )
    assert problem(response, 413) == "api.too-large"
    assert not list(Path(files).rglob("*")) if Path(files).exists() else True


def test_a_file_is_counted_while_it_is_read(program, files):
    response = send(program, b"x" * (LARGEST + 1))
    assert problem(response, 413) == "file.too-large"
    assert [path for path in Path(files).rglob("*") if path.is_file()] == []


def test_a_key_stopped_while_the_file_comes_in_finishes_nothing(program, monkeypatch):
    key = api_keys(make.actor("clerk1")).get()
    keep = uploads.keep

    def slow(chunks):
        # What comes in while the key is being stopped.
        commands.revoke_key(make.actor("clerk1"), key.pk, at=timezone.now())
        return keep(chunks)

    monkeypatch.setattr(uploads, "keep", slow)
    assert problem(send(program, broken()), 401) == "api.key.revoked"
    assert not Upload.objects.filter(stage="received").exists()


def test_the_uploads_of_another_body_are_not_there(program):
    foreign = Upload.objects.exclude(body__approval_no=make.actor("clerk1").body).first()
    assert problem(program.get(f"{ADDRESS}/{foreign.pk}"), 404) == "api.not-found"
    listed = got(program.get(ADDRESS))["items"]
    assert {each["body"] for each in listed} == {make.actor("clerk1").body}


def test_a_regulator_sees_the_uploads_of_all_bodies():
    listed = got(make_api.program("330000.planner").get(ADDRESS))["items"]
    assert len({each["body"] for each in listed}) > 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 200, "报告.csv", "a b.csv"])
def test_a_name_from_outside_is_only_a_name(program, files, name):
    found = got(send(program, broken(), name=name), 202)
    assert found["file_name"] == name
    assert {path.name for path in Path(files).rglob("*") if path.is_file()} == {found["sha256"]}
