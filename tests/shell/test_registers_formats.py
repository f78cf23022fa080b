"""Reports as offices write them: they come in as the same rows whatever the file."""

import pytest

import make
from make_registers import GOOD, HEADERS, cells, csv_text, xlsx_file
from renjian_site.registers.models import Certificate

pytestmark = pytest.mark.django_db


def held():
    found = Certificate.objects.select_related("organisation").get(number=GOOD["number"])
    return found.organisation.name, found.organisation.uscc, found.issued_on.isoformat()


EXPECTED = (GOOD["organisation"], GOOD["uscc"], GOOD["issued_on"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_may_be_in_any_usual_encoding(encoding):
    upload = make.checked(make.report(cells(), encoding=encoding))
    assert upload.stage == "accepted"
    assert held() == EXPECTED


def test_a_workbook_is_read_like_a_text(tmp_path):
    path = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells()])
    upload = make.checked(path.read_bytes(), "report.xlsx")
    assert upload.stage == "accepted"
    assert held() == EXPECTED


@pytest.mark.parametrize("name", ["report.csv", "report.xlsx"])
def test_what_a_file_is_decides_and_not_its_ending(tmp_path, name):
    content = make.report(cells())
    if name.endswith("csv"):
        content = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells()]).read_bytes()
    assert make.checked(content, name).stage == "accepted"


def test_columns_may_come_in_any_order():
    content = csv_text(cells()[::-1], headers=HEADERS[::-1]).encode()
    assert make.checked(content).stage == "accepted"
    assert held() == EXPECTED


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators_are_understood(separator):
    content = csv_text(cells(standard="GB")).replace(",", separator).encode()
    assert make.checked(content).stage == "accepted"


def test_full_width_and_small_letters_mean_the_same_number():
    wide = GOOD["number"].translate({ord(c): ord(c) + 0xFEE0 for c in GOOD["number"]})
    assert make.checked(make.report(cells(number=f" {wide.lower()} "))).stage == "accepted"
    assert held() == EXPECTED


@pytest.mark.parametrize("name", ["certificates.csv", "certificates.xlsx"])
def test_the_samples_of_the_practice_country_are_clean(name):
    upload = make.checked(make.sample(name).read_bytes(), name)
    assert (upload.stage, sum(upload.counts.values())) == ("accepted", 200)


def test_the_two_samples_name_different_certificates():
    first = make.checked(make.sample("certificates.csv").read_bytes())
    second = make.checked(make.sample("certificates.xlsx").read_bytes(), "b.xlsx")
    assert first.counts == {"new": 180, "changed": 20, "unchanged": 0}
    assert second.counts == {"new": 200, "changed": 0, "unchanged": 0}


def test_a_file_that_went_missing_from_the_store_is_a_bug_and_no_refusal():
    from renjian_site.kit.files import path_of

    upload = make.received(make.report(cells(number="900126Q99999R0M")))
    path_of(upload.sha256).unlink()
    with pytest.raises(FileNotFoundError):
        make.check(upload)
