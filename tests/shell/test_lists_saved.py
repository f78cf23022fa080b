"""Saved searches: own and shared, renamed and removed."""

import pytest

import make
from make_lists import CERTIFICATES
from pages import press, read, status_of, why_not
from renjian_site.kit.lists import saved
from renjian_site.kit.models import SavedSearch
from renjian_site.ledger.models import Entry

pytestmark = pytest.mark.django_db
URL = "/registers/certificates/"


def keep(who: str = "330110.head", name: str = "暂停的", **more: str) -> SavedSearch:
    fields = {"act": "save", "name": name, "query": "status=02", **more}
    press(make.sign_in(who), URL, **fields)
    return SavedSearch.objects.get(account=who, name=name)


def test_a_search_is_saved_and_leads_to_its_rows():
    kept = keep()
    assert kept.query == "status=02" and not kept.shared_with
    assert f'href="{URL}?status=02"' in read(make.sign_in("330110.head"), URL)


def test_an_own_search_is_seen_by_nobody_else():
    keep()
    assert "暂停的" not in read(make.sign_in("330110.handler"), URL)


def test_a_shared_search_is_seen_in_the_authority_and_nowhere_else():
    keep(is_shared="on")
    assert "暂停的" in read(make.sign_in("330110.handler"), URL)
    assert "暂停的" not in read(make.sign_in("330100.head"), URL)
    assert "暂停的" not in read(make.sign_in("330110.handler"), "/draws/")


def test_only_the_owner_renames_and_removes():
    kept = keep(is_shared="on")
    colleague = make.sign_in("330110.handler")
    press(colleague, URL, act="rename", search=kept.pk, name="别的")
    press(colleague, URL, act="remove", search=kept.pk)
    kept.refresh_from_db()
    assert kept.name == "暂停的"


def test_the_owner_renames_and_removes():
    kept = keep()
    owner = make.sign_in("330110.head")
    press(owner, URL, act="rename", search=kept.pk, name="停用证书")
    assert SavedSearch.objects.get(pk=kept.pk).name == "停用证书"
    press(owner, URL, act="remove", search=kept.pk)
    assert not SavedSearch.objects.exists()


def test_the_same_name_takes_the_place_of_the_old_search():
    keep()
    kept = keep(query="status=01")
    assert SavedSearch.objects.get() == kept and kept.query == "status=01"


def test_a_name_that_is_taken_is_refused():
    keep(name="甲")
    kept = keep(name="乙")
    client = make.sign_in("330110.head")
    refused = why_not(client, URL, act="rename", search=kept.pk, name="甲")
    assert refused == ["search.name-taken"]


def test_there_is_a_limit_for_each_list(monkeypatch):
    monkeypatch.setattr(saved, "MOST", 1)
    keep(name="甲")
    fields = {"act": "save", "name": "乙", "query": ""}
    assert why_not(make.sign_in("330110.head"), URL, **fields) == ["search.too-many"]


@pytest.mark.parametrize("query", ["status=99&x=1", "after=AAA", "sort=;drop", "%00=%ff"])
def test_a_made_up_address_is_cleaned_before_it_is_kept(query):
    assert keep(query=query).query == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "nothing"},
        {"act": "rename", "search": "x", "name": "甲"},
        {"act": "remove", "search": str(10**30)},
        {"act": "save", "name": ""},
        {},
    ],
    ids=str,
)
def test_a_made_up_form_changes_nothing(fields):
    assert status_of(make.sign_in("330110.head"), URL, by="post", **fields) == 302
    assert not SavedSearch.objects.exists()


def test_a_saved_search_is_no_act_and_stands_in_no_ledger():
    before = Entry.objects.count()
    keep()
    assert Entry.objects.count() == before
    assert saved.of(make.actor("330110.head"), CERTIFICATES.name).count() == 1
