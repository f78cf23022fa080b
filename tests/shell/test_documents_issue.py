"""Issuing a document: once for a matter, with a number and a code, and never edited after."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import make
import make_documents
from make_documents import ISSUER, issued, made, paper
from refusals import refused
from renjian.kernel.canonical import canonical, digest
from renjian_site.draws import commands as draws
from renjian_site.kit.documents import commands, queries
from renjian_site.kit.documents.models import Document
from renjian_site.kit.files import path_of
from renjian_site.kit.jobs import State

pytestmark = pytest.mark.django_db
LARGE = {"paragraph": "很长" * 1_000_000}


@pytest.fixture
def issuer():
    return make.actor(ISSUER)


def test_a_document_has_a_number_of_its_authority_kind_and_year(at):
    first, second = issued("case:1"), issued("case:2")
    year = timezone.localtime(at).year
    assert [first.number, second.number] == [f"余市监立审〔{year}〕{n}号" for n in (1, 2)]


def test_the_number_of_the_act_can_be_the_number_of_its_document(issuer, at):
    found = commands.issue(
        issuer, paper(), commands.Address("movement:1", "/inbox/"), number="移1号", at=at
    )
    assert found.number == found.content["number"] == "移1号"


def test_its_code_is_long_and_drawn_by_chance():
    codes = {issued(f"case:{n}").code for n in range(5)}
    assert len(codes) == 5
    assert {len(code) for code in codes} == {16}
    assert set("".join(codes)) <= set(commands.CODE_LETTERS)


def test_the_content_is_kept_as_it_was_issued_with_its_hash(issuer):
    found = Document.objects.get(pk=issued().pk)
    assert found.content["parts"] == [{"paragraph": "同意立案。"}]
    assert found.content["authority"] == issuer.authority.name
    assert found.content["day"] == make.today().isoformat()
    assert found.content_sha256 == digest("sha256", canonical(found.content)).hex()


def test_the_ledger_has_number_kind_matter_and_hash(issuer):
    found = issued()
    entry = make.newest_entry(issuer)
    assert (entry["act"], entry["subject"]) == ("document.issued", f"document:{found.pk}")
    details = {"number": found.number, "of": "case:1", "content": found.content_sha256}
    assert entry["details"] == {"kind": "filing-form", **details}


def test_its_files_are_left_to_a_job():
    found = issued()
    assert found.stage == Document.Stage.MAKING
    job = ProcrastinateJob.objects.order_by("-pk").first()
    assert job.task_name == "renjian_site.kit.documents.tasks.make"
    assert (job.args, job.lock) == ({"document_id": found.pk}, f"document:{found.pk}")


def test_the_same_matter_keeps_its_document():
    first = issued()
    again = issued()
    assert again == first
    assert Document.objects.count() == 1
    assert make.newest_entry(make.actor(ISSUER))["act"] == "document.issued-already"


def test_a_matter_may_have_one_document_of_each_kind():
    assert issued() != issued(kind="transfer-letter", number_word="移")


def test_a_content_too_large_for_a_document_is_refused_before_it_has_a_number(issuer, at):
    with refused("document.too-large"):
        issued(parts=(LARGE,))
    assert not Document.objects.exists()
    assert issued().number.endswith("〕1号")


def test_without_an_address_to_verify_it_nothing_is_issued(settings):
    settings.PUBLIC_ADDRESS = ""
    with refused("document.no-address"):
        issued()
    assert not Document.objects.exists()


def test_an_area_sees_its_documents_and_the_receiver_those_sent_to_it(issuer):
    national = make.person_of("case_handler", "000000")
    found = issued(sent_to=make.person_of("planner", "330000").authority.path)
    for account in (issuer, national, make.person_of("planner", "330000")):
        assert found in queries.documents(account)
    assert found not in queries.documents(make.person_of("head", "330106"))


def test_a_letter_is_seen_by_the_authority_it_is_sent_to():
    neighbour = make.person_of("head", "330106")
    found = issued(sent_to=neighbour.authority.path)
    assert list(queries.of_matters(neighbour, "case:1")) == [found]
    assert not queries.of_matters(neighbour, "case:2").exists()


# Replacing


def replaced(document, issuer, because="当事人名称有误", **changes):
    values = {"parts": ({"paragraph": "同意立案，改正。"},), **changes}
    return commands.replace(issuer, document.pk, paper(**values), because, at=timezone.now())


def test_a_replaced_document_stays_and_points_to_the_new_one(issuer):
    old = issued(sent_to="x")
    new = replaced(old, issuer)
    old.refresh_from_db()
    assert (old.is_current, new.is_current, old.replaced_by) == (False, True, new)
    assert (new.subject, new.sent_to, new.because) == ("case:1", "x", "当事人名称有误")
    assert new.content["replaces"] == old.number != new.number
    assert make.newest_entry(issuer)["details"]["replaces"] == old.number


def test_whoever_issues_again_gets_the_new_one(issuer):
    new = replaced(issued(), issuer)
    assert issued() == new


def test_a_document_is_replaced_once(issuer):
    old = issued()
    replaced(old, issuer)
    with refused("document.already-replaced"):
        replaced(old, issuer)


def test_only_its_own_authority_replaces_a_document():
    with refused("document.other-authority"):
        replaced(issued(), make.person_of("planner", "330000"))


@pytest.mark.parametrize("because", ["", "  \n"])
def test_a_replacement_says_why(issuer, because):
    with refused("document.no-cause"):
        replaced(issued(), issuer, because)


def test_a_document_that_is_still_right_is_not_replaced(issuer):
    with refused("document.nothing-changed"):
        replaced(issued(), issuer, parts=paper().parts)


# What the database itself refuses


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"title": "别的"}},
        {"number": "别的号"},
        {"code": "A" * 16},
        {"subject": "case:9"},
        {"issued_at": timezone.now() - timedelta(days=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_issued_is_never_changed(change):
    found = issued()
    with pytest.raises(IntegrityError, match="stays as it was issued"), transaction.atomic():
        Document.objects.filter(pk=found.pk).update(**change)


def test_the_hash_of_a_file_is_never_changed(files):
    found = made()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=found.pk).update(pdf_sha256="0" * 64)


def test_a_replaced_document_does_not_come_back(issuer):
    old = issued()
    replaced(old, issuer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=old.pk).update(is_current=True)


def test_a_document_is_never_deleted():
    found = issued()
    with pytest.raises(IntegrityError, match="DELETE"), transaction.atomic():
        found.delete()


def test_a_matter_has_one_current_document_of_a_kind():
    found = issued()
    with pytest.raises(IntegrityError, match="document_one_current"), transaction.atomic():
        Document.objects.create(**{**values_of(found), "number": "另", "code": "B"})


def values_of(document):
    names = [f.attname for f in Document._meta.concrete_fields if f.attname != "id"]
    return {name: getattr(document, name) for name in names}


# The job


def test_the_job_keeps_both_files_and_says_what_made_them(files):
    found = made()
    assert found.stage == Document.Stage.READY
    assert path_of(found.pdf_sha256).read_bytes().startswith(b"%PDF-")
    assert path_of(found.docx_sha256).read_bytes().startswith(b"PK")
    assert "typst" in found.made_with and "docxtpl" in found.made_with


def test_the_job_a_second_time_changes_nothing(files):
    found = made()
    before = values_of(found)
    assert values_of(made(found)) == before


def test_a_job_for_a_document_that_is_not_there_does_nothing(files):
    make_documents.tasks.make(10**9)
    assert not files.exists()


def test_a_failure_is_kept_with_its_reason_and_the_document_stands(files):
    found = made(issued(parts=({"facts": [["只有一格"]]},)))
    assert found.stage == Document.Stage.FAILED
    assert "排版没有成功" in found.why["template"]
    assert found.is_current


def test_what_failed_can_be_made_again(files, monkeypatch, tmp_path, issuer, at):
    with monkeypatch.context() as broken:
        broken.setattr(make_documents.tasks.printing.fonts_package, "_BASE", tmp_path)
        found = made()
    assert found.stage == Document.Stage.FAILED
    commands.make_again(issuer, found.pk, at=at)
    assert made(found).stage == Document.Stage.READY
    assert found.why is None


def test_what_is_being_made_or_was_made_is_not_made_again(files, issuer, at):
    found = issued()
    with refused("document.being-made"):
        commands.make_again(issuer, found.pk, at=at)
    made(found)
    with refused("document.made"):
        commands.make_again(issuer, found.pk, at=at)


def test_a_job_that_gave_up_can_be_asked_again(issuer, at, monkeypatch):
    found = issued()
    given_up = replace(commands.standing(f"document:{found.pk}"), state=State.FAILED)
    monkeypatch.setattr(commands, "standing", lambda follow: given_up)
    assert commands.make_again(issuer, found.pk, at=at).stage == Document.Stage.MAKING


def test_lost_files_are_made_again_byte_for_byte(files, issuer, at):
    found = made()
    pdf, docx = found.pdf_sha256, found.docx_sha256
    path_of(pdf).unlink()
    commands.make_again(issuer, found.pk, at=at)
    made(found)
    assert (found.stage, found.pdf_sha256, found.docx_sha256) == ("ready", pdf, docx)
    assert path_of(pdf).exists()


def test_other_bytes_are_not_taken_for_the_ones_that_were_issued(files, issuer, at, monkeypatch):
    found = made()
    before = found.pdf_sha256
    path_of(before).unlink()
    commands.make_again(issuer, found.pk, at=at)
    monkeypatch.setattr(make_documents.tasks.printing, "pdf", lambda content: b"%PDF-other")
    assert made(found).stage == Document.Stage.FAILED
    assert "与签发时的不一致" in found.why["template"]
    assert found.pdf_sha256 == before


def test_minutes_asked_for_twice_are_said_to_be_issued_once():
    draw, planner = make.drawn_draw(), make.actor("330000.planner")
    first = draws.issue_minutes(planner, draw.pk, at=timezone.now())
    assert make.newest_entry(planner)["act"] == "draw.minutes-issued"
    assert draws.issue_minutes(planner, draw.pk, at=timezone.now()) == first
    assert make.newest_entry(planner)["act"] == "document.issued-already"
