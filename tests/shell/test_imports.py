"""What authorities import: columns guessed and confirmed, the same checks, the source told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import make
from make_imports import EXPORT, PLANNER, checked, confirmed, exported, listed, sent, taken_in
from make_registers import GOOD, uscc
from pages import read
from refusals import refused
from renjian.registers.inbound import Inbound, guess
from renjian_site.registers import commands, queries
from renjian_site.registers.models import (
    Certificate,
    DesignatedLab,
    Exemption,
    ImportProfile,
    Organisation,
    SelfDeclaration,
    Upload,
)

pytestmark = pytest.mark.django_db
CERTIFICATES = Inbound.SUPERVISION
NUMBER = GOOD["number"]
SUBJECT = {"organisation": "某厂（练习）", "uscc": uscc("91330110RJ0009991"), "division": "330110"}
EXEMPTION = SUBJECT | {
    "number": "MB-1",
    "product": "电扇",
    "purpose_item": "3",
    "quantity": "2",
    "unit": "台",
    "issued_on": "2026-11-01",
    "expires_on": "2027-10-31",
}


def test_columns_are_guessed_and_nothing_is_read_until_somebody_confirms_them():
    found = sent(exported({}), CERTIFICATES)
    assert found.stage == "columns"
    assert found.columns == [list(pair) for pair in EXPORT.items()]
    text = read(make.sign_in(PLANNER), f"/registers/imports/{found.pk}/")
    assert "请确认列名" in text and "社会信用代码" in text


def test_what_was_confirmed_is_the_profile_of_the_authority_next_time():
    confirmed(sent(exported({}), CERTIFICATES))
    assert dict(ImportProfile.objects.get().columns) == EXPORT
    assert sent(exported({"number": "900126Q00002R0M"}), CERTIFICATES).stage == "checked"
    other = sent(exported({}), CERTIFICATES, who="000000.planner")
    assert other.stage == "columns"


def test_a_column_that_is_needed_must_be_named():
    found = sent(exported({}), CERTIFICATES)
    columns = dict(found.columns) | {"发证日期": ""}
    with refused("import.column-missing"):
        commands.confirm_columns(make.actor(PLANNER), found.pk, columns, at=timezone.now())


def test_an_import_goes_through_the_checks_of_reports():
    found = checked(exported({"uscc": "91330110RJ00000148"}), CERTIFICATES)
    assert (found.stage, found.problems[0]["rule"]) == ("refused", "uscc.check-digit")
    assert found.problems[0]["column"] == "社会信用代码"


def test_a_body_that_nobody_knows_is_told_by_line():
    found = checked(exported({}, {"body_number": "无此认证公司"}), CERTIFICATES)
    [problem] = [one for one in found.problems if one["level"] == "error"]
    assert (problem["rule"], problem["line"], problem["value"]) == (
        "import.body", 3, "无此认证公司",
    )  # fmt: skip


def test_certificates_come_in_and_say_who_imported_them():
    found = taken_in(exported({}), CERTIFICATES)
    assert found.counts == {"bodies": 1, "new": 1, "changed": 0, "unchanged": 0}
    held = Certificate.objects.get(number=NUMBER)
    assert held.body.approval_no == make.actor("clerk1").body
    told = queries.as_at(make.actor("330110.head"), held, make.today())
    assert told.version.body == found.authority.name
    page = read(make.sign_in("330110.head"), f"/registers/certificates/{NUMBER}/")
    assert f"由{found.authority.name}导入，第 2 行" in page


def test_an_import_is_no_report_of_the_body():
    taken_in(exported({}), CERTIFICATES)
    clerk = make.actor("clerk1")
    assert not queries.uploads(clerk).filter(brought_in__isnull=False).exists()
    assert Upload.objects.filter(brought_in__isnull=False).count() == 1


def test_an_import_is_taken_back_while_nobody_built_on_it():
    found = taken_in(exported({}), CERTIFICATES)
    planner = make.actor(PLANNER)
    commands.undo_import(planner, found.pk, "导错了文件", at=timezone.now())
    assert not Certificate.objects.filter(number=NUMBER).exists()
    again = taken_in(exported({}), CERTIFICATES)
    assert (again.pk, again.counts["new"]) == (found.pk, 1)


def test_what_the_body_reported_later_stands_against_taking_back():
    found = taken_in(exported({}), CERTIFICATES)
    make.checked(make.report(list((GOOD | {"status": "02"}).values())))
    with refused("upload.undo.later"):
        commands.undo_import(make.actor(PLANNER), found.pk, "导错了", at=timezone.now())


def test_exemptions_are_imported_and_known_ones_stay():
    taken_in(listed(Inbound.EXEMPTIONS, EXEMPTION), Inbound.EXEMPTIONS)
    more = taken_in(
        listed(Inbound.EXEMPTIONS, EXEMPTION, EXEMPTION | {"number": "MB-2"}), Inbound.EXEMPTIONS
    )
    assert (more.preview["known"], more.counts) == (1, {"rows": 2, "new": 1})
    assert Exemption.objects.get(number="MB-1").organisation.name == "某厂（练习）"


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"purpose_item": "12"}, "免办用途（第几项）", "exemption.purpose"),
        ({"expires_on": "2026-01-01"}, "有效期止", "exemption.period"),
        ({"division": "999999"}, "行政区划代码", "import.division"),
        ({"uscc": "9133"}, "统一社会信用代码", "uscc.length"),
        ({"issued_on": "2026-13-01"}, "出具日期", "no-date"),
        ({"product": ""}, "产品名称", "blank"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_by_line_and_column(change, column, code):
    found = checked(listed(Inbound.EXEMPTIONS, EXEMPTION, EXEMPTION | {"number": "MB-2"} | change),
                    Inbound.EXEMPTIONS)  # fmt: skip
    [problem] = found.problems
    assert (problem["line"], problem["column"]) == (3, column)
    assert problem["rule"] == code or code == "uscc.length"


@pytest.mark.parametrize("name", ["浙江省杭州市余杭区", "余杭区", " 杭州市余杭区 "])
def test_a_list_may_name_divisions_instead_of_giving_codes(name):
    taken_in(listed(Inbound.EXEMPTIONS, EXEMPTION | {"division": name}), Inbound.EXEMPTIONS)
    assert Exemption.objects.get(number="MB-1").organisation.division == "330110"


def test_a_name_of_several_divisions_is_told():
    [problem] = checked(
        listed(Inbound.EXEMPTIONS, EXEMPTION | {"division": "鼓楼区"}), Inbound.EXEMPTIONS
    ).problems
    assert (problem["rule"], problem["value"]) == ("import.division", "鼓楼区")


def test_a_page_shows_quantities_without_empty_places_and_classes_by_name():
    told = EXEMPTION | {"quantity": "10000", "product_class": "0702"}
    taken_in(listed(Inbound.EXEMPTIONS, told), Inbound.EXEMPTIONS)
    pk = Exemption.objects.get(number="MB-1").pk
    text = read(make.sign_in(PLANNER), f"/registers/exemptions/{pk}/")
    assert "10,000" in text and "10000.00" not in text
    assert "0702 电风扇" in text


def test_declarations_are_imported():
    told = SUBJECT | {
        "number": "SM-1", "product": "电钻", "product_class": "0501", "declared_on": "2026-11-01",
    }  # fmt: skip
    taken_in(listed(Inbound.DECLARATIONS, told), Inbound.DECLARATIONS)
    assert SelfDeclaration.objects.get(number="SM-1").product_class == "0501"


def test_designations_of_bodies_and_laboratories_are_imported():
    scope = SUBJECT | {"product_class": "0701", "from_on": "2026-01-01", "kind": "实验室"}
    body = make.actor("clerk1").body
    taken_in(
        listed(Inbound.DESIGNATIONS, scope | {"code": "L-9"},
               scope | {"kind": "认证机构", "code": body}),
        Inbound.DESIGNATIONS,
    )  # fmt: skip
    assert DesignatedLab.objects.get(code="L-9").designations.get().product_class == "0701"
    ended = scope | {"code": "L-9", "to_on": "2026-06-30"}
    taken_in(listed(Inbound.DESIGNATIONS, ended), Inbound.DESIGNATIONS)
    assert str(DesignatedLab.objects.get(code="L-9").designations.get().to_on) == "2026-06-30"


def test_the_registration_of_enterprises_brings_subjects_up_to_date():
    held = Organisation.objects.filter(certificates__isnull=False).first()
    moved = {"organisation": "改名后的公司（练习）", "uscc": held.uscc, "division": "330106"}
    found = taken_in(listed(Inbound.PUBLICITY, moved, SUBJECT), Inbound.PUBLICITY)
    held.refresh_from_db()
    assert (held.name, held.authority.code) == ("改名后的公司（练习）", "330106")
    assert found.counts == {"rows": 2, "new": 1}


def test_a_planner_imports_by_the_page():
    planner = make.sign_in(PLANNER)
    file = SimpleUploadedFile("名单.csv", listed(Inbound.EXEMPTIONS, EXEMPTION))
    answer = planner.post("/registers/imports/", {"kind": "exemptions", "file": file})
    assert answer.status_code == 302
    assert "正在核验" in read(planner, answer["Location"])


@pytest.mark.parametrize("kind", Inbound)
def test_the_template_has_the_columns_that_are_read(kind):
    content = make.sign_in(PLANNER).get(f"/registers/imports/template/{kind.value}/").getvalue()
    names = content.decode("utf-8-sig").strip().split(",")
    assert all(guess(names, kind).values())
