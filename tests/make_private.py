"""A country in which every private table has rows, all of one county of Zhejiang or of one body."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

import make
import make_api
import make_consultations as asks
import make_units
from renjian.authorities.wishes import Rename
from renjian.cases.participation import Part
from renjian_site.authorities.models import (
    ApiKey,
    Expert,
    FormerEmployer,
    Interest,
    Leave,
    OfficerRecord,
    PersonDetail,
    PostEnding,
    PostReview,
    ReviewedPost,
    UnitChange,
)
from renjian_site.cases import commands as cases
from renjian_site.cases.models import Case, Clue, Extension, Participation, Stop
from renjian_site.consultations.models import Consultation, Reply
from renjian_site.draws.models import Draw, DrawnObject, LateRecusal, Testimony, Void
from renjian_site.inspections.models import Finding, Task
from renjian_site.kit import commands as kit
from renjian_site.kit.actor import Actor
from renjian_site.kit.documents.models import Document
from renjian_site.kit.models import BulkRow, BulkRun, Export, SavedSearch
from renjian_site.ledger import looks
from renjian_site.ledger.models import Entry
from renjian_site.registers import commands as registers
from renjian_site.registers.models import (
    Attestation,
    AuditPlan,
    AuditResult,
    Body,
    Certificate,
    EnergyRecord,
    Import,
    ImportProfile,
    ObjectEntry,
    Organisation,
    OrganisationContact,
    Upload,
)
from renjian_site.risk.models import CreditClass

HELPER = "650000"
FAR = "460000"  # Hainan has nothing to do with any of it
PHONE, TIE, EXPERT = "13800001234", "91330110MA00000000", "某专家甲"
QUALIFIED, ENDING, BULK = "只供本局安排的资格", "因故提前终止", "一次批量接收"
RECUSED = "与当事人有旧"
IMPORTED = "未公开的导出文件.xlsx"
GIVEN_UP = "名单里有已经注销的单位"
CONTACT, AUDITOR, TIP = "0571-PRAC-9999", "只在结果里的人", "举报人提供的销售线索"
PURPOSE, PLANNED, FILE, SEARCH = (
    "只供本局核对之用",
    "尚未冻结的计划",
    "本月报告.csv",
    "快到期的线索",
)
ASKED, DRAFTED, ANSWERED = "只问本省上级的事", "还没有报送的草稿", "只答复这一家的意见"


@dataclass(frozen=True)
class Matters:
    """What was made; ``head`` and ``lead`` are of the county that handles it."""

    task: Task
    finding: Finding
    clue: Clue
    case: Case
    document: Document
    part: Participation
    stop: Stop
    extension: Extension
    planned: Draw
    drawn: Draw
    key: ApiKey
    change: UnitChange
    upload: Upload
    registers: dict[str, int]
    export: Export
    of_people: dict[str, int]
    entry: Entry
    consultation: Consultation
    request_draft: Consultation
    reply: Reply
    head: Actor
    lead: Actor


def matters() -> Matters:
    """A matter from the draw to the case, and what people keep beside it."""
    case = make.case()
    make.intend(case, "fine", fine=10_000, facts={"circumstances": {"not_corrected": True}})
    clue, finding, task = case.clue, case.clue.finding, case.clue.finding.task
    head = make.head_of(clue)
    asked = asks.received(head.authority.code, title=ASKED, about=f"clue:{clue.pk}")
    ask_for_help = cases.Invitation(Part.ASSISTANCE_REQUEST, HELPER, "请协助核对地址")
    key, token = make_api.key("330000.planner", purpose=PURPOSE)
    make_api.sender(token).get("/api/v1/me")
    return Matters(
        task=task,
        finding=finding,
        clue=clue,
        case=case,
        document=Document.objects.get(subject=f"case:{case.pk}"),
        part=cases.bring_in(head, clue.pk, ask_for_help, at=timezone.now()),
        stop=make.stop(clue),
        extension=make.asked_extension(clue),
        planned=make.planned_draw(title=PLANNED),
        drawn=task.drawn.draw,
        key=key,
        change=_decided(head),
        upload=make.received("没有表头".encode(), FILE),
        registers=_kept_in_registers(head),
        export=_kept_beside(head),
        of_people=_kept_of_people(head),
        consultation=asked,
        request_draft=asks.draft(head.authority.code, title=DRAFTED),
        reply=asks.replied(of=asked, text=ANSWERED, title=ANSWERED),
        entry=Entry.objects.filter(stream__name__startswith=f"{head.stream}/").latest("pk"),
        head=head,
        lead=make.lead_of(task),
    )


def _kept_in_registers(head: Actor) -> dict[str, int]:
    """An audit plan and an entry of the county, and what is kept about its organisations."""
    subject = Organisation.objects.filter(authority_id=head.authority.pk)[0]
    body = Body.objects.exclude(division__startswith="33").exclude(division__startswith="46")[0]
    near = Certificate.objects.exclude(body__division__startswith="46").exclude(
        body__approval_no="CNCA-R-2022-9001"
    )
    certificate = near.filter(organisation__division__startswith="33")[0]
    upload, now = body.uploads.all()[0], timezone.now()
    plan = AuditPlan.objects.create(
        body=body, number="P-1", organisation=subject, starts_at=now, ends_at=now,
        contact_way=CONTACT, upload=upload, line=2, recorded_at=now, fingerprint="0" * 64,
    )  # fmt: skip
    result = AuditResult.objects.create(
        body=body, organisation=subject, stage="03", starts_at=now, ends_at=now, name=AUDITOR,
        fingerprint="0" * 64, upload=upload, line=3, recorded_at=now,
    )  # fmt: skip
    entry = ObjectEntry.objects.create(
        organisation=subject, authority_id=head.authority.pk, tag="ccc_seller",
        source="complaint", because=TIP, from_on=make.today(),
    )  # fmt: skip
    OrganisationContact.objects.create(
        organisation=subject, body=body, phone=CONTACT, recorded_at=now
    )
    bar = registers.restrict_organisation(
        head, subject.pk, registers.NewRestriction("五年内不予受理", make.today()), at=now
    )
    Attestation.objects.create(
        body=body, month=make.today().replace(day=1), attested_by="某甲", attested_at=now
    )
    EnergyRecord.objects.create(
        certificate=certificate, cycle="02", from_on=make.today(), to_on=make.today(),
        output_value=1, energy=1, product="某产品", output=1, unit="99", product_energy=1,
        upload=upload, line=4,
    )  # fmt: skip
    imported = Import.objects.create(
        authority_id=head.authority.pk, kind="exemptions", file_name=IMPORTED, sha256="1" * 64,
        size=1, received_at=now, sent_by=head.name, stage="columns",
    )  # fmt: skip
    ImportProfile.objects.create(
        authority_id=head.authority.pk, kind="exemptions", saved_by=head.name, saved_at=now
    )
    kept = {"plan": plan, "result": result, "entry": entry, "bar": bar, "import": imported}
    return {name: one.pk for name, one in kept.items()}


def _decided(head: Actor) -> UnitChange:
    """That the county will be called otherwise, from a day that has not come."""
    wish = Rename(head.authority.code, "还没有公布的名称", "未监")
    make_units.reform(wish, by="330000", on=make.today() + timedelta(days=9))
    return UnitChange.objects.get(unit_id=head.authority.pk)


def _kept_of_people(head: Actor) -> dict[str, int]:
    """What a county keeps of its people, as it came about."""
    now, who, today = timezone.now(), {"person_id": head.person_id}, make.today()
    unit = {"authority_id": head.authority.pk}
    PersonDetail.objects.create(phone=PHONE, **who)
    OfficerRecord.objects.create(qualifications=QUALIFIED, **who)
    leave = Leave.objects.create(
        from_on=today, to_on=today, entered_by_id=head.person_id, entered_at=now, **who
    )
    interest = Interest.objects.create(
        code=TIE, kind="relative", declared_on=today, declared_by_id=head.person_id, **who
    )
    FormerEmployer.objects.create(
        code=TIE, until_on=today, declared_on=today, declared_by_id=head.person_id, **who
    )
    expert = Expert.objects.create(
        name=EXPERT,
        employer="某研究所",
        field="认证技术",
        from_on=today,
        to_on=today + timedelta(days=365),
        secrecy_signed_on=today,
        **unit,
    )
    review = PostReview.objects.create(
        quarter=today.replace(day=1), due_on=today + timedelta(days=10), opened_at=now, **unit
    )
    ReviewedPost.objects.create(review=review, post_id=head.post_id)
    ending = PostEnding.objects.create(
        post_id=head.post_id, last_on=today, because=ENDING, stage="refused", entered_at=now
    )
    run = BulkRun.objects.create(
        listing="cases:clues", act="receive", title=BULK, account=head.account,
        post_id=head.post_id, asked_at=now,
    )  # fmt: skip
    BulkRow.objects.create(run=run, key=1, label=BULK)
    drawn = DrawnObject.objects.filter(authority_id=head.authority.pk)[0]
    LateRecusal.objects.create(
        drawn=drawn,
        left_id=drawn.lead_id,
        came_id=head.person_id,
        because=RECUSED,
        decided_by_id=head.person_id,
        decided_at=now,
    )
    asks = {"asked_by_id": head.person_id, "asked_at": now}
    Void.objects.create(draw_id=drawn.draw_id, because=GIVEN_UP, document="内部文件", **asks)
    Testimony.objects.create(draw_id=drawn.draw_id, said={"rolls": [1]}, at=now, **unit)
    made = {"leave": leave, "interest": interest, "expert": expert, "ending": ending}
    return {name: row.pk for name, row in {**made, "review": review, "bulk": run}.items()}


def _kept_beside(head: Actor) -> Export:
    now = timezone.now()
    SavedSearch.objects.create(
        listing="cases:clues", name=SEARCH, query="stage=verifying", account=head.account
    )
    CreditClass.objects.create(
        organisation=Organisation.objects.filter(authority_id=head.authority.pk)[0],
        credit_class="A",
        from_on=make.today(),
        source="0" * 64,
        recorded_at=now,
    )
    looks.note(
        account=head.account,
        name=head.name,
        unit=head.authority.code,
        path=head.authority.path,
        ledger=head.stream,
        number=1,
        at=now,
    )
    wanted = kit.Wanted("cases:clues", "线索列表", "", "csv", "zh-hans")
    return kit.ask_for_export(head, wanted, at=now)
