"""Makers for people and posts on the site."""

from datetime import date, timedelta
from zlib import crc32

from django.utils import timezone

from make import actor, today
from renjian.authorities.personal import CHECKS, WEIGHTS
from renjian.authorities.posts import ADMINISTRATORS, Role
from renjian_site.authorities import commands
from renjian_site.authorities.models import Authority, Person, PersonDetail, Post, PostEnding
from renjian_site.kit.actor import SYSTEM, Actor


def new_post(account: str, role: Role, place: str = "330000", **more: object) -> commands.NewPost:
    """A post for somebody, who is called like the account if nobody has it."""
    found = Person.objects.filter(account=account).first()
    values: dict[str, object] = {
        "name": found.name if found else account,
        "from_on": today(),
        "because": "浙市监任〔2026〕1 号",
        **more,
    }
    return commands.NewPost(account=account, role=role, place=place, **values)  # type: ignore[arg-type]  # known keys


def enter(
    account: str,
    role: Role,
    place: str = "330000",
    *,
    who: str | Actor = "330000.system",
    **more: object,
) -> Post:
    """A post that was entered and waits."""
    acting = actor(who) if isinstance(who, str) else who
    made = commands.enter_post(acting, new_post(account, role, place, **more), at=timezone.now())
    if role in ADMINISTRATORS:
        identify(account)
    return made


def identity_of(account: str) -> str:
    """A made-up identity number whose check digit is right."""
    body = f"110101199001{crc32(account.encode()) % 10**5:05d}"
    return body + CHECKS[sum(int(f) * w for f, w in zip(body, WEIGHTS, strict=True)) % 11]


def identify(account: str) -> None:
    """Keep an identity number of somebody who has none."""
    person = Person.objects.get(account=account)
    PersonDetail.objects.get_or_create(
        person=person, defaults={"identity_number": identity_of(account)}
    )


def confirm(post: Post, *, who: str | Actor = "330000.security") -> Post:
    """A post that a second person confirmed."""
    acting = actor(who) if isinstance(who, str) else who
    return commands.confirm_post(acting, post.pk, at=timezone.now())


def appoint(account: str, role: Role, place: str = "330000", **more: object) -> Post:
    """A post that counts."""
    return confirm(enter(account, role, place, **more))


def install(account: str, role: Role, place: str = "330000", **more: object) -> Post:
    """A post by the command line."""
    if role in ADMINISTRATORS and "identity_number" not in more:
        more["identity_number"] = identity_of(account)
    return commands.install_post(SYSTEM, new_post(account, role, place, **more), at=timezone.now())


def end(
    post: Post, *, who: str | Actor = "330000.system", last_on: date | None = None
) -> PostEnding:
    """A post that ends, at once if no day is given."""
    acting = actor(who) if isinstance(who, str) else who
    day = last_on or today() - timedelta(days=1)
    return commands.end_post(acting, post.pk, day, "调离", at=timezone.now())


def delegate(account: str, to: str, days: int = 10, first: int = 0) -> Post:
    """Let somebody stand in for the holder of an account."""
    person = Person.objects.get(account=to)
    start = today() + timedelta(days=first)
    wish = commands.Delegation(person.pk, start, start + timedelta(days=days - 1), "出差")
    acting = actor(account)
    return commands.delegate(acting, acting.post_id, wish, at=timezone.now())


def post_of(account: str) -> Post:
    """The first post of an account."""
    return Post.objects.filter(person__account=account).order_by("pk").first()


def person_of(account: str) -> Person:
    """The person of an account."""
    return Person.objects.get(account=account)


def authority(code: str) -> Authority:
    """An authority by its code."""
    return Authority.objects.get(code=code)
