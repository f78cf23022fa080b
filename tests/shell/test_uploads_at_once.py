"""Two uploads at the same moment, the same file twice, and an undoing beside a new report."""

import pytest
from django.utils import timezone

import make
from at_once import at_once
from make_registers import GOOD, cells, uscc
from renjian.kernel.refusal import Refused
from renjian_site.kit.files import keep
from renjian_site.registers import commands, tasks
from renjian_site.registers.models import Certificate, CertificateVersion, Organisation, Upload

NUMBER = GOOD["number"]


def committing(content, account="clerk1"):
    """An upload that its clerk has committed and no job has taken in: the job as an act."""
    upload = make.looked_at(content, account=account)
    assert upload.stage == "checked", upload.problems
    actor = make.actor(account)
    commands.commit(actor, upload.pk, at=timezone.now())
    return upload, lambda: tasks.commit(upload.pk, actor.post_id)


def stages(*uploads):
    return [Upload.objects.get(pk=one.pk).stage for one in uploads]


def test_two_reports_of_a_body_at_once_are_both_taken_in(own_database):
    first, merge_first = committing(make.report(cells()))
    second, merge_second = committing(make.report(cells(number="900126Q00002R0M")))
    at_once(merge_first, merge_second)
    assert stages(first, second) == ["accepted", "accepted"]
    assert Certificate.objects.filter(number__startswith="900126Q0000").count() >= 2


def test_of_two_reports_of_one_certificate_at_once_none_is_lost(own_database):
    first, merge_first = committing(make.report(cells()))
    second, merge_second = committing(make.report(cells(standard="GB/T 19001-2026")))
    at_once(merge_first, merge_second)
    assert stages(first, second) == ["accepted", "accepted"]
    told = CertificateVersion.objects.filter(certificate__number=NUMBER)
    assert {one.upload_id for one in told} == {first.pk, second.pk}
    assert Certificate.objects.get(number=NUMBER).versions.count() == 2


def test_two_bodies_that_name_one_new_organisation_enter_it_once(own_database):
    who = {"uscc": uscc("91330110RJ0009993"), "organisation": "同一家公司（练习）"}
    first, merge_first = committing(make.report(cells(**who)))
    other = make.report(cells(number="900226Q00001R0M", **who))
    second, merge_second = committing(other, account="clerk2")
    at_once(merge_first, merge_second)
    assert stages(first, second) == ["accepted", "accepted"]
    assert Organisation.objects.filter(uscc=who["uscc"]).count() == 1


def test_two_clicks_send_a_file_once(own_database):
    stored, clerk = keep([make.report(cells())]), make.actor("clerk1")

    def send():
        return commands.receive(clerk, stored, "report.csv", at=timezone.now())

    (first, is_new), (second, is_new_too) = at_once(send, send)
    assert first.pk == second.pk
    assert sorted([is_new, is_new_too]) == [False, True]


def test_a_file_that_was_taken_in_changes_nothing_when_it_comes_again(own_database):
    upload = make.checked(make.report(cells()))
    before = CertificateVersion.objects.count()
    again = make.received(make.report(cells()))
    assert (again.pk, again.stage) == (upload.pk, "accepted")
    tasks.check(again.pk, make.actor("clerk1").post_id)
    assert CertificateVersion.objects.count() == before


@pytest.mark.parametrize("_round", range(2))
def test_an_undoing_and_a_report_that_builds_on_it_do_not_cross(own_database, _round):
    upload, clerk = make.checked(make.report(cells())), make.actor("clerk1")
    later, merge = committing(make.report(cells(standard="GB/T 19001-2026")))

    def undo():
        return commands.undo(clerk, upload.pk, "传错了文件", at=timezone.now())

    undone, _merged = at_once(undo, merge)
    told = {one.upload_id for one in CertificateVersion.objects.filter(certificate__number=NUMBER)}
    if isinstance(undone, Refused):
        assert [one.code for one in undone.reasons] == ["upload.undo.later"]
        assert told == {upload.pk, later.pk}
    else:
        assert told == {later.pk}
    assert stages(later) == ["accepted"]
