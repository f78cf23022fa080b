"""Makers: a test names only what matters to it, the rest is made here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from make_registers import csv_text
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.act_days import ActDays
from renjian.jurisdiction.matters import Offender
from renjian.registers.events import of_row
from renjian.registers.rows import CertificateRow
from renjian_site.authorities.models import Post
from renjian_site.authorities.queries import case_officers_of
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.cases import commands as cases
from renjian_site.cases.models import (
    Case,
    Clue,
    Extension,
    IntendedPenalty,
    Movement,
    Stop,
)
from renjian_site.draws import commands as draws
from renjian_site.draws.models import Draw
from renjian_site.inspections import commands as inspections
from renjian_site.inspections.models import Finding, Task
from renjian_site.kit.actor import Actor
from renjian_site.kit.files import keep
from renjian_site.ledger import queries as ledger
from renjian_site.registers import commands as registers
from renjian_site.registers import tasks as registers_tasks
from renjian_site.registers.models import Upload
from renjian_site.registers.queries import issuer_for

Person = Callable[[str], Client]
WHY_LONGER = "案情复杂，需要向多地协查"
REASONS = "经查，当事人的行为事实清楚、证据充分。"
RATES = {"A": 200, "B": 500, "C": 2000, "D": 10_000, "U": 500}


def today() -> date:
    """The day on which the acts of the tests happen."""
    return timezone.localdate()


# Who acts


def actor(account: str) -> Actor:
    """The person with this account, in the one post that they hold."""
    return actor_of(posts_on(today()).get(person__account=account))


def person_of(role: str, code: str) -> Actor:
    """Somebody who holds this role in the authority with this code."""
    posts = posts_on(today()).filter(role=role, authority__code=code)
    return actor_of(posts.order_by("pk").first())


def holder_of(role: str) -> Actor:
    """Somebody who holds this role, the highest authority first."""
    return actor_of(posts_on(today()).filter(role=role).order_by("pk").first())


def lead_of(found: Task) -> Actor:
    """The first of the two officers of a task."""
    return actor(found.lead.account)


def end_posts(*, until: date | None = None, **which: object) -> int:
    """Let the posts that ``which`` selects end, yesterday if nothing else is said."""
    return Post.objects.filter(**which).update(to_on=until or today() - timedelta(days=1))


def sign_in(who: str | Actor) -> Client:
    """A browser in which this person has signed in."""
    found = actor(who) if isinstance(who, str) else who
    client = Client()
    response = client.post("/sign-in/", {"post": found.post_id})
    assert response.status_code == 302, response.content.decode()
    return client


def newest_entry(who: Actor) -> dict[str, Any]:
    """What the ledger of the actor's authority or body says of the last act."""
    return ledger.newest(who, limit=1)[0].content


# Uploads


def sample(name: str) -> Path:
    """A file of the practice country."""
    return Path(settings.SAMPLES) / name


def report(*rows: Sequence[object], encoding: str = "utf-8") -> bytes:
    """A report of certificates as the bytes of a CSV file."""
    return csv_text(*rows).encode(encoding)


def received(content: bytes, name: str = "report.csv", account: str = "clerk1") -> Upload:
    """A report that waits for its check."""
    return registers.receive(actor(account), keep([content]), name, at=timezone.now())[0]


def checked(content: bytes, name: str = "report.csv", account: str = "clerk1") -> Upload:
    """A report that the job has checked."""
    return check(received(content, name, account), account)


def check(upload: Upload, account: str = "clerk1") -> Upload:
    """Let the job check an upload; one without errors is then committed and taken in."""
    registers_tasks.check(upload.pk, actor(account).post_id)
    upload.refresh_from_db()
    return committed(upload, account) if upload.stage == "checked" else upload


def looked_at(content: bytes, name: str = "report.csv", account: str = "clerk1") -> Upload:
    """A report that the job has checked and nobody has committed."""
    upload = received(content, name, account)
    registers_tasks.check(upload.pk, actor(account).post_id)
    upload.refresh_from_db()
    return upload


def refused(content: bytes = b"x", name: str = "report.csv", account: str = "clerk1") -> Upload:
    """A report with one mistake, whose check has ended."""
    upload, outcome = received(content, name, account), registers.Outcome([], 1)
    return registers.keep_outcome(actor(account), upload.pk, outcome, at=timezone.now())


def committed(upload: Upload, account: str = "clerk1") -> Upload:
    """An upload that its clerk commits, and the job takes in."""
    registers.commit(actor(account), upload.pk, at=timezone.now())
    registers_tasks.commit(upload.pk, actor(account).post_id)
    upload.refresh_from_db()
    return upload


def accepted(*rows: CertificateRow, account: str = "clerk1") -> Upload:
    """A report of these rows in their order that was taken over, without the job."""
    lines = [replace(row, line=line) for line, row in enumerate(rows, start=2)]
    upload = received(repr(lines).encode(), account=account)
    return registers.take_in(actor(account), map(of_row, lines), upload.pk, at=timezone.now())


# Draws


def outline(**changes: object) -> draws.Outline:
    """A plan for the next month."""
    values: dict[str, object] = {
        "title": "管理体系认证有效性抽查",
        "item_code": "CI-07",
        "from_on": today(),
        "to_on": today() + timedelta(days=30),
        "rates": RATES,
    }
    return draws.Outline(**{**values, **changes})  # type: ignore[arg-type]  # made of known keys


def plan_form(client: Client, address: str = "/draws/new/") -> dict[str, str]:
    """The fields of a filled-in plan, with the key of its page."""
    text = client.get(address).content.decode()
    key = re.search(r'name="submission" value="([^"]+)"', text)
    assert key is not None, address
    planned = outline()
    return {
        "submission": key[1],
        "title": planned.title,
        "item_code": planned.item_code,
        "from_on": planned.from_on.isoformat(),
        "to_on": planned.to_on.isoformat(),
        **{f"rate_{letter}": str(rate / 100) for letter, rate in planned.rates.items()},
    }


def planned_draw(account: str = "330000.planner", **changes: object) -> Draw:
    """A draw of a province that is planned."""
    return draws.plan(actor(account), outline(**changes), at=timezone.now())


def frozen_draw(account: str = "330000.planner", **changes: object) -> Draw:
    """A draw whose list and rules are fixed."""
    return draws.freeze(actor(account), planned_draw(account, **changes).pk, at=timezone.now())


def drawn_draw(account: str = "330000.planner", **changes: object) -> Draw:
    """A draw that has been carried out."""
    return draws.draw(actor(account), frozen_draw(account, **changes).pk, at=timezone.now())


# Inspections


def tasks(account: str = "330000.planner", **changes: object) -> list[Task]:
    """The tasks that a draw handed out, those of counties first."""
    draw = drawn_draw(account, **changes)
    inspections.take_up(actor(account), draw.pk, at=timezone.now())
    found = Task.objects.select_related("authority", "organisation", "lead", "second")
    return list(found.filter(drawn__draw=draw).order_by("-authority__level", "pk"))


def task(account: str = "330000.planner") -> Task:
    """A task that a draw handed out to a county."""
    return tasks(account)[0]


def offender(found: Task, against: str) -> tuple[Offender, str]:
    """Whom a finding is against: the organisation visited, or "issuer", its certification body."""
    if against == "organisation":
        holder = found.organisation
        return Offender(OffenderKind.CERTIFIED_ORGANISATION, holder.name), holder.uscc
    body = issuer_for(lead_of(found), found.organisation_id)
    kind = OffenderKind.DESIGNATED_BODY if body.is_designated else OffenderKind.BODY
    return Offender(kind, body.name), body.approval_no


def finding(
    found: Task | None = None,
    *,
    against: str = "organisation",
    offence: str = "CM-07",
    days: ActDays | None = None,
) -> Finding:
    """A finding of the lead officer against the organisation or its certification body."""
    found = found or task()
    new = inspections.NewFinding(
        *offender(found, against), offence, "现场看到的事实", days or ActDays(today(), today())
    )
    return inspections.add_finding(lead_of(found), found.pk, new, at=timezone.now())


def entered(found: Task, codes: tuple[str, ...] = ("8",), at: datetime | None = None) -> Task:
    """A task whose result was entered today."""
    result = inspections.NewResult(codes, today(), "只供内部的说明")
    inspections.enter_result(lead_of(found), found.pk, result, at=at or timezone.now())
    found.refresh_from_db()
    return found


def published(found: Task, codes: tuple[str, ...] = ("8",)) -> Task:
    """A task whose result the public sees."""
    reviewer = person_of("reviewer", found.authority.code)
    return inspections.publish_result(reviewer, entered(found, codes).pk, at=timezone.now())


# Clues and cases


def clue(
    *, against: str = "organisation", offence: str = "CM-07", days: ActDays | None = None
) -> Clue:
    """A clue that the county registered from a finding."""
    found = finding(against=against, offence=offence, days=days)
    entered(found.task)
    handler = person_of("case_handler", found.task.authority.code)
    return cases.register_clue(handler, found.pk, at=timezone.now())


def head_of(found: Clue) -> Actor:
    """The head of the authority that handles a clue."""
    return person_of("head", found.authority.code)


def handler_of(found: Clue) -> Actor:
    """A case handler of the authority that handles a clue."""
    return person_of("case_handler", found.authority.code)


def team(head: Actor) -> cases.Team:
    """Two people of the head's authority who may handle a case."""
    first, second = case_officers_of(head, today()).values_list("person_id", flat=True)[:2]
    return cases.Team(first, second)


def case(found: Clue | None = None) -> Case:
    """A case that the head filed."""
    found = found or clue()
    head = head_of(found)
    return cases.file_case(head, found.pk, team(head), at=timezone.now())


def intend(found: Case, *penalties: str, fine: int | None = None, **more: Any) -> IntendedPenalty:
    """The penalty that the head of the handling authority fixes for a case."""
    amount = None if fine is None else Decimal(fine)
    wish = cases.Intention(
        penalties=penalties, reasons=more.pop("reasons", REASONS), fine_yuan=amount, **more
    )
    return cases.fix_penalty(head_of(found.clue), found.pk, wish, at=timezone.now())


def stop(found: Clue, cause: str = "检测、检验、检疫、鉴定", **changes: Any) -> Stop:
    """Time that does not run in the limit of a clue, from today, entered by its case handler."""
    new = cases.NewStop(cause, changes.pop("from_on", today()), "送检等待结果", **changes)
    return cases.enter_stop(handler_of(found), found.pk, new, at=timezone.now())


def asked_extension(found: Clue, count: int = 30, document: str = "") -> Extension:
    """An extension that waits for the head."""
    new = cases.NewExtension(count, WHY_LONGER, document)
    return cases.ask_extension(handler_of(found), found.pk, new, at=timezone.now())


def moved_clue() -> Movement:
    """A clue against a body that may lose its approval, on its way to the state administration."""
    found = clue(against="issuer", offence="CB-01")
    return cases.transfer_up(head_of(found), found.pk, at=timezone.now())
