"""The pages of the people of an area, and of what a person finds about himself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.authorities.posts import Role
from renjian.authorities.rights import Right, who_may
from renjian_site.authorities import commands, queries
from renjian_site.authorities.forms.officers import (
    CardForm,
    DetailForm,
    EmployerForm,
    InterestForm,
    LeaveForm,
)
from renjian_site.authorities.forms.people import OpenDetailForm
from renjian_site.authorities.lists import AWAITING, PEOPLE
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of

if TYPE_CHECKING:
    from renjian.kernel.refusal import Reason
    from renjian_site.authorities.models import Person, Post, PostEnding
    from renjian_site.kit.actor import Actor

# Ties are for the person, for who decides on recusals, and for who watches over it.
SEE_TIES = frozenset({Role.HEAD, Role.DISCIPLINE_OBSERVER, Role.AUDIT})
SEE_DETAILS = frozenset({Role.SYSTEM, Role.SECURITY})

people = view_of(PEOPLE)
awaiting = view_of(AWAITING)


@dataclass(frozen=True)
class PostLine:
    """A post on the page of its holder: how it stands, why it ended, and what may be done with it."""

    post: Post
    state: str
    ending: PostEnding | None
    is_at_once: bool
    why_not_confirm: tuple[Reason, ...]
    why_not_confirm_ending: tuple[Reason, ...]
    may_end: bool
    may_delegate: bool


@for_roles(*who_may(Right.READ_PEOPLE))
@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    """One person: posts over time, card, leaves, and what this reader may see beside them."""
    return _page(request, get_object_or_404(queries.people(request.actor), pk=pk))


@for_roles()
@require_GET
def me(request: Request) -> HttpResponse:
    """What is kept of oneself: posts, delegations, card, leaves, ties."""
    return _page(request, queries.person(request.actor, request.actor.person_id))


def _page(request: Request, found: Person) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    is_me = found.pk == actor.person_id
    context = {
        "person": found,
        "is_me": is_me,
        "lines": [_line(actor, post, today) for post in queries.posts_of_person(actor, found.pk)],
        "given": queries.given_delegations(actor, today) if is_me else (),
        "today": today,
        "may": {right.name.lower(): actor.role in who_may(right) for right in Right},
        **_kept(actor, found, is_me=is_me),
    }
    return render(request, "authorities/person.html", context)


def _kept(actor: Actor, found: Person, *, is_me: bool) -> dict[str, object]:
    """What is kept of a person beside the posts, as far as this reader may see it."""
    if not is_me and not queries.people_kept(actor).filter(pk=found.pk).exists():
        return {}
    record = queries.officer_record(actor, found.pk)
    permitted = record.permitted_items if record else None
    kept: dict[str, object] = {
        "is_kept": True,
        "record": record,
        "leaves": queries.leaves_of(actor, found.pk),
        "card_form": CardForm(
            expires_on=found.card_expires_on,
            qualifications=record.qualifications if record else "",
            items=permitted or [],
        ),
        "leave_form": LeaveForm(),
    }
    if is_me or actor.role in SEE_TIES:
        kept |= {
            "sees_ties": True,
            "interests": queries.interests_of(actor, found.pk),
            "employers": queries.former_employers_of(actor, found.pk),
            "interest_form": InterestForm(),
            "employer_form": EmployerForm(),
        }
    if is_me or actor.role in SEE_DETAILS:
        kept |= {
            "detail": queries.detail_of(actor, found.pk),
            "detail_form": DetailForm(),
            "open_form": OpenDetailForm(),
        }
    return kept


def _line(actor: Actor, post: Post, today: date) -> PostLine:
    state = _state(post, today)
    is_held = state in ("held", "later")
    ending = queries.last_ending_of(actor, post.pk)
    waits = ending is not None and ending.stage == "awaiting"
    against_post: tuple[Reason, ...] = ()
    against_ending: tuple[Reason, ...] = ()
    if actor.role is Role.SECURITY and state == "awaiting":
        against_post = commands.why_not_confirm_post(actor, post, today)
    if actor.role is Role.SECURITY and ending is not None and waits:
        against_ending = commands.why_not_confirm_ending(actor, ending)
    return PostLine(
        post=post,
        state=state,
        ending=ending,
        is_at_once=ending is not None and ending.last_on < timezone.localdate(ending.entered_at),
        why_not_confirm=against_post,
        why_not_confirm_ending=against_ending,
        may_end=is_held and not waits and actor.role is Role.SYSTEM,
        may_delegate=is_held and _may_delegate(actor, post),
    )


def _may_delegate(actor: Actor, post: Post) -> bool:
    """Whether the page offers to let somebody stand in for the holder of a post."""
    is_asked = post.pk == actor.post_id or actor.role is Role.SYSTEM
    return is_asked and not commands.why_not_delegate_post(actor, post)


def _state(post: Post, today: date) -> str:
    """How a post stands on a day; the template has the words."""
    if post.stage != "confirmed":
        return post.stage
    if post.to_on is not None and post.to_on < today:
        return "over"
    return "held" if post.from_on <= today else "later"
