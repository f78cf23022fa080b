"""Acts on authorities and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from renjian.authorities.posts import Role
from renjian.authorities.tree import AuthorityNode
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities.models import Authority, Coverage, Person, Post
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class NewPerson:
    """A person to be entered: account, name, card, and posts as (role, authority or body)."""

    account: str
    name: str
    card_number: str
    posts: tuple[tuple[Role, str], ...]


@command
def install(
    actor: Actor,
    nodes: Iterable[AuthorityNode],
    coverage: Mapping[str, str],
    *,
    from_on: date,
    at: datetime,
) -> int:
    """Set up the tree of authorities, and what each covers (division -> authority code), once."""
    if Authority.objects.exists():
        raise Refused(
            reason("authorities.installed", "机构树已经建立，不能重复建立；请改用机构变更。")
        )
    kept: dict[str, Authority] = {}
    nodes = list(nodes)
    for level in sorted({node.level for node in nodes}):
        rows = [
            Authority(
                code=node.code,
                name=node.name,
                short_name=node.short_name,
                level=node.level,
                parent=kept.get(node.parent or ""),
                path=node.path,
            )
            for node in nodes
            if node.level == level
        ]
        kept |= {row.code: row for row in Authority.objects.bulk_create(rows)}
    Coverage.objects.bulk_create(
        Coverage(authority=kept[code], division=division, from_on=from_on)
        for division, code in coverage.items()
    )
    record("authorities.installed", "authorities", units=len(kept), divisions=len(coverage))
    return len(kept)


@command
def appoint(actor: Actor, people: Iterable[NewPerson], *, from_on: date, at: datetime) -> int:
    """Enter people and the posts they hold from a day on."""
    people = list(people)
    units = dict(Authority.objects.values_list("code", "pk"))
    rows = [
        Person(account=p.account, name=p.name, card_number=p.card_number, password="!")
        for p in people
    ]
    kept = {row.account: row for row in Person.objects.bulk_create(rows)}
    Post.objects.bulk_create(
        Post(
            person=kept[p.account],
            role=role,
            authority_id=None if role is Role.CLERK else units[place],
            body=place if role is Role.CLERK else "",
            from_on=from_on,
        )
        for p in people
        for role, place in p.posts
    )
    record("people.appointed", "people", people=len(people), from_on=from_on)
    return len(people)
