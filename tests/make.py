"""Makers: a test names only what matters to it, the rest is made here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.cases import commands as cases
from renjian_site.draws import commands as draws
from renjian_site.draws.models import Draw
from renjian_site.inspections import commands as inspections
from renjian_site.inspections.models import Finding, Task
from renjian_site.kit.actor import Actor
from renjian_site.kit.files import keep
from renjian_site.registers import commands as registers
from renjian_site.registers import tasks as registers_tasks
from renjian_site.registers.models import Upload

Person = Callable[[str], Client]
RATES = {"A": 200, "B": 500, "C": 2000, "D": 10_000, "U": 500}


def actor(account: str) -> Actor:
    """The person with this account, in the one post that they hold."""
    return actor_of(posts_on(timezone.localdate()).get(person__account=account))


def sign_in(account: str) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    response = client.post("/sign-in/", {"post": actor(account).post_id})
    assert response.status_code == 302, response.content.decode()
    return client


def sample(name: str) -> Path:
    """A file of the practice country."""
    return Path(settings.SAMPLES) / name


def upload(name: str = "certificates.csv", account: str = "clerk1") -> Upload:
    """A report of the first body, received but not yet checked."""
    stored = keep([sample(name).read_bytes()])
    return registers.receive(actor(account), stored, name, at=timezone.now())[0]


def checked_upload(name: str = "certificates.csv", account: str = "clerk1") -> Upload:
    """A report that the job has checked."""
    received = upload(name, account)
    registers_tasks.check(received.pk, actor(account).post_id)
    received.refresh_from_db()
    return received


def outline(**changes: object) -> draws.Outline:
    """A plan for the next month."""
    today = timezone.localdate()
    values: dict[str, object] = {
        "title": "管理体系认证有效性抽查",
        "item_code": "CI-07",
        "from_on": today,
        "to_on": today + timedelta(days=30),
        "rates": RATES,
    }
    return draws.Outline(**{**values, **changes})  # type: ignore[arg-type]  # made of known keys


def planned_draw(account: str = "330000.planner", **changes: object) -> Draw:
    """A draw of a province that is planned."""
    return draws.plan(actor(account), outline(**changes), at=timezone.now())


def frozen_draw(account: str = "330000.planner") -> Draw:
    """A draw whose list and rules are fixed."""
    return draws.freeze(actor(account), planned_draw(account).pk, at=timezone.now())


def drawn_draw(account: str = "330000.planner") -> Draw:
    """A draw that has been carried out."""
    return draws.draw(actor(account), frozen_draw(account).pk, at=timezone.now())


def task(account: str = "330000.planner") -> Task:
    """A task that a draw handed out to a county."""
    draw = drawn_draw(account)
    inspections.take_up(actor(account), draw.pk, at=timezone.now())
    return Task.objects.filter(authority__level=4).order_by("pk").first()


def person_of(role: str, code: str) -> Actor:
    """Somebody who holds this role in the authority with this code."""
    posts = posts_on(timezone.localdate()).filter(role=role, authority__code=code)
    return actor_of(posts.order_by("pk").first())


def lead_of(found: Task) -> Actor:
    """The first of the two officers of a task."""
    return actor(found.lead.account)


def finding(
    found: Task | None = None, *, against: str = "organisation", offence: str = "CM-07"
) -> Finding:
    """A finding of the lead officer against the organisation or its certification body."""
    from renjian_site.inspections.views import _offenders

    found = found or task()
    officer = lead_of(found)
    offender, code = _offenders(officer, found)[against]
    new = inspections.NewFinding(offender, code, offence, "现场看到的事实")
    return inspections.add_finding(officer, found.pk, new, at=timezone.now())


def entered(found: Task, codes: tuple[str, ...] = ("8",), at: datetime | None = None) -> Task:
    """A task whose result was entered today."""
    result = inspections.NewResult(codes, timezone.localdate(), "")
    inspections.enter_result(lead_of(found), found.pk, result, at=at or timezone.now())
    found.refresh_from_db()
    return found


def clue(*, against: str = "organisation", offence: str = "CM-07") -> cases.Clue:
    """A clue that the county registered from a finding."""
    found = finding(against=against, offence=offence)
    entered(found.task)
    handler = person_of("case_handler", found.task.authority.code)
    return cases.register_clue(handler, found.pk, at=timezone.now())
