"""The page of a list: filters, order, columns, pages and what is swapped."""

import pytest

import make
from make_lists import CERTIFICATES, asked, certificates, seen
from pages import read
from renjian_site.kit.lists import address, paging
from renjian_site.registers.models import Certificate

pytestmark = pytest.mark.django_db
URL = "/registers/certificates/"


@pytest.fixture
def head():
    return make.sign_in("330110.head")


def test_a_filter_in_the_address_narrows_the_list_down(head):
    suspended = Certificate.objects.filter(status="02", organisation__authority__code="330110")
    text = read(head, f"{URL}?status=02")
    assert text.count("data-row") == suspended.count() > 0
    assert '<option value="02" selected>' in text


def test_every_word_must_be_found(head):
    one = certificates(2)[0]
    assert read(head, f"{URL}?q={one.number}").count("data-row") == 1
    assert read(head, f"{URL}?q={one.number}+{one.organisation.name}").count("data-row") == 1
    assert "没有符合条件的记录" in read(head, f"{URL}?q={one.number}+另一家")


def test_the_credit_code_is_found_as_a_whole_only(head):
    code = certificates(1)[0].organisation.uscc
    assert read(head, f"{URL}?q={code.lower()}").count("data-row") > 0
    assert "没有符合条件的记录" in read(head, f"{URL}?q={code[:-1]}")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("expires_on_from=2031-01-01", {"late"}),
        ("expires_on_to=2030-12-31", {"early"}),
        ("expires_on_from=2030-01-01&expires_on_to=2031-12-31", {"early", "late"}),
        ("expires_on_from=2032-01-01", set()),
    ],
)
def test_a_range_holds_both_of_its_ends(text, numbers):
    for one, day in zip(certificates(2, name="期限"), ("2030-12-31", "2031-01-01"), strict=True):
        Certificate.objects.filter(pk=one.pk).update(
            expires_on=day, number="early" if day < "2031" else "late"
        )
    rows = seen(CERTIFICATES, f"{text}&q=a", make.actor("330110.head")).rows
    assert {row["number"] for row in rows} & {"early", "late"} == numbers


def test_a_heading_sorts_and_turns_around(head):
    text = read(head, f"{URL}?sort=expires_on")
    assert 'aria-sort="ascending"' in text and "sort=-expires_on" in text
    days = [row["expires_on"] for row in seen(CERTIFICATES, "sort=-expires_on").rows]
    assert days == sorted(days, reverse=True) and len(set(days)) > 1


def test_the_columns_are_chosen_in_the_address(head):
    text = read(head, f"{URL}?column=number&column=standard")
    assert "认证依据</th>" in text and "有效期止</a>" not in text


def test_small_print_moves_into_a_column_of_its_own():
    shown = [c.name for c in CERTIFICATES.below(CERTIFICATES.by_name["number"], ["number"])]
    assert shown == ["body"]
    assert CERTIFICATES.below(CERTIFICATES.by_name["number"], ["number", "body"]) == ()


def test_what_is_usual_is_left_out_of_the_address():
    usual = address.query(CERTIFICATES, asked(CERTIFICATES, "sort=number&size=50&q="))
    assert usual == ""


def test_an_address_is_read_back_as_it_was_written():
    text = "q=甲 乙&status=01&sort=-expires_on&column=number&column=item&size=100"
    once = asked(CERTIFICATES, text)
    assert address.reread(CERTIFICATES, address.query(CERTIFICATES, once)) == once


def test_a_long_list_is_counted_up_to_a_limit_and_says_so(head, monkeypatch):
    certificates(30)
    monkeypatch.setattr(paging, "MOST_COUNTED", 20)
    found = seen(CERTIFICATES, "size=25")
    assert found.is_capped and found.count == 20 and len(found.rows) == 25


def test_only_the_rows_are_sent_to_htmx(head):
    response = head.get(f"{URL}?status=02&q=", headers={"hx-request": "true"})
    text = response.content.decode()
    assert "<html" not in text and "data-row" in text
    assert response.headers["HX-Push-Url"] == f"{URL}?status=02"
    assert "HX-Request" in response.headers["Vary"]


def test_a_page_restored_from_history_is_whole(head):
    restored = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in head.get(URL, headers=restored).content.decode()


def test_the_way_back_from_the_second_page_leads_to_the_first():
    certificates(60)
    first = seen(CERTIFICATES, "size=25")
    second = seen(CERTIFICATES, f"size=25&after={first.after}")
    back = seen(CERTIFICATES, f"size=25&before={second.before}")
    assert [r["pk"] for r in back.rows] == [r["pk"] for r in first.rows]
    assert not first.before and not back.before and back.after


def test_rows_with_the_same_value_are_neither_lost_nor_shown_twice():
    certificates(60)  # all expire on one day
    shown: list[int] = []
    mark = ""
    while True:
        found = seen(CERTIFICATES, f"size=25&sort=expires_on&q=T0&after={mark}")
        shown += [row["pk"] for row in found.rows]
        if not (mark := found.after):
            break
    assert len(shown) == len(set(shown)) == 60


def test_a_row_that_came_in_between_moves_no_page():
    certificates(60)
    first = seen(CERTIFICATES, "size=25&q=T0")
    before = seen(CERTIFICATES, f"size=25&q=T0&after={first.after}")
    Certificate.objects.filter(pk=first.rows[0]["pk"]).delete()
    after = seen(CERTIFICATES, f"size=25&q=T0&after={first.after}")
    assert [r["pk"] for r in after.rows] == [r["pk"] for r in before.rows]


def test_an_empty_list_says_what_fills_it():
    text = read(make.sign_in("460000.head"), "/cases/filed/")
    assert "还没有立案的案件。线索经批准立案后" in text and "导出" not in text


def test_a_list_can_be_read_in_english(head):
    head.post("/i18n/setlang/", {"language": "en"})
    assert "Register of certificates" in read(head, URL)
