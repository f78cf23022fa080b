"""Putting on record when an act happened: the law of the act and limitation hang on it (PPL 36, 37)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.jurisdiction.act_days import ActDays, why_not_days
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.cases import queries
from renjian_site.cases.commands.clues import why_not_handle
from renjian_site.cases.models import Clue, IntendedPenalty
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class NewActDays:
    """When an act happened as verification or investigation found it, and on what that rests."""

    days: ActDays
    because: str
    is_gravely_harmful: bool = False


@command
def keep_act_days(actor: Actor, clue_id: int, new: NewActDays, *, at: datetime) -> Clue:
    """Put on record when the act of a clue happened; what was there before stays in the ledger."""
    clue = queries.clues(actor).select_for_update(of=("self",)).get(pk=clue_id)
    today = timezone.localdate(at)
    reasons = (
        *why_not_keep_act_days(actor, clue),
        *_nothing(new),
        *why_not_days(new.days, discovered_on=clue.found_on, today=today),
    )
    if reasons:
        raise Refused(*reasons)
    before = clue.act_days
    clue.act_from, clue.act_to = new.days.from_on, new.days.to_on
    clue.is_gravely_harmful = new.is_gravely_harmful
    clue.save(update_fields=["act_from", "act_to", "is_gravely_harmful"])
    record(
        "clue.act-dated",
        f"clue:{clue.pk}",
        number=clue.number,
        from_on=clue.act_from,
        to_on=clue.act_to,
        before=before.from_on,
        because=new.because,
    )
    return clue


def why_not_keep_act_days(actor: Actor, clue: Clue) -> tuple[Reason, ...]:
    """Why the actor may not put on record when an act happened."""
    reasons = list(why_not_handle(actor, Role.CASE_HANDLER))
    if clue.authority_id != actor.authority.pk:
        reasons.append(
            reason(
                "clue.act-days.other-unit",
                "{number} 由其他单位承办，行为日期由承办单位填写。",
                number=clue.number,
            )
        )
    notified = IntendedPenalty.objects.filter(case__clue=clue).exclude(notice_number="")
    if notified.exists():
        reasons.append(
            reason(
                "clue.act-days.notified",
                "本案已经告知当事人，告知所依据的行为日期不能再改。当事人提出不同意见的，按陈述申辩复核。",
                clause="PROC 57; PROC 58",
            )
        )
    return tuple(reasons)


def _nothing(new: NewActDays) -> tuple[Reason, ...]:
    if new.days.is_known or new.days.to_on:
        return ()
    return (reason("clue.act-days.empty", "没有填写行为日期。请填写，不清楚的继续查明。"),)
