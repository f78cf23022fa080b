"""The job that checks a report: refused with its problems, or taken over whole."""

import pytest

import make
from make_registers import HEADERS, cells, csv_text
from pages import read
from renjian_site.ledger.models import Entry
from renjian_site.registers import tasks
from renjian_site.registers.models import Certificate, CertificateVersion, Organisation, Upload

pytestmark = pytest.mark.django_db


def counts():
    return [m.objects.count() for m in (Certificate, CertificateVersion, Organisation)]


def sentences(upload):
    text = read(make.sign_in("clerk1"), f"/registers/uploads/{upload.pk}/")
    return text.partition("<caption")[2] or text


def test_a_clean_report_is_taken_over():
    upload = make.checked(make.report(cells()))
    assert (upload.stage, upload.problems, upload.problem_count) == ("accepted", [], 0)
    assert upload.checked_at >= upload.received_at
    assert Certificate.objects.filter(number="900126Q00001R0M").exists()


def test_a_report_with_one_broken_row_keeps_nothing_at_all():
    before = counts()
    upload = make.checked(make.sample("certificates-broken.csv").read_bytes())
    assert (upload.stage, upload.problem_count) == ("refused", 1)
    assert counts() == before


def test_the_broken_row_is_named_with_its_column_value_and_cure():
    upload = make.checked(make.sample("certificates-broken.csv").read_bytes())
    (problem,) = upload.problems
    assert (problem["line"], problem["column"]) == (17, "统一社会信用代码")
    text = sentences(upload)
    assert "第 17 行" in text
    assert problem["value"] in text
    assert "校验码" in text and "核对" in text


def test_the_problems_are_told_in_the_language_of_the_reader():
    upload = make.checked(make.sample("certificates-broken.csv").read_bytes())
    clerk = make.sign_in("clerk1")
    page = clerk.get(f"/registers/uploads/{upload.pk}/", headers={"accept-language": "en"})
    text = page.content.decode()
    assert "校验码" not in text
    assert "check" in text.partition("<caption")[2].lower()


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        (HEADERS[1:], "缺少“证书编号”列。请按模板补上这一列后重新上传。"),
        ([*HEADERS[:-1], "有效期至"], "“有效期至”不是本表的列名，是否应为“有效期止”？"),
        ([HEADERS[0], *HEADERS[:-1]], "“证书编号”列出现了 2 次"),
        (["甲", "乙", "丙"], "第 1 行不是“证书信息表”的表头"),
    ],
    ids=["missing", "unknown", "twice", "none"],
)
def test_a_wrong_heading_row_gives_one_sentence_each(headers, sentence):
    row = cells()[: len(headers)]
    upload = make.checked(csv_text(row, headers=headers).encode())
    text = sentences(upload)
    assert upload.stage == "refused"
    assert text.count(sentence) == 1
    assert "整个文件" in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xef\xbb\xbf\r\n", "文件是空的"),
        (b"\x00\x01\x02\x03", "不属于文本的内容"),
        (b"PK\x03\x04 no workbook", "xlsx"),
        ("，".join(HEADERS).encode(), "第 1 行不是“证书信息表”的表头"),
        (csv_text().encode(), "没有数据"),
    ],
    ids=["blank", "bytes", "broken zip", "wide commas", "only headings"],
)
def test_a_file_that_is_no_report_is_refused_with_the_way_to_mend_it(content, sentence):
    upload = make.checked(content)
    text = sentences(upload)
    assert upload.stage == "refused"
    assert sentence in text
    assert "请" in text


def test_a_refusal_is_one_entry_in_the_ledger_with_the_number_of_problems():
    upload = make.checked(make.report(cells(status="9"), cells(number="", status="9")))
    entry = make.newest_entry(make.actor("clerk1"))
    assert (entry["act"], entry["subject"]) == ("upload.refused", f"upload:{upload.pk}")
    assert entry["details"] == {"problems": upload.problem_count}
    assert upload.problem_count > 2


@pytest.mark.parametrize("name", ["certificates.csv", "certificates-broken.csv"])
def test_a_job_that_runs_twice_changes_nothing_the_second_time(name):
    upload = make.checked(make.sample(name).read_bytes())
    before = (counts(), Entry.objects.count(), upload.checked_at)
    make.check(upload)
    assert (counts(), Entry.objects.count(), upload.checked_at) == before


def test_the_job_of_a_clerk_whose_post_has_ended_does_nothing():
    upload = make.received(make.report(cells()))
    post_id = make.actor("clerk1").post_id
    make.end_posts(person__account="clerk1")
    tasks.check(upload.pk, post_id)
    upload.refresh_from_db()
    assert upload.stage != "accepted"
    assert not Certificate.objects.filter(number="900126Q00001R0M").exists()


def test_the_job_of_a_clerk_whose_post_has_ended_does_not_leave_the_report_waiting():
    upload = make.received(make.report(cells()))
    post_id = make.actor("clerk1").post_id
    make.end_posts(person__account="clerk1")
    tasks.check(upload.pk, post_id)
    upload.refresh_from_db()
    assert upload.stage != "received"


def test_a_clerk_of_another_body_cannot_check_it():
    upload = make.received(make.report(cells()))
    with pytest.raises(Upload.DoesNotExist):
        tasks.check(upload.pk, make.actor("clerk2").post_id)


def test_a_bug_in_the_check_is_no_refusal(monkeypatch):
    upload = make.received(make.report(cells()))

    def fail(path):
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "read", fail)
    with pytest.raises(ZeroDivisionError):
        make.check(upload)
    upload.refresh_from_db()
    assert upload.stage == "received"


def test_more_problems_than_can_be_listed_are_counted(monkeypatch):
    from renjian.registers.intake import examination

    monkeypatch.setattr(
        examination.examine, "__kwdefaults__", {**examination.examine.__kwdefaults__, "most": 3}
    )
    upload = make.checked(make.report(*(cells(number=f"N{n:05d}", status="9") for n in range(9))))
    assert (len(upload.problems), upload.problem_count) == (3, 9)
    assert "只列出前 3 处" in read(make.sign_in("clerk1"), f"/registers/uploads/{upload.pk}/")
