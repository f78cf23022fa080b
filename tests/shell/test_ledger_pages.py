"""The ledger as people read it: sentences, filters, proofs, and who looked."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

import make
from make_ledger import AT, NAME, filled, sealed, tamper, write
from pages import codes_of, read, status_of
from renjian.ledger import claims, proofs
from renjian_site.console import sentences
from renjian_site.ledger.models import Entry, Look

pytestmark = pytest.mark.django_db
HEAD, AUDIT = "330110.head", "330000.audit"


def sentence(act, language="zh-hans", **details):
    """What a reader sees of an entry of this act."""
    actor = {"account": HEAD, "name": "某负责人", "role": "head", "unit": "330110"}
    content = {"act": act, "subject": "clue:1", "actor": actor, "details": details}
    claim = claims.claim_of({**content, "begun_at": AT.isoformat()})
    with translation.override(language):
        return sentences.tell(claim, {"330110": "余杭区局", "330000": "浙江省局"}).sentence


def test_a_sentence_says_who_did_what_and_when():
    said = sentence("case.filed", number="案1号", clue="线索1号", due="2027-06-01")
    assert said == (
        "2027-03-01 17:00，余杭区局某负责人（负责人）就线索 线索1号 立案，案号 案1号，"
        "办理期限至 2027-06-01。"
    )


def test_a_sentence_says_to_whom_and_why():
    assert "把线索移交浙江省局，移交书 移1号" in sentence(
        "clue.transferred-up", number="移1号", to="330000"
    )
    assert "理由：照片不清" in sentence("result.sent-back", number="检1号", because="照片不清")


def test_a_sentence_reads_in_english_too():
    said = sentence("case.filed", "en", number="C1", clue="L1", due="2027-06-01")
    assert said.startswith("2027-03-01 17:00: 某负责人")
    assert "filed case C1 on clue L1" in said


def test_what_an_entry_does_not_say_is_a_dash():
    assert "案号 –" in sentence("case.filed")


def test_an_act_that_no_line_knows_is_shown_by_its_code():
    assert "办理了 some.thing（clue:1）" in sentence("some.thing")


def test_lists_shares_and_hashes_are_short_words():
    said = sentence("draw.planned", number="1", rates={"A": 200, "B": 500})
    assert "A 200、B 500" in said
    assert "承诺值 " + "a" * 16 + "…" in sentence("draw.frozen", plan_hash="a" * 64)


def test_acts_inside_an_act_are_told_on_the_page_of_the_entry():
    found = make.case()
    entry = Entry.objects.get(act="case.filed")
    text = read(make.sign_in(make.head_of(found.clue)), f"/ledger/entry/{entry.pk}/")
    assert "同一次办理中还记明" in text
    assert "记明该获证组织有未办结的事项" in text


# Filters and pages


def shown(account, **filters):
    """The subjects of the entries that a page shows."""
    response = make.sign_in(account).get("/ledger/", filters)
    assert response.status_code == 200
    return [claim.subject for _line, claim, _told in response.context["lines"]]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"person": "某负责人"}, ["thing:2", "thing:1"]),
        ({"person": HEAD}, ["thing:2", "thing:1"]),
        ({"person": "330110"}, []),
        ({"act": "test.done"}, ["thing:2", "thing:1"]),
        ({"act": "test.more"}, []),
        ({"subject": "thing:2"}, ["thing:2"]),
        ({"since": "2027-03-03"}, ["thing:2"]),
        ({"until": "2027-03-02"}, ["thing:1"]),
        ({"since": "2027-03-03", "until": "2027-03-03"}, ["thing:2"]),
        ({"since": "no day", "until": "2027-02-30"}, ["thing:2", "thing:1"]),
    ],
)
def test_entries_are_found_by_person_act_subject_and_period(filters, wanted):
    filled(size=2)
    assert shown(HEAD, **filters) == wanted


def test_pages_go_back_through_the_years():
    for year, count in ((2027, 20), (2028, 15)):
        for n in range(count):
            write(f"330110/{year}", f"thing:{year}-{n}", at=AT.replace(year=year))
    first = make.sign_in(HEAD).get("/ledger/")
    assert len(first.context["lines"]) == 30
    older = first.context["older"]
    assert older == "2027.6"
    assert shown(HEAD, before=older) == [f"thing:2027-{n}" for n in (4, 3, 2, 1, 0)]


def test_a_filter_stays_on_the_next_page():
    filled(size=40)
    response = make.sign_in(HEAD).get("/ledger/", {"act": "test.done"})
    assert "?act=test.done&amp;before=2027.11" in response.content.decode()


# Who may read what, and who looked


def test_a_superior_reads_the_ledger_of_a_subordinate_authority():
    filled(size=1)
    assert shown(AUDIT, of="330110") == ["thing:1"]
    assert shown("000000.head", of="330110") == ["thing:1"]


@pytest.mark.parametrize(
    ("account", "of"),
    [
        (HEAD, "330000"), (HEAD, "330106"), ("460000.head", "330110"), ("clerk1", "330110"),
        (AUDIT, "system"), (AUDIT, "body:CNCA-R-2022-9001"), ("clerk2", "body:CNCA-R-2022-9001"),
    ],
)  # fmt: skip
def test_others_do_not(account, of):
    response = make.sign_in(account).get("/ledger/", {"of": of}, headers={"accept": "a/json"})
    assert codes_of(response) == ["ledger.not-yours"]


def test_the_state_administration_reads_bodies_and_the_system():
    assert shown("000000.audit", of="system")[-1] == "authorities"
    assert shown("000000.audit", of="body:CNCA-R-2022-9001")


def test_an_entry_of_another_authority_is_not_opened():
    filled(size=1)
    entry = Entry.objects.get(stream__name=NAME)
    for address in (f"/ledger/entry/{entry.pk}/", f"/ledger/entry/{entry.pk}.json"):
        assert status_of(make.sign_in("330106.head"), address) == 404
    assert not Look.objects.exists()


def test_reading_the_own_ledger_is_no_look():
    filled(size=1)
    shown(HEAD)
    assert not Look.objects.exists()


def test_opening_another_ledger_is_written_down():
    filled(size=1)
    shown(AUDIT, of="330110")
    look = Look.objects.get()
    assert (look.account, look.unit, look.ledger, look.number) == (AUDIT, "330000", "330110", None)


def test_opening_an_entry_is_written_down_even_in_the_own_ledger():
    filled(size=1)
    entry = Entry.objects.get(stream__name=NAME)
    read(make.sign_in(HEAD), f"/ledger/entry/{entry.pk}/")
    assert [(look.account, look.number) for look in Look.objects.all()] == [(HEAD, 1)]


def test_audit_searches_the_looks_of_the_own_area():
    filled(size=1)
    for account in (AUDIT, "000000.head"):
        shown(account, of="330110")
    page = read(make.sign_in(AUDIT), "/ledger/looks/?q=330110")
    assert "浙江省局审计员" in page
    assert "总局负责人" not in page
    assert "总局负责人" in read(make.sign_in("000000.audit"), "/ledger/looks/?q=总局")
    assert "没有符合条件的查阅" in read(make.sign_in(AUDIT), "/ledger/looks/?q=nobody")


def test_a_look_leads_to_the_ledger_where_the_reader_may_read_it():
    filled(size=1)
    shown(AUDIT, of="330110")
    shown("000000.audit", of="system")
    link = 'href="/ledger/?of={}"'
    page = read(make.sign_in("000000.audit"), "/ledger/looks/")
    assert link.format("330110") in page and link.format("system") in page
    assert 'href="/ledger/?of=system"' not in read(make.sign_in(AUDIT), "/ledger/looks/")


def test_looks_are_for_audit_only():
    assert status_of(make.sign_in(HEAD), "/ledger/looks/") == 409


# One entry and its proof


@pytest.fixture
def entry():
    filled()
    return Entry.objects.get(stream__name=NAME, number=3)


def test_an_entry_shows_its_bytes_and_hash(entry):
    text = read(make.sign_in(HEAD), f"/ledger/entry/{entry.pk}/")
    assert "&quot;subject&quot;:&quot;thing:3&quot;" in text
    assert f"{bytes(entry.hash).hex()[:4]} {bytes(entry.hash).hex()[4:8]}" in text
    assert "还没有做检查点" in text


def test_an_entry_is_proved_to_be_in_the_last_checkpoint(entry):
    sealed()
    person = make.sign_in(HEAD)
    assert "证明成立" in read(person, f"/ledger/entry/{entry.pk}/")
    proof = proofs.from_json(read(person, f"/ledger/entry/{entry.pk}.json"))
    assert (proof.body, proofs.why_not(proof)) == (bytes(entry.body), [])


def test_an_entry_after_the_last_checkpoint_has_no_proof_yet(entry):
    sealed()
    write(at=AT + timedelta(days=20))
    newest = Entry.objects.get(stream__name=NAME, number=7)
    person = make.sign_in(HEAD)
    assert "还没有做检查点" in read(person, f"/ledger/entry/{newest.pk}/")
    assert status_of(person, f"/ledger/entry/{newest.pk}.json") == 404


@pytest.mark.parametrize("body", [b"nothing of the kind", b"{}"])
def test_an_altered_entry_is_shown_as_altered(entry, body):
    sealed()
    tamper("update ledger_entry set body = %s where id = %s", body, entry.pk)
    person = make.sign_in(HEAD)
    assert "内容与哈希不符" in read(person, "/ledger/")
    text = read(person, f"/ledger/entry/{entry.pk}/")
    assert "内容与哈希不符" in text and "证明不成立" in text


def test_no_entry_is_no_page():
    assert status_of(make.sign_in(HEAD), "/ledger/entry/999999/") == 404


# What the public sees


def test_the_public_gets_checkpoints_keys_and_the_note_itself(client):
    made = sealed()
    assert str(made.size) in read(client, "/public/ledger/")
    assert read(client, f"/public/ledger/{made.pk}.txt") == made.note
    assert made.log.origin in read(client, "/public/ledger/keys.txt")
    assert "怎样核对" in read(client, "/public/ledger/")


def test_the_public_gets_the_same_as_json(client):
    made = sealed()
    (row,) = client.get("/public/ledger.json").json()["checkpoints"]
    assert row == {
        k: v for k, v in client.get(f"/public/ledger/{made.pk}.json").json().items() if k != "found"
    }
    assert (row["root"], row["note"]) == (bytes(made.root).hex(), made.note)


def test_the_public_gets_the_proof_that_nothing_was_changed(client):
    from renjian.ledger import checkpoints, note

    filled()
    older = sealed()
    write(at=AT + timedelta(days=11))
    newer = sealed(days=12)
    found = client.get(f"/public/ledger/{older.pk}-{newer.pk}.json").json()
    last, new = (checkpoints.read(note.read(row.note).text) for row in (older, newer))
    shown = [bytes.fromhex(each) for each in found["proof"]]
    assert checkpoints.why_not_countersign(last, new, shown) == []
    assert f"{older.pk}-{newer.pk}.json" in read(client, f"/public/ledger/{newer.pk}/")


def test_what_cannot_be_compared_has_no_proof(client):
    older, newer = sealed(), sealed(days=12)
    write(at=AT + timedelta(days=13))
    newest = sealed(days=14)
    assert status_of(client, f"/public/ledger/{newest.pk}-{older.pk}.json") == 404
    assert status_of(client, f"/public/ledger/{newer.pk}-999999.json") == 404
    assert status_of(client, "/public/ledger/999999/") == 404
    assert status_of(client, "/public/ledger/999999.txt") == 404
    assert status_of(client, "/public/ledger/999999.json") == 404


def test_the_button_for_one_more_is_pressed_by_audit():
    person = make.sign_in(AUDIT)
    assert person.post("/ledger/checkpoints/make/").status_code == 302
    text = read(person, "/ledger/checkpoints/")
    assert timezone.localtime().strftime("%Y-%m-%d") in text
    assert "等待会签" in text
    assert "现在做检查点" not in read(make.sign_in(HEAD), "/ledger/checkpoints/")
