"""Acts on the register of technical experts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from renjian.authorities.experts import why_not_engage
from renjian.authorities.rights import Right, who_may
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import queries, terms
from renjian_site.authorities.models import Expert, Person
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class NewExpert:
    """An expert to be engaged; ``account`` names the person if the expert also has one."""

    name: str
    employer: str
    field: str
    interests: str
    from_on: date
    to_on: date
    secrecy_signed_on: date | None
    account: str = ""


@command
def engage_expert(actor: Actor, new: NewExpert, *, at: datetime) -> Expert:
    """Enter an expert for a term."""
    person = _person(new)
    reasons = list(
        why_not_engage(
            terms.somebody(person) if person else terms.NOBODY,
            from_on=new.from_on,
            to_on=new.to_on,
            secrecy_signed_on=new.secrecy_signed_on,
        )
    )
    if actor.role not in who_may(Right.ENTER_EXPERT):
        reasons.append(_other_post(actor))
    if reasons or new.secrecy_signed_on is None:
        raise Refused(*reasons)
    expert = Expert.objects.create(
        authority_id=actor.authority.pk,
        name=new.name,
        person=person,
        employer=new.employer,
        field=new.field,
        interests=new.interests,
        from_on=new.from_on,
        to_on=new.to_on,
        secrecy_signed_on=new.secrecy_signed_on,
    )
    record(
        "expert.engaged",
        f"expert:{expert.pk}",
        name=expert.name,
        field=expert.field,
        from_on=expert.from_on,
        to_on=expert.to_on,
    )
    return expert


@command
def dismiss_expert(actor: Actor, expert_id: int, because: str, *, at: datetime) -> Expert:
    """End the term of an expert at once, with the reason."""
    expert = queries.experts(actor).select_for_update(of=("self",)).get(pk=expert_id)
    yesterday = timezone.localdate(at) - timedelta(days=1)
    reasons = []
    if actor.role not in who_may(Right.ENTER_EXPERT):
        reasons.append(_other_post(actor))
    if expert.to_on <= yesterday:
        reasons.append(
            reason(
                "expert.over", "{name}的聘期已于 {day} 结束。", name=expert.name, day=expert.to_on
            )
        )
    if reasons:
        raise Refused(*reasons)
    expert.to_on, expert.ended_because = yesterday, because
    expert.save(update_fields=["to_on", "ended_because"])
    record("expert.dismissed", f"expert:{expert.pk}", name=expert.name, because=because)
    return expert


def _person(new: NewExpert) -> Person | None:
    """The account of an expert, locked; refused if it is somebody else's."""
    if not new.account:
        return None
    found = Person.objects.select_for_update(no_key=True).filter(account=new.account).first()
    if found is None or found.name != new.name:
        raise Refused(
            reason(
                "expert.account",
                "没有账号 {account}，或者它登记的姓名不是“{name}”。请核对；没有账号的专家不用填。",
                account=new.account[:60],
                name=new.name,
            )
        )
    return found


def _other_post(actor: Actor) -> Reason:
    return reason(
        "expert.other-post",
        "技术专家由负责人或者抽查计划岗聘任、解聘，您当前的岗位是“{role}”。",
        role=actor.role.title,
    )
