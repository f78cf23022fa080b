"""The first documents: each says what is on record, and is reached from its page."""

import json

import pytest
from django.utils import timezone

import make
from make_documents import made
from pages import press, read, status_of, why_not
from refusals import refused
from renjian_site.cases import commands as cases
from renjian_site.draws import commands as draws
from renjian_site.inspections import commands as inspections
from renjian_site.kit.documents.models import Document
from renjian_site.kit.documents.papers import grouped
from renjian_site.kit.files import read as read_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def facts(document) -> dict[str, str]:
    """The rows of all tables of facts, by their names."""
    rows = [row for part in document.content["parts"] for row in part.get("facts", ())]
    return dict(rows)


def rows(document, name):
    return next(p["rows"] for p in document.content["parts"] if p.get("table") == name)


def words(document) -> str:
    return json.dumps(document.content, ensure_ascii=False)


# The minutes of a draw


def minutes(draw):
    planner = make.actor("330000.planner")
    return Document.objects.get(pk=draws.issue_minutes(planner, draw.pk, at=timezone.now()))


def test_the_minutes_say_what_the_public_record_says():
    draw = make.drawn_draw()
    record = json.loads(read_file(draw.public_file))
    said = facts(minutes(draw))
    assert said["承诺值"] == grouped(draw.plan_hash)
    assert said["种子"] == grouped(record["seed"])
    assert said["随机值"] == grouped(record["beacon"]["value"])
    assert "没有任何证明力" in said["可信程度"]
    assert said["记录的 SHA-256"] == grouped(draw.public_file)
    assert said["公开记录"].endswith(f"/public/draws/{draw.pk}.json")


def test_the_minutes_list_every_drawn_object_with_ticket_and_officers():
    draw = make.drawn_draw()
    listed = rows(minutes(draw), "drawn")
    assert len(listed) == draw.drawn.count() > 3
    for row, one in zip(listed, draw.drawn.all(), strict=True):
        assert row[1] == f"{one.organisation.name}\n{one.organisation.uscc}"
        assert one.ticket.startswith(row[3].replace(" ", ""))
        assert one.lead.card_number in row[5] and one.second.card_number in row[5]


def test_the_minutes_show_the_strata_and_no_risk_class():
    draw = make.drawn_draw()
    found = minutes(draw)
    assert [row[0] for row in rows(found, "strata")] == [s["label"] for s in draw.plan["strata"]]
    assert "高风险" not in words(found)


def test_the_minutes_are_issued_from_the_page_of_the_draw():
    draw = make.drawn_draw()
    planner = make.sign_in("330000.planner")
    assert "制发抽取记录" in read(planner, f"/draws/{draw.pk}/")
    assert "双随机抽查抽取记录" in press(planner, f"/draws/{draw.pk}/minutes/")
    text = read(planner, f"/draws/{draw.pk}/")
    assert "制发抽取记录" not in text
    assert Document.objects.get().number in text


def test_there_are_no_minutes_before_the_draw():
    draw = make.frozen_draw()
    planner = make.sign_in("330000.planner")
    assert "制发抽取记录" not in read(planner, f"/draws/{draw.pk}/")
    assert why_not(planner, f"/draws/{draw.pk}/minutes/") == ["draw.minutes-before-draw"]


def test_minutes_belong_to_the_authority_that_drew():
    draw = make.drawn_draw()
    other = make.person_of("planner", "000000")
    assert status_of(make.sign_in(other), f"/draws/{draw.pk}/minutes/", by="post") == 404
    codes = [why.code for why in draws.why_not_issue_minutes(other, draw)]
    assert codes == ["draw.minutes-other-authority"]


def test_minutes_twice_are_the_same_document():
    draw = make.drawn_draw()
    assert minutes(draw) == minutes(draw)


# The letter of a transfer


def transferred():
    clue = make.clue(against="issuer", offence="CB-01")
    movement = cases.transfer_up(make.head_of(clue), clue.pk, at=timezone.now())
    return clue, movement, Document.objects.get(subject=f"movement:{movement.pk}")


def test_a_transfer_has_its_letter_under_the_same_number():
    _clue, movement, letter = transferred()
    assert letter.number == movement.number
    assert letter.title == "案件移送函"
    assert letter.content["addressee"] == movement.to_authority.name


def test_the_letter_gives_the_reason_with_its_clauses_and_the_facts():
    clue, movement, letter = transferred()
    text = words(letter)
    assert movement.because in text
    assert "国市监认证〔2019〕102号第二部分第（一）项" in text
    assert facts(letter)["当事人"] == clue.offender_name
    assert facts(letter)["主要事实"] == clue.finding.facts


def test_a_transfer_is_one_entry_in_the_ledger_with_its_letter_inside():
    clue = make.clue(against="issuer", offence="CB-01")
    head = make.head_of(clue)
    cases.transfer_up(head, clue.pk, at=timezone.now())
    entry = make.newest_entry(head)
    assert entry["act"] == "clue.transferred-up"
    assert [act["act"] for act in entry["within"]] == ["document.issued"]


def test_both_ends_of_a_transfer_reach_the_letter_from_the_clue():
    clue, _movement, letter = transferred()
    for who in (make.head_of(clue), make.person_of("case_handler", "000000")):
        client = make.sign_in(who)
        assert f"/issued/{letter.pk}/" in read(client, f"/cases/{clue.pk}/")
        text = read(client, f"/issued/{letter.pk}/")
        assert letter.number in text and f'href="/cases/{clue.pk}/"' in text


# The form of a filing


def test_a_case_has_its_form_with_officers_dates_and_approval():
    case = make.case()
    form = Document.objects.get(subject=f"case:{case.pk}")
    said = facts(form)
    assert (form.title, said["案号"]) == ("立案审批表", case.number)
    assert case.first_officer.card_number in said["办案人员"]
    assert said["办理期限"] == f"{case.due_on.year}年{case.due_on.month}月{case.due_on.day}日"
    (approval,) = (p["approval"] for p in form.content["parts"] if "approval" in p)
    assert case.approved_by.name in approval[1]


def test_the_form_gives_the_ruling_as_it_was_with_its_clauses():
    case = make.case()
    said = facts(Document.objects.get(subject=f"case:{case.pk}"))
    for why in case.ruling["reasons"]:
        assert why["text"] in said["管辖认定"]
    assert "《市场监督管理行政处罚程序规定》第七条" in said["管辖认定"]
    assert said["处罚依据"].startswith("《")


def test_the_form_is_reached_from_the_clue():
    case = make.case()
    form = Document.objects.get(subject=f"case:{case.pk}")
    text = read(make.sign_in(make.head_of(case.clue)), f"/cases/{case.clue_id}/")
    assert f"/issued/{form.pk}/" in text
    assert "换发" not in text


def corrected_case():
    """A case whose offender was entered with a wrong name and corrected since."""
    case = make.case()
    type(case.clue).objects.filter(pk=case.clue_id).update(offender_name="改正后的名称")
    return case, Document.objects.get(subject=f"case:{case.pk}")


def test_a_form_that_is_no_longer_right_is_replaced_from_the_clue():
    case, form = corrected_case()
    head = make.sign_in(make.head_of(case.clue))
    assert f"换发 {form.number}" in read(head, f"/cases/{case.clue_id}/")
    address = f"/cases/{case.clue_id}/documents/{form.pk}/replace/"
    assert "原文书的查验页会指向新文书" in press(head, address, because="当事人名称有误")
    new = Document.objects.get(replaces=form)
    assert facts(new)["当事人"] == "改正后的名称"
    assert "已换发" in read(head, f"/cases/{case.clue_id}/")


def test_a_replacement_without_a_cause_changes_nothing():
    case, form = corrected_case()
    head = make.sign_in(make.head_of(case.clue))
    address = f"/cases/{case.clue_id}/documents/{form.pk}/replace/"
    assert "请写明换发原因" in press(head, address, because="")
    assert Document.objects.count() == 1


def test_a_form_that_is_still_right_is_not_replaced():
    case = make.case()
    form = Document.objects.get(subject=f"case:{case.pk}")
    head = make.head_of(case.clue)
    with refused("document.nothing-changed"):
        cases.replace_document(head, case.clue_id, form.pk, "无", at=timezone.now())


# The sheet of a result


def sheet(task):
    reviewer = make.person_of("reviewer", task.authority.code)
    return Document.objects.get(pk=inspections.issue_sheet(reviewer, task.pk, at=timezone.now()))


def test_the_sheet_says_what_was_entered_and_found():
    finding = make.finding()
    task = make.published(finding.task)
    found = sheet(task)
    said = facts(found)
    assert said["检查对象"] == task.organisation.name
    assert said["情况说明"] == "只供内部的说明"
    assert task.lead.card_number in said["执法人员"]
    (row,) = rows(found, "findings")
    assert row[3] == finding.facts


def test_a_sheet_without_findings_says_so():
    found = sheet(make.published(make.task(), codes=("1",)))
    assert rows(found, "findings") == []
    assert made(found).stage == Document.Stage.READY


def test_there_is_no_sheet_before_the_result_is_published():
    task = make.entered(make.task(), codes=("1",))
    reviewer = make.person_of("reviewer", task.authority.code)
    with refused("task.sheet-before-review"):
        inspections.issue_sheet(reviewer, task.pk, at=timezone.now())


def test_the_sheet_belongs_to_the_authority_that_inspected():
    task = make.published(make.task(), codes=("1",))
    with refused("task.sheet-other-authority"):
        inspections.issue_sheet(make.actor("330000.planner"), task.pk, at=timezone.now())


def test_the_sheet_is_issued_from_the_page_of_the_task():
    task = make.published(make.task(), codes=("1",))
    officer = make.sign_in(make.lead_of(task))
    assert "制发结果记录" in read(officer, f"/inspections/{task.pk}/")
    press(officer, f"/inspections/{task.pk}/sheet/")
    assert Document.objects.get().number in read(officer, f"/inspections/{task.pk}/")


def test_every_first_document_can_be_made():
    make.case()
    transferred()
    minutes(make.drawn_draw())
    for document in Document.objects.all():
        assert made(document).stage == Document.Stage.READY, document.why
