"""What anybody may ask about authorities: the practice accounts, and only in practice mode."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_noop

from renjian.authorities.posts import Role
from renjian_site.authorities.models import Authority, Post
from renjian_site.authorities.sessions import posts_on

ROUTE = (
    ("clerk1", Role.CLERK, gettext_noop("上传证书报告")),
    ("330000.planner", Role.PLANNER, gettext_noop("导入风险分类，制定计划、冻结、抽取、下发")),
    ("330110.officer1", Role.OFFICER, gettext_noop("录入检查结果（以抽中的执法人员为准）")),
    ("330110.reviewer", Role.REVIEWER, gettext_noop("审核并公示结果")),
    ("330110.handler", Role.CASE_HANDLER, gettext_noop("登记线索，查看管辖")),
    ("330110.head", Role.HEAD, gettext_noop("批准立案，或者移交上级")),
    ("000000.handler1", Role.CASE_HANDLER, gettext_noop("接收移交总局的线索")),
    ("000000.head", Role.HEAD, gettext_noop("总局批准立案")),
)
FOUND_AT_MOST = 40


@dataclass(frozen=True)
class PracticeAccount:
    """An account for practice: who it is and what it is for."""

    post_id: int
    account: str
    name: str
    role: str
    place: str
    purpose: str = ""


def practice_route(day: date) -> list[PracticeAccount]:
    """The accounts that walk the whole loop, in the order of the walk."""
    if not settings.PRACTICE:
        return []
    order = Case(
        *[When(person__account=a, role=r, then=Value(i)) for i, (a, r, _) in enumerate(ROUTE)],
        output_field=IntegerField(),
    )
    wanted = Q(pk__in=[])
    for account, role, _ in ROUTE:
        wanted |= Q(person__account=account, role=role)
    posts = posts_on(day).filter(wanted).order_by(order)
    purposes = {(a, r): purpose for a, r, purpose in ROUTE}
    return [_account(p, purposes[p.person.account, Role(p.role)]) for p in posts]


def practice_accounts(words: str, day: date) -> list[PracticeAccount]:
    """Accounts whose name, account or authority contains all of the words."""
    if not settings.PRACTICE or not words.strip():
        return []
    posts = posts_on(day)
    for word in words.split():
        posts = posts.filter(
            Q(person__name__icontains=word)
            | Q(person__account__icontains=word)
            | Q(authority__name__icontains=word)
            | Q(body__icontains=word)
        )
    return [_account(post) for post in posts.order_by("person__account")[:FOUND_AT_MOST]]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of authorities by their code."""
    return dict(Authority.objects.filter(code__in=set(codes)).values_list("code", "name"))


def is_set_up() -> bool:
    """Whether the country has authorities at all."""
    return Authority.objects.exists()


def _account(post: Post, purpose: str = "") -> PracticeAccount:
    return PracticeAccount(
        post_id=post.pk,
        account=post.person.account,
        name=post.person.name,
        role=Role(post.role).title,
        place=post.authority.name if post.authority else post.body,
        purpose=purpose,
    )
