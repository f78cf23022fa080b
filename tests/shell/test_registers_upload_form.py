"""The page on which a clerk sends a report: its form checks shape, and says how to go on."""

from io import BytesIO

import pytest

import make
from make_registers import certificate
from pages import read
from renjian_site.registers import forms
from renjian_site.registers.models import Upload

pytestmark = pytest.mark.django_db
ADDRESS = "/registers/uploads/"


@pytest.fixture
def clerk():
    return make.sign_in("clerk1")


def file(content=None, name="report.csv"):
    usual = b"PK\x03\x04" if name.lower().endswith("xlsx") else b"x"
    found = BytesIO(usual if content is None else content)
    found.name = name
    return found


def send(clerk, **fields):
    before = Upload.objects.count()
    response = clerk.post(ADDRESS, {"csrfmiddlewaretoken": "x", **fields})
    return response, Upload.objects.count() - before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "还没有选择文件。请选择报表文件。"),
        ({"file": "report.csv"}, "还没有选择文件。请选择报表文件。"),
    ],
    ids=str,
)
def test_a_form_without_a_file_says_what_is_missing(clerk, fields, sentence):
    response, kept = send(clerk, **fields)
    assert (response.status_code, kept) == (200, 0)
    assert sentence in response.content.decode()


def test_an_empty_file_is_not_taken(clerk):
    response, kept = send(clerk, file=file(b""))
    assert kept == 0
    assert "文件是空的。请核对后重新选择。" in response.content.decode()


@pytest.mark.parametrize("name", ["report.pdf", "report.ods", "report", "report.csv.exe", "csv"])
def test_another_kind_of_file_is_not_taken(clerk, name):
    response, kept = send(clerk, file=file(name=name))
    assert kept == 0
    assert "只接收 Excel 工作簿" in response.content.decode()


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"PK\x03\x04"), ("a.xlsx", b"text")])
def test_a_file_that_is_not_what_its_ending_says_is_not_taken(clerk, name, content):
    response, kept = send(clerk, file=file(content, name))
    assert kept == 0
    assert "文件内容与扩展名不符" in response.content.decode()


@pytest.mark.parametrize("name", ["report.csv", "REPORT.CSV", "报告 一.Xlsx", "../../report.csv"])
def test_the_ending_may_be_written_large(clerk, name):
    response, kept = send(clerk, file=file(name=name))
    assert kept == 1
    assert response.headers["Location"] == f"{ADDRESS}{Upload.objects.latest('pk').pk}/"


@pytest.mark.parametrize(("size", "kept"), [(10, 1), (11, 0)])
def test_a_file_may_be_so_large_and_no_larger(clerk, monkeypatch, size, kept):
    monkeypatch.setattr(forms, "LARGEST", 10)
    response, taken = send(clerk, file=file(b"x" * size))
    assert taken == kept
    assert ("文件超过 256 MB" in response.content.decode()) is not bool(kept)


def test_a_name_with_a_path_is_kept_as_a_name(clerk):
    send(clerk, file=file(name="../../etc/report.csv"))
    assert Upload.objects.latest("pk").file_name == "report.csv"


def test_the_end_of_a_very_long_name_is_kept(clerk):
    send(clerk, file=file(name="长" * 230 + ".csv"))
    assert Upload.objects.latest("pk").file_name.endswith("长.csv")


def test_markup_in_a_name_is_shown_as_text(clerk):
    send(clerk, file=file(name="<b>a.csv"))
    assert "<b>a.csv" not in read(clerk, ADDRESS)


def test_an_english_clerk_is_told_in_english(clerk):
    response = clerk.post(ADDRESS, {"next": ""}, headers={"accept-language": "en"})
    assert "No file was chosen" in response.content.decode()


def test_the_page_lists_the_uploads_of_the_own_body_newest_first(clerk):
    make.received(b"1", "first.csv")
    make.received(b"2", "second.csv")
    make.received(b"3", "foreign.csv", account="clerk2")
    text = read(clerk, ADDRESS)
    assert text.index("second.csv") < text.index("first.csv")
    assert "foreign.csv" not in text


def test_the_page_names_the_body(clerk):
    assert "CNCA-R-2022-9001" in read(clerk, ADDRESS)


def test_a_report_that_waits_asks_again_by_itself(clerk):
    upload = make.received(b"x")
    text = read(clerk, f"{ADDRESS}{upload.pk}/")
    assert "正在核验" in text
    assert f'hx-get="{ADDRESS}{upload.pk}/"' in text


def test_a_checked_report_asks_no_more(clerk):
    upload = make.accepted(certificate())
    text = read(clerk, f"{ADDRESS}{upload.pk}/")
    assert "已入库" in text
    assert "hx-get" not in text.partition('id="state"')[2].partition(">")[0]


def test_asking_again_gives_only_the_part_that_changes(clerk):
    upload = make.received(b"x")
    response = clerk.get(f"{ADDRESS}{upload.pk}/", headers={"hx-request": "true"})
    text = response.content.decode()
    assert text.startswith('<div id="state"')
    assert "<html" not in text
