"""Acts on delegations (代理): until a day, with a reason, and never passed on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from renjian.authorities import delegations as rules
from renjian.authorities.appointments import Period
from renjian.authorities.posts import Origin, PostStage
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import terms
from renjian_site.authorities.ending import carry_out
from renjian_site.authorities.models import Person, Post, PostEnding
from renjian_site.authorities.queries import own_delegations, posts_to_delegate
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class Delegation:
    """Who is to stand in for the holder of a post, on which days, and why."""

    person_id: int
    from_on: date
    to_on: date
    because: str


@command
def delegate(actor: Actor, post_id: int, wish: Delegation, *, at: datetime) -> Post:
    """Let somebody stand in for the holder of a post until a day.

    What the holder decides counts at once; what a system administrator enters has to be confirmed.
    """
    holder = posts_to_delegate(actor).values_list("person_id", flat=True).get(pk=post_id)
    # Both people are locked in the order of their keys, so that two acts never wait in a ring.
    pair = Person.objects.filter(pk__in={holder, wish.person_id}).order_by("pk")
    people = {person.pk: person for person in pair.select_for_update(no_key=True)}
    post = _post(post_id)
    if reasons := why_not_delegate(actor, post, people[wish.person_id], wish, at):
        raise Refused(*reasons)
    is_own = holder == actor.person_id
    made = Post.objects.create(
        person_id=wish.person_id,
        role=post.role,
        authority_id=post.authority_id,
        from_on=wish.from_on,
        to_on=wish.to_on,
        origin=Origin.DELEGATED,
        stage=PostStage.CONFIRMED if is_own else PostStage.AWAITING,
        because=wish.because,
        delegated_from=post,
        entered_by_id=actor.person_id,
        entered_at=at,
    )
    record(
        "post.delegated",
        f"person:{post.person_id}",
        role=post.role,
        authority=post.authority.code if post.authority else "",
        holder=post.person.name,
        name=people[wish.person_id].name,
        from_on=wish.from_on,
        to_on=wish.to_on,
        because=wish.because,
    )
    return made


def why_not_delegate(
    actor: Actor, post: Post, person: Person, wish: Delegation, at: datetime
) -> tuple[Reason, ...]:
    """Every reason against letting a person stand in for the holder of a post."""
    period = Period(wish.from_on, wish.to_on)
    found = rules.why_not_delegate(
        terms.source(post),
        terms.somebody(person),
        terms.by(actor),
        period,
        most_days=settings.DELEGATION_DAYS,
    )
    today = timezone.localdate(at)
    if wish.from_on >= today:
        return found
    return (
        *found,
        reason("delegation.backdated", "代理不能倒填日期。请填今天或者以后的日期。"),
    )


def why_not_delegate_post(actor: Actor, post: Post) -> tuple[Reason, ...]:
    """Why a post cannot be delegated, whoever were to stand in for its holder."""
    return rules.why_not_delegate_post(terms.source(post))


@command
def take_back(actor: Actor, post_id: int, *, at: datetime) -> PostEnding:
    """End a delegation early: by the holder of the post, or by who stands in for him."""
    post = own_delegations(actor).get(pk=post_id)
    Person.objects.select_for_update(no_key=True).get(pk=post.person_id)
    post.refresh_from_db(fields=["to_on", "stage"])
    today = timezone.localdate(at)
    if post.stage == PostStage.REFUSED or (post.to_on and post.to_on < today):
        raise Refused(reason("delegation.over", "这项代理已经结束，不需要再终止。请刷新页面查看。"))
    ending = PostEnding.objects.create(
        post=post,
        last_on=today - timedelta(days=1),
        because="",
        stage=PostStage.CONFIRMED,
        entered_by_id=actor.person_id,
        entered_at=at,
    )
    carry_out(post, ending.last_on, at)
    holder = post.delegated_from.person.name if post.delegated_from else ""
    record(
        "delegation.taken-back",
        f"person:{post.person_id}",
        role=post.role,
        holder=holder,
        name=post.person.name,
    )
    return ending


def _post(post_id: int) -> Post:
    related = ("person", "authority__parent", "delegated_from__person")
    return Post.objects.select_related(*related).get(pk=post_id)
