"""What a change of the tree does to the rows: nothing is written over, one standing ends and another begins.

The commands have asked all reasons and hold the lock of the tree. Paths are changed by one update,
and the database carries them into every row that follows an authority.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from renjian.authorities.kinds import AT_LEVEL_OF_PARENT, Kind
from renjian.authorities.posts import Origin, PostStage
from renjian.authorities.scope import SEPARATOR, range_of
from renjian.authorities.wishes import Abolish, Cover, Establish, Move, Rename, Wish
from renjian_site.authorities.models import Authority, Coverage, PastStanding, Post
from renjian_site.kit.locks import one_at_a_time

TREE = "authorities tree"


def lock_tree() -> None:
    """Let changes of the tree happen one after the other: two moves at once could make a ring."""
    one_at_a_time(TREE)


def apply(wish: Wish, on: date) -> Authority:
    """Carry out a change as of a day; the unit as it is from then on."""
    if isinstance(wish, Establish):
        return _establish(wish, on)
    unit = Authority.objects.get(code=wish.unit)
    if isinstance(wish, Rename):
        return _rename(unit, wish, on)
    if isinstance(wish, Move):
        return _move(unit, Authority.objects.get(code=wish.parent), on)
    if isinstance(wish, Cover):
        return _cover(unit, wish, on)
    return _abolish(unit, wish, on)


def _establish(wish: Establish, on: date) -> Authority:
    parent = Authority.objects.get(code=wish.parent)
    new = wish.new
    assert new.level is not None  # the reasons saw to it
    unit = Authority.objects.create(
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        kind=new.kind,
        level=new.level,
        parent=parent,
        path=parent.path + new.code + SEPARATOR,
        from_on=on,
    )
    _take(unit, wish.divisions, on)
    return unit


def _rename(unit: Authority, wish: Rename, on: date) -> Authority:
    _end_standing(unit, on)
    unit.name, unit.short_name = wish.name, wish.short_name
    unit.save(update_fields=["name", "short_name"])
    return unit


def _move(unit: Authority, parent: Authority, on: date) -> Authority:
    _end_standing(unit, on)
    unit.parent = parent
    if Kind(unit.kind) in AT_LEVEL_OF_PARENT:
        unit.level = parent.level
    unit.save(update_fields=["parent", "level"])
    _change_paths(unit.path, parent.path + unit.code + SEPARATOR)
    unit.refresh_from_db()
    return unit


def _cover(unit: Authority, wish: Cover, on: date) -> Authority:
    _end_coverage(unit.coverage.filter(division__in=wish.ended), on)
    _take(unit, wish.divisions, on, is_exclusive=wish.is_exclusive)
    return unit


def _abolish(unit: Authority, wish: Abolish, on: date) -> Authority:
    successor = Authority.objects.filter(code=wish.successor).first()
    if successor is not None:
        for below in unit.subordinates.filter(to_on=None):
            _move(below, successor, on)
        held = unit.coverage.filter(Q(to_on=None) | Q(to_on__gte=on))
        divisions = {row.division: row.is_exclusive for row in held}
        for exclusive in (True, False):
            wanted = [code for code, is_so in divisions.items() if is_so is exclusive]
            _take(successor, wanted, on, is_exclusive=exclusive)
    _end_coverage(unit.coverage.all(), on)
    _hand_over_posts(unit, successor, on)
    unit.to_on, unit.successor = on - timedelta(days=1), successor
    unit.save(update_fields=["to_on", "successor"])
    if successor is not None:
        # Below its successor, so that what it did stays in sight of who goes on with it.
        _change_paths(unit.path, successor.path + unit.code + SEPARATOR)
        unit.refresh_from_db()
    return unit


def _end_standing(unit: Authority, on: date) -> None:
    """Keep what a unit was until the day before; the unit itself is what it is from now on.

    What began on this very day has not been anything yet.
    """
    last = unit.past.order_by("-to_on").first()
    began_on = last.to_on + timedelta(days=1) if last else unit.from_on
    if began_on == on:
        return
    PastStanding.objects.create(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        level=unit.level,
        parent_id=unit.parent_id,
        from_on=began_on,
        to_on=on - timedelta(days=1),
    )


def _change_paths(old: str, new: str) -> None:
    """Let a unit and all below it have their paths below another one."""
    low, high = range_of(old)
    moved = Authority.objects.filter(path__gte=low, path__lt=high)
    moved.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


def _take(
    unit: Authority, divisions: Iterable[str], on: date, *, is_exclusive: bool = True
) -> None:
    """Let a unit cover divisions from a day on; who had them exclusively has them until then."""
    codes = list(divisions)
    held = Coverage.objects.filter(division__in=codes)
    _end_coverage(held.filter(authority=unit), on)
    if is_exclusive:
        _end_coverage(held.filter(is_exclusive=True), on)
    Coverage.objects.bulk_create(
        Coverage(authority=unit, division=code, is_exclusive=is_exclusive, from_on=on)
        for code in codes
    )


def _end_coverage(held: QuerySet[Coverage], on: date) -> None:
    """End what lasts to the day or longer; the reasons see to it that it began before."""
    lasting = held.filter(Q(to_on=None) | Q(to_on__gte=on))
    lasting.update(to_on=on - timedelta(days=1))


def _hand_over_posts(unit: Authority, successor: Authority | None, on: date) -> None:
    """End the posts of a unit; with a successor each goes on there, delegations behind their post."""
    eve = on - timedelta(days=1)
    lasting = unit.posts.exclude(stage=PostStage.REFUSED)
    lasting = lasting.filter(Q(to_on=None) | Q(to_on__gt=eve))
    begun = lasting.filter(from_on__lte=eve, stage=PostStage.CONFIRMED)
    if successor is not None:
        # What does not count yet only changes its place.
        lasting.exclude(pk__in=begun.values("pk")).update(authority=successor)
        own = {post.pk: _moved(post, successor, on) for post in begun.filter(delegated_from=None)}
        Post.objects.bulk_create(own.values())
        Post.objects.bulk_create(
            _moved(post, successor, on, of=own.get(post.delegated_from_id))
            for post in begun.exclude(delegated_from=None)
            if post.delegated_from_id in own
        )
    begun.update(to_on=eve)


def _moved(post: Post, successor: Authority, on: date, of: Post | None = None) -> Post:
    """A post as it goes on with the successor; a delegation of the post ``of``.

    Who entered and confirmed it stays: nobody confirms what was entered by whom he owes his post.
    """
    return Post(
        person_id=post.person_id,
        role=post.role,
        authority=successor,
        from_on=on,
        to_on=post.to_on,
        origin=Origin.DELEGATED if of else Origin.MOVED,
        because=post.because,
        delegated_from=of,
        entered_by_id=post.entered_by_id,
        entered_at=post.entered_at,
        confirmed_by_id=post.confirmed_by_id,
        confirmed_at=post.confirmed_at,
    )
