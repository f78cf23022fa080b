"""Makers for lists, exports, jobs and snapshots."""

from types import SimpleNamespace

from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import make
from renjian.authorities.posts import Role
from renjian_site.console import tasks
from renjian_site.console.lists import LISTS
from renjian_site.kit import commands
from renjian_site.kit.actor import Actor
from renjian_site.kit.lists import address
from renjian_site.kit.lists.listing import Listing
from renjian_site.kit.lists.paging import Page, page
from renjian_site.kit.models import Export
from renjian_site.registers.models import Body, Certificate, Organisation

CERTIFICATES = LISTS["registers:certificates"]


def reader(listing: Listing) -> Actor:
    """Somebody who may see a list: of the state administration if anybody there may, else a clerk."""
    if Role.HEAD in listing.roles:
        return make.actor("000000.head")
    if Role.SECURITY in listing.roles:
        return make.holder_of(Role.SECURITY)
    return make.actor("clerk1")


def asked(listing: Listing, text: str = "") -> address.Asked:
    """What an address asks of a list."""
    return address.read(listing, QueryDict(text))


def seen(listing: Listing, text: str = "", who: Actor | None = None) -> Page:
    """The page that an address shows."""
    paths = tuple(column.path for column in listing.columns)
    return page(listing, who or reader(listing), asked(listing, text), paths)


def walk(listing: Listing, text: str = "", *, by: str = "after") -> list[int]:
    """The keys of all rows, page after page to the end, as somebody sees who keeps turning."""
    keys: list[int] = []
    mark = ""
    while True:
        found = seen(listing, f"{text}&size=25" + (f"&{by}={mark}" if mark else ""))
        rows = found.rows if by == "after" else found.rows[::-1]
        keys += [row["pk"] for row in rows]
        mark = getattr(found, by)
        if not mark:
            return keys


def certificates(number: int, *, name: str = "测试组织") -> list[Certificate]:
    """New certificates of the first body for one organisation of Yuhang, quickly."""
    holder = Organisation.objects.filter(authority__code="330110").first()
    body = Body.objects.first()
    start = Certificate.objects.count()
    return Certificate.objects.bulk_create(
        Certificate(
            number=f"T{start + nth:08}",
            body=body,
            organisation=holder,
            status="01",
            item_code="A01",
            item=name,
            issued_on=make.today(),
            expires_on=make.today(),
            fingerprint="0" * 64,
        )
        for nth in range(number)
    )


def export(
    who: str = "330110.head",
    *,
    form: str = "csv",
    query: str = "",
    listing: str = "registers:certificates",
) -> Export:
    """An export that waits for its job."""
    wanted = commands.Wanted(listing, LISTS[listing].title, query, form, "zh-hans")
    return commands.ask_for_export(make.actor(who), wanted, at=timezone.now())


def exported(*args: str, **kwargs: str) -> Export:
    """An export whose job has run."""
    found = export(*args, **kwargs)
    tasks.export(found.pk)
    found.refresh_from_db()
    return found


def failed_job() -> int:
    """A job that came to nothing."""
    found = export()
    job = job_of(found)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing' where id = %s", [job])
        cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [job])
    return job


def job_of(found: Export) -> int:
    """The number of the job that makes an export."""
    jobs = ProcrastinateJob.objects.filter(task_name="renjian_site.console.tasks.export")
    return int(jobs.get(args__export_id=found.pk).pk)


def context(job_id: int, attempts: int = 0) -> SimpleNamespace:
    """What a runner tells a task of its job."""
    return SimpleNamespace(job=SimpleNamespace(id=job_id, attempts=attempts))
