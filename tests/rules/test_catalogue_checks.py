from datetime import date

import pytest

import make_law as make
from renjian.catalogue.checks import ItemClass, check_item, check_items, check_items_for
from renjian.catalogue.codes import code_list
from renjian.catalogue.laws import cited
from renjian.catalogue.offences import offences
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.validity import Mark, NotInForce

ITEMS = check_items(make.DAY)


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_every_item_points_to_offences_of_the_catalogue(item):
    assert [found.code for found in item.may_point_to()] == list(item.offences)
    assert item.offences


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_every_item_rests_on_the_notice_and_its_title_is_unconfirmed(item):
    assert cited(item.basis).startswith("国市监认证〔2019〕102号")
    assert item.is_unconfirmed
    assert item.title and item.title_en


def test_there_are_eight_items_and_five_of_them_are_key():
    codes = {item.code: item.item_class for item in ITEMS}
    assert list(codes) == [f"CI-0{number}" for number in range(1, 9)]
    key = [code for code, item_class in codes.items() if item_class is ItemClass.KEY]
    assert key == ["CI-01", "CI-02", "CI-03", "CI-05", "CI-06"]


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("body", ["CI-01"]),
        ("certified_organisation", ["CI-04", "CI-06", "CI-07"]),
        ("practitioner", ["CI-03"]),
        ("certificate", ["CI-08"]),
        ("authority", []),
    ],
)
def test_which_items_concern_an_object(kind, codes):
    assert [item.code for item in check_items_for(kind, make.DAY)] == codes


def test_objects_are_kinds_of_offender_or_certificates():
    objects = {kind for item in ITEMS for kind in item.objects}
    assert objects <= {kind.value for kind in OffenderKind} | {"certificate"}


def test_all_offences_of_those_who_are_in_a_register_can_be_found_by_a_spot_check():
    """Not those of the unapproved, foreign offices, applicants, brokers, accreditors, regulators."""
    reached = {code for item in ITEMS for code in item.offences}
    others = {"OT-01", "OT-02", "OT-03", "OT-04", "OT-05"}
    assert set(offences()) - reached == {"CB-06", "CB-14", "CB-16"} | others


def test_before_the_notice_there_was_no_item():
    assert check_items(date(2019, 5, 13)) == ()
    with pytest.raises(NotInForce, match="CI-07"):
        check_item("CI-07", date(2019, 5, 13))


def test_an_unknown_item_is_a_mistake():
    with pytest.raises(LookupError, match="CI-99"):
        check_item("CI-99", make.DAY)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("inspection_result", 8),
        ("inspection_disposition", 6),
        ("case_source", 7),
        ("not_filed_ground", 4),
    ],
)
def test_code_lists_are_complete_and_bilingual(name, size):
    codes = code_list(name)
    assert len(codes) == size
    assert all(
        code.title and code.title_en and code.mark is not Mark.UNSURE for code in codes.values()
    )


def test_a_code_prints_as_its_text():
    assert str(code_list("inspection_result")["1"]) == "未发现问题"


def test_an_unknown_code_list_is_a_mistake():
    with pytest.raises(LookupError, match="colours"):
        code_list("colours")
