"""Acts on posts: entered by one person, confirmed by another, ended early with a reason."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from renjian.authorities import appointments as rules
from renjian.authorities.appointments import Period, Term
from renjian.authorities.posts import Origin, PostStage, Role
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import queries, terms
from renjian_site.authorities.ending import carry_out
from renjian_site.authorities.identities import keep_identity
from renjian_site.authorities.models import Authority, Person, Post, PostEnding
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.locks import one_at_a_time

ACCOUNT = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,58}[a-z0-9])?")


@dataclass(frozen=True)
class NewPost:
    """A post as it is entered; ``place`` is an authority's code or, for a clerk, a body's number.

    ``name`` and ``card_number`` are those of the person, who is entered too if nobody has the
    account yet.
    """

    account: str
    name: str
    role: Role
    place: str
    from_on: date
    to_on: date | None = None
    card_number: str = ""
    because: str = ""
    identity_number: str = ""  # for the command line; elsewhere it is kept with the details

    @property
    def period(self) -> Period:
        """The days of the post."""
        return Period(self.from_on, self.to_on)


@command
def enter_post(actor: Actor, new: NewPost, *, at: datetime) -> Post:
    """Enter a post; it counts once a security administrator has confirmed it."""
    person, place = _person(actor, new), _place(new)
    top = place or Authority.objects.get(parent=None)
    reasons = rules.why_not_enter(
        _term(new, place),
        terms.somebody(person),
        terms.by(actor),
        path=top.path,
        place_to_on=top.to_on,
        today=timezone.localdate(at),
    )
    if reasons:
        raise Refused(*reasons)
    post = _create(new, person, place, Origin.APPOINTED, PostStage.AWAITING, actor, at)
    told = {**_told(post), "from_on": new.from_on, "to_on": new.to_on, "because": new.because}
    record("post.entered", f"person:{person.pk}", **told)
    return post


@command
def install_post(actor: Actor, new: NewPost, *, at: datetime) -> Post:
    """Enter a post by the command line, where nobody is there yet who could: it counts at once."""
    person, place = _person(actor, new), _place(new)
    if new.identity_number:
        keep_identity(person, new.identity_number)
    whom = terms.somebody(person)
    reasons = (
        *rules.why_not_period(new.period, place.to_on if place else None, timezone.localdate(at)),
        *rules.why_not_hold(_term(new, place), whom),
        *rules.why_unknown(new.role, whom),
    )
    if reasons:
        raise Refused(*reasons)
    post = _create(new, person, place, Origin.INSTALLED, PostStage.CONFIRMED, None, at)
    record("post.installed", f"person:{person.pk}", **_told(post), from_on=new.from_on)
    return post


@command
def confirm_post(actor: Actor, post_id: int, *, at: datetime) -> Post:
    """Confirm a post that another person entered: from now on it counts."""
    post = _locked(actor, post_id)
    today = timezone.localdate(at)
    if reasons := why_not_confirm_post(actor, post, today):
        raise Refused(*reasons)
    post.stage, post.confirmed_by_id, post.confirmed_at = PostStage.CONFIRMED, actor.person_id, at
    post.from_on = max(post.from_on, today)  # what was not confirmed yet was not held
    post.save(update_fields=["stage", "confirmed_by", "confirmed_at", "from_on"])
    record("post.confirmed", f"person:{post.person_id}", **_told(post), from_on=post.from_on)
    return post


def why_not_confirm_post(actor: Actor, post: Post, today: date) -> tuple[Reason, ...]:
    """Every reason against confirming a post."""
    found = rules.why_not_confirm(terms.entered(post), terms.by(actor), today=today)
    if post.stage != PostStage.AWAITING:
        return found
    whom, term = terms.somebody(post.person, without=post.pk), terms.term_of(post)
    return (*found, *rules.why_not_hold(term, whom), *rules.why_unknown(term.role, whom))


def why_not_yet_confirm(actor: Actor, post: Post) -> tuple[Reason, ...]:
    """What is still to be kept of the holder of an administrator's post before it is confirmed."""
    return rules.why_unknown(Role(post.role), terms.somebody(post.person))


@command
def refuse_post(actor: Actor, post_id: int, because: str, *, at: datetime) -> Post:
    """Refuse to confirm a post that another person entered."""
    post = _locked(actor, post_id)
    reasons = rules.why_not_confirm(terms.entered(post), terms.by(actor), today=post.from_on)
    if reasons:
        raise Refused(*reasons)
    post.stage, post.refused_because = PostStage.REFUSED, because
    post.confirmed_by_id, post.confirmed_at = actor.person_id, at
    post.save(update_fields=["stage", "refused_because", "confirmed_by", "confirmed_at"])
    record("post.refused", f"person:{post.person_id}", **_told(post), because=because)
    return post


@command
def end_post(
    actor: Actor, post_id: int, last_on: date, because: str, *, at: datetime
) -> PostEnding:
    """End a post early; that of an administrator ends once a second person has confirmed it."""
    post = _locked(actor, post_id)
    if reasons := why_not_end_post(actor, post, last_on, timezone.localdate(at)):
        raise Refused(*reasons)
    waits = rules.needs_second_to_end(Role(post.role))
    ending = PostEnding.objects.create(
        post=post,
        last_on=last_on,
        because=because,
        stage=PostStage.AWAITING if waits else PostStage.CONFIRMED,
        entered_by_id=actor.person_id,
        entered_at=at,
    )
    if waits:
        _record("post-ending.entered", ending)
    else:
        carry_out(post, last_on, at)
        _record("post.ended", ending)
    return ending


def why_not_end_post(actor: Actor, post: Post, last_on: date, today: date) -> tuple[Reason, ...]:
    """Every reason against ending a post early."""
    known = terms.entered(post)
    found = rules.why_not_end(known, terms.by(actor), last_on=last_on, today=today)
    if post.endings.filter(stage=PostStage.AWAITING).exists():
        return (
            *found,
            reason("post.ending-awaits", "这个岗位已有待确认的终止。请等待安全管理岗确认。"),
        )
    return found


@command
def confirm_ending(actor: Actor, ending_id: int, *, at: datetime) -> PostEnding:
    """Confirm that the post of an administrator ends; a day that has passed becomes today."""
    ending = _locked_ending(actor, ending_id)
    if reasons := why_not_confirm_ending(actor, ending):
        raise Refused(*reasons)
    yesterday = timezone.localdate(at) - timedelta(days=1)
    ending.last_on = max(ending.last_on, yesterday)
    _settle(ending, PostStage.CONFIRMED, actor, at)
    carry_out(ending.post, ending.last_on, at)
    _record("post-ending.confirmed", ending)
    return ending


@command
def refuse_ending(actor: Actor, ending_id: int, *, at: datetime) -> PostEnding:
    """Refuse that the post of an administrator ends."""
    ending = _locked_ending(actor, ending_id)
    if reasons := why_not_confirm_ending(actor, ending):
        raise Refused(*reasons)
    _settle(ending, PostStage.REFUSED, actor, at)
    _record("post-ending.refused", ending)
    return ending


def why_not_confirm_ending(actor: Actor, ending: PostEnding) -> tuple[Reason, ...]:
    """Every reason against confirming or refusing the ending of a post."""
    found = rules.why_not_confirm_ending(
        terms.entered(ending.post), terms.by(actor), entered_by=ending.entered_by_id
    )
    if ending.stage != PostStage.AWAITING:
        return (
            *found,
            reason("post.ending-settled", "这项终止已经办理，不需要再确认。请刷新页面查看。"),
        )
    return found


def _person(actor: Actor, new: NewPost) -> Person:
    """The person of an account, entered if there is none; the row is the lock of their posts."""
    if not ACCOUNT.fullmatch(new.account):
        raise Refused(
            reason(
                "post.account",
                "账号“{account}”的形式不对：只用小写字母、数字、“.”和“-”，至多 60 个字符。",
                account=new.account[:60],
            )
        )
    if reasons := _why_not_card(new):
        raise Refused(*reasons)
    kept, _is_new = Person.objects.get_or_create(
        account=new.account,
        defaults={"name": new.name, "card_number": new.card_number, "password": "!"},
    )
    person = Person.objects.select_for_update(no_key=True).get(pk=kept.pk)
    if reasons := _why_other(actor, person, new):
        raise Refused(*reasons)
    if new.card_number and not person.card_number:
        person.card_number = new.card_number
        person.save(update_fields=["card_number"])
    return person


def _why_not_card(new: NewPost) -> tuple[Reason, ...]:
    """That the card of the person is another account's: a card is one person's."""
    if not new.card_number:
        return ()
    one_at_a_time(f"card {new.card_number}")
    others = Person.objects.exclude(account=new.account)
    if not others.filter(card_number=new.card_number).exists():
        return ()
    return (
        reason(
            "post.card-taken",
            "执法证号“{card}”已经登记在另一个账号上。一张执法证只属于一个人；请核对证号，"
            "同一个人用原来的账号录入。",
            card=new.card_number,
        ),
    )


def _why_other(actor: Actor, person: Person, new: NewPost) -> tuple[Reason, ...]:
    """Why the person of an account is not the one who was meant.

    Of somebody of another area it is not said what is different: who tries names and cards learns
    nothing but that this account is not free.
    """
    is_known = actor is SYSTEM or queries.people(actor).filter(pk=person.pk).exists()
    is_other = person.name != new.name or (
        new.card_number and person.card_number not in ("", new.card_number)
    )
    if is_other and not is_known:
        return (
            reason(
                "post.other-person",
                "账号 {account} 不能用于“{name}”。请与本人核对账号、姓名和执法证号；"
                "不同的人用不同的账号。",
                account=new.account,
                name=new.name,
            ),
        )
    found = []
    if person.name != new.name:
        found.append(
            reason(
                "post.other-name",
                "账号 {account} 登记的姓名不是“{name}”。请核对账号和姓名；不同的人用不同的账号。",
                account=new.account,
                name=new.name,
            )
        )
    if new.card_number and person.card_number not in ("", new.card_number):
        found.append(
            reason(
                "post.other-card",
                "账号 {account} 登记的执法证号不是“{card}”。请核对。",
                account=new.account,
                card=new.card_number,
            )
        )
    return tuple(found)


def _place(new: NewPost) -> Authority | None:
    """The authority of a post; a clerk's body stands in no tree."""
    if new.role is Role.CLERK:
        return None
    found = Authority.objects.filter(code=new.place).first()
    if found is None:
        raise Refused(
            reason(
                "post.no-place",
                "没有代码为“{unit}”的机构。请核对机构代码。",
                unit=new.place[:40],
            )
        )
    return found


def _term(new: NewPost, place: Authority | None) -> Term:
    return Term(new.role, new.place, new.period, place.name if place else new.place)


def _create(
    new: NewPost,
    person: Person,
    place: Authority | None,
    origin: Origin,
    stage: PostStage,
    actor: Actor | None,
    at: datetime,
) -> Post:
    return Post.objects.create(
        person=person,
        role=new.role,
        authority=place,
        body="" if place else new.place,
        from_on=new.from_on,
        to_on=new.to_on,
        origin=origin,
        stage=stage,
        because=new.because,
        entered_by_id=actor.person_id if actor else None,
        entered_at=at,
    )


def _locked(actor: Actor, post_id: int) -> Post:
    """A post of the actor's area; first its holder is locked, then the post is read."""
    person_id = queries.posts(actor).values_list("person_id", flat=True).get(pk=post_id)
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    return queries.posts(actor).select_for_update(of=("self",)).get(pk=post_id)


def _locked_ending(actor: Actor, ending_id: int) -> PostEnding:
    found = queries.post_endings(actor).get(pk=ending_id)
    _locked(actor, found.post_id)
    return queries.post_endings(actor).select_for_update(of=("self",)).get(pk=ending_id)


def _settle(ending: PostEnding, stage: PostStage, actor: Actor, at: datetime) -> None:
    ending.stage, ending.confirmed_by_id, ending.confirmed_at = stage, actor.person_id, at
    ending.save(update_fields=["last_on", "stage", "confirmed_by", "confirmed_at"])


def _told(post: Post) -> dict[str, object]:
    """What an entry of the ledger says of a post."""
    return {
        "account": post.person.account,
        "name": post.person.name,
        "role": post.role,
        "authority": post.authority.code if post.authority else post.body,
    }


def _record(act: str, ending: PostEnding) -> None:
    told = {**_told(ending.post), "last_on": ending.last_on, "because": ending.because}
    record(act, f"person:{ending.post.person_id}", **told)
