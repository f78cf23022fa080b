"""The tree of authorities is set up once; people are appointed to it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

import make
from refusals import refused
from renjian.authorities.kinds import Kind, level_below
from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.tree import AuthorityNode
from renjian_site.authorities import commands
from renjian_site.authorities.models import Authority, Coverage, Person, Post
from renjian_site.kit.actor import SYSTEM

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def appoint(at, *people):
    return commands.appoint(SYSTEM, people, from_on=DAY, at=at)


def person(account="330110.new", card="", posts=((Role.OFFICER, "330110"),)):
    return commands.NewPerson(account, "余杭新来的", card, posts)


def test_the_tree_is_set_up_only_once(at):
    before = Authority.objects.count()
    node = AuthorityNode(
        "110000", "北京市市场监督管理局", "京市监", Level.PROVINCIAL, None, "110000/"
    )
    with refused("authorities.installed"):
        commands.install(SYSTEM, [node], {}, from_on=DAY, at=at)
    assert Authority.objects.count() == before


def test_every_authority_knows_its_superior_and_its_path():
    for one in Authority.objects.select_related("parent"):
        above = one.parent.path if one.parent else ""
        assert one.path == f"{above}{one.code}/"
        assert one.parent is None or one.level == level_below(
            Kind(one.kind), Level(one.parent.level), Level(max(one.level, one.parent.level + 1))
        )


def test_the_ledger_says_how_many_authorities_and_divisions_were_set_up():
    from renjian_site.ledger import queries

    acts = [line.content for line in queries.newest(SYSTEM)]
    installed = next(one for one in acts if one["act"] == "authorities.installed")
    assert installed["details"] == {
        "units": Authority.objects.count(),
        "divisions": Coverage.objects.count(),
    }


def test_a_person_is_appointed_from_a_day_on(at):
    assert appoint(at, person(card="浙A-1")) == 1
    post = Post.objects.get(person__account="330110.new")
    assert (post.authority.code, post.role, post.from_on, post.to_on) == (
        "330110",
        "officer",
        DAY,
        None,
    )
    assert post.person.card_number == "浙A-1"


def test_a_clerk_is_appointed_to_a_body(at):
    appoint(at, person("clerk99", posts=((Role.CLERK, "CNCA-R-2022-9001"),)))
    post = Post.objects.get(person__account="clerk99")
    assert (post.authority, post.body) == (None, "CNCA-R-2022-9001")


def test_a_person_may_hold_several_posts(at):
    appoint(at, person(posts=((Role.REVIEWER, "330110"), (Role.HEAD, "330100"))))
    roles = Post.objects.filter(person__account="330110.new").values_list("role", flat=True)
    assert list(roles) == ["reviewer", "head"]


def test_appointing_is_one_entry_in_the_ledger_of_the_system(at):
    appoint(at, person("a"), person("b"))
    entry = make.newest_entry(SYSTEM)
    assert entry["act"] == "people.appointed"
    assert entry["details"] == {"people": 2, "from_on": "2026-01-01"}


def test_nobody_signs_in_with_a_password_of_the_practice_country(at):
    appoint(at, person())
    assert not Person.objects.get(account="330110.new").has_usable_password()


@pytest.mark.parametrize("taken", [{"account": "330110.head"}, {"card": "PRAC-33011001"}])
def test_an_account_or_a_card_belongs_to_one_person(at, taken):
    before = Person.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        appoint(at, person(**taken))
    assert Person.objects.count() == before


def test_an_unknown_authority_appoints_nobody(at):
    with pytest.raises(KeyError, match="999999"):
        appoint(at, person(posts=((Role.OFFICER, "999999"),)))
    assert not Person.objects.filter(account="330110.new").exists()


@pytest.mark.parametrize(
    "change", [{"authority": None, "body": ""}, {"body": "CNCA-R-2022-9001"}], ids=str
)
def test_a_post_is_in_an_authority_or_for_a_body_and_never_both(change):
    with pytest.raises(IntegrityError, match="post_in_authority_or_body"), transaction.atomic():
        Post.objects.filter(person__account="330110.head").update(**change)
