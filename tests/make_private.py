"""A country in which every private table has rows, all of one county of Zhejiang or of one body."""

from dataclasses import dataclass

from django.utils import timezone

import make
import make_api
from renjian.cases.participation import Part
from renjian_site.authorities.models import ApiKey
from renjian_site.cases import commands as cases
from renjian_site.cases.models import Case, Clue, Participation
from renjian_site.draws.models import Draw
from renjian_site.inspections.models import Finding, Task
from renjian_site.kit import commands as kit
from renjian_site.kit.actor import Actor
from renjian_site.kit.documents.models import Document
from renjian_site.kit.models import Export, SavedSearch
from renjian_site.ledger import looks
from renjian_site.ledger.models import Entry
from renjian_site.registers.models import Organisation, Upload
from renjian_site.risk.models import CreditClass

HELPER = "650000"
FAR = "460000"  # Hainan has nothing to do with any of it
PURPOSE, PLANNED, FILE, SEARCH = (
    "只供本局核对之用",
    "尚未冻结的计划",
    "本月报告.csv",
    "快到期的线索",
)


@dataclass(frozen=True)
class Matters:
    """What was made; ``head`` and ``lead`` are of the county that handles it."""

    task: Task
    finding: Finding
    clue: Clue
    case: Case
    document: Document
    part: Participation
    planned: Draw
    drawn: Draw
    key: ApiKey
    upload: Upload
    export: Export
    entry: Entry
    head: Actor
    lead: Actor


def matters() -> Matters:
    """A matter from the draw to the case, and what people keep beside it."""
    case = make.case()
    clue, finding, task = case.clue, case.clue.finding, case.clue.finding.task
    head = make.head_of(clue)
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
        planned=make.planned_draw(title=PLANNED),
        drawn=task.drawn.draw,
        key=key,
        upload=make.received("没有表头".encode(), FILE),
        export=_kept_beside(head),
        entry=Entry.objects.filter(stream__name__startswith=f"{head.stream}/").latest("pk"),
        head=head,
        lead=make.lead_of(task),
    )


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
