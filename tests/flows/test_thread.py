"""The whole loop, as its people walk it: from a file of certificates to a filed case."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import make
from renjian_site.cases.models import Case, Clue
from renjian_site.draws.models import Draw
from renjian_site.inspections.models import Task
from renjian_site.ledger import streams
from renjian_site.registers import tasks as registers_tasks
from renjian_site.registers.models import Certificate, Upload

pytestmark = pytest.mark.django_db


def test_from_a_file_of_certificates_to_a_filed_case(tmp_path):
    upload_reports()
    draw = plan_freeze_and_draw()
    check_with_the_stand_alone_program(draw, tmp_path)
    task = hand_out(draw)
    enter_result_with_findings(task)
    publish(task)
    file_the_local_case(task)
    send_the_other_up_to_the_state_administration(task)
    assert all(found.verdict.holds for found in streams.verify_all())


def upload_reports() -> None:
    clerk = make.sign_in("clerk1")
    before = Certificate.objects.count()
    broken = send(clerk, "certificates-broken.csv")
    assert "第 17 行" in broken and "校验码" in broken
    assert Certificate.objects.count() == before
    assert "已入库" in send(clerk, "certificates.csv")
    assert "已入库" in send(clerk, "certificates.xlsx")
    assert Certificate.objects.count() > before + 300


def send(clerk: Client, name: str) -> str:
    """Upload a sample as its clerk does, commit it when it may be, and read the page at the end."""
    with make.sample(name).open("rb") as file:
        response = clerk.post("/registers/uploads/", {"file": file})
    upload = Upload.objects.order_by("-pk").first()
    assert response.headers["Location"] == f"/registers/uploads/{upload.pk}/"
    registers_tasks.check(upload.pk, make.actor("clerk1").post_id)
    told = page(clerk, response.headers["Location"])
    if "提交入库" in told:
        press(clerk, f"/registers/uploads/{upload.pk}/commit/")
        registers_tasks.commit(upload.pk, make.actor("clerk1").post_id)
        told = page(clerk, response.headers["Location"])
    return told


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def press(client: Client, address: str, **fields: object) -> str:
    """Submit a form and read the page it leads to."""
    response = client.post(address, fields, follow=True)
    text = response.content.decode()
    assert response.status_code == 200, (address, response.status_code, text)
    return text


def plan_freeze_and_draw() -> Draw:
    planner = make.sign_in("330000.planner")
    with make.sample("classes-330000.csv").open("rb") as file:
        assert "已导入" in press(planner, "/risk/classes/", file=file)
    today = timezone.localdate()
    text = press(
        planner,
        "/draws/new/",
        title="管理体系认证有效性抽查",
        item_code="CI-07",
        from_on=today.isoformat(),
        to_on=(today + timedelta(days=30)).isoformat(),
        **{f"rate_{letter}": rate / 100 for letter, rate in make.RATES.items()},
    )
    assert "冻结前请核对" in text
    draw = Draw.objects.get()
    text = press(planner, f"/draws/{draw.pk}/freeze/")
    draw.refresh_from_db()
    assert " ".join(re.findall("....", draw.plan_hash)) in text
    assert draw.title in page(Client(), f"/public/draws/{draw.pk}/")
    assert "抽取结果" in press(planner, f"/draws/{draw.pk}/draw/")
    draw.refresh_from_db()
    return draw


def check_with_the_stand_alone_program(draw: Draw, folder: Path) -> None:
    public = Client()
    record = folder / "record.json"
    record.write_bytes(public.get(f"/public/draws/{draw.pk}.json").content)
    program = folder / "verify.py"
    program.write_bytes(public.get("/public/verify.py").content)
    command = [sys.executable, "-I", str(program), str(record), "--plan-hash", draw.plan_hash]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    edited = json.loads(record.read_bytes())
    edited["plan"]["title"] += "。"
    record.write_text(json.dumps(edited, ensure_ascii=False), encoding="utf-8")
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


def hand_out(draw: Draw) -> Task:
    planner = make.sign_in("330000.planner")
    assert "已下发" in press(planner, f"/inspections/take-up/{draw.pk}/")
    assert Task.objects.count() == draw.drawn.count()
    return Task.objects.filter(authority__level=4).order_by("pk").first()


def enter_result_with_findings(task: Task) -> None:
    officer = make.sign_in(task.lead.account)
    assert task.number in page(officer, "/inbox/")
    findings = f"/inspections/{task.pk}/findings/"
    today = timezone.localdate().isoformat()
    seen = {"facts": "现场看到的事实", "act_from": today}
    for offender, offence in (("organisation", "CM-07"), ("issuer", "CB-01")):
        text = press(officer, findings, offender=offender, offence_code=offence, **seen)
        assert "问题已记录" in text
    result = f"/inspections/{task.pk}/result/"
    assert "等待审核" in press(officer, result, codes=["8"], inspected_on=today, note="")


def publish(task: Task) -> None:
    reviewer = make.sign_in(make.person_of("reviewer", task.authority.code).account)
    assert task.organisation.name in page(reviewer, "/inbox/")
    assert "结果已公示" in press(reviewer, f"/inspections/{task.pk}/publish/")
    public = Client()
    assert task.organisation.name in page(public, "/public/results/")
    assert "现场看到的事实" not in page(public, "/public/results/")


def file_the_local_case(task: Task) -> None:
    clue = register(task, "CM-07")
    head = make.sign_in(make.person_of("head", task.authority.code).account)
    text = page(head, f"/cases/{clue.pk}/")
    assert "由市级、县（区）级市场监管部门管辖" in text
    assert "国市监认证〔2019〕102号第二部分第（三）项" in text
    officers = [make.person_of("case_handler", task.authority.code).person_id, task.lead_id]
    assert "已立案" in press(head, f"/cases/{clue.pk}/file/", first=officers[0], second=officers[1])
    case = Case.objects.get(clue=clue)
    assert case.due_on >= case.filed_on + timedelta(days=90)


def register(task: Task, offence: str) -> Clue:
    handler = make.sign_in(make.person_of("case_handler", task.authority.code).account)
    finding = task.findings.get(offence_code=offence)
    assert "线索已登记" in press(handler, f"/cases/from-finding/{finding.pk}/")
    return Clue.objects.get(finding=finding)


def send_the_other_up_to_the_state_administration(task: Task) -> None:
    clue = register(task, "CB-01")
    head = make.sign_in(make.person_of("head", task.authority.code).account)
    assert "由市场监管总局管辖" in page(head, f"/cases/{clue.pk}/")
    refused = head.post(
        f"/cases/{clue.pk}/file/", {"first": task.lead_id, "second": task.second_id}
    )
    assert refused.status_code == 409
    assert "已移交上级" in press(head, f"/cases/{clue.pk}/transfer-up/")
    above = make.sign_in(make.person_of("case_handler", "000000").account)
    assert clue.offender_name in page(above, "/inbox/")
    assert "已接收" in press(above, f"/cases/receive/{clue.movements.get().pk}/")
    officers = make.posts_on(timezone.localdate()).filter(
        role="case_handler", authority__code="000000"
    )
    first, second = officers.values_list("person_id", flat=True)
    state = make.sign_in("000000.head")
    assert "已立案" in press(state, f"/cases/{clue.pk}/file/", first=first, second=second)
    assert Case.objects.get(clue=clue).authority.code == "000000"
