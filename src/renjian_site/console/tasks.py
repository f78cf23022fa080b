"""Jobs that only the top may know: exports and acts of any list, and what is done every night."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from renjian.authorities.reviews import due_on, quarter_of
from renjian.kernel.refusal import Refused
from renjian_site.authorities import commands as authorities
from renjian_site.authorities import queries as units
from renjian_site.authorities.sessions import actor_in, unit_of
from renjian_site.authorities.sign_ins import sweep
from renjian_site.console import commands as reforms
from renjian_site.console.lists import LISTS
from renjian_site.draws import commands as draws
from renjian_site.inspections import queries as inspections
from renjian_site.kit import commands, exports, queries
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.bulk_runs import carry_out
from renjian_site.kit.jobs import RETRY, defer, tell
from renjian_site.kit.scope import scope_of, within
from renjian_site.kit.snapshots import take
from renjian_site.kit.spreadsheets import write
from renjian_site.registers import commands as registers
from renjian_site.registers.snapshots import TABLES as REGISTERS

DAYS_BACK = 7  # nights that may have been missed
WRITING = gettext_noop("写入文件")
DOING = gettext_noop("逐条办理")


@app.task(name="renjian_site.console.tasks.export", retry=RETRY)
def export(export_id: int) -> None:
    """Write all rows of a list that the owner may see at this moment; an ended post exports nothing."""
    wanted = queries.export(SYSTEM, export_id)
    if wanted.stage != "asked":
        return
    at = timezone.now()
    actor = actor_in(wanted.post_id, timezone.localdate(at))
    listing = LISTS.get(wanted.listing)
    if actor is None or listing is None or actor.role not in listing.roles:
        commands.end_export(SYSTEM, export_id, at=at)
        return
    with within(scope_of(actor)):
        made = write(
            wanted,
            listing,
            actor,
            lambda done, total: tell(f"export:{export_id}", WRITING, done, total),
        )
    # Another worker that was thought dead may have finished it first; its file stays.
    with contextlib.suppress(Refused):
        commands.finish_export(actor, export_id, made, at=timezone.now())


@app.task(name="renjian_site.console.tasks.bulk_run", retry=RETRY)
def bulk_run(run_id: int) -> None:
    """Do an act with each row that still waits, as the owner may at that moment."""
    run = queries.bulk_run(SYSTEM, run_id)
    listing = LISTS.get(run.listing)
    acts = {act.name: act for act in listing.bulk} if listing else {}
    act = acts.get(run.act)

    def owner() -> Actor | None:
        actor = actor_in(run.post_id, timezone.localdate())
        return actor if actor and act and actor.role in act.roles else None

    carry_out(
        run,
        act,
        owner,
        timezone.now,
        lambda done, total: tell(f"bulk:{run_id}", DOING, done, total),
    )


@app.task(name="renjian_site.console.tasks.follow_arrangement", retry=RETRY)
def follow_arrangement(year: int) -> None:
    """Compute provisional due dates again, now that the holidays of a year are known."""
    reforms.follow_arrangement(SYSTEM, year, at=timezone.now())


def snapshot_registers(at: datetime) -> None:
    """Keep the registers as they stand after the day that has just ended."""
    day = timezone.localdate(at) - timedelta(days=1)
    taken = [take(table, day, at=at) for table in REGISTERS]
    commands.note_snapshots(SYSTEM, taken, at=at)


def carry_out_changes(at: datetime) -> None:
    """Carry out the changes of units whose day has come, each for the authority that decided it."""
    for change in units.changes_due(SYSTEM, timezone.localdate(at)):
        decider = units.going_on(SYSTEM, [change.authority_id])[change.authority_id]
        actor = replace(SYSTEM, unit=unit_of(decider))
        try:
            reforms.carry_out_due(actor, change.pk, at=at)
        except Refused as refused:
            # Unless somebody cancelled it, or another worker carried it out, in this moment.
            with contextlib.suppress(Refused):
                authorities.note_refused(actor, change.pk, refused.reasons, at=at)


def review_posts(at: datetime) -> None:
    """Close the reviews of posts whose last day has passed, and open those of a new quarter."""
    today = timezone.localdate(at)
    for review in units.reviews_to_close(SYSTEM, today):
        authorities.close_review(SYSTEM, review, at=at)
    quarter = quarter_of(today)
    if today <= due_on(quarter, settings.REVIEW_DAYS) and not units.is_under_review(
        SYSTEM, quarter
    ):
        authorities.open_reviews(SYSTEM, quarter, at=at)


def expire_exports(at: datetime) -> None:
    """Let go of exports that were kept long enough, and of their files."""
    commands.expire_exports(SYSTEM, at=at)
    exports.sweep()


def roll_registers(at: datetime) -> None:
    """Let what was reported ahead take effect, and what ran out leave the object registers."""
    since = timezone.localdate(at) - timedelta(days=DAYS_BACK)
    registers.roll(SYSTEM, since, at=at)


def reveal_draws(at: datetime) -> None:
    """Publish the results of sealed draws whose last object was visited."""
    for draw in inspections.visited_sealed_draws(SYSTEM):
        actor = replace(SYSTEM, unit=unit_of(draw.authority))
        draws.note_visited(actor, draw.pk, at=at)


def note_names(at: datetime) -> None:
    """Add every name that stands in the registers and is not searched yet."""
    registers.note_names(SYSTEM, at=at)


def compute_quality(at: datetime) -> None:
    """Compute the quality cards of all bodies for this month."""
    registers.compute_quality(SYSTEM, at=at)


STEPS: tuple[Callable[[datetime], None], ...] = (
    roll_registers,
    note_names,
    compute_quality,
    snapshot_registers,
    carry_out_changes,
    review_posts,
    reveal_draws,
    expire_exports,
    sweep,
)
"""What is done every night, in this order. A step may be done twice and changes nothing then."""


@app.periodic(cron="10 16 * * *", periodic_id="nightly")  # in UTC: ten past midnight in China
@app.task(name="renjian_site.console.tasks.nightly", queueing_lock="nightly")
def nightly(timestamp: int) -> None:
    """Queue the steps of a night, each a job of its own: one that fails keeps no other back."""
    for step in STEPS:
        defer("console.night_step", lock="nightly", step=step.__name__, timestamp=timestamp)


@app.task(name="renjian_site.console.tasks.night_step", retry=RETRY)
def night_step(step: str, timestamp: int) -> None:
    """Carry out one step of a night, as of the moment at which the night began."""
    steps = {each.__name__: each for each in STEPS}
    steps[step](datetime.fromtimestamp(timestamp, UTC))
