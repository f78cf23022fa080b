"""Replying: drafted by anybody, issued by the head, replaced or repealed, never changed."""

import pytest
from django.db import IntegrityError, transaction

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, PROVINCE, head
from refusals import refused
from renjian_site.consultations import commands, queries
from renjian_site.consultations.models import Reply
from renjian_site.kit.documents.models import Document

pytestmark = pytest.mark.django_db


def write(found, code=CITY, role="officer", **changes):
    author = make.person_of(role, code)
    return commands.write_reply(author, found.pk, asks.words(**changes), at=make.timezone.now())


def facts(reply):
    parts = Document.objects.get(subject=f"reply:{reply.pk}").content["parts"]
    return dict(next(part["facts"] for part in parts if "facts" in part))


def test_a_draft_is_written_by_anybody_and_seen_by_the_own_unit_only():
    found = asks.received()
    draft = write(found)
    assert queries.reply_draft(head(CITY), found) == draft
    assert queries.reply_draft(head(PROVINCE), found) is None
    assert not queries.replies(head(CITY)).exists()
    assert write(found, text="改过的意见").pk == draft.pk


def test_the_head_issues_it_under_a_number_with_a_document(at):
    found = asks.received()
    write(found)
    reply = commands.issue_reply(head(CITY), found.pk, at=at)
    found.refresh_from_db()
    assert (reply.stage, found.stage) == ("in_force", "replied")
    assert reply.number == f"{reply.authority.short_name}复〔{make.today().year}〕1号"
    paper = Document.objects.get(subject=f"reply:{reply.pk}")
    assert (paper.number, paper.title) == (reply.number, "批复")
    assert paper.content["addressee"] == found.authority.name
    assert facts(reply) == {
        "依据": "《认证认可条例》第五十九条第一款",
        "效力": "本批复仅适用于所请示的事项。",
    }


def test_nobody_else_issues_it(at):
    found = asks.received()
    write(found)
    with refused("consultation.other-post"):
        commands.issue_reply(make.person_of("officer", CITY), found.pk, at=at)
    with refused("consultation.not-superior", "reply.no-text"):
        commands.issue_reply(head(PROVINCE), found.pk, at=at)


def test_only_the_superior_that_has_the_request_writes():
    found = asks.received()
    for code in (COUNTY, PROVINCE):
        with refused("consultation.not-superior"):
            write(found, code, "head")


def test_what_was_not_received_is_not_replied_to():
    with refused("consultation.stage"):
        write(asks.sent())


def test_an_open_reply_needs_a_gist_for_those_who_cannot_see_the_request(at):
    found = asks.received()
    write(found, is_open=True)
    with refused("reply.no-gist"):
        commands.issue_reply(head(CITY), found.pk, at=at)


def test_nothing_is_issued_without_a_draft(at):
    with refused("reply.no-text"):
        commands.issue_reply(head(CITY), asks.received().pk, at=at)


def test_another_reply_replaces_the_first_which_points_to_it():
    first = asks.replied()
    second = asks.replied(of=first.consultation, because="条例已经修改", text="按新条例办理。")
    first.refresh_from_db()
    assert (first.stage, first.successor) == ("replaced", second)
    assert queries.reply_in_force(head(), first.consultation) == second
    assert set(queries.replies(head())) == {first, second}
    assert f"{first.number}停止执行，以本批复为准。原因：条例已经修改" in facts(second)["效力"]


def test_a_replacement_says_why(at):
    first = asks.replied()
    with refused("reply.no-cause"):
        asks.replied(of=first.consultation)
    first.refresh_from_db()
    assert first.stage == "in_force"


def test_a_repealed_reply_stays_and_may_name_another(at):
    first, other = asks.replied(), asks.replied()
    commands.repeal(head(CITY), first.pk, "与上位法不一致", other.number, at=at)
    first.refresh_from_db()
    assert (first.stage, first.successor, first.ended_because) == (
        "repealed",
        other,
        "与上位法不一致",
    )
    assert first in queries.replies(head())


def test_a_successor_must_be_a_reply_of_the_own_unit_that_holds(at):
    first, elsewhere = asks.replied(), asks.replied(CITY)
    for number in ("没有这个号", elsewhere.number, first.number):
        with refused("reply.no-successor"):
            commands.repeal(head(CITY), first.pk, "已经修改", number, at=at)


def test_the_unit_that_asked_does_not_repeal_the_reply(at):
    with refused("reply.other-authority"):
        commands.repeal(head(), asks.replied().pk, "不同意", at=at)


def test_after_a_repeal_the_request_may_be_replied_to_again(at):
    first = asks.replied()
    commands.repeal(head(CITY), first.pk, "已经修改", at=at)
    second = asks.replied(of=first.consultation)
    assert (second.stage, queries.reply_in_force(head(), first.consultation)) == (
        "in_force",
        second,
    )


def test_one_reply_holds_at_a_time():
    first = asks.replied()
    second = Reply.objects.get(pk=first.pk)
    second.pk, second.number = None, "另一号"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_the_reply_is_in_the_ledger():
    reply = asks.replied()
    entry = make.newest_entry(head(CITY))
    assert entry["act"] == "reply.issued"
    assert entry["details"] == {
        "number": reply.number,
        "of": reply.consultation.number,
        "to": COUNTY,
        "reach": "仅限本事项",
        "replaces": "",
    }
