"""Anybody who holds a document can find out whether it is genuine."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import make
from make_documents import ISSUER, issued, made, paper
from pages import read
from renjian_site.kit.documents import commands, printing, public_queries
from renjian_site.kit.files import path_of
from renjian_site.portal import documents as portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody():
    return Client()


def page_of(document):
    return f"/documents/{document.code}/"


def replaced(document):
    new = paper({"paragraph": "改正。"})
    return commands.replace(make.actor(ISSUER), document.pk, new, "有误", at=timezone.now())


def test_a_genuine_document_is_confirmed_without_what_it_says(anybody, files):
    found = made()
    text = read(anybody, page_of(found))
    assert "由本系统制发，没有换发过" in text
    assert found.number in text and found.authority_name in text and "立案审批表" in text
    assert found.pdf_sha256[:4] in text
    assert "同意立案" not in text and "case:1" not in text


def test_before_its_files_are_made_a_document_is_already_genuine(anybody):
    text = read(anybody, page_of(issued()))
    assert "没有换发过" in text and "文件正在制作" in text


def test_a_replaced_document_names_the_one_in_its_place(anybody):
    old = issued()
    new = replaced(old)
    assert f"已被 {new.number} 替换" in read(anybody, page_of(old))
    assert "没有换发过" in read(anybody, page_of(new))


@pytest.mark.parametrize("code", ["AAAABBBBCCCCDDDD", "x", "%2e%2e", "<b>", "9" * 500, "' or 1=1"])
def test_an_unknown_code_is_not_found(anybody, code):
    response = anybody.get(f"/documents/{code}/")
    assert response.status_code == 404
    assert "没有查到这件文书" in response.content.decode()
    assert anybody.get(f"/documents/{code}.json").json() == {"found": False}


def typed(anybody, number, code):
    return anybody.get("/documents/", {"number": number, "code": code})


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.lower,
        lambda text: text.replace("〔", "[").replace("〕", "]"),
        lambda text: text.replace("〔", "（").replace("〕", "）"),
        lambda text: f"  {text[:3]} {text[3:]} ",
    ],
)
def test_number_and_code_can_be_typed_in_as_people_type(anybody, change):
    found = issued()
    response = typed(anybody, change(found.number), change(printing.spaced(found.code)))
    assert response.headers["Location"] == page_of(found)


def test_the_number_alone_finds_nothing(anybody):
    found, other = issued("case:1"), issued("case:2")
    assert typed(anybody, found.number, other.code).status_code == 404
    assert typed(anybody, found.number, "").status_code == 200
    assert found.code not in typed(anybody, found.number, "").content.decode()


def test_the_page_to_type_in_is_reached_from_the_portal(anybody):
    assert 'href="/documents/"' in read(anybody, "/")
    assert "查验码" in read(anybody, "/documents/")


def compared(anybody, document, content, name="x.pdf"):
    file = SimpleUploadedFile(name, content)
    return anybody.post(page_of(document), {"file": file}).content.decode()


@pytest.mark.parametrize(("kind", "said"), [("pdf", "制发的 PDF 一致"), ("docx", "Word 文件一致")])
def test_an_issued_file_is_recognised(anybody, files, kind, said):
    found = made()
    content = path_of(getattr(found, f"{kind}_sha256")).read_bytes()
    assert said in compared(anybody, found, content, "随便什么名字")


@pytest.mark.parametrize("content", [b"%PDF-1.7 forged", b"x", b""])
def test_any_other_file_is_not(anybody, files, content):
    text = compared(anybody, made(), content)
    assert "制发的 PDF 一致" not in text


def test_one_changed_byte_makes_another_file(anybody, files):
    found = made()
    content = path_of(found.pdf_sha256).read_bytes()
    assert "不一致" in compared(anybody, found, content[:-1] + b"!")


def test_a_file_that_is_compared_is_not_kept(anybody, files):
    found = made()
    before = sorted(files.rglob("*"))
    compared(anybody, found, b"not kept")
    assert sorted(files.rglob("*")) == before


def test_a_file_larger_than_any_document_is_not_read(anybody, files, monkeypatch):
    monkeypatch.setattr(portal, "LARGEST", 3)
    assert "文件太大" in compared(anybody, made(), b"four")


def test_nothing_is_the_file_of_a_document_without_files():
    found = public_queries.by_code(issued().code)
    assert found.which_file("") == found.which_file("0" * 64) == "other"


def test_the_same_for_programs(anybody, files):
    found = made()
    answer = anybody.get(f"/documents/{found.code}.json").json()
    assert answer["found"] is True and answer["is_current"] is True
    assert answer["number"] == found.number
    assert answer["pdf_sha256"] == found.pdf_sha256
    assert "content" not in answer


def test_a_code_in_another_hand_is_the_same_code():
    assert public_queries.code_of(" k7qf－2m9x 8WTR_4hjb ") == "K7QF2M9X8WTR4HJB"
