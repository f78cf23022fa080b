"""Events become history: versions from a day on, corrections beside what they correct, provenance."""

from datetime import UTC, date, datetime, timedelta

import pytest

import make
from make_events import ISSUED, NUMBER, ccc, held, reported, taken
from make_registers import uscc
from pages import read
from refusals import refused
from renjian.registers.certificates import Status
from renjian.registers.transitions import Happening
from renjian_site.kit.actor import SYSTEM
from renjian_site.registers import commands, queries
from renjian_site.registers.models import Organisation

pytestmark = pytest.mark.django_db
STOPPED, BACK = date(2025, 1, 10), date(2025, 3, 1)


def story():
    """Granted, suspended for ninety days, restored after fifty."""
    suspended = reported("02", STOPPED, suspended_until=date(2025, 4, 9), causes=("0112",),
                         decided_on=date(2025, 1, 8))  # fmt: skip
    return reported(), suspended, reported(on=BACK, change_types=("0197",))


def on(day, known_at=None):
    return queries.as_at(make.actor("clerk1"), held(), day, known_at)


def happenings():
    return list(held().versions.order_by("pk").values_list("happening", flat=True))


def test_a_series_of_one_file_becomes_history():
    upload = taken(*story())
    assert upload.counts == {"new": 1, "changed": 0, "unchanged": 0}
    assert happenings() == ["granted", "suspended", "restored"]
    assert (held().status, held().effective_on) == ("01", BACK)


def test_a_certificate_answers_as_at_any_day_with_cause_decision_and_reporter():
    taken(*story())
    then = on(date(2025, 2, 1))
    assert (then.status, then.since) == (Status.SUSPENDED, STOPPED)
    assert then.version.causes == ("0112",)
    assert then.version.decided_on == date(2025, 1, 8)
    assert then.version.body == held().body.name
    assert on(ISSUED - timedelta(days=1)) is None


def test_what_is_reported_late_finds_its_place():
    first, second, third = story()
    taken(first, third)
    taken(second)
    assert on(date(2025, 2, 1)).status is Status.SUSPENDED
    assert held().status == "01"


def test_the_same_events_again_change_nothing():
    taken(*story())
    again = taken(*story())
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1}
    assert held().versions.count() == 3


def test_a_correction_takes_the_place_of_a_version_that_stays():
    first = taken(*story())
    second = taken(story()[1]._replace(causes=("0111",)))
    old, new = held().versions.filter(effective_on=STOPPED).order_by("pk")
    assert (old.superseded_by, old.superseded_at) == (second, second.checked_at)
    assert (new.happening, new.superseded_at) == (Happening.CORRECTED, None)
    assert on(date(2025, 2, 1)).version.causes == ("0111",)
    before = first.checked_at + (second.checked_at - first.checked_at) / 2
    assert on(date(2025, 2, 1), before).version.causes == ("0112",)


@pytest.mark.parametrize("final", ["03", "04", "05"])
def test_nothing_follows_a_final_state_and_nothing_of_the_file_is_kept(final):
    taken(reported(), reported(final, STOPPED))
    with refused("certificate.final-in-file") as caught:
        taken(reported(number="900126Q00009R0M"), reported(on=BACK))
    assert caught.value.reasons[0].values["line"] == 3
    assert not queries.certificates(make.actor("clerk1")).filter(number="900126Q00009R0M")


def test_a_late_end_cannot_be_put_before_what_is_known():
    taken(reported(), reported(on=BACK, change_types=("0101",)))
    with refused("certificate.final-in-file"):
        taken(reported("03", STOPPED))


def test_two_final_states_in_one_file_are_named_both():
    other = {"number": "900126Q00009R0M"}
    with refused(*["certificate.final-in-file"] * 2):
        taken(reported("03", STOPPED), reported(on=BACK),
              reported("04", STOPPED, **other), reported(on=BACK, **other))  # fmt: skip


def test_a_version_that_comes_into_force_later_waits_for_its_day():
    tomorrow = make.today() + timedelta(days=1)
    taken(reported(), reported("02", tomorrow))
    assert held().status == "01"
    at = datetime.now(UTC) + timedelta(days=1)
    commands.roll(SYSTEM, make.today(), at=at)
    assert held().status == "02"


def test_old_codes_of_nine_characters_find_the_same_holder():
    code = uscc("91330110RJ0009998")
    taken(reported(uscc=code))
    taken(reported(number="900126Q00009R0M", uscc=code[8:17]))
    assert held("900126Q00009R0M").organisation == held().organisation


def test_a_holder_abroad_is_known_by_country_and_name():
    abroad = {"uscc": "", "country": "276", "division": "", "holder": "Some GmbH"}
    taken(reported(**abroad), reported(number="900126Q00009R0M", **abroad))
    assert held().organisation == held("900126Q00009R0M").organisation
    assert held().organisation.country == "276"


def test_details_are_parted_by_who_may_read_them():
    taken(reported(details={"scope": "设计", "man_days": 3.5}))
    version = held().versions.get()
    assert version.details == {"scope": "设计"}
    assert version.detail.details == {"man_days": 3.5}


def test_fields_name_the_version_that_last_changed_them():
    taken(*story())
    later = taken(reported(on=date(2025, 6, 1), address="新址1号"))
    found = queries.sources(make.actor("clerk1"), held())
    assert found["address"].upload_id == later.pk
    assert found["holder"].upload_id != later.pk


def test_products_and_factories_come_from_the_certificate():
    taken(ccc())
    found = held("2026900201000001")
    assert [(p.name, p.product_class) for p in found.products.all()] == [("插头插座", "0201")]
    factory = Organisation.objects.get(uscc=uscc("91330106RJ0007771"))
    assert [(p.organisation, p.part) for p in found.parties.all()] == [(factory, "factory")]
    assert factory.authority.code == "330106"


def test_the_page_tells_the_state_of_a_past_day_and_who_reported_it():
    taken(*story())
    clerk = make.sign_in("clerk1")
    text = read(clerk, f"/registers/certificates/{NUMBER}/?on=2025-02-01")
    assert "暂停" in text and "自 2025-01-10 起" in text and "0112" in text
    assert "当天还没有这张证书的上报记录" in read(
        clerk, f"/registers/certificates/{NUMBER}/?on=2020-01-01"
    )


def test_the_page_tells_what_each_report_changed_and_from_which_line_it_came():
    taken(*story())
    taken(reported(on=date(2025, 6, 1), holder="新名（练习）", change_types=("0101",)))
    text = read(make.sign_in("clerk1"), f"/registers/certificates/{NUMBER}/")
    assert "新名（练习）" in text and "变更" in text and "第 4 行" in text
