"""Taking an upload back while nobody built on it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

import make
from make_events import NUMBER, ccc, held, planned, reported, signed, taken
from pages import read
from refusals import refused
from renjian_site.registers import commands, queries
from renjian_site.registers.models import AuditPlan, Certificate, ObjectEntry, SignIn

pytestmark = pytest.mark.django_db
STOPPED = date(2025, 1, 10)


def undo(upload, because="传错了文件"):
    return commands.undo(make.actor("clerk1"), upload.pk, because, at=timezone.now())


def test_certificates_of_an_undone_upload_are_gone_and_the_file_is_kept():
    upload = taken(reported(), ccc())
    undone = undo(upload)
    assert (undone.stage, undone.undone_because) == ("undone", "传错了文件")
    assert not Certificate.objects.filter(number__in=[NUMBER, "2026900201000001"]).exists()
    assert make.newest_entry(make.actor("clerk1"))["act"] == "upload.undone"


def test_what_it_changed_is_as_before():
    taken(reported())
    upload = taken(reported("02", STOPPED), reported(on=None, holder="新名（练习）"))
    undo(upload)
    assert (held().status, held().versions.count()) == ("01", 1)
    assert held().organisation.name != "新名（练习）"


def test_a_correction_that_is_undone_gives_its_place_back():
    taken(reported(causes=("0112",)))
    undo(taken(reported(causes=("0111",))))
    version = held().versions.get()
    assert (version.superseded_at, version.detail.causes) == (None, ["0112"])


def test_holders_leave_the_object_register_again():
    upload = taken(reported())
    entry = ObjectEntry.objects.get(organisation=held().organisation, tag="system_holder")
    undo(upload)
    entry.refresh_from_db()
    assert entry.to_on == make.today()


def test_plans_are_as_before_and_sign_ins_follow():
    taken(planned(), signed())
    again = taken(planned(address="另一处"))
    assert SignIn.objects.get(plan__number="R000100P0001").plan.address == "另一处"
    undo(again)
    plan = AuditPlan.objects.get(number="R000100P0001")
    assert (plan.address, plan.superseded_at) == ("某路1号", None)
    assert plan.sign_ins.count() == 1


def test_an_upload_with_a_later_report_of_the_same_certificate_stays():
    upload = taken(reported())
    taken(reported("02", STOPPED))
    with refused("upload.undo.later"):
        undo(upload)
    assert held().versions.count() == 2


def test_an_upload_whose_holder_was_visited_since_stays():
    upload = taken(reported())
    later = timezone.now() + timedelta(minutes=1)
    head = make.actor("330110.head")
    commands.note_visit(head, held().organisation_id, make.today(), at=later)
    with refused("upload.undo.acted"):
        undo(upload)


def test_an_upload_is_undone_once_and_with_a_reason():
    upload = taken(reported())
    with refused("upload.undo.because"):
        undo(upload, " ")
    undo(upload)
    with refused("upload.undo.not-accepted"):
        undo(upload)


def test_another_body_cannot_take_it_back():
    upload = taken(reported())
    assert not queries.uploads(make.actor("clerk2")).filter(pk=upload.pk)
    assert make.sign_in("clerk2").get(f"/registers/uploads/{upload.pk}/undo/").status_code == 404


def test_the_page_takes_it_back_or_says_why_not():
    first = taken(reported())
    clerk = make.sign_in("clerk1")
    second = taken(reported("02", STOPPED))
    assert "不能撤回" in read(clerk, f"/registers/uploads/{first.pk}/undo/")
    response = clerk.post(f"/registers/uploads/{second.pk}/undo/", {"because": "传错了"})
    assert response.headers["Location"] == f"/registers/uploads/{second.pk}/"
    assert held().status == "01"
