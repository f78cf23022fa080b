"""Fetching the public values of frozen draws, where this site may reach a relay of the beacon."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from renjian.draws.beacon import why_not_yet
from renjian.kernel.refusal import Refused
from renjian_site.authorities.sessions import unit_of
from renjian_site.draws import commands, queries
from renjian_site.draws.relays import signature_of
from renjian_site.kit.actor import SYSTEM


@app.periodic(cron="*/5 * * * *", periodic_id="values")
@app.task(name="renjian_site.draws.tasks.fetch_values", queueing_lock="values")
def fetch_values(timestamp: int) -> None:
    """Ask for each round that is due and that nobody has said yet; it is asked again if it fails."""
    if not settings.DRAND_ADDRESSES:
        return
    for draw in queries.awaiting_a_round(SYSTEM):
        named = (draw.plan or {})["beacon"]
        if why_not_yet(named, timestamp):
            continue
        if signature := signature_of(named["round"], settings.DRAND_ADDRESSES):
            actor, at = (
                replace(SYSTEM, unit=unit_of(draw.authority)),
                datetime.fromtimestamp(timestamp, UTC),
            )
            # What a relay made up is refused, as if somebody had typed it.
            with contextlib.suppress(Refused):
                commands.say_value(actor, draw.pk, {"signature": signature}, at=at)
