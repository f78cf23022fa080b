"""Quality cards: counted in sets, each number with its rows, compared with the own past alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

import make
from make_registers import certificate, uscc
from pages import read, status_of
from renjian.registers.quality import Dimension, first_of, months_before
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.scope import scope_of, within
from renjian_site.registers import commands, queries
from renjian_site.registers.models import (
    Body,
    Certificate,
    CertificateVersion,
    Organisation,
    QualityCard,
    Upload,
)
from renjian_site.registers.quality_rows import figures_of

pytestmark = pytest.mark.django_db
NUMBER = "900126Q00777R0M"
CODE = uscc("91330110RJ0000777")
TOP = "000000.head"


@pytest.fixture
def clerk():
    return make.actor("clerk1")


@pytest.fixture
def own(clerk):
    """A faultless certificate of the clerk's body, and what the card says with it."""
    make.accepted(certificate(number=NUMBER, uscc=CODE, organisation="质量（练习）厂"))
    return Certificate.objects.get(number=NUMBER)


def faults(clerk):
    commands.compute_quality(SYSTEM, at=timezone.now())
    card = queries.newest_cards(clerk).get(body__approval_no=clerk.body)
    return {one.dimension: one.faults for one in figures_of(card)}, card


def change(own, **what):
    Certificate.objects.filter(pk=own.pk).update(**what)


WRONG = {
    Dimension.COMPLETE: lambda own: change(own, standard=""),
    Dimension.WELL_FORMED: lambda own: Organisation.objects.filter(uscc=CODE).update(uscc="RJ77"),
    Dimension.ACCURATE: lambda own: change(
        own, issued_on=own.issued_on.replace(year=2020), expires_on=own.issued_on.replace(year=2021)
    ),
    Dimension.UNIQUE: lambda own: make.accepted(
        certificate(number="900126Q00778R0M", uscc=CODE, organisation="质量（练习）厂")
    ),
    Dimension.TIMELY: lambda own: CertificateVersion.objects.filter(certificate=own).update(
        effective_on=make.today() - timedelta(days=80)
    ),
}


@pytest.mark.parametrize("dimension", WRONG, ids=str)
def test_what_is_wrong_counts_in_its_dimension_and_its_row_is_shown(clerk, own, dimension):
    CertificateVersion.objects.filter(certificate=own).update(effective_on=make.today())
    before, _card = faults(clerk)
    WRONG[dimension](own)
    after, card = faults(clerk)
    assert after[dimension] > before[dimension]
    rows = queries.faulty(clerk, card, dimension, make.today())
    assert NUMBER in [row.number for row in rows]


def test_a_certificate_without_audit_results_is_not_linked(clerk, own):
    _faults, card = faults(clerk)
    shown = []
    for offset in range(0, 500, queries.EACH):
        rows = queries.faulty(clerk, card, Dimension.LINKED, make.today(), offset)
        shown += [row.number for row in rows[: queries.EACH]]
    assert NUMBER in shown
    assert len(shown) == card.linked_faults


def test_a_month_without_report_is_not_covered_until_one_came(clerk):
    before, card = faults(clerk)
    assert before[Dimension.COVERED] == card.covered_total == 11 + (make.today().day > 10)
    month = months_before(make.today(), 3)[-1]
    upload = Upload.objects.filter(body=card.body_id, stage="accepted").first()
    Upload.objects.filter(pk=upload.pk).update(
        received_at=timezone.now().replace(year=month.year, month=month.month, day=15)
    )
    after, _card = faults(clerk)
    assert after[Dimension.COVERED] == before[Dimension.COVERED] - 1


def test_every_body_has_a_card_even_without_certificates():
    commands.compute_quality(SYSTEM, at=timezone.now())
    assert QualityCard.objects.count() == Body.objects.count()


def test_the_month_that_runs_is_computed_anew_and_the_past_stays(clerk):
    _faults, card = faults(clerk)
    past = months_before(make.today(), 1)[0]
    QualityCard.objects.create(
        body_id=card.body_id,
        month=past,
        computed_at=timezone.now(),
        linked_total=9,
        linked_faults=4,
    )
    faults(clerk)
    months = queries.trend(clerk, card.body_id)
    assert [one.month for one in months] == [first_of(make.today()), past]
    assert months[1].linked_faults == 4


def test_a_clerk_sees_the_own_card_alone_even_past_the_query(clerk):
    with within(scope_of(clerk)), connection.cursor() as cursor:
        cursor.execute("select distinct body_id from registers_qualitycard")
        own = Body.objects.get(approval_no=clerk.body).pk
        assert cursor.fetchall() == [(own,)]


def test_the_median_is_of_all_bodies_also_for_who_sees_one(clerk):
    month = first_of(make.today())
    with within(scope_of(clerk)):
        own = queries.medians(clerk, month)
    assert own == queries.medians(make.actor(TOP), month)
    assert own[Dimension.COVERED] is not None


def test_the_card_shows_seven_dimensions_and_leads_to_the_rows(clerk):
    client = make.sign_in("clerk1")
    text = read(client, f"/registers/bodies/{clerk.body}/quality/")
    for title in ("完整性", "规范性", "冗余性", "关联性", "准确性", "及时性", "覆盖性"):
        assert title in text
    assert f"/registers/bodies/{clerk.body}/quality/covered/" in text
    assert "应当上报" in read(client, f"/registers/bodies/{clerk.body}/quality/covered/")


def test_a_card_is_reached_from_the_body_and_not_by_strangers(clerk):
    address = f"/registers/bodies/{clerk.body}/quality/"
    assert address in read(make.sign_in("clerk1"), f"/registers/bodies/{clerk.body}/")
    assert status_of(make.sign_in("clerk2"), address) == 404
    assert address not in read(make.sign_in("clerk2"), f"/registers/bodies/{clerk.body}/")
    assert status_of(make.sign_in("clerk1"), address + "charm/") == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "٣"])
def test_an_odd_page_number_breaks_nothing(clerk, page):
    address = f"/registers/bodies/{clerk.body}/quality/linked/?page={page}"
    assert status_of(make.sign_in("clerk1"), address) == 200


def test_the_board_lists_the_bodies_with_their_shares():
    text = read(make.sign_in(TOP), "/registers/quality/")
    assert Body.objects.first().name in text
    assert "%" in text
