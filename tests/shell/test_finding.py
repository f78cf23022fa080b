"""Subjects and certificates are found by what people have of them, and the hit says why."""

from dataclasses import replace

import pytest
from django.test import Client

import make
from make_registers import certificate, uscc
from pages import read
from renjian_site.console.search import search
from renjian_site.kit.actor import SYSTEM
from renjian_site.registers import commands
from renjian_site.registers.models import (
    Body,
    Certificate,
    CertificateVersion,
    KnownName,
    Organisation,
    Practitioner,
)

pytestmark = pytest.mark.django_db
CODE = uscc("91330110RJ0000991")
TOP = "000000.head"


@pytest.fixture
def report(at):
    """Report certificates and let the job add their names."""

    def report(*rows, account="clerk1"):
        upload = make.accepted(*rows, account=account)
        return commands.note_names(SYSTEM, upload.pk, at=at)

    return report


def hits(words, account=TOP):
    return [(hit.title, hit.why) for hit in search(make.actor(account), words)]


def holder(name, **more):
    return certificate(**{"number": "900126Q09901R0M", "uscc": CODE, "organisation": name} | more)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("华信重工（练习）有限公司", "名称全文"),
        ("华信重工(练习) 有限公司", "名称全文"),
        ("华信重", "名称开头"),
        ("信重工", "名称中的字"),
        ("重工 华信", "名称中的字"),
        ("HXZG", "拼音首字母"),
        ("华新重工练习有限公司", "名称相近，差 1 个字"),
        ("华信童工", "名称相近，差 1 个字"),
        (CODE, "统一社会信用代码"),
        (CODE[:16].lower(), "统一社会信用代码"),
    ],
)
def test_an_organisation_is_found_and_the_hit_says_why(report, words, why):
    report(holder("华信重工（练习）有限公司"))
    assert ("华信重工（练习）有限公司", why) in hits(words)


@pytest.mark.parametrize("name", ["鑫㸚", "𠮷鑫（练习）厂", "ＡＢＣ　练习有限公司", "练习·阿里-木"])
def test_hard_names_are_found_whole_and_by_two_characters(report, name):
    report(holder(name))
    assert (name, "名称全文") in hits(name)
    assert name in [title for title, _why in hits(name.replace("　", "")[:2])]


def test_a_former_name_finds_who_bears_another_today(report):
    report(holder("旧名华信（练习）厂"))
    report(holder("新名宏远（练习）厂", status="02"))
    assert hits("旧名华信") == [("新名宏远（练习）厂", "名称开头；曾用名：旧名华信（练习）厂")]


def test_a_merged_organisation_is_found_by_the_code_of_its_old_certificates(report):
    old, row = uscc("91330110RJ0000992"), holder("并入宏远（练习）厂")
    report(replace(row, uscc=old, organisation="被并华信（练习）厂"))
    report(replace(row, status="02"))
    found = {hit.title: hit.why for hit in search(make.actor(TOP), old)}
    assert "被并华信（练习）厂" in found
    assert found["并入宏远（练习）厂"] == f"原统一社会信用代码：{old}"


def test_a_certificate_is_found_by_beginning_end_and_former_number(report):
    own = holder("华信（练习）厂")
    report(own)
    taken_over = CertificateVersion.objects.filter(certificate__number=own.number)
    taken_over.update(former_number="OLD-7788-XYZ")
    assert hits("900126Q09901") == hits("09901r0m") == [(own.number, "证书编号")]
    assert hits("old-7788-xyz") == [(own.number, "原证书编号：OLD-7788-XYZ")]


def test_bodies_and_practitioners_are_found_by_name_and_number():
    body = Body.objects.first()
    person = Practitioner.objects.exclude(body=None).first()
    assert (body.name, "批准号") in hits(body.approval_no)
    assert body.name in [title for title, _why in hits(body.name[:4])]
    assert (person.name, "注册编号") in hits(person.registration_no)
    assert (person.name, "名称全文") in hits(person.name)


def test_a_clerk_finds_no_practitioner_of_another_body():
    clerk = make.actor("clerk1")
    other = Practitioner.objects.exclude(body__approval_no=clerk.body).exclude(body=None).first()
    assert hits(other.registration_no, "clerk1") == []


def test_names_of_another_area_are_not_found(report):
    report(holder("华信重工（练习）有限公司"))
    assert hits("华信重工", "330110.head") == [("华信重工（练习）有限公司", "名称开头")]
    assert hits("华信重工", "460000.head") == hits("华新重工练习", "460000.head") == []


def test_a_near_hit_is_listed_and_not_opened(report):
    report(holder("华信重工（练习）有限公司"))
    page = make.sign_in(TOP).get("/search/", {"q": "华新重工练习有限公司"})
    assert page.status_code == 200
    assert "名称相近" in page.content.decode()


def test_the_words_asked_for_are_marked_and_nothing_else_gets_in(report):
    report(holder("华信<b>重工（练习）有限公司"))
    report(holder("华信二厂（练习）", uscc=uscc("91330110RJ0000993"), number="900126Q09903R0M"))
    text = read(make.sign_in(TOP), "/search/?q=华信")
    assert "<mark>华信</mark>&lt;b&gt;重工" in text


def test_one_character_is_too_short_and_the_page_says_so():
    assert "至少输入两个字" in read(make.sign_in(TOP), "/search/?q=华")


def test_more_names_than_are_compared_are_said(monkeypatch):
    monkeypatch.setattr("renjian_site.registers.finding.MOST", 3)
    assert "只比较了其中一部分" in read(make.sign_in(TOP), "/search/?q=练习")
    whole = Organisation.objects.order_by("-name").first().name
    assert (whole, "名称全文") in hits(whole)


def test_names_are_added_once_and_the_night_adds_what_is_missing(report, at):
    assert report(holder("华信（练习）厂")) > 0
    assert commands.note_names(SYSTEM, at=at) == 0
    Organisation.objects.filter(uscc=CODE).update(name="华信二厂（练习）")
    assert commands.note_names(SYSTEM, at=at) == 1
    assert KnownName.objects.filter(organisation__uscc=CODE).count() == 2


def test_the_public_finds_certificates_by_the_name_of_their_holder():
    found = Certificate.objects.select_related("organisation").first()
    name = found.organisation.name
    response = Client().get("/", {"number": name}, follow=True)
    assert response.redirect_chain[0][0].startswith("/public/certificates/?q=")
    assert found.number in response.content.decode()
    assert "没有查到名称相符" in read(Client(), "/public/certificates/?q=没有这样的名字吧")


def test_a_public_search_asks_few_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        Client().get("/public/certificates/", {"q": "练习"})


def test_a_search_by_name_asks_a_fixed_number_of_questions(django_assert_max_num_queries):
    actor = make.actor(TOP)
    with django_assert_max_num_queries(40):
        search(actor, "练习")
