"""Importing a file of risk classes: what is known is taken over, what is not is counted."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest

import make
from make_registers import uscc
from pages import press, read, why_not
from refusals import refused
from renjian.risk.classes import HEADER, ClassRow, CreditClass
from renjian_site.ledger.models import Entry
from renjian_site.registers.queries import organisations
from renjian_site.risk import commands
from renjian_site.risk.models import CreditClass as Kept

pytestmark = pytest.mark.django_db
ADDRESS = "/risk/classes/"
STRANGER = uscc("91330110RJ0009999")


@pytest.fixture
def planner():
    return make.actor("330000.planner")


def codes(planner, count=3):
    return list(organisations(planner).order_by("uscc").values_list("uscc", flat=True)[:count])


def row(code, letter="A", day=None, line=2):
    return ClassRow(line, code, CreditClass(letter), day or make.today())


def table(*rows, header=HEADER, name="classes.csv", encoding="utf-8"):
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    file = BytesIO(text.getvalue().encode(encoding))
    file.name = name
    return file


def test_known_organisations_get_their_class_and_the_others_are_counted(planner, at):
    rows = [row(code) for code in (*codes(planner), STRANGER)]
    done = commands.import_classes(planner, rows, "f" * 64, at=at)
    assert (done.taken, done.left) == (3, 1)
    assert set(Kept.objects.values_list("organisation__uscc", flat=True)) == set(codes(planner))


def test_the_import_is_one_entry_in_the_ledger(planner, at):
    commands.import_classes(planner, [row(codes(planner)[0]), row(STRANGER)], "f" * 64, at=at)
    entry = make.newest_entry(planner)
    assert (entry["act"], entry["subject"]) == ("classes.imported", "file:" + "f" * 64)
    assert entry["details"] == {"taken": 1, "left": 1}


def test_a_file_without_any_known_organisation_is_refused(planner, at):
    before = Entry.objects.count()
    with refused("risk.no-known-organisation") as caught:
        commands.import_classes(planner, [row(STRANGER)], "f" * 64, at=at)
    assert caught.value.reasons[0].values["count"] == 1
    assert (Kept.objects.count(), Entry.objects.count()) == (0, before)


def test_organisations_of_another_province_are_others(planner, at):
    foreign = codes(make.actor("460000.planner"))
    with refused("risk.no-known-organisation"):
        commands.import_classes(planner, [row(code) for code in foreign], "f" * 64, at=at)


def test_a_later_file_replaces_the_class_of_the_same_day_and_keeps_earlier_days(planner, at):
    (code,) = codes(planner, 1)
    earlier = make.today() - timedelta(days=9)
    commands.import_classes(planner, [row(code, "A", earlier), row(code, "B")], "1" * 64, at=at)
    commands.import_classes(planner, [row(code, "D")], "2" * 64, at=at)
    kept = Kept.objects.order_by("from_on").values_list("credit_class", "source")
    assert list(kept) == [("A", "1" * 64), ("D", "2" * 64)]


def test_the_sample_of_the_province_is_taken_over_on_the_page(planner):
    browser = make.sign_in(planner)
    with make.sample("classes-330000.csv").open("rb") as file:
        text = press(browser, ADDRESS, file=file)
    # The file of the practice country names certified organisations alone.
    known = organisations(planner).filter(certificates__isnull=False).distinct().count()
    assert f"已导入 {known} 家组织的风险分类" in text
    assert Kept.objects.count() == known


def test_the_page_counts_the_organisations_of_each_class(planner):
    one, two, three = codes(planner)
    day = make.today().isoformat()
    file = table((one, "C", day), (two, "C", day), (three, "D", day))
    text = press(make.sign_in(planner), ADDRESS, file=file)
    rest = organisations(planner).count() - 3
    assert '<b>C</b> 信用风险较高</td><td class="num">2<' in text
    assert '<b>D</b> 信用风险高</td><td class="num">1<' in text
    assert f'未分类</td><td class="num">{rest}<' in text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_may_be_in_any_usual_encoding(planner, encoding):
    file = table((codes(planner)[0], "A", "2026-11-01"), encoding=encoding)
    assert "已导入 1 家" in press(make.sign_in(planner), ADDRESS, file=file)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("91330110RJ0009999", "A", "2026-11-01")], ["classes.uscc"]),
        ([(STRANGER, "E", "2026-11-01")], ["classes.class"]),
        ([(STRANGER, "A", "2026-13-01")], ["classes.from"]),
        ([("x", "y", "z")], ["classes.uscc", "classes.class", "classes.from"]),
        ([(STRANGER, "A", "2026-11-01")] * 2, ["classes.twice"]),
        ([], ["classes.none"]),
    ],
)
def test_bad_rows_are_named_and_nothing_is_taken(planner, rows, found):
    assert why_not(make.sign_in(planner), ADDRESS, file=table(*rows)) == found
    assert not Kept.objects.exists()


def test_a_bad_row_is_named_with_its_line(planner):
    good = (codes(planner)[0], "A", "2026-11-01")
    response = make.sign_in(planner).post(ADDRESS, {"file": table(good, (STRANGER, "E", "x"))})
    text = response.content.decode()
    assert response.status_code == 409
    assert "第 3 行“信用风险分类”（E）不是 A、B、C、D 之一" in text
    assert "没有任何内容被更改" in text
    assert not Kept.objects.exists()


@pytest.mark.parametrize("header", [HEADER[1:], ("a", "b", "c"), (*HEADER, HEADER[0])])
def test_a_wrong_heading_row_is_refused(planner, header):
    found = why_not(make.sign_in(planner), ADDRESS, file=table(header=header))
    assert set(found) == {"classes.header"}


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("", "还没有选择文件。请选择 CSV 文件。"),
        (table(name="classes.xlsx"), "只接收 CSV 文件"),
    ],
    ids=["none", "another kind"],
)
def test_the_form_says_what_is_missing(planner, file, sentence):
    text = make.sign_in(planner).post(ADDRESS, {"file": file, "next": ""}).content.decode()
    assert sentence in text


def test_a_file_may_not_be_too_large(planner, monkeypatch):
    from renjian_site.risk import forms

    monkeypatch.setattr(forms, "LARGEST", 10)
    text = make.sign_in(planner).post(ADDRESS, {"file": table()}).content.decode()
    assert "文件超过 20 MB" in text


def test_the_page_offers_the_practice_files_of_classes(planner):
    text = read(make.sign_in(planner), ADDRESS)
    assert "/registers/samples/classes-330000.csv" in text
    assert "certificates.csv" not in text
