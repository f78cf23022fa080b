"""The page of a document: its state while it is made, its files, and trying again."""

import pytest

import make
from make_documents import ISSUER, issued, made
from pages import press, read, status_of, why_not
from renjian_site.kit.documents.models import Document
from renjian_site.kit.files import path_of

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def issuer():
    return make.sign_in(ISSUER)


def address(document, more=""):
    return f"/issued/{document.pk}/{more}"


def test_the_page_asks_again_while_the_files_are_made(issuer):
    found = issued()
    text = read(issuer, address(found))
    assert found.number in text
    assert "正在制作文件" in text and f'hx-get="{address(found)}"' in text
    assert 'href="/issued/' not in text.partition('id="state"')[2]


def test_htmx_gets_the_state_alone(issuer, files):
    found = made()
    part = issuer.get(address(found), headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="state"') and "<html" not in part
    assert "hx-get" not in part


def test_a_made_document_shows_its_files_and_hashes(issuer, files):
    found = made()
    text = read(issuer, address(found))
    assert "文书已制成" in text
    assert f"{address(found)}file.pdf" in text and f"{address(found)}file.docx" in text
    assert found.pdf_sha256[-4:] in text


@pytest.mark.parametrize(("form", "kind"), [("pdf", "application/pdf"), ("docx", WORD)])
def test_the_files_come_under_the_number_of_the_document(issuer, files, form, kind):
    found = made()
    response = issuer.get(address(found, f"file.{form}"))
    assert response.headers["Content-Type"] == kind
    assert b"".join(response.streaming_content)[:2] in (b"%P", b"PK")
    assert "%E4%BD%99%E5%B8%82" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("form", ["html", "pdf%00", "..", "docx.bak", "PDF"])
def test_no_other_file_can_be_asked_for(issuer, files, form):
    assert status_of(issuer, address(made(), f"file.{form}")) == 404


def test_a_file_that_is_not_made_yet_is_not_there(issuer):
    assert status_of(issuer, address(issued(), "file.pdf")) == 404


@pytest.mark.parametrize("more", ["", "file.pdf"])
def test_strangers_and_clerks_see_no_document(files, more):
    found = made()
    assert status_of(make.sign_in("330106.head"), address(found, more)) == 404
    assert status_of(make.sign_in("clerk1"), address(found, more)) == 409


def test_a_failure_is_told_with_its_cure_and_can_be_tried_again(issuer, files):
    found = made(issued(parts=({"facts": [["只有一格"]]},)))
    text = read(issuer, address(found))
    assert "文件没有制成" in text and "请告知系统管理岗" in text
    assert "正在制作" in press(issuer, address(found, "make-again/"))


def test_files_that_were_lost_can_be_made_again(issuer, files):
    found = made()
    path_of(found.docx_sha256).unlink()
    assert "文件不在文件库中" in read(issuer, address(found))
    press(issuer, address(found, "make-again/"))
    made(found)
    assert "文书已制成" in read(issuer, address(found))


def test_a_made_document_is_not_made_again(issuer, files):
    found = made()
    assert why_not(issuer, address(found, "make-again/")) == ["document.made"]


def test_a_stranger_cannot_have_files_made(files):
    found = made(issued(parts=({"facts": [["只有一格"]]},)))
    stranger = make.sign_in("330106.head")
    assert status_of(stranger, address(found, "make-again/"), by="post") == 404
    assert Document.objects.get(pk=found.pk).stage == Document.Stage.FAILED
