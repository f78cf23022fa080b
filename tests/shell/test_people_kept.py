"""What is kept of a person beside the posts stays where the person works."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
import make_people as people
from make_roles import rows
from pages import press, read, status_of
from renjian.authorities.posts import PostStage, Role
from renjian_site.authorities import queries
from renjian_site.authorities.models import PersonDetail, Post, SignInEvent
from renjian_site.kit.scope import EVERYTHING, scope_of, within

pytestmark = pytest.mark.django_db
SYSTEM, SECURITY, TOP = "330000.system", "330000.security", "000000.head"
PHONE = "13800001234"
ACTS = {
    "details/": {"phone": "13999999999", "identity_number": ""},
    "details/open/": {"field": "phone", "because": "核对值班安排"},
    "card/": {"expires_on": "", "qualifications": "假的"},
    "leave/": {"from_on": "2026-01-01", "to_on": "2026-01-02"},
}


@pytest.fixture
def top():
    """Somebody of the state administration, with details and a sign-in."""
    found = people.person_of(TOP)
    with within(EVERYTHING):
        PersonDetail.objects.create(person=found, phone=PHONE)
    SignInEvent.objects.create(person=found, what="signed-in", at=timezone.now())
    return found


def awaiting():
    return people.enter(TOP, Role.PLANNER)


def refused():
    post = awaiting()
    Post.objects.filter(pk=post.pk).update(stage=PostStage.REFUSED)
    return post


def long_ago():
    post, years = people.appoint(TOP, Role.PLANNER), timedelta(days=900)
    Post.objects.filter(pk=post.pk).update(
        from_on=make.today() - 2 * years, to_on=make.today() - years
    )
    return post


@pytest.mark.parametrize("bring", [awaiting, refused, long_ago])
def test_a_post_that_is_not_held_brings_nobody_into_the_area(top, bring):
    bring()
    browser, page = make.sign_in(SYSTEM), f"/people/{top.pk}/"
    shown = read(browser, page)
    assert "计划" in shown and "此人现不在本辖区任职" in shown and "138****" not in shown
    for act, fields in ACTS.items():
        assert browser.post(f"{page}{act}", fields).status_code == 404, act
    with within(scope_of(make.actor(SYSTEM))):
        assert not rows("select 1 from authorities_persondetail where person_id = %s", top.pk)
    assert not queries.sign_in_events(make.actor(SECURITY)).filter(person=top).exists()
    top_sees = queries.detail_of(make.actor("system"), top.pk)
    assert top_sees.phone.startswith("138")


def test_what_is_kept_comes_along_once_the_post_is_confirmed(top):
    people.confirm(awaiting())
    assert "138****1234" in read(make.sign_in(SYSTEM), f"/people/{top.pk}/")
    assert queries.sign_in_events(make.actor(SECURITY)).filter(person=top).exists()
    with within(scope_of(make.actor(SYSTEM))):
        assert rows("select 1 from authorities_persondetail where person_id = %s", top.pk)


def test_whoever_holds_no_post_elsewhere_is_kept_where_one_waits():
    new = people.enter("330000.new", Role.PLANNER).person
    page = f"/people/{new.pk}/"
    assert "138****1234" in press(
        make.sign_in(SYSTEM), f"{page}details/", phone=PHONE, identity_number=""
    )
    assert status_of(make.sign_in("460000.system"), page) == 404


def test_the_state_administration_keeps_the_details_of_clerks():
    clerk = people.person_of("clerk1")
    text = press(
        make.sign_in("system"), f"/people/{clerk.pk}/details/", phone=PHONE, identity_number=""
    )
    assert "138****1234" in text
    with within(scope_of(make.actor(SYSTEM))):
        assert not rows("select 1 from authorities_persondetail where person_id = %s", clerk.pk)
