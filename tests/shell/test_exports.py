"""Exports: all rows of a list, with the rights of the moment at which they are written."""

import csv
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.utils import timezone

import make
from make_lists import certificates, export, exported
from pages import press, read, status_of, why_not
from renjian_site.console import tasks
from renjian_site.kit import commands, exports, jobs
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.models import Export
from renjian_site.registers.models import Certificate, Organisation

pytestmark = pytest.mark.django_db
URL = "/registers/certificates/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def rows_of(found: Export) -> list[list[str]]:
    """What a CSV export holds below its heading."""
    with exports.path_of(found).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def sheet_of(found: Export) -> list[tuple[object, ...]]:
    """What a spreadsheet holds below its heading."""
    book = openpyxl.load_workbook(exports.path_of(found), read_only=True)
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


def of_yuhang() -> set[str]:
    found = Certificate.objects.filter(organisation__authority__code="330110")
    return set(found.values_list("number", flat=True))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_holds_every_row_that_its_owner_may_see(form):
    certificates(120)  # more than a page
    found = exported(form=form)
    rows = rows_of(found) if form == "csv" else sheet_of(found)
    assert {str(row[0]) for row in rows} == of_yuhang()
    assert len(rows) == found.rows and found.stage == "ready"


def test_an_export_is_filtered_and_sorted_as_the_list_was():
    found = exported(query="status=01&sort=-expires_on&column=number&column=expires_on")
    days = [row[2] for row in rows_of(found)]  # the body stands below the number
    valid = Certificate.objects.filter(number__in=of_yuhang(), status="01")
    assert days == sorted(days, reverse=True) and len(days) == valid.count()


def test_small_print_has_a_column_of_its_own():
    with exports.path_of(exported()).open(encoding="utf-8-sig") as file:
        titles = next(csv.reader(file))
    assert titles[:4] == ["证书编号", "认证机构", "获证组织", "统一社会信用代码"]


def test_codes_are_written_as_words_and_days_as_days():
    certificates(1)
    book = sheet_of(exported(form="xlsx", query="q=T0"))
    assert "有效" in book[0]
    assert make.today() in [cell.date() for cell in book[0] if isinstance(cell, datetime)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_nothing_in_a_csv_is_taken_for_a_formula(text):
    certificates(1, name=text)
    assert rows_of(exported(query="q=T0&column=item"))[0][0] == f"'{text}"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-1", "bell\x07"])
def test_nothing_in_a_spreadsheet_is_a_formula(text):
    certificates(1, name=text)
    found = exported(form="xlsx", query="q=T0&column=item")
    cell = openpyxl.load_workbook(exports.path_of(found)).worksheets[0]["A2"]
    assert cell.data_type != "f" and cell.value == text.replace("\x07", "")


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch):
    monkeypatch.setattr("renjian_site.kit.spreadsheets.SHEET_ROWS", 10)
    certificates(25)
    found = exported(form="xlsx", query="q=T0")
    book = openpyxl.load_workbook(exports.path_of(found))
    assert sum(sheet.max_row - 1 for sheet in book.worksheets) == 25
    assert all(sheet["A1"].value == "证书编号" for sheet in book.worksheets)


def test_the_rights_count_at_the_moment_of_writing():
    certificates(3)
    waiting = export(query="q=T0")
    Organisation.objects.update(authority=None)
    tasks.export(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.stage == "ready" and rows_of(waiting) == []


def test_an_ended_post_exports_nothing():
    waiting = export()
    make.end_posts(person__account="330110.head")
    tasks.export(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.stage == "ended" and not list(exports.folder().glob("*"))


def test_a_post_that_may_not_see_the_list_exports_nothing():
    waiting = export("clerk1", listing="cases:cases")
    tasks.export(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.stage == "ended"


def test_a_job_that_is_begun_again_writes_nothing_twice():
    found = exported()
    before = exports.path_of(found).stat().st_mtime_ns
    tasks.export(found.pk)
    assert exports.path_of(found).stat().st_mtime_ns == before
    assert len(list(exports.folder().iterdir())) == 1


def test_an_error_while_writing_leaves_no_file(monkeypatch):
    def fail(*_args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setitem(tasks.write.__globals__["WRITERS"], "csv", fail)
    waiting = export()
    with pytest.raises(OSError, match="disk full"):
        tasks.export(waiting.pk)
    assert not list(exports.folder().iterdir())


def test_the_owner_asks_on_the_list_and_downloads_among_the_downloads():
    client = make.sign_in("330110.head")
    text = press(client, URL, act="export", form="csv", query="status=01")
    assert "已开始导出" in text and "排队等待办理" in text
    found = Export.objects.get()
    tasks.export(found.pk)
    assert f'href="/downloads/{found.pk}/"' in read(client, "/downloads/")
    response = client.get(f"/downloads/{found.pk}/")
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")


def test_nobody_else_downloads_it():
    found = exported()
    for other in ("330110.handler", "000000.head", "system", "clerk1"):
        assert status_of(make.sign_in(other), f"/downloads/{found.pk}/") == 404
        assert "证书名录" not in read(make.sign_in(other), "/downloads/").split("<h1>")[1]


def test_an_export_asked_and_finished_stands_in_the_ledger():
    waiting = export(query="status=01")
    assert make.newest_entry(make.actor("330110.head"))["act"] == "export.asked"
    tasks.export(waiting.pk)
    waiting.refresh_from_db()
    entry = make.newest_entry(make.actor("330110.head"))
    assert entry["act"] == "export.finished"
    assert entry["details"]["sha256"] == waiting.sha256
    assert entry["details"]["rows"] == waiting.rows


def test_a_person_waits_for_a_few_exports_at_most():
    for _ in range(commands.MOST_UNFINISHED):
        export()
    fields = {"act": "export", "form": "csv", "query": ""}
    assert why_not(make.sign_in("330110.head"), URL, **fields) == ["export.too-many"]
    assert export("330110.handler")


@pytest.mark.parametrize(
    "fields", [{"form": "exe"}, {"form": ""}, {"form": "csv", "query": "x" * 3000}]
)
def test_a_made_up_export_is_not_begun(fields):
    status_of(make.sign_in("330110.head"), URL, by="post", act="export", **fields)
    assert not Export.objects.exists()


def test_progress_is_told_while_rows_are_written(monkeypatch):
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("renjian_site.kit.spreadsheets.BATCH", 10)
    monkeypatch.setattr(tasks, "tell", lambda _key, _step, done, total: told.append((done, total)))
    certificates(25)
    exported(query="q=T0")
    assert told == [(0, 25), (10, 25), (20, 25), (25, 25)]


def test_the_page_shows_how_far_a_job_has_come():
    waiting = export()
    jobs.tell(f"export:{waiting.pk}", tasks.WRITING, 10, 40)
    standing = jobs.standing(f"export:{waiting.pk}")
    assert (standing.done, standing.total, standing.state) == (10, 40, "waiting")


def later(days: float):
    return timezone.now() + timedelta(days=days)


def test_after_seven_days_the_file_is_gone():
    found = exported()
    commands.expire_exports(SYSTEM, at=later(6.9))
    found.refresh_from_db()
    assert found.stage == "ready"
    commands.expire_exports(SYSTEM, at=later(7.1))
    exports.sweep(later(7.1).timestamp())
    found.refresh_from_db()
    assert found.stage == "expired" and not exports.path_of(found).exists()
    assert status_of(make.sign_in("330110.head"), f"/downloads/{found.pk}/") == 404


def test_the_sweep_leaves_files_alone_that_are_being_written():
    found = exported()
    under_way = exports.folder() / "incoming-x"
    under_way.write_bytes(b"half")
    assert exports.sweep() == 0 and under_way.exists()
    assert exports.sweep(later(2).timestamp()) == 1
    assert not under_way.exists() and exports.path_of(found).exists()


def test_an_export_that_was_never_made_ends_after_a_day():
    waiting = export()
    commands.expire_exports(SYSTEM, at=later(1.1))
    waiting.refresh_from_db()
    assert waiting.stage == "ended"


def test_an_export_is_in_the_language_in_which_it_was_asked_for():
    client = make.sign_in("330110.head")
    client.post("/i18n/setlang/", {"language": "en"})
    press(client, URL, act="export", form="csv", query="column=status")
    found = Export.objects.get()
    tasks.export(found.pk)
    found.refresh_from_db()
    with exports.path_of(found).open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file)) == ["State"]
