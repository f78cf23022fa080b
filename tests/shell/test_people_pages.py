"""The pages of people: who sees what of whom, and what can be done there."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
import make_api
import make_people as people
from make_sign_in import person as with_password
from pages import press, read, status_of, why_not
from renjian.authorities.officers import InterestKind
from renjian.authorities.posts import Role
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import ApiKey, Person, Post
from renjian_site.kit.models import Export

pytestmark = pytest.mark.django_db
SYSTEM, SECURITY, HEAD, OFFICER = (
    "330000.system",
    "330000.security",
    "330110.head",
    "330110.officer1",
)
READERS = ("330000.head", "330000.planner", "330000.discipline", SYSTEM, SECURITY, "330000.audit")
PAGES = (
    "/people/",
    "/people/awaiting/",
    "/people/rights/",
    "/people/duties/",
    "/reviews/",
    "/experts/",
)


def page_of(account):
    return f"/people/{people.person_of(account).pk}/"


def form(**more):
    return {
        "account": "330000.new",
        "name": "新任计划员",
        "role": "planner",
        "unit": "330000",
        "from_on": make.today().isoformat(),
        "because": "浙市监任〔2026〕1 号",
        **more,
    }


@pytest.mark.parametrize("who", READERS)
def test_who_works_with_people_reads_the_pages(who):
    browser = make.sign_in(who)
    assert [status_of(browser, one) for one in (*PAGES, page_of(HEAD))] == [200] * 7


@pytest.mark.parametrize("who", ["330000.reviewer", OFFICER, "330000.witness", "clerk1"])
def test_others_do_not(who):
    browser = make.sign_in(who)
    assert [status_of(browser, one) for one in (*PAGES, page_of(HEAD))] == [409] * 7


@pytest.mark.parametrize("who", [*READERS, OFFICER, "330000.witness"])
def test_everybody_reads_what_is_kept_of_oneself(who):
    assert make.actor(who).name in read(make.sign_in(who), "/me/")


def test_a_clerk_finds_the_own_post():
    assert "机构信息员" in read(make.sign_in("clerk1"), "/me/")


def test_a_person_of_another_province_is_not_found():
    assert status_of(make.sign_in("460000.system"), page_of(HEAD)) == 404
    assert page_of(HEAD) not in read(make.sign_in("460000.system"), "/people/?q=330110")


def test_a_county_does_not_see_the_people_of_its_superior():
    assert status_of(make.sign_in(HEAD), page_of("330000.head")) == 404


def test_system_enters_and_security_confirms_by_their_pages():
    text = press(make.sign_in(SYSTEM), "/people/enter/", **form())
    assert "等待安全管理岗确认" in text
    post = Post.objects.get(person__account="330000.new")
    security = make.sign_in(SECURITY)
    assert page_of("330000.new") in read(security, "/inbox/")
    assert "岗位已确认" in press(security, f"/posts/{post.pk}/confirm/")
    assert page_of("330000.new") not in read(security, "/inbox/")


def test_system_sees_what_it_waits_for():
    people.enter("330000.new", Role.PLANNER)
    assert "等待安全管理岗确认" in read(make.sign_in(SYSTEM), "/inbox/?tab=waiting")


def test_security_of_the_county_confirms_before_that_of_the_province_is_asked():
    people.install("330110.security", Role.SECURITY, "330110")
    people.enter("330110.new", Role.PLANNER, "330110")
    assert not queries.to_confirm(make.actor(SECURITY)).exists()
    assert queries.to_confirm(make.actor("330110.security")).count() == 1


def test_a_post_is_refused_with_a_reason_on_a_page():
    post = people.enter("330000.new", Role.PLANNER)
    text = press(make.sign_in(SECURITY), f"/posts/{post.pk}/refuse/", because="文号有误")
    assert "文号有误" in text and "不予确认" in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"account": "有空格 x"}, "post.account"),
        ({"account": "330000.head"}, "post.other-name"),
        ({"unit": "460000"}, "post.other-area"),
        ({"role": "officer"}, "post.no-card"),
        ({"to_on": "2000-01-01"}, "post.ends-before"),
    ],
)
def test_a_wrong_entry_is_refused_and_leaves_nobody_behind(changes, code):
    before = Person.objects.count()
    assert code in why_not(make.sign_in(SYSTEM), "/people/enter/", **form(**changes))
    assert Person.objects.count() == before


@pytest.mark.parametrize("account", ["330000.new", "330000.planner"])
def test_a_card_of_another_account_is_refused_in_words(account):
    card = people.person_of(OFFICER).card_number
    name = people.person_of(account).name if account.endswith("planner") else "新任"
    fields = form(account=account, name=name, role="officer", card_number=card)
    before = Person.objects.count()
    assert why_not(make.sign_in(SYSTEM), "/people/enter/", **fields) == ["post.card-taken"]
    assert Person.objects.count() == before


def test_a_clerk_is_entered_by_the_state_administration_alone():
    fields = form(account="clerk9", name="某机构信息员", role="clerk", body="CNCA-R-2022-9009")
    assert why_not(make.sign_in(SYSTEM), "/people/enter/", **fields) == ["post.other-area"]
    press(make.sign_in("system"), "/people/enter/", **fields)
    post = Post.objects.get(person__account="clerk9")
    assert people.confirm(post, who="000000.security").body == "CNCA-R-2022-9009"


def test_system_ends_a_post_on_a_page():
    browser = make.sign_in(SYSTEM)
    post = people.post_of(OFFICER)
    assert f"/posts/{post.pk}/end/" in read(browser, page_of(OFFICER))
    text = press(browser, f"/posts/{post.pk}/end/", because="调离")
    assert "岗位已终止" in text and "提前终止" in text


def test_the_ending_of_an_administrator_is_confirmed_on_a_page():
    people.install("330000.security2", Role.SECURITY)
    ending = people.end(people.post_of(SECURITY))
    browser = make.sign_in("330000.security2")
    assert page_of(SECURITY) in read(browser, "/inbox/")
    assert "终止已确认" in press(browser, f"/endings/{ending.pk}/")


def test_a_head_delegates_on_a_page_and_takes_it_back():
    browser, head = make.sign_in(HEAD), make.actor(HEAD)
    address = f"/posts/{head.post_id}/delegate/"
    assert address in read(browser, "/me/")
    fields = {
        "person": people.person_of("330110.reviewer").pk,
        "from_on": make.today().isoformat(),
        "to_on": (make.today() + timedelta(days=5)).isoformat(),
        "because": "出差",
    }
    assert "到期自动结束" in press(browser, address, **fields)
    post = Post.objects.get(delegated_from=head.post_id)
    assert "代理已终止" in press(browser, f"/posts/{post.pk}/take-back/")


def test_nobody_opens_the_delegation_of_another_post():
    other = people.post_of("330110.reviewer")
    assert status_of(make.sign_in(HEAD), f"/posts/{other.pk}/delegate/") == 404


# Ties and details


def test_ties_are_for_the_person_those_who_decide_and_those_who_watch():
    officer = make.actor(OFFICER)
    commands.declare_interest(
        officer, officer.person_id, "CNCA-R-2022-9001", InterestKind.SHARES, at=timezone.now()
    )
    shown = {
        who for who in READERS if "CNCA-R-2022-9001" in read(make.sign_in(who), page_of(OFFICER))
    }
    assert shown == {"330000.head", "330000.discipline", "330000.audit"}
    assert "CNCA-R-2022-9001" in read(make.sign_in(OFFICER), "/me/")


def test_an_officer_declares_on_the_own_page():
    pk = people.person_of(OFFICER).pk
    browser = make.sign_in(OFFICER)
    text = press(browser, f"/people/{pk}/interests/", code="cnca-r-2022-9001", kind="shares")
    assert "CNCA-R-2022-9001" in text
    until = (make.today() - timedelta(days=9)).isoformat()
    text = press(browser, f"/people/{pk}/employers/", code="CNCA-R-2022-9002", until_on=until)
    assert "原工作单位" in text


def test_personal_details_are_shown_masked():
    browser = make.sign_in(SYSTEM)
    fields = {"phone": "13812345678", "identity_number": "11010519491231002x"}
    text = press(browser, f"{page_of(OFFICER)}details/", **fields)
    assert "138****5678" in text and "110*************2X" in text
    assert "13812345678" not in text and "11010519491231002" not in text
    entry = make.newest_entry(make.actor(SYSTEM))["details"]
    assert entry["fields"] == ["phone", "identity_number"]


def test_one_human_has_one_account():
    browser = make.sign_in(SYSTEM)
    fields = {"phone": "", "identity_number": "11010519491231002X"}
    press(browser, f"{page_of(OFFICER)}details/", **fields)
    found = why_not(browser, f"{page_of('330110.officer2')}details/", **fields)
    assert found == ["person.identity-taken"]


@pytest.mark.parametrize("act", ["card", "leave", "details"])
def test_what_is_kept_of_people_is_not_changed_by_themselves(act):
    browser = make.sign_in(OFFICER)
    assert status_of(browser, f"{page_of(OFFICER)}{act}/", by="post") == 409


# Who could do what


def duties(who, right, unit="330110", day=None, **more):
    on = (day or make.today()).isoformat()
    below = "&below=on" if more.get("below") else ""
    return read(make.sign_in(who), f"/people/duties/?right={right}&unit={unit}&on={on}{below}")


def test_who_could_file_a_case_on_a_day_and_by_whose_confirmation():
    people.appoint("330110.head2", Role.HEAD, "330110")
    text = duties("330000.audit", "case.file")
    assert people.person_of(HEAD).name in text and "330110.head2" in text
    assert people.person_of(SECURITY).name in text
    before = duties("330000.audit", "case.file", day=make.today() - timedelta(days=1))
    assert people.person_of(HEAD).name in before and "330110.head2" not in before


def test_who_was_stopped_during_the_day_could_until_then():
    people.end(people.post_of(HEAD))
    assert people.person_of(HEAD).name in duties("330000.audit", "case.file")
    later = duties("330000.audit", "case.file", day=make.today() + timedelta(days=1))
    assert people.person_of(HEAD).name not in later


def test_a_delegate_is_named_with_the_holder():
    people.delegate(HEAD, "330110.reviewer")
    assert f"代理 {people.person_of(HEAD).name}" in duties("330000.audit", "case.file")


def test_the_units_below_are_asked_too_if_wanted():
    name = people.person_of(HEAD).name
    assert name not in duties("330000.audit", "case.file", "330100")
    assert name in duties("330000.audit", "case.file", "330100", below=True)


def test_a_unit_of_another_area_is_not_asked():
    address = f"/people/duties/?right=case.file&unit=460000&on={make.today()}"
    assert status_of(make.sign_in("330000.audit"), address) == 404


# Weak spots


def test_security_sees_weak_spots_and_others_do_not():
    assert status_of(make.sign_in("330000.head"), "/people/weak-spots/") == 409
    Person.objects.filter(account=OFFICER).update(card_expires_on=make.today())
    ApiKey.objects.filter(pk=make_api.key("330000.planner")[0].pk).update(
        made_at=timezone.now() - timedelta(days=300)
    )
    text = read(make.sign_in(SECURITY), "/people/weak-spots/")
    assert people.person_of(OFFICER).name in text
    assert people.person_of("330000.planner").name in text
    assert people.person_of("330000.audit").name in text, "it has no second factor"


def test_many_exports_are_a_weak_spot(settings):
    settings.MANY_EXPORTS = 2
    for account in (HEAD, "460000.head"):
        for _ in range(2):
            Export.objects.create(
                listing="x", title="x", form="csv", language="zh", account=account,
                post_id=1, asked_at=timezone.now(),
            )  # fmt: skip
    text = read(make.sign_in(SECURITY), "/people/weak-spots/")
    assert people.person_of(HEAD).name in text
    assert people.person_of("460000.head").name not in text


def test_jobs_of_the_whole_site_are_for_the_top_alone():
    assert status_of(make.sign_in("system"), "/jobs/") == 200
    assert status_of(make.sign_in(SYSTEM), "/jobs/") == 409


def test_an_account_that_was_entered_gets_its_password_from_security():
    people.appoint("330000.new", Role.PLANNER)
    found = queries.accounts(make.actor(SECURITY))
    assert found.filter(pk=with_password("330000.new").pk).exists()
