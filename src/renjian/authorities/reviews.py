"""The quarterly review of posts (岗位复核): heads tick what goes on, and what is not ticked ends.

Nobody reviews a post of his own. The list of an authority goes to its heads; what they cannot
review, and what an authority without a head has, goes to the next authority above that has one.
How many days there are to answer is our own setting.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from renjian.authorities.posts import Role
from renjian.authorities.scope import SEPARATOR, covers
from renjian.kernel.refusal import Reason, reason

MONTHS = 3


@dataclass(frozen=True)
class Reviewable:
    """A post that a review asks about: its key, its holder, and the path of its authority."""

    pk: int
    person_id: int
    path: str


@dataclass(frozen=True)
class ReviewState:
    """A review as somebody is about to answer it. ``path`` is that of the authority asked."""

    path: str
    due_on: date
    is_closed: bool


def quarter_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def due_on(quarter: date, days: int) -> date:
    """The last day on which a review is answered; it opens on the first day of the quarter."""
    return quarter + timedelta(days=days - 1)


def lists(
    posts: Iterable[Reviewable], heads: Mapping[str, Collection[int]]
) -> dict[str, list[Reviewable]]:
    """Path of the authority that is asked -> the posts on its list.

    ``heads`` are the persons who head each authority, by its path. A post that nobody else can
    review, such as that of the only head at the top, is on no list.
    """
    found: dict[str, list[Reviewable]] = {}
    for post in posts:
        asked = next(
            (path for path in _upwards(post.path) if set(heads.get(path, ())) - {post.person_id}),
            None,
        )
        if asked is not None:
            found.setdefault(asked, []).append(post)
    return found


def why_not_answer(
    review: ReviewState, *, role: Role, path: str, today: date
) -> tuple[Reason, ...]:
    """Every reason against answering a review: heads of the authority asked, or of a superior."""
    found: list[Reason] = []
    if role is not Role.HEAD or not covers(path, review.path):
        found.append(
            reason(
                "review.not-head",
                "岗位复核由该机构或者其上级机构的负责人办理。请由相应的负责人勾选。",
            )
        )
    if review.is_closed or today > review.due_on:
        found.append(
            reason(
                "review.closed",
                "这次复核已于 {day} 截止，不能再改。误终止的岗位请由系统管理岗重新录入。",
                day=review.due_on,
            )
        )
    return tuple(found)


def why_not_tick(*, own: bool) -> tuple[Reason, ...]:
    """Every reason against ticking one post of a list."""
    if not own:
        return ()
    return (reason("review.own", "不能复核自己的岗位。请由另一名负责人或者上级机构的负责人勾选。"),)


def _upwards(path: str) -> Iterable[str]:
    codes = path.rstrip(SEPARATOR).split(SEPARATOR)
    for end in range(len(codes), 0, -1):
        yield SEPARATOR.join(codes[:end]) + SEPARATOR
