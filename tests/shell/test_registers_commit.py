"""A report is checked first and changes nothing until its clerk commits it."""

import pytest
from django.db import IntegrityError, connection

import make
from make_registers import cells
from pages import read
from refusals import refused
from renjian_site.registers import commands, tasks
from renjian_site.registers.models import Certificate, Upload

pytestmark = pytest.mark.django_db
NUMBER = "900126Q00001R0M"


def held():
    return Certificate.objects.filter(number=NUMBER).exists()


def test_a_checked_report_waits_and_changes_nothing():
    upload = make.looked_at(make.report(cells()))
    assert (upload.stage, upload.preview["new"], held()) == ("checked", 1, False)
    text = read(make.sign_in("clerk1"), f"/registers/uploads/{upload.pk}/")
    assert "新增 1 张，变更 0 张" in text and "提交入库" in text


def test_committing_takes_it_in_and_gives_a_receipt():
    upload = make.committed(make.looked_at(make.report(cells())))
    assert (upload.stage, held()) == ("accepted", True)
    text = read(make.sign_in("clerk1"), f"/registers/uploads/{upload.pk}/")
    assert "入库回执" in text and upload.sm3[:4] in text and upload.sha256[:4] in text


def test_a_report_is_committed_once(at):
    upload = make.committed(make.looked_at(make.report(cells())))
    with refused("upload.not-waiting"):
        commands.commit(make.actor("clerk1"), upload.pk, at=at)


def test_a_refused_report_cannot_be_committed(at):
    upload = make.looked_at(make.report(cells(status="9")))
    with refused("upload.not-waiting"):
        commands.commit(make.actor("clerk1"), upload.pk, at=at)


def test_the_commit_that_died_is_done_by_its_next_try(at, monkeypatch):
    upload = make.looked_at(make.report(cells()))
    clerk = make.actor("clerk1")
    commands.commit(clerk, upload.pk, at=at)

    def die(*_, **__):
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(commands, "take_in", die)
        with pytest.raises(SystemExit):
            tasks.commit(upload.pk, clerk.post_id)
    assert (Upload.objects.get(pk=upload.pk).stage, held()) == ("committing", False)
    tasks.commit(upload.pk, clerk.post_id)
    assert held()


def test_what_the_registers_learned_meanwhile_counts_at_the_commit():
    mine = make.looked_at(make.report(cells()))
    make.checked(make.report(cells()), account="clerk2")
    mine = make.committed(mine)
    assert mine.stage == "refused"
    assert "register.foreign" in {problem["rule"] for problem in mine.problems}


def test_what_was_checked_is_not_checked_again_while_nothing_changed(monkeypatch):
    upload = make.looked_at(make.report(cells()))

    def examine(*_, **__):
        raise AssertionError("checked once more")

    monkeypatch.setattr(tasks, "examine", examine)
    assert make.committed(upload).stage == "accepted"


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("organisation", "c.organisation_id"),
        ("certificate", "c.id"),
        ("upload", "v.upload_id"),
        ("certificateversion", "v.id"),
    ],
)
def test_nothing_goes_that_a_certificate_or_version_names(table, key):
    make.checked(make.report(cells()))
    named = (
        f"select {key} from registers_certificateversion v join registers_certificate c"
        " on c.id = v.certificate_id where c.number = %s"
    )
    with pytest.raises(IntegrityError, match="is named by"), connection.cursor() as cursor:
        cursor.execute(f"delete from registers_{table} where id in ({named})", [NUMBER])


def test_the_marked_copy_is_the_clerks_own():
    upload = make.looked_at(make.report(cells(status="9")))
    address = f"/registers/uploads/{upload.pk}/marked/"
    assert make.sign_in("clerk1").get(address).getvalue()[:2] == b"PK"
    assert make.sign_in("clerk2").get(address).status_code == 404


def test_the_template_and_the_checks_are_offered_on_the_upload_page():
    clerk = make.sign_in("clerk1")
    assert clerk.get("/registers/uploads/template/").getvalue()[:2] == b"PK"
    assert "RP-01.cause" in read(clerk, "/registers/uploads/checks/")
