"""Questions written once: right for each value, in any order, and in step with the models."""

import pytest
from django.db import connection, transaction

import make_api
from renjian_site.authorities.keys import key_with
from renjian_site.authorities.models import ApiKey
from renjian_site.kit.statements import Asked, Statement
from renjian_site.registers.models import Body

pytestmark = pytest.mark.django_db
NAME_OF = Statement(
    lambda: Body.objects.filter(approval_no=str(Asked("number"))).values_list("name", "uscc")
)


def test_the_answer_is_that_of_the_orm():
    for body in Body.objects.all():
        assert NAME_OF.ask(number=body.approval_no) == [(body.name, body.uscc)]


@pytest.mark.parametrize("value", ["", "NONE", "'; drop table registers_body; --", "%s", "书"])
def test_a_value_is_only_a_value(value):
    assert NAME_OF.ask(number=value) == []
    assert Body.objects.exists()


def test_the_question_is_written_once():
    written = []

    def write():
        written.append(1)
        return Body.objects.filter(approval_no=str(Asked("number"))).values_list("pk")

    question = Statement(write)
    assert [question.ask(number=n) for n in ("A", "B", "C")] == [[], [], []]
    assert len(written) == 1


def test_postgresql_keeps_the_plan():
    for body in Body.objects.all():
        NAME_OF.ask(number=body.approval_no)
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements")
        kept = [row[0] for row in cursor.fetchall()]
    assert len([text for text in kept if 'FROM "registers_body"' in text]) == 1


def test_values_that_were_known_from_the_start_stay():
    question = Statement(
        lambda: Body.objects.filter(
            is_designated=True, approval_no=str(Asked("number"))
        ).values_list("approval_no")
    )
    for body in Body.objects.all():
        found = question.ask(number=body.approval_no)
        assert found == ([(body.approval_no,)] if body.is_designated else [])


def test_it_sees_what_its_own_transaction_wrote():
    body = Body.objects.first()
    with transaction.atomic():
        Body.objects.filter(pk=body.pk).update(name="新名称")
        assert NAME_OF.ask(number=body.approval_no)[0][0] == "新名称"


@pytest.mark.parametrize("account", ["clerk1", "330000.planner"])
def test_a_key_is_read_whole_with_its_post_person_and_authority(account):
    found, token = make_api.key(account)
    read, stored = key_with(token), ApiKey.objects.get(pk=found.pk)
    for name in ("prefix", "permissions", "per_minute", "expires_on", "revoked_at", "made_at"):
        assert getattr(read, name) == getattr(stored, name)
    assert (read.post, read.post.person) == (stored.post, stored.post.person)
    assert read.post.authority == stored.post.authority
    assert read.post.person.account == account
