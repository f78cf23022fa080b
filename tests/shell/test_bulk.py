"""An act on many rows: told beforehand, done row by row, each row with an entry of its own."""

from dataclasses import replace

import pytest
from django.utils import timezone

import make
from make_bulk import TOP, asked, done, keys, movements
from pages import press, read, status_of, why_not
from refusals import refused
from renjian_site.cases import commands as cases
from renjian_site.cases.lists import RECEIVE
from renjian_site.cases.models import Clue, Movement
from renjian_site.console import tasks
from renjian_site.kit import commands
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.bulk_runs import carry_out
from renjian_site.kit.lists import bulk
from renjian_site.kit.models import BulkRow, BulkRun
from renjian_site.kit.scope import scope_of, within
from renjian_site.ledger.models import Entry

pytestmark = pytest.mark.django_db
LIST = "/cases/"
DONE, REFUSED, WAITING = "done", "refused", "waiting"


def previewed(client, *rows, query=""):
    ticked = "".join(f"&row={row}" for row in rows)
    return client.get(f"{LIST}?bulk=receive{ticked}{query}")


def received(moved, account=TOP):
    return cases.receive(make.actor(account), moved.pk, at=timezone.now())


# Before


def test_who_can_do_an_act_finds_boxes_to_tick_and_others_do_not():
    moved = movements(1)
    assert f'name="row" value="{moved[0].clue_id}"' in read(make.sign_in(TOP), LIST)
    assert 'name="row"' not in read(make.sign_in("000000.head"), LIST)


def test_the_page_before_says_which_rows_can_be_done_and_why_not_the_others():
    moved = movements(3)
    received(moved[0])
    own = make.clue(against="organisation")
    Clue.objects.filter(pk=own.pk).update(authority=moved[0].to_authority)
    context = previewed(make.sign_in(TOP), own.pk, *keys(moved)).context
    assert sorted(line["pk"] for line in context["able"]) == sorted(keys(moved[1:]))
    assert {line["pk"]: [why.code for why in reasons] for line, reasons in context["unable"]} == {
        moved[0].clue_id: ["clue.received-already"],
        own.pk: ["clue.not-sent-here"],
    }


def test_the_page_before_does_nothing():
    moved = movements(2)
    entries = Entry.objects.count()
    client = make.sign_in(TOP)
    assert "现在还没有办理" in previewed(client, *keys(moved)).content.decode()
    assert Movement.objects.filter(received_at=None).count() == 2
    assert (Entry.objects.count(), BulkRun.objects.count()) == (entries, 0)


def test_rows_that_somebody_may_not_see_are_left_out_and_counted():
    moved = movements(1)
    mine = make.clue()
    context = previewed(make.sign_in(make.handler_of(mine)), mine.pk, *keys(moved), 987_654).context
    assert [line["pk"] for line, _why in context["unable"]] == [mine.pk]
    assert (context["able"], context["gone"]) == ([], 2)


def test_all_that_the_list_finds_can_be_asked_for():
    moved = movements(3)
    number = moved[1].clue.number
    client = make.sign_in(TOP)
    everything = previewed(client, query="&all=1").context["able"]
    assert sorted(line["pk"] for line in everything) == sorted(keys(moved))
    found = previewed(client, query=f"&all=1&query=q%3D{number}").context["able"]
    assert [line["pk"] for line in found] == [moved[1].clue_id]


@pytest.mark.parametrize("rows", [[], ["x"], ["-1"], ["9" * 30], ["١"]])
def test_without_a_row_the_list_says_what_to_do(rows):
    client = make.sign_in(TOP)
    response = previewed(client, *rows, query="&query=stage%3Dverifying")
    assert response.headers["Location"] == f"{LIST}?stage=verifying"
    assert "还没有勾选任何一行" in read(client, LIST)


def test_no_more_rows_than_the_limit_are_taken():
    client = make.sign_in(TOP)
    rows = range(1, bulk.AT_MOST + 2)
    assert previewed(client, *rows).status_code == 409
    assert why_not(client, LIST, act="bulk", bulk="receive", row=rows) == ["bulk.too-many"]
    assert previewed(client, *rows[1:]).status_code == 200


def test_an_act_belongs_to_a_post_and_to_its_list():
    head = make.sign_in("000000.head")
    assert previewed(head, 1).status_code == 409
    assert why_not(head, LIST, act="bulk", bulk="receive", row=1) == ["kit.other-post"]
    assert status_of(make.sign_in(TOP), LIST, bulk="nothing", row=1) == 404
    assert status_of(make.sign_in(TOP), "/cases/filed/", bulk="receive", row=1) == 404


# The act


def test_each_row_is_done_by_the_command_with_an_entry_of_its_own():
    moved = movements(3)
    run = asked(moved)
    before = Entry.objects.count()
    assert done(run) == [(DONE, [])] * 3
    entries = Entry.objects.filter(act="clue.received").order_by("pk")
    assert [entry.subject for entry in entries] == [f"clue:{key}" for key in keys(moved)]
    assert Entry.objects.count() == before + 3
    assert set(Clue.objects.filter(pk__in=keys(moved)).values_list("stage", flat=True)) == {
        "verifying"
    }
    assert [(row.ledger, row.entry) for row in run.rows.all()] == [
        (entry.stream.name, entry.number) for entry in entries
    ]


def test_one_submit_asks_once_and_shows_what_came_of_it():
    moved = movements(2)
    client = make.sign_in(TOP)
    key = previewed(client, *keys(moved)).content.decode().split('name="submission" value="')[1]
    form = {"act": "bulk", "bulk": "receive", "row": keys(moved)}
    for _time in range(2):
        text = press(client, LIST, submission=key.partition('"')[0], **form)
    run = BulkRun.objects.get()
    assert "这张表单已经提交过" in text and "正在逐条办理" in text
    tasks.bulk_run(run.pk)
    assert "已办理 2 条" in read(client, f"/bulk/{run.pk}/")
    assert "批量接收" in read(client, "/bulk/")


def test_a_row_that_is_refused_holds_no_other_up():
    moved = movements(3)
    run = asked(moved)
    received(moved[1], "000000.handler2")
    assert done(run) == [(DONE, []), (REFUSED, ["clue.received-already"]), (DONE, [])]
    text = read(make.sign_in(TOP), f"/bulk/{run.pk}/")
    assert "已办理 2 条" in text and "1 条没有办理" in text
    assert f"的线索已于 {make.today()} " in text


def test_what_a_fault_broke_off_goes_on_behind_the_last_row_done(monkeypatch):
    moved = movements(3)
    run = asked(moved)
    with monkeypatch.context() as broken:
        broken.setattr(Clue, "save", fails_on(moved[1].clue_id))
        with pytest.raises(ZeroDivisionError):
            tasks.bulk_run(run.pk)
    assert [row.state for row in run.rows.all()] == [DONE, WAITING, WAITING]
    assert done(run) == [(DONE, [])] * 3
    assert done(run) == [(DONE, [])] * 3
    assert Entry.objects.filter(act="clue.received").count() == 3


def fails_on(key):
    saved = Clue.save

    def save(self, **fields):
        if self.pk == key:
            raise ZeroDivisionError
        saved(self, **fields)

    return save


@pytest.mark.parametrize("change", [{"to_on": -1}, {"role": "head"}])
def test_a_post_that_has_ended_or_changed_does_nothing_more(change):
    moved = movements(2)
    run = asked(moved)
    if "to_on" in change:
        make.end_posts(person__account=TOP)
    else:
        make.Post.objects.filter(person__account=TOP).update(role="head")
    assert done(run) == [(REFUSED, ["bulk.post-ended"])] * 2
    assert Movement.objects.filter(received_at=None).count() == 2


def test_a_row_that_went_out_of_sight_meanwhile_is_refused_for_itself():
    run = asked(movements(1))

    def gone(*_args, **_more):
        raise Movement.DoesNotExist

    act = replace(RECEIVE, command=gone)
    carry_out(run, act, lambda: make.actor(TOP), timezone.now, lambda *_: None)
    assert [why["code"] for why in run.rows.get().reasons] == ["bulk.row-gone"]


def test_an_act_that_is_no_more_refuses_its_rows():
    run = asked(movements(1), act="nothing")
    assert done(run) == [(REFUSED, ["bulk.post-ended"])]


def test_a_run_needs_a_row():
    wanted = commands.NewBulkRun("cases:clues", "receive", "批量接收", ())
    with refused("bulk.nothing"):
        commands.start_bulk_run(make.actor(TOP), wanted, at=timezone.now())
    assert not BulkRun.objects.exists()


# Who sees it


def test_a_run_is_seen_by_who_asked_alone():
    run = asked(movements(1))
    for account in ("000000.handler2", "000000.head", "system"):
        assert status_of(make.sign_in(account), f"/bulk/{run.pk}/") == 404
        assert "批量接收" not in read(make.sign_in(account), "/bulk/")


def test_the_database_shows_a_run_and_its_rows_to_their_owner_alone():
    asked(movements(1))
    for account, number in ((TOP, 1), ("000000.handler2", 0), ("system", 0)):
        with within(scope_of(make.actor(account))):
            assert (BulkRun.objects.count(), BulkRow.objects.count()) == (number, number)
    with within(scope_of(SYSTEM)):
        assert BulkRow.objects.count() == 1
