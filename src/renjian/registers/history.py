"""What a certificate was on any day, told from everything that was reported of it.

Two times count. A version holds from its ``effective_on`` until the next one; and it was known from
``recorded_at`` until ``superseded_at``, when a correction took its place or its upload was undone.
So the register answers what was so on a day, and also what was known of that day at a moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from renjian.registers.certificates import Status
from renjian.registers.transitions import Happening


@dataclass(frozen=True)
class Version:
    """What one line of one upload said of a certificate."""

    pk: int
    happening: Happening
    effective_on: date
    status: Status
    issued_on: date
    expires_on: date
    suspended_until: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    upload: int
    line: int
    body: str
    causes: tuple[str, ...] = ()
    decided_on: date | None = None


@dataclass(frozen=True)
class AsAt:
    """A certificate on a day: its state, since when, and the version that says so.

    ``lapsed`` means that its period had run out although nobody had reported the end, and
    ``overstayed`` that a suspension went on beyond the day that it was to last to.
    """

    status: Status
    since: date
    version: Version
    lapsed: bool = False
    overstayed: bool = False


def as_at(versions: Iterable[Version], day: date, known_at: datetime | None = None) -> AsAt | None:
    """The certificate on a day, as it is known now or was known at a moment; None before the first."""
    standing = [one for one in versions if is_known(one, known_at) and one.effective_on <= day]
    if not standing:
        return None
    newest = max(standing, key=lambda one: (one.effective_on, one.pk))
    return state_of(newest, day, since=_since(standing, newest))


def state_of(version: Version, day: date, *, since: date) -> AsAt:
    """The state on a day by the version in force: a period that ran out ends validity by itself."""
    lapsed = version.status in (Status.VALID, Status.SUSPENDED) and day > version.expires_on
    if lapsed:
        first_day_out = date.fromordinal(version.expires_on.toordinal() + 1)
        return AsAt(Status.EXPIRED, first_day_out, version, lapsed=True)
    until = version.suspended_until
    overstayed = version.status is Status.SUSPENDED and until is not None and day > until
    return AsAt(version.status, since, version, overstayed=overstayed)


def is_known(version: Version, at: datetime | None) -> bool:
    """Whether a version counts now, or counted at a moment."""
    if at is None:
        return version.superseded_at is None
    ended = version.superseded_at is not None and version.superseded_at <= at
    return version.recorded_at <= at and not ended


def _since(standing: Sequence[Version], newest: Version) -> date:
    """From when the state of the newest version has held without a break."""
    since = newest.effective_on
    for one in sorted(standing, key=lambda each: (each.effective_on, each.pk), reverse=True):
        if one.status is not newest.status:
            break
        since = one.effective_on
    return since


def differences(
    before: Mapping[str, object] | None, now: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    """Name -> former and new value, of what two versions say differently; the first differs in all.

    So each field has its provenance: the version in which it last differed.
    """
    former = before or {}
    names = dict.fromkeys([*former, *now])
    return {
        name: (former.get(name), now.get(name))
        for name in names
        if former.get(name) != now.get(name)
    }


def provenance(versions: Sequence[tuple[int, Mapping[str, object]]]) -> dict[str, int]:
    """Field -> key of the version that last changed it, of versions in the order of their days."""
    found: dict[str, int] = {}
    before: Mapping[str, object] | None = None
    for pk, said in versions:
        found |= dict.fromkeys(differences(before, said), pk)
        before = said
    return found
