"""A matter of every kind on a running site, and by which names the visits of tests call them.

As a program, with the environment of the site's worker, it makes them and prints them as JSON.
"""

import json
import time
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()

from django.utils import timezone

import make
import make_api
import make_bulk
import make_catalogue
import make_consultations as asks
import make_people
import make_sign_in
import make_units
import make_voids
from make_site import Matters
from renjian.authorities.posts import Role
from renjian.authorities.sign_in import Happening
from renjian.authorities.wishes import Move, Rename
from renjian.registers.inbound import Inbound
from renjian_site.authorities import commands as authorities
from renjian_site.authorities.models import Person, PostReview
from renjian_site.authorities.sign_ins import note
from renjian_site.cases import commands as cases
from renjian_site.cases.models import Clue
from renjian_site.consultations import commands
from renjian_site.inspections.models import Task
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.documents.models import Document
from renjian_site.kit.files import keep
from renjian_site.kit.models import BulkRow
from renjian_site.kit.scope import see_everything
from renjian_site.ledger.models import Entry, JointCheckpoint
from renjian_site.registers import commands as registers
from renjian_site.registers import queries
from renjian_site.registers.models import (
    AuditPlan,
    AuditResult,
    Certificate,
    DesignatedLab,
    Exemption,
    ObjectEntry,
    Practitioner,
    Product,
    SelfDeclaration,
    TransactionCertificate,
    Upload,
)

PATIENCE = 60  # seconds until the worker must have done its jobs


def matters() -> Matters:
    """Make one matter of each kind and stage; give what the addresses of their pages take."""
    return {
        **_draws(),
        **_visits(),
        **_uploads(),
        **_accounts(),
        **_units(),
        **_people(),
        **_registers(),
        **_requests(),
        **_law(),
        "key": make_api.key("clerk1")[0].pk,
        "checkpoint": JointCheckpoint.objects.latest("pk").pk,
        "entry": Entry.objects.filter(stream__name__startswith="330000/").latest("pk").pk,
        "number": Certificate.objects.order_by("pk").first().number,
    }


def _draws() -> Matters:
    return {
        "planned": make.planned_draw().pk,
        "frozen": make_voids.asked(make.frozen_draw()).pk,
        "by_dice": make_voids.frozen_with(make_voids.DICE).pk,
        "voided": make_voids.voided(make.frozen_draw()).pk,
    }


def _law() -> Matters:
    """A change of the law and the holidays of the next year, both proposed."""
    return {"change": make_catalogue.proposed().pk, "arrangement": make_catalogue.entered().pk}


def _accounts() -> Matters:
    """Somebody who looks after accounts, with two posts and a telephone, and whom they look after."""
    keeper = make_sign_in.security("330000")
    make_sign_in.post(keeper, Role.SECURITY, "330110")
    make_sign_in.give_telephone(make_sign_in.person(keeper))
    person = Person.objects.get(account="330110.head")
    note(None, Happening.FAILED, timezone.now(), person_id=person.pk)
    return {"keeper": keeper, "person": person.pk}


def _units() -> Matters:
    """A county whose move waits for approval, and one whose new name waits for its day."""
    wish = Rename("330106", "杭州市新湖区市场监督管理局", "新湖市监")
    renamed = make_units.reform(wish, by="330000", on=make.today() + timedelta(days=40))
    moves = make_units.proposed(Move("330110", "330200"), by="330000")
    return {
        "unit": make_units.unit("330110").pk,
        "renamed": renamed.pk,
        "proposed_change": moves.pk,
    }


def _people() -> Matters:
    """An officer with a telephone that was opened, a post that waits, a review and an expert."""
    now, head = timezone.now(), make.actor("330110.head")
    officer = make_people.person_of("330110.officer1")
    keeper = make.actor("330000.system")
    authorities.keep_details(keeper, officer.pk, "13800001234", "", at=now)
    authorities.open_detail(keeper, officer.pk, "phone", "核对值班安排", at=now)
    authorities.open_reviews(SYSTEM, make.today().replace(day=1), at=now)
    term = {"from_on": make.today(), "to_on": make.today() + timedelta(days=365)}
    expert = authorities.NewExpert(
        "专家甲", "某研究所", "认证技术", "", secrecy_signed_on=make.today(), **term
    )
    return {
        "officer_person": officer.pk,
        "waiting_post": make_people.enter("330000.head", Role.REVIEWER).pk,
        "held_post": make_people.post_of("330110.head").pk,
        "review": PostReview.objects.get(authority_id=head.authority.pk).pk,
        "expert": authorities.engage_expert(head, expert, at=now).pk,
    }


def _requests() -> Matters:
    """A draft, a late request, and one whose first reply was replaced by another."""
    law = (commands.LegalQuestion("暂停期间使用标志是否构成冒用？", "REG 59.1"),)
    late = asks.late(asks.received(legal_questions=law, own_opinion="我局倾向于责令改正。"))
    first = asks.opened()
    second = asks.opened(of=first.consultation, because="条例已经修改", text="按新条例办理。")
    return {
        "request_draft": asks.draft().pk,
        "request": late.pk,
        "replied": first.consultation_id,
        "replaced_reply": first.pk,
        "reply": second.pk,
    }


def _registers() -> Matters:
    """One thing of each register."""
    clerk = make.actor("clerk1")
    own = {"body__approval_no": clerk.body}
    return {
        "approval_no": clerk.body,
        "designated_lab": DesignatedLab.objects.all()[0].code,
        "practitioner": Practitioner.objects.filter(**own)[0].registration_no,
        "organisation": Certificate.objects.filter(**own)[0].organisation_id,
        "of_county": queries.organisations(make.actor("330110.head"))[0].pk,
        "audit_plan": AuditPlan.objects.filter(**own)[0].pk,
        "audit_result": AuditResult.objects.filter(**own)[0].pk,
        "product": Product.objects.all()[0].pk,
        "transaction": TransactionCertificate.objects.all()[0].pk,
        "exemption": Exemption.objects.all()[0].pk,
        "declaration": SelfDeclaration.objects.all()[0].pk,
        "by_hand": ObjectEntry.objects.filter(tag="ccc_seller")[0].pk,
        "bar": _bar(),
        "import": _import(),
    }


def _bar() -> int:
    """A restriction in the county whose head looks at it."""
    head = make.actor("330110.head")
    wanted = registers.NewRestriction("某市监罚〔2026〕1号", make.today())
    held = queries.organisations(head)[0]
    return registers.restrict_organisation(head, held.pk, wanted, at=timezone.now()).pk


def _import() -> int:
    """An import of a province that waits for its columns."""
    planner = make.actor("330000.planner")
    stored = keep(["证书号,状态,备注\n1,有效,无\n".encode()])
    sent = registers.receive_import(
        planner, Inbound.SUPERVISION, stored, "export.csv", at=timezone.now()
    )
    return sent.pk


def _uploads() -> Matters:
    """A report that is taken over, and one that is not."""
    files = {"accepted": "certificates.csv", "refused": "certificates-broken.csv"}
    return {
        name: make.received(make.sample(file).read_bytes(), file).pk for name, file in files.items()
    }


def _visits() -> Matters:
    """Tasks of counties: open, entered, published with a finding, and others that led to clues."""
    open_task, entered, published, handled, body, *sent_up = make.tasks()[:11]
    make.finding(open_task)
    finding = make.finding(published)
    make.entered(entered, ("1",))
    make.published(published)
    return {
        "drawn": open_task.drawn.draw_id,
        "task": open_task.pk,
        "officer": open_task.lead.account,
        "entered": entered.pk,
        "reviewer": _account("reviewer", entered),
        "finding": finding.pk,
        "finder": _account("case_handler", published),
        **_filed(handled, body),
        **_moved(sent_up),
    }


def _filed(task: Task, body: Task) -> Matters:
    """A case, with its form and notice, and one against a body whose notice is blocked."""
    case = make.case(_clue(task, "organisation", "CM-07"))
    form = Document.objects.get(subject=f"case:{case.pk}")
    make.intend(case, "fine", fine=10_000, facts={"circumstances": {"not_corrected": True}})
    cases.issue_notice(make.handler_of(case.clue), case.pk, at=timezone.now())
    blocked = make.case(_clue(body, "issuer", "CB-03"))
    make.intend(blocked, "fine", "revoke_approval", fine=120_000)
    return {
        "filed": case.clue_id,
        "head": _account("head", task),
        "handler": _account("case_handler", task),
        "issued": form.pk,
        "code": form.code,
        "notified": case.pk,
        "intended": blocked.pk,
        "intended_head": _account("head", body),
    }


def _moved(tasks: list[Task]) -> Matters:
    """Clues against bodies that wait for their receipt above, and one that is received in a run."""
    clues = [_clue(task, "issuer", "CB-01") for task in tasks]
    moved = [cases.transfer_up(make.head_of(one), one.pk, at=timezone.now()) for one in clues]
    run = make_bulk.asked(moved[:1])
    return {"moved": clues[1].pk, "received": clues[0].pk, "run": run.pk}


def _clue(task: Task, against: str, offence: str) -> Clue:
    finding = make.finding(task, against=against, offence=offence)
    make.entered(task)
    handler = make.person_of("case_handler", task.authority.code)
    return cases.register_clue(handler, finding.pk, at=timezone.now())


def _account(role: str, task: Task) -> str:
    return make.person_of(role, task.authority.code).account


def wait_for_the_worker() -> None:
    """Wait until reports are checked, documents made and acts on many rows done."""
    waiting = (
        Upload.objects.filter(stage=Upload.Stage.RECEIVED),
        Document.objects.filter(stage=Document.Stage.MAKING),
        BulkRow.objects.filter(state=BulkRow.State.WAITING),
    )
    for _ in range(PATIENCE * 10):
        if not any(one.exists() for one in waiting):
            return
        time.sleep(0.1)
    raise TimeoutError("the worker did not do its jobs")


if __name__ == "__main__":
    see_everything()
    made = matters()
    wait_for_the_worker()
    print(json.dumps(made))
