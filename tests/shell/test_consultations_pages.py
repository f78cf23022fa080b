"""The pages of requests and replies: the whole way by forms, and where else they turn up."""

from datetime import timedelta

import pytest

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, FAR, PROVINCE, TOP, head
from pages import press, read, status_of, why_not
from renjian_site.cases.models import Clue
from renjian_site.console.inbox import inbox
from renjian_site.console.search import search
from renjian_site.console.thread import thread
from renjian_site.console.waiting import of_unit, waiting
from renjian_site.consultations import commands
from renjian_site.consultations.models import Consultation, Reply

pytestmark = pytest.mark.django_db
FILLED = {
    "topic": "law",
    "title": "关于标志的请示",
    "question": "适用哪一条？",
    "q0-text": "是否构成冒用？",
    "q0-clause": "《认证认可条例》第五十九条第一款",
    "q1-text": "",
    "q1-clause": "",
    "matter": "余市监线索〔2026〕1号",
    "about": "clue:7",
}
ANSWER = {
    "title": "关于标志的批复",
    "text": "构成冒用。",
    "clauses": "认证认可条例 59\n认证认可条例 59\n《食品安全法》第五条",
    "reach": "general",
    "is_open": "yes",
    "gist": "暂停期间使用标志",
}


def at(found, act=""):
    return f"/consultations/{found.pk}/{act}"


def test_from_the_draft_to_the_reply_by_the_pages_alone():
    county, city = make.sign_in(head()), make.sign_in(head(CITY))
    assert "草稿已保存" in press(make.sign_in("330110.officer1"), "/consultations/new/", **FILLED)
    found = Consultation.objects.get()
    assert found.legal_questions == [{"text": "是否构成冒用？", "clause": "REG 59.1"}]
    assert (found.about, found.matter) == ("clue:7", FILLED["matter"])
    changed = {**FILLED, "title": "关于使用标志的请示"}
    assert "草稿已保存" in press(county, at(found, "edit/"), **changed)
    assert "已报送杭州市" in press(county, at(found, "send/"))
    assert "已接收" in press(city, at(found, "receive/"))
    assert "已要求补充" in press(city, at(found, "ask-back/"), note="请附照片")
    assert "已补充" in press(county, at(found, "supplement/"), note="已附")
    assert "批复拟稿已保存" in press(city, at(found, "reply/"), **ANSWER)
    text = press(city, at(found, "reply/issue/"))
    assert "批复已签发" in text and "普遍适用" in text
    reply = Reply.objects.get()
    assert reply.clauses == ["REG 59", "《食品安全法》第五条"]
    text = read(county, at(found))
    assert reply.number in text and "《认证认可条例》第五十九条第一款" in text


def test_a_reply_is_replaced_and_repealed_by_the_pages():
    first = asks.replied()
    city = make.sign_in(head(CITY))
    press(city, at(first.consultation, "reply/"), **{**ANSWER, "because": "条例已经修改"})
    press(city, at(first.consultation, "reply/issue/"))
    second = Reply.objects.latest("pk")
    text = read(make.sign_in(head()), f"/consultations/replies/{first.pk}/")
    assert f"现行批复：{second.number}" in text and "已被替代" in text
    gone = f"/consultations/replies/{second.pk}/repeal/"
    assert "批复已废止" in press(city, gone, because="与上位法不一致", successor="")
    assert "与上位法不一致" in read(make.sign_in(head(FAR)), f"/consultations/replies/{second.pk}/")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, "必填"),
        ({"wished_on": "明天"}, "日期的形式应当是"),
        ({"q0-text": ""}, "没有写问题"),
        ({"topic": "nothing"}, "选择"),
    ],
)
def test_a_form_that_cannot_be_read_is_shown_again_with_what_was_typed(wrong, told):
    browser = make.sign_in(head())
    response = browser.post("/consultations/new/", {**FILLED, **wrong})
    text = response.content.decode()
    assert response.status_code == 200 and FILLED["question"] in text
    assert told in text or "required" in text
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("about", ["clue:x", "key:1", "clue:0", "clue:1 or 1=1", "javascript:1"])
def test_only_the_page_of_a_matter_is_linked(about):
    press(make.sign_in(head()), "/consultations/new/", **{**FILLED, "about": about})
    found = Consultation.objects.get()
    assert found.about == ""
    assert "javascript" not in read(make.sign_in(head()), at(found))


def test_too_many_clauses_are_told_in_the_form():
    found = asks.received()
    lines = "\n".join(f"认证认可条例 {n}" for n in range(1, 12))
    text = press(make.sign_in(head(CITY)), at(found, "reply/"), **{**ANSWER, "clauses": lines})
    assert "最多填 10 条" in text
    assert not Reply.objects.exists()


def test_an_act_without_its_words_is_refused():
    found = asks.received()
    city = make.sign_in(head(CITY))
    for act in ("ask-back", "forward"):
        assert why_not(city, at(found, f"{act}/"), note=" ") == ["consultation.no-note"]


def test_the_page_offers_only_what_its_reader_may_do():
    found = asks.received()
    assert "拟写批复" in read(make.sign_in(make.person_of("officer", CITY)), at(found))
    assert (
        "要求补充"
        not in read(make.sign_in(make.person_of("officer", CITY)), at(found)).partition("<main")[2]
    )
    for who in (head(), head(PROVINCE)):
        assert "拟写批复" not in read(make.sign_in(who), at(found))
    assert "撤回请示" in read(make.sign_in(head()), at(found))


def test_the_state_administration_is_told_that_it_has_no_superior():
    assert "没有上级市场监管部门" in read(make.sign_in(head(TOP)), "/consultations/new/")


def test_the_due_day_says_whose_it_is():
    assert "这是本系统的设定" in read(make.sign_in(head()), at(asks.sent()))
    found = asks.sent(topic=asks.Topic.JURISDICTION)
    text = read(make.sign_in(head()), at(found))
    assert "《市场监督管理行政处罚程序规定》第十六条" in text and "本系统的设定" not in text


def items(kind, code=COUNTY, role="head"):
    person = make.person_of(role, code)
    found = kind(person, make.today())
    return [(one.act, one.due) for one in found if "/consultations/" in one.url]


def test_both_sides_see_what_waits_in_their_inboxes(at):
    draft = asks.draft()
    assert items(inbox) == [("报送上级", None)]
    assert items(inbox, role="case_handler") == []
    found = commands.send(head(), draft.pk, at=at)
    assert items(inbox) == []
    assert items(waiting) == [("待接收", found.due_on)]
    assert items(inbox, CITY) == items(inbox, CITY, "case_handler") == [("接收", found.due_on)]
    commands.receive(head(CITY), found.pk, at=at)
    assert items(inbox, CITY) == [("批复", found.due_on)]
    assert items(of_unit, CITY, "officer") == [("办理中", found.due_on)]
    commands.ask_back(head(CITY), found.pk, "请附照片", at=at)
    assert items(inbox) == [("补充", None)]
    assert items(inbox, CITY) == []


def test_a_late_request_is_late_on_both_sides():
    asks.late(asks.received())
    for code, tab in ((COUNTY, "waiting"), (CITY, "mine")):
        assert "已逾期" in read(make.sign_in(head(code)), f"/inbox/?tab={tab}")
        assert "已逾期" in read(make.sign_in(head(code)), "/consultations/?situation=late")
    assert "已逾期" in read(make.sign_in(head(CITY)), "/consultations/to-answer/")
    assert "已逾期" in read(make.sign_in(head()), "/consultations/asked/")


def test_while_more_is_asked_for_no_clock_runs(at):
    found = asks.late(asks.received())
    commands.ask_back(head(CITY), found.pk, "请附照片", at=at)
    assert "已逾期" not in read(make.sign_in(head()), "/consultations/asked/")
    assert "已逾期" not in read(make.sign_in(head()), f"/consultations/{found.pk}/")


def test_from_a_clue_one_asks_and_the_thread_shows_it():
    clue = make.clue()
    boss = make.head_of(clue)
    browser = make.sign_in(boss)
    text = read(browser, f"/cases/{clue.pk}/")
    assert f'href="/consultations/new/?about=clue:{clue.pk}&amp;matter=' in text
    asks.sent(boss.authority.code, about=f"clue:{clue.pk}", matter=clue.number, title="请示甲")
    assert "请示甲" in [knot.title for knot in thread(boss, "clue", clue.pk)]
    assert "请示甲" in [knot.title for knot in thread(boss, "task", clue.finding.task_id)]
    assert f'href="/cases/{clue.pk}/"' in read(
        browser, f"/consultations/{asks.Consultation.objects.get().pk}/"
    )


def test_who_is_beside_the_matter_is_not_led_to_ask():
    clue = make.clue()
    assert "就此请示上级" not in read(make.sign_in(head(PROVINCE)), f"/cases/{clue.pk}/")
    assert Clue.objects.exists()


def test_requests_and_replies_are_found_by_number_and_title():
    reply = asks.opened()
    number = reply.consultation.number
    assert [hit.detail for hit in search(head(), number)] == [number]
    assert {hit.kind for hit in search(head(), "适用条款")} == {"请示", "批复"}
    assert {hit.kind for hit in search(head(FAR), "适用条款")} == {"批复"}


def test_a_wish_is_shown(at):
    found = asks.sent(wished_on=make.today() + timedelta(days=3))
    assert found.wished_on.isoformat() in read(
        make.sign_in(head(CITY)), f"/consultations/{found.pk}/"
    )


@pytest.mark.parametrize(
    "act", ["send", "receive", "ask-back", "forward", "take-back", "reply/issue"]
)
def test_an_act_is_never_done_by_following_a_link(act):
    assert status_of(make.sign_in(head()), at(asks.draft(), f"{act}/")) == 405
