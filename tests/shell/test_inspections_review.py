"""Reviewing: another person of the same authority publishes a result or sends it back."""

import pytest
from django.db import IntegrityError, transaction

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.authorities.posts import Role
from renjian_site.authorities.models import Post
from renjian_site.inspections import commands
from renjian_site.inspections.models import Result, Task
from renjian_site.publicity.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return make.entered(make.task(), ("8", "5"))


def reviewer(task):
    return make.person_of("reviewer", task.authority.code)


def publish(task, at, actor=None):
    return commands.publish_result(actor or reviewer(task), task.pk, at=at)


def test_publishing_shows_a_notice_and_notes_the_visit(task, at):
    publish(task, at)
    task.refresh_from_db()
    notice = Notice.objects.get(subject=f"task:{task.pk}")
    assert task.stage == "published"
    assert (notice.uscc, notice.authority_id) == (task.organisation.uscc, task.authority_id)
    assert task.organisation.last_visited_on == make.today()


def test_the_result_keeps_who_reviewed_it_and_when(task, at):
    publish(task, at)
    result = Result.objects.get(task=task)
    assert (result.reviewed_by_id, result.published_at) == (reviewer(task).person_id, at)


def test_publishing_is_one_entry_that_tells_of_notice_and_visit(task, at):
    publish(task, at)
    entry = make.newest_entry(reviewer(task))
    assert (entry["act"], entry["subject"]) == ("result.published", f"task:{task.pk}")
    assert [act["act"] for act in entry["within"]] == ["notice.published", "organisation.visited"]


def test_a_result_is_published_only_once(task, at):
    publish(task, at)
    with refused("publicity.result.published"):
        publish(task, at)
    assert Notice.objects.count() == 1


def test_without_a_result_there_is_nothing_to_publish(at):
    with refused("publicity.result.not-entered"):
        publish(make.task(), at)


def test_a_reviewer_of_another_county_does_not_find_it(task, at):
    with pytest.raises(Task.DoesNotExist):
        publish(task, at, make.actor("469001.reviewer"))


@pytest.mark.parametrize("act", ["publish", "send-back"])
def test_for_a_reviewer_of_another_county_it_is_not_found(task, act):
    stranger = make.sign_in("469001.reviewer")
    fields = {"because": "x"}
    assert status_of(stranger, f"/inspections/{task.pk}/{act}/", by="post", **fields) == 404


def test_the_reviewer_above_does_not_publish_for_the_county(task):
    above = make.sign_in("330000.reviewer")
    assert why_not(above, f"/inspections/{task.pk}/publish/") == [
        "publicity.result.other-authority"
    ]


def test_nobody_reviews_an_own_entry(task, at):
    lead = make.lead_of(task)
    post = Post.objects.create(
        person=task.lead, role=Role.REVIEWER, authority=task.authority, from_on=make.today()
    )
    as_reviewer = make.actor_of(post)
    assert as_reviewer.person_id == lead.person_id
    with refused("publicity.result.own"):
        publish(task, at, as_reviewer)


def test_the_database_knows_that_nobody_reviews_an_own_entry(task):
    result = Result.objects.get(task=task)
    with pytest.raises(IntegrityError, match="reviewed_by_another"), transaction.atomic():
        Result.objects.filter(pk=result.pk).update(reviewed_by=result.entered_by)


@pytest.mark.parametrize("role", ["officer", "head", "case_handler"])
def test_other_posts_do_not_review(task, at, role):
    actor = make.lead_of(task) if role == "officer" else make.person_of(role, task.authority.code)
    reasons = commands.why_not_review(actor, task)
    assert reasons[0].code == "task.other-reviewer"
    with refused(*[why.code for why in reasons]):
        publish(task, at, actor)


def test_a_result_goes_back_with_the_reason(task):
    browser = make.sign_in(reviewer(task))
    text = press(browser, f"/inspections/{task.pk}/send-back/", because="请补充照片")
    task.refresh_from_db()
    assert task.stage == "sent_back"
    assert "结果已退回" in text
    assert "请补充照片" in read(make.sign_in(make.lead_of(task)), f"/inspections/{task.pk}/")


def test_sending_back_is_in_the_ledger_with_its_reason(task, at):
    commands.send_back(reviewer(task), task.pk, "请补充照片", at=at)
    details = make.newest_entry(reviewer(task))["details"]
    assert details == {"number": task.number, "because": "请补充照片"}


def test_a_reason_is_needed_to_send_back(task):
    response = make.sign_in(reviewer(task)).post(f"/inspections/{task.pk}/send-back/", {})
    assert "还没有填写退回原因。请写明需要补正的内容。" in response.content.decode()
    task.refresh_from_db()
    assert task.stage == "to_review"


def test_a_result_sent_back_is_corrected_and_then_published(task, at):
    commands.send_back(reviewer(task), task.pk, "请核对", at=at)
    make.entered(task, ("7",))
    publish(task, at)
    result = Result.objects.get(task=task)
    assert (result.codes, result.sent_back_because) == (["7"], "")
    assert Notice.objects.get().content["results"] == ["未发现开展本次抽查涉及的生产经营活动"]


def test_the_form_of_a_result_sent_back_shows_what_was_entered(task, at):
    commands.send_back(reviewer(task), task.pk, "请核对", at=at)
    text = read(make.sign_in(make.lead_of(task)), f"/inspections/{task.pk}/")
    assert 'value="8" checked' in text and 'value="5" checked' in text
    assert 'value="1" checked' not in text
    assert f'value="{make.today().isoformat()}"' in text


def test_a_result_sent_back_cannot_be_published_nor_sent_back_again(task, at):
    commands.send_back(reviewer(task), task.pk, "请核对", at=at)
    for act in (lambda: publish(task, at), lambda: send_back_again(task, at)):
        with refused("publicity.result.not-entered"):
            act()


def send_back_again(task, at):
    return commands.send_back(reviewer(task), task.pk, "再次", at=at)


def test_a_published_result_does_not_go_back(task, at):
    publish(task, at)
    with refused("publicity.result.published"):
        send_back_again(task, at)


def test_only_the_reviewer_is_offered_the_acts(task):
    address = f"/inspections/{task.pk}/"
    assert f'action="{address}publish/"' in read(make.sign_in(reviewer(task)), address)
    for actor in (make.lead_of(task), make.person_of("head", task.authority.code)):
        assert f'action="{address}publish/"' not in read(make.sign_in(actor), address)
