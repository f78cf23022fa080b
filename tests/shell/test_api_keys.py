"""Making and stopping keys: what is kept, what is recorded, who may."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

import make
import make_api
from refusals import refused
from renjian.authorities.keys import MOST_KEYS, Quota
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import ApiCall, ApiKey
from renjian_site.ledger.models import Entry

pytestmark = pytest.mark.django_db
CLERK, STRANGER = "clerk1", "clerk2"


def test_only_the_hash_of_a_key_is_kept():
    found, token = make_api.key()
    found.refresh_from_db()
    assert found.sha256 == hashlib.sha256(token.encode()).hexdigest()
    kept = ApiKey.objects.filter(pk=found.pk).values().get()
    assert not [name for name, value in kept.items() if token in str(value)]


def test_a_key_is_recognised_by_its_prefix():
    found, token = make_api.key()
    assert token.startswith(f"{found.prefix}_")
    assert len(token) - len(found.prefix) > 40


def test_no_two_keys_are_alike():
    made = [make_api.key()[1] for _ in range(5)]
    assert len(set(made)) == 5


def test_the_ledger_says_who_made_a_key_and_never_the_key():
    found, token = make_api.key()
    entry = make.newest_entry(make.actor(CLERK))
    assert entry["act"] == "key.created" and entry["actor"]["account"] == CLERK
    assert entry["details"]["prefix"] == found.prefix
    assert token not in str(entry) and found.sha256 not in str(entry)


def test_a_refused_key_leaves_nothing_behind():
    before = Entry.objects.count()
    with refused("key.permission"):
        make_api.key(permissions=("draws:read",))
    assert not ApiKey.objects.exists()
    assert Entry.objects.count() == before


def test_an_officer_makes_no_key():
    officer = make.person_of("officer", "330110")
    with refused("key.role"):
        commands.create_key(officer, make_api.wish("clerk"), at=timezone.now())


def test_a_unit_has_no_more_than_so_many_keys():
    for _ in range(MOST_KEYS):
        found, _token = make_api.key()
    with refused("key.too-many"):
        make_api.key()
    commands.revoke_key(make.actor(CLERK), found.pk, at=timezone.now())
    assert make_api.key()


def test_a_stopped_key_stays_stopped():
    found, _token = make_api.key()
    stopped = commands.revoke_key(make.actor(CLERK), found.pk, at=timezone.now())
    assert stopped.revoked_at is not None
    assert make.newest_entry(make.actor(CLERK))["act"] == "key.revoked"
    with refused("key.revoked-already"):
        commands.revoke_key(make.actor(CLERK), found.pk, at=timezone.now())


def test_the_keys_of_another_body_are_out_of_reach():
    found, _token = make_api.key(CLERK)
    assert not queries.api_keys(make.actor(STRANGER)).exists()
    with pytest.raises(ApiKey.DoesNotExist):
        commands.revoke_key(make.actor(STRANGER), found.pk, at=timezone.now())


def test_the_keys_of_an_authority_are_seen_by_its_own_people_only():
    make_api.key("330000.planner")
    assert queries.api_keys(make.actor("330000.planner")).count() == 1
    assert not queries.api_keys(make.person_of("officer", "330110")).exists()


def test_keys_in_use_are_those_that_still_work():
    for _ in range(3):
        found, _token = make_api.key()
    make_api.expired(found)
    commands.revoke_key(make.actor(CLERK), found.pk - 1, at=timezone.now())
    assert queries.api_keys_in_use(make.actor(CLERK), make.today()).count() == 1
    assert queries.api_keys(make.actor(CLERK)).count() == 3


def test_old_calls_are_forgotten_and_it_is_recorded():
    found, token = make_api.key()
    for _ in range(3):
        make_api.sender(token).get("/api/v1/me")
    ApiCall.objects.filter(pk=ApiCall.objects.first().pk).update(
        at=timezone.now() - timedelta(days=400)
    )
    before = timezone.now() - timedelta(days=365)
    assert commands.forget_calls(make.actor(CLERK), before, at=timezone.now()) == 1
    assert queries.api_calls(make.actor(CLERK), found.pk).count() == 2
    assert make.newest_entry(make.actor(CLERK))["details"]["calls"] == 1


def test_the_database_holds_no_quota_that_cannot_be():
    with pytest.raises(IntegrityError, match="api_key_quota_fits"):
        ApiKey.objects.filter(pk=make_api.key()[0].pk).update(per_minute=0)


def test_a_quota_is_kept_as_wished():
    found, _token = make_api.key(quota=Quota(7, 70))
    assert (found.per_minute, found.per_day) == (7, 70)
