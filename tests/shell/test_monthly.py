"""A clerk's month: what is due, what came in, and a month without any change."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
from pages import read
from refusals import refused
from renjian.registers.quality import Dimension, months_before
from renjian_site.console.inbox import inbox
from renjian_site.kit.actor import SYSTEM
from renjian_site.registers import commands, queries
from renjian_site.registers.models import Attestation, Body, Upload
from renjian_site.registers.quality_rows import figures_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make.actor("clerk1")


@pytest.fixture
def past():
    """A month that has ended, without a report."""
    return months_before(make.today(), 3)[-1]


def attest(clerk, month):
    return commands.attest(clerk, month, at=timezone.now())


def test_a_month_without_change_is_declared_once_and_recorded(clerk, past):
    made = attest(clerk, past)
    assert (made.body.approval_no, made.attested_by) == (clerk.body, clerk.name)
    assert make.newest_entry(clerk)["act"] == "month.attested"
    with refused("month.attested"):
        attest(clerk, past)
    assert Attestation.objects.count() == 1


def test_a_month_that_runs_is_not_declared(clerk):
    with refused("month.not-over", "month.reported"):
        attest(clerk, make.today().replace(day=1))


def test_a_month_with_a_report_is_not_declared(clerk, past):
    upload = Upload.objects.filter(body__approval_no=clerk.body, stage="accepted").first()
    day = timezone.make_aware(
        timezone.datetime.combine(past + timedelta(days=14), timezone.datetime.min.time())
    )
    Upload.objects.filter(pk=upload.pk).update(received_at=day)
    with refused("month.reported"):
        attest(clerk, past)


def test_a_month_before_the_approval_is_not_owed(clerk, past):
    Body.objects.filter(approval_no=clerk.body).update(approved_on=make.today())
    with refused("month.not-owed"):
        attest(clerk, past)


def test_a_declared_month_is_covered_on_the_card(clerk, past):
    def missing():
        commands.compute_quality(SYSTEM, at=timezone.now())
        card = queries.newest_cards(clerk).get(body__approval_no=clerk.body)
        return {one.dimension: one.faults for one in figures_of(card)}[Dimension.COVERED]

    before = missing()
    attest(clerk, past)
    assert missing() == before - 1


def test_the_inbox_asks_no_more_for_a_declared_month(clerk):
    day = make.today().replace(day=5)
    Upload.objects.filter(body__approval_no=clerk.body).update(stage="undone")

    def asked():
        return "本月证书信息报告" in [item.matter for item in inbox(clerk, day)]

    assert asked()
    Attestation.objects.create(
        body=Body.objects.get(approval_no=clerk.body),
        month=months_before(day, 1)[0],
        attested_by="某甲",
        attested_at=timezone.now(),
    )
    assert not asked()


def test_the_home_shows_months_card_and_uploads_and_declares_by_button(clerk, past):
    client = make.sign_in("clerk1")
    text = read(client, "/registers/month/")
    for words in ("前上报", "没有上报", "质量卡", "最近的上传", "全国中位数"):
        assert words in text
    address = f"/registers/month/{past.year}-{past.month}/attest/"
    assert address in text
    assert client.post(address).headers["Location"] == "/registers/month/"
    assert "声明没有变化" in read(client, "/registers/month/")
    assert address not in read(client, "/registers/month/")


@pytest.mark.parametrize("month", ["0-1", "9999-12", "2026-0", "2026-13"])
def test_a_month_that_is_none_is_not_found(month):
    assert make.sign_in("clerk1").post(f"/registers/month/{month}/attest/").status_code == 404


def test_others_have_no_such_home():
    assert make.sign_in("330000.head").get("/registers/month/").status_code in (403, 404, 409)
