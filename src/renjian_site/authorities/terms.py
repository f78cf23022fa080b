"""People and posts as the rules of appointing see them: values without a database."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from renjian.authorities.appointments import By, Entered, Period, Somebody, Term
from renjian.authorities.delegations import Source
from renjian.authorities.posts import Origin, PostStage, Role
from renjian.authorities.sign_in import GivenPassword, Happening, possibly_held
from renjian_site.authorities.models import Authority, Person, PersonDetail, Post, SignInEvent
from renjian_site.kit.actor import Actor

NOBODY = Somebody(None, "")


def by(actor: Actor) -> By:
    """Who acts, and who entered the post in which they act."""
    entered_by = Post.objects.filter(pk=actor.post_id).values_list("entered_by_id", flat=True)
    return By(
        person_id=actor.person_id,
        role=actor.role,
        path=actor.unit.path if actor.unit else "",
        appointed_by=entered_by.first(),
        may_hold=_may_hold(actor),
    )


def somebody(person: Person, *, without: int = 0) -> Somebody:
    """A person with all posts that count or may come to count, but one that is looked at."""
    posts = person.posts.exclude(stage=PostStage.REFUSED).exclude(pk=without)
    terms = person.expert_terms.values_list("from_on", "to_on")
    return Somebody(
        person_id=person.pk,
        name=person.name,
        card_number=person.card_number,
        terms=tuple(term_of(post) for post in posts.select_related("authority")),
        expert_terms=tuple(Period(*days) for days in terms),
        has_identity=PersonDetail.objects.exclude(identity_number="")
        .filter(person=person)
        .exists(),
        cooling_days=settings.ADMINISTRATOR_COOLING_DAYS,
    )


def term_of(post: Post) -> Term:
    """A post as a rule compares it with others."""
    return Term(
        role=Role(post.role),
        place=post.authority.code if post.authority else post.body,
        period=Period(post.from_on, post.to_on),
        place_name=post.authority.name if post.authority else post.body,
        is_delegated=post.delegated_from_id is not None,
        is_confirmed=post.stage == PostStage.CONFIRMED,
    )


def entered(post: Post) -> Entered:
    """A post as those who confirm or end it have to look at it."""
    return Entered(
        person_id=post.person_id,
        role=Role(post.role),
        path=path_of(post),
        period=Period(post.from_on, post.to_on),
        stage=PostStage(post.stage),
        origin=Origin(post.origin),
        entered_by=post.entered_by_id,
    )


def source(post: Post) -> Source:
    """A post that is to be delegated, with what is delegated of it already."""
    parent = post.authority.parent if post.authority else None
    others = post.delegations.exclude(stage=PostStage.REFUSED).values_list("from_on", "to_on")
    return Source(
        person_id=post.person_id,
        term=term_of(post),
        path=path_of(post),
        parent=parent.code if parent else "",
        is_delegated=post.delegated_from_id is not None,
        delegated=tuple(Period(*days) for days in others),
    )


def path_of(post: Post) -> str:
    """Where in the tree a post stands; those of certification bodies stand at the top of it."""
    if post.authority:
        return post.authority.path
    return Authority.objects.filter(parent=None).values_list("path", flat=True).get()


def _may_hold(actor: Actor) -> frozenset[int]:
    """The people whose accounts the actor may hold: the passwords they were given, and when."""
    if actor.role is not Role.SECURITY:
        return frozenset()
    factors = Authenticator.objects.filter(user_id=OuterRef("person_id")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    oldest = factors.order_by().values("user_id").annotate(at=Min("created_at")).values("at")
    given = SignInEvent.objects.filter(by_id=actor.person_id, what=Happening.PASSWORD_GIVEN)
    rows = given.order_by().values_list("person_id", "at", Subquery(oldest))
    return possibly_held((GivenPassword(*row) for row in rows), timezone.now())
