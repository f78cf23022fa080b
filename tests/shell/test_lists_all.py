"""What holds for every list of the site."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
import make_consultations as asks
from make_lists import certificates, reader, seen, walk
from pages import read
from project_tree import SITE
from renjian_site.console.lists import LISTS

pytestmark = pytest.mark.django_db
ALL = list(LISTS.values())
# Rows, their count, saved searches; session, post; what the frame counts for the inbox.
MOST_QUERIES = 12

# Bodies are public, and uploads belong to a body.
OF_AN_AREA = {
    "registers:certificates",
    "draws:draws",
    "inspections:tasks",
    "cases:clues",
    "cases:cases",
    "consultations:consultations",
    "consultations:to-answer",
    "consultations:replies",
}

HOSTILE = (
    "sort=nothing",
    "sort=--number",
    "sort=number;drop table registers_certificate",
    "column=nothing&column=pk&column=organisation__authority",
    "size=1000000000",
    "size=-1",
    "size=abc",
    "page=-1",
    "after=AAAA&before=////",
    "after=%00%ff",
    "after=" + "A" * 10_000,
    "after=WyJcdWQ4MDAiLDFd",  # half a surrogate pair
    "after=WzEsOTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0",  # a key beyond all keys
    "q=" + "x" * 10_000,
    "q=%00",
    "q=' or 1=1 --",
    "q=%25%25%5F",
    "status=99&stage=%27",
    "expires_on_from=2026-13-45&due_on_to=yesterday",
    "expires_on_from=9999-12-31&due_on_from=0001-01-01",
    "count_from=99999999999999999999&count_to=-3",
    "organisation__authority__path=x&__class__=1",
)


@pytest.mark.parametrize("listing", ALL, ids=str)
@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_breaks_a_list(listing, address):
    client = make.sign_in(reader(listing))
    assert "<h1>" in read(client, f"{listing.url}?{address}")


@pytest.mark.parametrize("listing", ALL, ids=str)
def test_what_an_address_asks_in_vain_is_said(listing):
    text = read(make.sign_in(reader(listing)), f"{listing.url}?nonsense=1")
    assert "未采用：nonsense" in text


@pytest.mark.parametrize("listing", ALL, ids=str)
def test_the_number_of_queries_does_not_depend_on_the_rows(listing):
    client = make.sign_in(reader(listing))
    few = queries_of(client, listing.url)
    make.case()
    make.drawn_draw()
    certificates(60)
    for _nth in range(3):
        asks.replied()
        asks.sent(asks.PROVINCE)
    assert queries_of(client, listing.url) == few <= MOST_QUERIES


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    return len(queries)


@pytest.mark.parametrize("listing", ALL, ids=str)
def test_what_can_be_sorted_by_is_never_empty(listing):
    """Rows are found by comparing, and nothing compares with an empty value."""
    model = listing.rows(reader(listing)).model
    for column in listing.columns:
        if column.can_sort:
            known = {field.name: field for field in model._meta.get_fields()}
            assert column.path not in known or not known[column.path].null, column.path


@pytest.mark.parametrize("listing", ALL, ids=str)
def test_every_column_can_be_shown_sorted_by_and_exported(listing):
    columns = "&".join(f"column={column.name}" for column in listing.columns)
    client = make.sign_in(reader(listing))
    for column in listing.columns:
        sort = f"&sort=-{column.name}" if column.can_sort else ""
        text = read(client, f"{listing.url}?{columns}{sort}")
        assert "未采用" not in text
    assert listing.written([c.name for c in listing.columns]) == listing.columns


@pytest.mark.parametrize("listing", ALL, ids=str)
def test_turning_pages_shows_every_row_once_in_either_direction(listing):
    make.case()
    certificates(60)
    for _nth in range(3):
        asks.opened()
        asks.sent(asks.PROVINCE)
    everything = walk(listing)
    assert sorted(everything) == sorted(listing.rows(reader(listing)).values_list("pk", flat=True))
    assert len(seen(listing, "size=25").rows) == min(25, len(everything))


@pytest.mark.parametrize("listing", ALL, ids=str)
def test_the_roles_of_a_list_are_those_of_its_door(listing):
    for account in ("clerk1", "330110.head", "system"):
        status = make.sign_in(account).get(listing.url).status_code
        assert status == (200 if make.actor(account).role in listing.roles else 409)


def test_every_list_that_a_slice_declares_is_known_at_the_top():
    declared = {
        name
        for path in (*SITE.glob("*/lists.py"), *SITE.glob("*/lists/*.py"))
        for name in re.findall(
            r'(?:Listing\(|replace\(\s*[A-Z]+,)\s*name="([^"]+)"', path.read_text("utf-8")
        )
    }
    assert declared == set(LISTS)


@pytest.mark.parametrize("listing", [one for one in ALL if one.name in OF_AN_AREA], ids=str)
def test_an_officer_of_another_province_sees_nothing_of_it(listing):
    make.case()
    certificates(3)
    asks.sent(asks.CITY)
    asks.replied()
    here, elsewhere = make.actor("330000.head"), make.actor("460000.head")
    ours = set(listing.rows(here).values_list("pk", flat=True))
    assert ours
    assert not ours & {row["pk"] for row in seen(listing, "size=200", elsewhere).rows}
