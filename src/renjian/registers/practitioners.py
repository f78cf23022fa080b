"""Certification practitioners (认证从业人员): their kinds, and that each works for one body at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from renjian.kernel.refusal import Reason, reason


class PractitionerKind(StrEnum):
    """What practitioners are called by what they certify."""

    AUDITOR = "auditor"
    PRODUCT_INSPECTOR = "product_inspector"
    SERVICE_ASSESSOR = "service_assessor"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call this kind."""
        return KIND_TITLES[self]


KIND_TITLES = {
    PractitionerKind.AUDITOR: "审核员",
    PractitionerKind.PRODUCT_INSPECTOR: "检查员",
    PractitionerKind.SERVICE_ASSESSOR: "审查员",
}


@dataclass(frozen=True)
class Engaged:
    """A time in which a practitioner works for a body, both days included."""

    body: str
    from_on: date
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the practitioner works for the body on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def overlaps(self, other: "Engaged") -> bool:
        """Whether two times have a day in common."""
        last = min(self.to_on or date.max, other.to_on or date.max)
        return max(self.from_on, other.from_on) <= last


def why_not_engage(known: Iterable[Engaged], wanted: Engaged) -> tuple[Reason, ...]:
    """Every reason against a new engagement: nobody may work for two bodies at once (REG 14)."""
    return tuple(
        reason(
            "practitioner.two-bodies",
            "该人员自 {from_on} 起在 {body} 执业，还没有离开，不能同时在两家认证机构执业。"
            "请先由原机构上报离职。",
            clause="REG 14",
            from_on=one.from_on,
            body=one.body,
        )
        for one in known
        if one.body != wanted.body and one.overlaps(wanted)
    )


def engagements_after(known: Iterable[Engaged], told: Engaged) -> tuple[Engaged, ...]:
    """The engagements once a body has told one: the same body's open one is ended or prolonged."""
    kept = []
    merged = told
    for one in sorted(known, key=lambda each: each.from_on):
        touches = one.body == told.body and _touches(one, merged)
        if touches:
            merged = Engaged(told.body, min(one.from_on, merged.from_on), told.to_on)
        else:
            kept.append(one)
    return tuple(sorted([*kept, merged], key=lambda each: each.from_on))


def _touches(one: Engaged, other: Engaged) -> bool:
    """Whether two times overlap or follow each other without a day between."""
    if one.overlaps(other):
        return True
    first, second = sorted((one, other), key=lambda each: each.from_on)
    return first.to_on is not None and first.to_on + timedelta(days=1) == second.from_on
