"""The random source of a draw: what the planner wants, what the plan then names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from renjian.draws import beacon, drand
from renjian.draws.testimony import Testified, why_not_counts
from renjian.kernel.refusal import Reason
from renjian_site.draws.models import Draw
from renjian_site.draws.words import SOURCES

OPENING = time(9)  # of the day after the freeze, unless the planner says when (RJ-DRAW/1 2, A13)
DICE = 40


def usual() -> dict[str, Any]:
    """The source of a plan whose planner chose none."""
    return {"kind": "practice"} if settings.PRACTICE else {"kind": "drand"}


def named(draw: Draw, at: datetime) -> dict[str, Any]:
    """The beacon as a plan frozen now would name it.

    After a draw that was given up when its value could be known, it is the same one again.
    """
    if before := seed_input_of(draw):
        return dict((before.plan or {})["beacon"])
    wish: Mapping[str, Any] = draw.beacon or {"kind": "practice"}
    if wish["kind"] == "practice":
        return beacon.practice(round=draw.pk, seed=settings.PRACTICE_SEED)
    if wish["kind"] == "drand":
        moment = datetime.fromisoformat(wish["at"]) if wish.get("at") else next_opening(at)
        return drand.plan_of(drand.round_at(int(moment.timestamp())))
    return dict(wish)


def next_opening(at: datetime) -> datetime:
    """Nine o'clock of the day after."""
    day = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, OPENING))


def seed_input_of(draw: Draw) -> Draw | None:
    """The voided draw whose seed input this one uses again; none if its value was not known."""
    before = draw.succeeds
    if before is None or not before.voids.filter(state="agreed", is_after_seed=True).exists():
        return None
    return before


def value_of(draw: Draw) -> Mapping[str, Any]:
    """What the source said, by those who entered it; nothing where nothing has to be entered."""
    first = draw.testimonies.first()
    return first.said if first else {}


def why_not_known(draw: Draw) -> list[Reason]:
    """Why the public value of a frozen draw does not count yet."""
    kind = (draw.plan or {})["beacon"]["kind"]
    if not beacon.KINDS[kind].evidence:
        return []
    known = [
        Testified(one.said, str(one.by_id), str(one.authority_id)) for one in draw.testimonies.all()
    ]
    return why_not_counts(kind, known)


@dataclass(frozen=True)
class Told:
    """A random source as a page shows it: its kind, what the plan says of it, when it comes."""

    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    due: datetime | None


def kinds() -> list[str]:
    """The kinds of sources that a plan of this site may name."""
    return [kind for kind in SOURCES if not beacon.why_not_use(kind, practice=settings.PRACTICE)]


def told(draw: Draw, at: datetime) -> Told:
    """The source of a draw: as the plan names it, or before the freeze as it would."""
    source = (draw.plan or {}).get("beacon") or named(draw, at)
    kind = str(source["kind"])
    second = None if beacon.why_not_name(source) else beacon.kind_of(source).due(source)
    due = (
        None
        if second is None
        else datetime.fromtimestamp(second, tz=timezone.get_default_timezone())
    )
    return Told(kind, SOURCES[kind], tuple(_facts(kind, source)), due)


def _facts(kind: str, source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if kind == "drand":
        yield gettext("轮次"), str(source["round"])
    for one in source.get("draws", ()):
        yield one["game"], gettext("第 %(n)s 期") % {"n": one["issue"]}
    if kind == "dice":
        yield gettext("掷骰次数"), str(source["count"])
        yield gettext("见证单位"), "、".join(source["witnesses"])
    for party in source.get("parties", ()):
        yield party["name"], party["commitment"]
