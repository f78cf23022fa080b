"""Taking a report over: what is new, changed, unchanged, and where each version came from."""

from datetime import date

import pytest

import make
from make import accepted
from make_registers import GOOD, cells, certificate, uscc
from pages import read
from refusals import refused
from renjian.registers.events import of_row
from renjian_site.registers import commands
from renjian_site.registers.models import Body, Certificate, Organisation

pytestmark = pytest.mark.django_db
NUMBER = GOOD["number"]


def row(n=1, **changes):
    return certificate(number=f"900126Q{n:05d}R0M", **changes)


def held(n=1):
    return Certificate.objects.get(number=f"900126Q{n:05d}R0M")


def test_new_changed_and_unchanged_certificates_are_counted():
    assert accepted(row(1), row(2), row(3)).counts == {"new": 3, "changed": 0, "unchanged": 0}
    second = accepted(row(1), row(2, status="02"), row(4))
    assert second.counts == {"new": 1, "changed": 1, "unchanged": 1}


def test_the_counts_stand_on_the_page_and_in_the_ledger():
    upload = accepted(row(1), row(2))
    assert "新增 2 张，变更 0 张，未变 0 张" in read(
        make.sign_in("clerk1"), f"/registers/uploads/{upload.pk}/"
    )
    details = make.newest_entry(make.actor("clerk1"))["details"]
    assert (details["new"], len(details["plan"])) == (2, 64)


def test_a_certificate_is_kept_as_last_reported():
    accepted(row(1))
    accepted(row(1, status="03", expires_on=date(2029, 1, 31)))
    assert (held().status, held().expires_on) == ("03", date(2029, 1, 31))


def test_every_version_names_its_upload_and_its_line():
    first, second = accepted(row(1), row(2)), accepted(row(3), row(2, status="02"))
    versions = held(2).versions.order_by("pk").values_list("upload", "line", "status")
    assert list(versions) == [(first.pk, 3, "01"), (second.pk, 3, "02")]
    assert list(held(3).versions.values_list("upload", "line")) == [(second.pk, 2)]


def test_an_unchanged_certificate_gets_no_new_version():
    accepted(row(1))
    accepted(row(1), row(2))
    assert held().versions.count() == 1


def test_a_report_says_nothing_about_what_it_does_not_name():
    accepted(row(1), row(2))
    accepted(row(1, status="02"))
    assert held(2).status == "01"


def test_the_page_of_a_certificate_tells_where_it_came_from():
    make.checked(make.report(cells()), "三月.csv")
    text = read(make.sign_in("clerk1"), f"/registers/certificates/{NUMBER}/")
    assert "来自“三月.csv”第 2 行" in text


def test_another_body_cannot_report_a_number_that_is_taken():
    accepted(row(1))
    content = make.report(cells(number="900226Q00005R0M"), cells(status="04"))
    upload = make.checked(content, account="clerk2")
    assert upload.stage == "refused"
    (problem,) = [one for one in upload.problems if one["rule"] == "register.foreign"]
    assert (problem["line"], problem["value"]) == (3, NUMBER)
    assert held().status == "01"
    assert not Certificate.objects.filter(number="900226Q00005R0M").exists()


def test_every_foreign_number_is_named_with_its_line(at):
    accepted(row(1), row(2))
    rows = [certificate(number=f"900126Q{n:05d}R0M", line=n + 5) for n in (1, 2, 3)]
    upload = make.received(b"x", account="clerk2")
    with refused(*["upload.foreign-certificate"] * 2) as caught:
        commands.take_in(make.actor("clerk2"), map(of_row, rows), upload.pk, at=at)
    assert [why.values["line"] for why in caught.value.reasons] == [6, 7]


def test_an_organisation_is_entered_once_and_placed_under_its_authority():
    accepted(row(1, uscc=uscc("91330110RJ0009999")), row(2, uscc=uscc("91330110RJ0009999")))
    organisation = Organisation.objects.get(uscc=uscc("91330110RJ0009999"))
    assert organisation.authority.code == "330110"
    assert organisation.certificates.count() == 2


def test_what_is_reported_last_of_an_organisation_counts():
    code = uscc("91330110RJ0009999")
    accepted(row(1, uscc=code))
    accepted(row(2, uscc=code, organisation="搬家后（练习）", division="330106"))
    organisation = Organisation.objects.get(uscc=code)
    assert (organisation.name, organisation.authority.code) == ("搬家后（练习）", "330106")


def test_an_unchanged_row_does_not_bring_an_older_name_back():
    code = uscc("91330110RJ0009999")
    accepted(row(1, uscc=code))
    accepted(row(2, uscc=code, organisation="改名后（练习）"))
    accepted(row(1, uscc=code), row(3))
    assert Organisation.objects.get(uscc=code).name == "改名后（练习）"


def test_what_other_slices_noted_of_an_organisation_stays():
    code = uscc("91330110RJ0009999")
    accepted(row(1, uscc=code))
    Organisation.objects.filter(uscc=code).update(open_matters=2, last_visited_on=date(2026, 5, 1))
    accepted(row(1, uscc=code, status="02"))
    organisation = Organisation.objects.get(uscc=code)
    assert (organisation.open_matters, organisation.last_visited_on) == (2, date(2026, 5, 1))


def test_an_organisation_outside_the_country_has_no_authority_yet():
    accepted(row(1, uscc=uscc("91110101RJ0009999"), division="710000"))
    assert held().organisation.authority is None


@pytest.mark.parametrize("act", ["take_in", "keep_outcome"])
def test_a_checked_upload_is_not_checked_again(at, act):
    upload = accepted(row(1))
    clerk = make.actor("clerk1")
    with refused("upload.already-checked"):
        if act == "take_in":
            commands.take_in(clerk, [of_row(certificate())], upload.pk, at=at)
        else:
            commands.keep_outcome(clerk, upload.pk, commands.Outcome([], 0), at=at)


def test_a_certificate_belongs_to_the_body_that_reported_it():
    upload = accepted(row(1))
    assert held().body == Body.objects.get(pk=upload.body_id)
    assert held().versions.get().recorded_at == upload.checked_at
