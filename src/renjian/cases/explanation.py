"""A matter explained: who handles it, the fine, the limitation, as one tree for each offender.

What the command, the page and the API show is made here, so that they say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.cases.fine_rulings import FineRuling, fine_of
from renjian.cases.limitation import in_time, why_out_of_time
from renjian.cases.matter_files import Enquiry
from renjian.jurisdiction.bars import why_not_township
from renjian.jurisdiction.judging import Judgement, judge
from renjian.jurisdiction.matters import why_contradictory
from renjian.jurisdiction.rulings import Track
from renjian.jurisdiction.spans import Territory
from renjian.jurisdiction.territory import by_divisions
from renjian.jurisdiction.tree import Branch, leaves, tree_of
from renjian.kernel.refusal import Reason, Refused, reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """A judgement with the fine of each offender, and everything as trees."""

    judgement: Judgement
    fines: tuple[FineRuling | None, ...]
    time: tuple[Reason, ...]
    trees: tuple[Branch, ...]
    closing: tuple[Branch, ...]

    def everything(self) -> Iterator[Reason]:
        """Every reason there is; their codes are what programs read as flags."""
        yield from self.judgement.everything()
        yield from self.time
        for fine in self.fines:
            if fine:
                yield from fine.everything()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all reasons, each once, in order."""
        return tuple(dict.fromkeys(why.code for why in self.everything()))


def explain(enquiry: Enquiry, *, today: date, territory: Territory = by_divisions) -> Explanation:
    """Explain a matter on the day that it names, else today.

    Raises ``Refused`` where offenders, offences, answers and penalties contradict each other, and
    where the day lies before the notice took effect.
    """
    on = enquiry.on or today
    matter = enquiry.matter
    if why_not := tuple(_contradictions(enquiry, on)):
        raise Refused(*why_not)
    judgement = judge(matter, on=on, territory=territory)
    acted_on = matter.act_to or matter.act_from
    fines = tuple(
        fine_of(one.charge, facts, acted_on=acted_on, decided_on=on)
        if one.ruling.track is Track.PENALTY
        else None
        for one, facts in zip(judgement.handlings, enquiry.facts, strict=True)
    )
    time = tuple(_time(enquiry, on))
    trees = tuple(
        tree_of(one, acted_on or on, (leaves("time", time), fine_branch(fine), *_township(enquiry)))
        for one, fine in zip(judgement.handlings, fines, strict=True)
    )
    closing = (
        leaves("together", tuple(each.why for each in judgement.together)),
        leaves("bars", judgement.bars),
    )
    found = tuple(branch for branch in closing if branch.branches)
    return Explanation(judgement, fines, time, trees, found)


NOTICE_FROM = date(2019, 5, 14)


def _contradictions(enquiry: Enquiry, on: date) -> Iterator[Reason]:
    if on < NOTICE_FROM:
        yield reason(
            "matter.before-notice",
            "认定日期（{on}）在通知施行（{start}）以前，没有可以适用的管辖规则。请填写以后的日期。",
            clause="N102",
            on=on,
            start=NOTICE_FROM,
        )
    for charge in enquiry.matter.charges:
        if not charge.kinds:
            yield from why_contradictory(charge, on=on)


def _time(enquiry: Enquiry, on: date) -> Iterator[Reason]:
    if enquiry.acted is None:
        return
    found = tuple(why_out_of_time(enquiry.acted, today=on))
    yield from found
    kept = in_time(enquiry.acted, today=on)
    if kept and not found:
        yield kept


def fine_branch(fine: FineRuling | None) -> Branch:
    """What is said about a fine, below its heading."""
    return leaves("fine", tuple(fine.everything()) if fine else ())


def _township(enquiry: Enquiry) -> Iterator[Branch]:
    if enquiry.township is None:
        return
    for charge in enquiry.matter.charges:
        yield leaves("bars", tuple(why_not_township(enquiry.township, charge.offences)))
