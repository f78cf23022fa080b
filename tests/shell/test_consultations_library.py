"""The library of replies: who finds which, by words, clause, year and authority."""

import pytest

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, FAR, PROVINCE, TOP, head
from make_lists import seen
from renjian_site.consultations import commands, queries
from renjian_site.consultations.lists import REPLIES

pytestmark = pytest.mark.django_db


def found(query, code=FAR):
    return {row["title"] for row in seen(REPLIES, query, head(code)).rows}


def test_an_open_reply_is_for_every_regulator():
    reply = asks.opened()
    for code in (FAR, "460100", "331100", TOP, COUNTY):
        assert list(queries.replies(head(code))) == [reply], code


@pytest.mark.parametrize(
    ("code", "sees"),
    [(COUNTY, True), (CITY, True), (PROVINCE, True), (TOP, True), ("330106", False), (FAR, False)],
)
def test_any_other_is_for_the_two_authorities_and_those_above(code, sees):
    asks.replied()
    assert queries.replies(head(code)).exists() is sees


def test_who_reads_an_open_reply_does_not_see_the_request():
    reply = asks.opened()
    assert not queries.consultations(head(FAR)).filter(pk=reply.consultation_id).exists()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=标志", True),
        ("q=暂停期间", True),
        ("q=暂停 责令改正", True),
        ("q=罚", True),
        ("q=暂停期间没有的词", False),
        ("q=间暂", False),
        ("clause=REG 59", True),
        ("clause=《认证认可条例》第五十九条", True),
        ("clause=认证认可条例", True),
        ("clause=REG 59.1", True),
        ("clause=REG 59.2", False),
        ("clause=REG 5", False),
        ("clause=%C3%A9", False),
        (f"unit={CITY}", True),
        (f"unit={PROVINCE}", True),
        (f"unit={PROVINCE}&unit_alone=1", False),
        (f"unit={CITY}&unit_alone=1", True),
        (f"unit={COUNTY}", False),
        ("unit=杭州", True),
        ("unit=海南", False),
        ("stage=in_force", True),
        ("stage=repealed", False),
        ("reach=general", False),
    ],
)
def test_a_reply_is_found_by_what_it_says(query, is_found):
    asks.opened()
    assert bool(found(query)) is is_found


def test_the_pairs_of_a_word_must_stand_together():
    asks.opened(text="甲乙丙，乙甲。")
    assert found("q=甲乙") and found("q=乙甲")
    assert not found("q=甲乙甲")


def test_a_reply_is_found_by_its_year():
    asks.opened()
    year = make.today().year
    assert found(f"year={year}")
    assert not found(f"year={year - 1}")


def test_a_draft_is_found_by_nobody(at):
    request = asks.received()
    words = asks.words(is_open=True, gist="摘要")
    commands.write_reply(head(CITY), request.pk, words, at=at)
    assert not found("", CITY)


def test_replaced_and_repealed_replies_stay_in_the_library(at):
    first = asks.opened()
    asks.opened(of=first.consultation, because="修改", title="新的批复")
    assert found("stage=replaced") == {first.title}
    assert found("") == {first.title, "新的批复"}


def test_what_is_closed_is_not_found_by_searching_either():
    asks.replied(title="只给两家看的批复")
    for query in ("q=批复", "clause=REG", "q=只给两家看"):
        assert not found(query)
        assert found(query, CITY)


def test_a_successor_that_is_closed_is_not_named_to_others():
    first = asks.opened()
    second = asks.replied(of=first.consultation, because="修改")
    for code, number in ((FAR, ""), (CITY, second.number)):
        (row,) = seen(REPLIES, "stage=replaced", head(code)).rows
        assert row["replaced_by"] == number
    page = make.sign_in(head(FAR)).get(f"/consultations/replies/{first.pk}/").content.decode()
    assert second.number not in page and "不供本单位查阅" in page
