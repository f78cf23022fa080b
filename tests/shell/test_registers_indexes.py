"""The questions that lists and programs ask most of the register are answered from an index."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

import make
from make_registers import certificate
from renjian_site.kit.lists.paging import Beyond
from renjian_site.registers.models import Certificate, CertificateVersion
from renjian_site.registers.queries import Wanted, listed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_scans():
    """A table of the practice country is so small that PostgreSQL would rather read it whole."""
    make.accepted(certificate())
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")


@pytest.mark.parametrize(
    ("field", "index"),
    [("expires_on", "certificate_by_expiry"), ("issued_on", "certificate_by_issue")],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_page_of_a_list_sorted_by_a_day_is_read_from_its_index(field, index, sign):
    found = Certificate.objects.order_by(f"{sign}{field}", f"{sign}pk")
    assert index in found[:50].explain()
    behind = found.filter(Beyond(field, make.today(), 1, "<" if sign else ">"))
    assert index in behind[:50].explain()


def test_what_changed_since_a_moment_is_read_from_its_index():
    since = timezone.now() - timedelta(days=1)
    newer = CertificateVersion.objects.filter(recorded_at__gte=since)
    assert "version_by_recording" in newer.order_by().values("certificate_id").explain()
    wanted = listed(make.actor("000000.head"), Wanted(changed_since=since))
    assert certificate().number in [one.number for one in wanted]
