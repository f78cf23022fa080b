"""The people of the made-up country: accounts, posts, cards. Names say the post, never a person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from renjian.authorities.divisions import division
from renjian.authorities.levels import Level
from renjian.authorities.posts import CARRY_A_CARD, Role
from renjian.authorities.tree import AuthorityNode
from renjian_world.names import STEMS, short_place
from renjian_world.regulators import SAMR, XPCC


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in. ``posts`` pairs a role with an authority, or a body for a clerk."""

    account: str
    name: str
    card_number: str
    posts: tuple[tuple[Role, str], ...]


OFFICE = (Role.PLANNER, Role.REVIEWER, Role.CASE_HANDLER, Role.CASE_HANDLER, Role.HEAD)
FIELD = (Role.OFFICER, Role.OFFICER, Role.REVIEWER, Role.CASE_HANDLER, Role.HEAD)
OVERSIGHT = (Role.WITNESS, Role.AUDIT, Role.SECURITY, Role.DISCIPLINE_OBSERVER)
BESIDE = (Role.LEGAL_REVIEWER, Role.CREDIT_OFFICER)
STAFF: dict[Level, tuple[Role, ...]] = {
    Level.NATIONAL: (*OFFICE, *OVERSIGHT, *BESIDE),
    Level.PROVINCIAL: (*OFFICE, *OVERSIGHT, *BESIDE, Role.SYSTEM),
    Level.CITY: FIELD,
    Level.COUNTY: (Role.OFFICER, Role.OFFICER, *FIELD, Role.LEGAL_REVIEWER),
    Level.STATION: (),
}
# How a post is called in an account and in a name.
CALLED = {
    Role.PLANNER: ("planner", "计划员"),
    Role.OFFICER: ("officer", "执法人员"),
    Role.REVIEWER: ("reviewer", "审核公示员"),
    Role.CASE_HANDLER: ("handler", "办案员"),
    Role.HEAD: ("head", "负责人"),
    Role.WITNESS: ("witness", "见证员"),
    Role.AUDIT: ("audit", "审计员"),
    Role.SECURITY: ("security", "安全管理员"),
    Role.SYSTEM: ("system", "系统管理员"),
    Role.DISCIPLINE_OBSERVER: ("discipline", "纪检监督员"),
    Role.LEGAL_REVIEWER: ("legal", "法制审核员"),
    Role.CREDIT_OFFICER: ("credit", "信用监管员"),
}


def officers(authorities: tuple[AuthorityNode, ...]) -> Iterator[Person]:
    """The staff of every authority; those who keep the system at the top have the shortest accounts."""
    yield Person("system", "系统管理员甲", "", ((Role.SYSTEM, SAMR),))
    places = _places(authorities)
    for authority in authorities:
        if STAFF[authority.level]:
            yield from _staff(authority, places[authority.code])
    # Changes of the tree take two of them, and nobody is above the top.
    yield Person("system2", "系统管理员乙", "", ((Role.SYSTEM, SAMR),))


def clerk(number: int, body: str, word: str) -> Person:
    """The data officer of a certification body."""
    return Person(f"clerk{number}", f"{word}信息员甲", "", ((Role.CLERK, body),))


def _staff(authority: AuthorityNode, place: str) -> Iterator[Person]:
    posts = STAFF[authority.level]
    cards = 0
    for index, role in enumerate(posts):
        word, title = CALLED[role]
        # The only holder of a post needs no number in the account.
        nth = posts[:index].count(role)
        number = str(nth + 1) if posts.count(role) > 1 else ""
        card = ""
        if role in CARRY_A_CARD:
            cards += 1
            card = f"PRAC-{authority.code.replace('-', '')}{cards:02d}"
        yield Person(
            f"{authority.code.lower()}.{word}{number}",
            f"{place}{title}{STEMS[nth]}",
            card,
            ((role, authority.code),),
        )


def _places(authorities: Iterable[AuthorityNode]) -> dict[str, str]:
    """How people call each authority: the short name of its place, the full one if shared."""
    names = {node.code: division(node.code) for node in authorities}
    places = {code: found.name for code, found in names.items() if found}
    shared = Counter(short_place(name) for name in places.values())
    called = {
        code: name if shared[short_place(name)] > 1 else short_place(name)
        for code, name in places.items()
    }
    for node in authorities:
        if node.level is Level.PROVINCIAL and node.code in called:
            called[node.code] += "省局" if places[node.code].endswith("省") else "自治区局"
        elif node.code.startswith(XPCC):
            called[node.code] = node.short_name.removesuffix("市监")
    return called | {SAMR: "总局", XPCC: "兵团"}
