"""Calls at the same moment: every one is counted, and one file makes one upload."""

import pytest
from django.test import Client

import make
import make_api
from at_once import at_once
from make_api import CSV, ROOT
from renjian.authorities.keys import Quota
from renjian_site.authorities.models import ApiCall, ApiUsage
from renjian_site.registers.models import Upload


@pytest.fixture(autouse=True)
def database(own_database, django_db_blocker):
    """A database of the test's own, which its threads share."""
    with django_db_blocker.unblock():
        yield


def test_no_call_is_lost_from_the_count():
    found, token = make_api.key(quota=Quota(5, 1000))
    answers = at_once(*[lambda: make_api.sender(token).get(f"{ROOT}/me").status_code] * 8)
    usage = ApiUsage.objects.get(caller=f"key:{found.pk}")
    assert usage.day_calls == ApiCall.objects.filter(key=found).count() == 8
    assert answers.count(200) in {5, 8}  # 8 when a new minute began between them


@pytest.mark.parametrize("headers", [{}, {"idempotency-key": "one"}], ids=["file", "key"])
def test_the_same_file_sent_at_once_is_one_upload(files, headers):
    _found, token = make_api.key()
    content = make.sample("certificates-broken.csv").read_bytes()
    before = Upload.objects.count()

    def send():
        program: Client = make_api.sender(token)
        return program.post(f"{ROOT}/uploads", content, CSV, headers=headers).json()["id"]

    numbers = at_once(send, send, send)
    assert len(set(numbers)) == 1
    assert Upload.objects.count() == before + 1
