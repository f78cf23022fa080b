"""Events of audits, people and organic goods in the registers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

import make
from make_events import NUMBER, held, planned, reported, signed, taken
from refusals import refused
from renjian.registers.events import (
    AuditDone,
    CodesGiven,
    EnergyReported,
    FactoryInspected,
    PractitionerRegistered,
    TransactionCertified,
)
from renjian.registers.kinds import Kind
from renjian_site.registers.models import (
    AuditPlan,
    AuditResult,
    EnergyRecord,
    Engagement,
    OrganicCode,
    Practitioner,
    PractitionerIdentity,
    TransactionCertificate,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
FROM = date(2026, 1, 1)
ORGANIC = "001OP2600009"


def done(**changes):
    member = planned().team[0]
    usual = AuditDone(2, NUMBER, "03", AT, AT + timedelta(hours=8), member)
    return usual._replace(**changes)


def person(number="2026-NEW-1", **changes):
    usual = PractitionerRegistered(2, number, "新审核员", "auditor", FROM, domain="A01",
                                   document_type="01", document_no="PRAC-ID-1")  # fmt: skip
    return usual._replace(**changes)


def organic():
    return reported(number=ORGANIC, kind=Kind.ORGANIC, item_code="B03",
                    details={"products": [{"name": "茶叶", "output": 100, "unit": "千克"}]})  # fmt: skip


def test_a_plan_keeps_its_team_and_knows_its_people():
    taken(planned())
    (member,) = AuditPlan.objects.get(number="R000100P0001").team.all()
    assert member.practitioner == Practitioner.objects.get(registration_no="2026-PRAC-0001")


def test_a_plan_with_other_words_takes_the_place_of_the_one_before():
    taken(planned())
    assert taken(planned()).counts["plans"] == 0
    assert taken(planned(address="另一处")).counts["plans"] == 1
    old, new = AuditPlan.objects.filter(number="R000100P0001").order_by("pk")
    assert (old.superseded_by, new.superseded_at) == (new.upload, None)


def test_a_sign_in_needs_a_plan_that_was_reported():
    with refused("upload.unknown-plan"):
        taken(signed("R000100P9999"))
    upload = taken(planned(), signed(), signed())
    assert upload.counts["sign_ins"] == 1


def test_an_explanation_that_comes_later_is_added_to_its_sign_in():
    taken(planned(), signed(exception="LOCATION"))
    taken(signed(exception="LOCATION", explanation="在另一厂区"))
    sign_in = AuditPlan.objects.get(number="R000100P0001").sign_ins.get()
    assert sign_in.explanation == "在另一厂区"


def test_results_are_kept_by_member_and_once():
    taken(reported(), done())
    assert taken(done()).counts["results"] == 0
    result = AuditResult.objects.get(certificate=held())
    assert (result.name, result.practitioner.registration_no) == ("某审核员", "2026-PRAC-0001")


def test_results_and_energy_name_certificates_of_the_body():
    with refused("upload.unknown-certificate"):
        taken(done(certificate="900126Q99999R0M"))
    energy = EnergyReported(2, "900126Q99999R0M", "02", FROM, FROM, 1, 1, "钢", 1, "99", "吨", 1)
    with refused("upload.unknown-certificate"):
        taken(energy)
    taken(reported(), energy._replace(certificate=NUMBER))
    assert EnergyRecord.objects.get(certificate=held()).product == "钢"


def test_a_factory_inspection_names_its_plan_result_and_decisions():
    plan = planned("R000100F0001", is_factory=True)
    event = FactoryInspected(3, plan.number, "03", date(2026, 11, 2), date(2026, 11, 3),
                             plan.holder, plan.uscc, "156", "330110", "某路1号", "A000001", 2.5,
                             "04", ("00001",), ((NUMBER, "暂停"),), plan.team)  # fmt: skip
    taken(plan, event)
    result = AuditResult.objects.get(plan__number=plan.number)
    assert (result.result, result.nonconformities) == ("04", ["00001"])
    assert result.decisions == [[NUMBER, "暂停"]]


def test_a_practitioner_works_for_one_body_at_a_time():
    taken(person())
    with refused("practitioner.two-bodies"):
        taken(person(from_on=date(2026, 6, 1)), account="clerk2")
    taken(person(to_on=date(2026, 5, 31)))
    taken(person(from_on=date(2026, 6, 1)), account="clerk2")
    found = Practitioner.objects.get(registration_no="2026-NEW-1")
    assert found.body.approval_no == make.actor("clerk2").body
    assert [e.to_on for e in found.engagements.order_by("from_on")] == [date(2026, 5, 31), None]


def test_the_database_itself_keeps_engagements_apart():
    taken(person())
    one = Engagement.objects.get(practitioner__registration_no="2026-NEW-1")
    other = Practitioner.objects.exclude(body=one.body)[0].body
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.create(practitioner=one.practitioner, body=other, from_on=FROM)


def test_identity_documents_stand_apart_from_the_public_register():
    taken(person())
    kept = PractitionerIdentity.objects.get(document_no="PRAC-ID-1")
    assert kept.practitioner.registrations.get().domain == "A01"
    assert (
        "PRAC-ID-1"
        not in make.sign_in("clerk2").get("/registers/practitioners/?q=2026-NEW-1").content.decode()
    )


def test_organic_goods_have_transactions_and_codes_once_each():
    sale = TransactionCertified(3, f"{ORGANIC}-1", ORGANIC, "茶叶", 25, "千克", "某店", "", FROM)
    codes = CodesGiven(4, ORGANIC, "茶叶", ("00126123456789012", "00126123456789013"), FROM)
    counts = taken(organic(), sale, codes).counts
    assert (counts["transactions"], counts["codes"]) == (1, 2)
    again = taken(sale, codes).counts
    assert (again["transactions"], again["codes"]) == (0, 0)
    assert TransactionCertificate.objects.get(number=f"{ORGANIC}-1").quantity == 25
    assert OrganicCode.objects.filter(certificate__number=ORGANIC).count() == 2
    assert held(ORGANIC).products.get().output == 100
