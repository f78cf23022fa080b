"""Object registers: entries by rule and by hand, and counts apart."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

import make
from make_events import ccc, held, reported, taken
from make_registers import uscc
from pages import read
from refusals import refused
from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind
from renjian.registers.object_lists import ListedObject
from renjian.registers.objects import Held, Source, Tag, tags_by_rule
from renjian_site.kit.actor import SYSTEM
from renjian_site.registers import commands, queries
from renjian_site.registers.models import Certificate, ObjectEntry, Organisation, Party
from renjian_site.registers.taking_in import entries

pytestmark = pytest.mark.django_db
CODE = uscc("91330110RJ0008881")


def seller(**changes):
    usual = {
        "name": "某电器店（练习）",
        "uscc": CODE,
        "division": "330110",
        "address": "某路2号",
        "tag": Tag.CCC_SELLER,
        "source": Source.OFFICER,
        "because": "现场检查",
    }
    return commands.NewObject(**(usual | changes))


def enter(account="330110.officer1", **changes):
    return commands.enter_object(make.actor(account), seller(**changes), at=timezone.now())


def tags(organisation):
    standing = ObjectEntry.objects.filter(organisation=organisation, to_on=None)
    return set(standing.values_list("tag", flat=True))


def test_certificates_move_holder_and_factory_in_and_out():
    taken(ccc())
    factory = Organisation.objects.get(uscc=uscc("91330106RJ0007771"))
    assert tags(held("2026900201000001").organisation) >= {"ccc_holder"}
    assert tags(factory) == {"ccc_producer"}
    taken(ccc(status="03", on=make.today()))
    assert tags(factory) == set()
    out = ObjectEntry.objects.get(organisation=factory)
    assert out.out_because == "因证书失效自动出库"


def test_the_registers_of_the_whole_country_follow_the_rule():
    """The set-wise form and the rule of the library say the same of every organisation."""
    today = make.today()
    for organisation in Organisation.objects.all():
        mine = Certificate.objects.filter(organisation=organisation)
        made = Party.objects.filter(organisation=organisation, part="factory")
        told = [Held(Kind(c.kind), Status(c.status), c.expires_on) for c in mine]
        told += [
            Held(Kind(p.certificate.kind), Status(p.certificate.status),
                 p.certificate.expires_on, is_factory=True)
            for p in made.select_related("certificate")
        ]  # fmt: skip
        by_rule = ObjectEntry.objects.filter(
            organisation=organisation, to_on=None, source="rule"
        ).values_list("tag", flat=True)
        assert set(by_rule) == {tag.value for tag in tags_by_rule(told, today)}


def test_what_ran_out_leaves_on_the_night_after():
    taken(reported())
    Certificate.objects.filter(pk=held().pk).update(expires_on=make.today())
    tomorrow = timezone.now() + timedelta(days=1)
    commands.roll(SYSTEM, make.today(), at=tomorrow)
    assert tags(held().organisation) == set()


def test_any_officer_enters_somebody_without_a_certificate_on_the_spot():
    entry = enter()
    assert entry.organisation.authority.code == "330110"
    assert (entry.tag, entry.entered_by) == ("ccc_seller", make.actor("330110.officer1").name)
    assert make.newest_entry(make.actor("330110.officer1"))["act"] == "object.entered"


def test_who_certifies_without_approval_may_have_no_code_at_all():
    entry = enter(uscc="", tag=Tag.UNAPPROVED_BODY, source=Source.COMPLAINT)
    assert entry.organisation.uscc.startswith("EXT-")
    assert not entry.organisation.certificates.exists()


def test_the_same_subject_has_several_tags_but_each_once():
    enter()
    enter(tag=Tag.ORGANIC_SELLER)
    with refused("object.known"):
        enter()
    assert tags(Organisation.objects.get(uscc=CODE)) == {"ccc_seller", "organic_seller"}


def test_what_follows_from_certificates_is_not_entered_by_hand():
    with refused("object.by-rule"):
        enter(tag=Tag.SYSTEM_HOLDER)


def test_a_list_enters_whom_the_register_does_not_know():
    enter()
    listed = tuple(
        ListedObject(n + 2, f"店{n}（练习）", code, "330110", "", Tag.CCC_SELLER)
        for n, code in enumerate((CODE, uscc("91330110RJ0008882"), uscc("91330110RJ0008883")))
    )
    wanted = commands.NewObjects(listed, Source.ENTERPRISES, "某名单")
    officer = make.actor("330110.officer1")
    assert commands.import_objects(officer, wanted, at=timezone.now()) == 2
    assert Organisation.objects.get(uscc=CODE).name == "某电器店（练习）"


def test_an_entry_by_hand_moves_out_with_its_reason_and_stays_on_record():
    entry = enter()
    officer = make.actor("330110.officer1")
    with refused("object.out-because"):
        commands.move_out(officer, entry.pk, "", at=timezone.now())
    moved = commands.move_out(officer, entry.pk, "已注销", at=timezone.now())
    assert (moved.to_on, moved.out_because) == (make.today(), "已注销")
    with refused("object.out"):
        commands.move_out(officer, entry.pk, "已注销", at=timezone.now())


def test_an_entry_by_rule_is_not_moved_out_by_hand():
    entry = ObjectEntry.objects.filter(source="rule", authority__code="330110")[0]
    with refused("object.out-by-rule"):
        commands.move_out(make.actor("330110.officer1"), entry.pk, "x", at=timezone.now())


def test_subjects_tags_and_licences_are_counted_apart():
    officer = make.actor("330110.officer1")
    before = queries.counts(officer)
    enter()
    enter(tag=Tag.ORGANIC_SELLER)
    after = queries.counts(officer)
    assert (after.subjects - before.subjects, after.tags - before.tags) == (1, 2)
    assert after.licences == before.licences
    assert queries.counts(officer, "CI-06").subjects >= 1


def test_an_officer_enters_and_moves_out_by_the_pages():
    officer = make.sign_in("330110.officer1")
    wanted = {"name": "某店", "uscc": CODE, "division": "330110", "tag": "ccc_seller",
              "source": "officer", "because": "现场检查"}  # fmt: skip
    response = officer.post("/registers/objects/enter/", wanted)
    page = response.headers["Location"]
    assert "在库" in read(officer, page) and "移出名录库" in read(officer, page)
    assert officer.post(f"{page}out/", {"because": "已注销"}).status_code == 302
    assert "已出库" in read(officer, page)


def test_a_form_that_is_wrong_says_what():
    officer = make.sign_in("330110.officer1")
    response = officer.post("/registers/objects/enter/", {"name": "某店", "division": "999999"})
    text = response.content.decode()
    assert "没有这个行政区划代码" in text and "没有写依据" in text


def test_a_list_is_imported_by_its_page_or_refused_by_line(tmp_path):
    officer = make.sign_in("330110.officer1")
    head = "名称,统一社会信用代码,行政区划代码,地址,标签\n"
    for tag, status in (("CCC 目录内产品销售者", 302), ("认证机构", 409)):
        path = tmp_path / "list.csv"
        path.write_text(f"{head}某店,{CODE},330110,,{tag}\n", "utf-8")
        with path.open("rb") as file:
            response = officer.post(
                "/registers/objects/import/",
                {"file": file, "source": "enterprises", "because": "某名单"},
            )
        assert response.status_code == status


def test_bodies_and_labs_stand_in_their_registers():
    for tag in (Tag.BODY, Tag.DESIGNATED_BODY, Tag.DESIGNATED_LAB):
        assert ObjectEntry.objects.filter(tag=tag.value, to_on=None).exists()
    later = date(2090, 1, 1)
    with connection.cursor() as cursor:
        cursor.execute("update registers_designation set to_on = '2080-01-01'")
        cursor.execute("update registers_body set is_designated = false, standing = 'revoked'")
    entries.follow_approvals(later)
    standing = ObjectEntry.objects.filter(to_on=None, organisation=None)
    assert not standing.exists()
