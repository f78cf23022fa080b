"""Which subjects stand in object registers, and what can be entered by hand."""

from datetime import date

import pytest

from renjian.catalogue.checks import check_item
from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind
from renjian.registers.objects import (
    BY_HAND,
    Held,
    Source,
    Tag,
    items_of,
    tags_by_rule,
    tags_for,
    why_not_enter,
)

TODAY, LATER, PAST = date(2026, 11, 24), date(2027, 1, 1), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        (Kind.SYSTEM, Tag.SYSTEM_HOLDER),
        (Kind.SERVICE, Tag.SERVICE_HOLDER),
        (Kind.VOLUNTARY, Tag.PRODUCT_HOLDER),
        (Kind.CCC, Tag.CCC_HOLDER),
        (Kind.ORGANIC, Tag.ORGANIC_HOLDER),
    ],
)
def test_a_certificate_moves_its_holder_in_under_its_kind(kind, tag):
    assert tags_by_rule([Held(kind, Status.VALID, LATER)], TODAY) == {tag}


@pytest.mark.parametrize("status", [Status.REVOKED, Status.CANCELLED, Status.EXPIRED])
def test_a_certificate_that_ended_moves_its_holder_out(status):
    assert not tags_by_rule([Held(Kind.SYSTEM, status, LATER)], TODAY)


def test_a_suspended_certificate_keeps_its_holder_and_one_that_ran_out_does_not():
    assert tags_by_rule([Held(Kind.CCC, Status.SUSPENDED, TODAY)], TODAY)
    assert not tags_by_rule([Held(Kind.CCC, Status.VALID, PAST)], TODAY)


def test_the_factory_of_a_ccc_certificate_is_a_producer_and_no_holder():
    assert tags_by_rule([Held(Kind.CCC, Status.VALID, LATER, is_factory=True)], TODAY) == {
        Tag.CCC_PRODUCER
    }


@pytest.mark.parametrize("tag", Tag)
def test_what_follows_from_certificates_cannot_be_entered_by_hand(tag):
    reasons = why_not_enter(tag, Source.OFFICER, "现场检查")
    assert bool(reasons) == (tag not in BY_HAND)


def test_whoever_enters_a_subject_says_from_where_it_is_known():
    (why,) = why_not_enter(Tag.CCC_SELLER, Source.ONLINE, " ")
    assert why.code == "object.because"


def test_every_item_of_a_tag_is_an_item_of_the_catalogue():
    for tag in Tag:
        for item in items_of(tag):
            assert check_item(item, TODAY)
            assert tag in tags_for(item)
    assert not items_of(Tag.UNAPPROVED_BODY)
