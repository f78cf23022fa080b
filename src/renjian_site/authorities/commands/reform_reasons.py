"""Every reason against a change of the tree: its page asks before, the act after it has the lock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from renjian.authorities import reforms
from renjian.authorities.abolition import Remains, why_not_abolish, why_too_young
from renjian.authorities.reforms import Reform, UnitFacts
from renjian.authorities.wishes import (
    Abolish,
    Cover,
    Establish,
    Move,
    Rename,
    Wish,
    changed_by,
    from_content,
    reform_of,
    used_by,
)
from renjian.kernel.refusal import Reason, reason
from renjian.kernel.two_people import why_not_settle
from renjian_site.authorities import queries
from renjian_site.authorities.models import UnitChange
from renjian_site.kit.actor import Actor

WAITS = (UnitChange.Stage.PROPOSED, UnitChange.Stage.PLANNED)
CAN_BE_CANCELLED = (*WAITS, UnitChange.Stage.REFUSED)


@dataclass(frozen=True)
class _Asked:
    """A day, who decides, and the units that a wish names.

    ``own`` is the path of who decides; what was decided before is asked with the empty one, which
    is above all.
    """

    actor: Actor
    known: Mapping[str, UnitFacts]
    on: date
    own: str
    open_matters: int


def why_not_propose(
    actor: Actor, wish: Wish, on: date, *, open_matters: int = 0
) -> tuple[Reason, ...]:
    """Every reason against proposing a change: who proposes, what waits already, what stands.

    ``open_matters`` is how much the unit still has to do, which only later slices know.
    """
    own = actor.authority.path
    asked = _asked(actor, wish, on, own, open_matters)
    if missing := _missing(wish, asked):
        return missing
    changed, used = asked.known.get(changed_by(wish)), asked.known.get(used_by(wish))
    # A new unit stands below its parent, so whoever is that parent or above it may set it up.
    path = changed.path if changed else f"{used.path if used else ''}-"
    return (
        *reforms.why_not_decide(actor.role, own, path),
        *(reforms.why_out_of_reach(used, own) if used else ()),
        *(reforms.why_planned(changed, _planned_on(wish)) if changed else ()),
        *_in_the_tree(wish, asked),
    )


def why_not_return(actor: Actor, change: UnitChange) -> tuple[Reason, ...]:
    """Every reason why an actor may not be the second person for a proposed change."""
    return (
        *reforms.why_not_second(actor.role, actor.authority.path, change.authority.path),
        *why_not_settle(
            proposed_by=str(change.proposed_by_id),
            decider=str(actor.person_id),
            is_open=change.is_open,
        ),
    )


def why_not_approve(
    actor: Actor, change: UnitChange, *, open_matters: int = 0
) -> tuple[Reason, ...]:
    """Every reason against approving a proposed change, in the tree as it stands at that moment."""
    if reasons := why_not_return(actor, change):
        return reasons
    wish = from_content(Reform(change.kind), change.content)
    asked = _asked(actor, wish, change.on, actor.authority.path, open_matters)
    return _missing(wish, asked) or _in_the_tree(wish, asked)


def why_not_carry_out(
    actor: Actor, wish: Wish, on: date, *, open_matters: int = 0
) -> tuple[Reason, ...]:
    """Every reason that lies in the tree as it stands, against what was decided before."""
    asked = _asked(actor, wish, on, "", open_matters)
    return _missing(wish, asked) or _in_the_tree(wish, asked)


def why_not_cancel(actor: Actor, change: UnitChange) -> tuple[Reason, ...]:
    """Every reason against withdrawing or cancelling a change."""
    found = list(
        reforms.why_not_decide(actor.role, actor.authority.path, f"{change.authority.path}-")
    )
    if change.stage not in CAN_BE_CANCELLED:
        found.append(
            reason(
                "unit.not-planned",
                "这项变更的状态是“{stage}”，只有待批准、待施行或者未能施行的变更可以撤回、取消。",
                stage=str(UnitChange.Stage(change.stage).label),
            )
        )
    return tuple(found)


def _asked(actor: Actor, wish: Wish, on: date, own: str, open_matters: int) -> _Asked:
    known = queries.facts(actor, [code for code in (changed_by(wish), used_by(wish)) if code])
    return _Asked(actor, known, on, own, open_matters)


def _missing(wish: Wish, asked: _Asked) -> tuple[Reason, ...]:
    return tuple(
        reason("unit.unknown", "没有代码为“{wrong}”的机构。请核对代码。", wrong=code)
        for code in (changed_by(wish), used_by(wish))
        if code and code not in asked.known
    )


def _planned_on(wish: Wish) -> date | None:
    planned = UnitChange.objects.filter(
        unit__code=changed_by(wish), kind=reform_of(wish), stage__in=WAITS
    )
    return planned.values_list("on", flat=True).first()


def _in_the_tree(wish: Wish, asked: _Asked) -> tuple[Reason, ...]:
    """What lies against a wish in the tree, asked of the kind that it is."""
    absent = [why for unit in asked.known.values() for why in reforms.why_absent(unit, asked.on)]
    match wish:
        case Establish():
            why = _against_establishing(wish, asked)
        case Rename():
            why = _against_renaming(wish, asked)
        case Move():
            why = _against_moving(wish, asked)
        case Cover():
            why = _against_covering(wish, asked)
        case Abolish():
            why = _against_abolishing(wish, asked)
    return (*absent, *why)


def _against_establishing(wish: Establish, asked: _Asked) -> tuple[Reason, ...]:
    new, parent = wish.new, asked.known[wish.parent]
    taken = queries.taken(asked.actor, new.code, new.name, new.short_name, but="")
    found = reforms.why_not_establish(new, parent, taken)
    if new.level is None:
        return found
    unit = UnitFacts(
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        kind=new.kind,
        level=new.level,
        path=f"{parent.path}{new.code}/",
        parent=parent.code,
        from_on=asked.on,
        standing_from=asked.on,
    )
    return (*found, *_against_taking(unit, wish.divisions, asked))


def _against_renaming(wish: Rename, asked: _Asked) -> tuple[Reason, ...]:
    unit = asked.known[wish.unit]
    taken = queries.taken(asked.actor, "", wish.name, wish.short_name, but=wish.unit)
    return (
        *reforms.why_too_early(unit, asked.on),
        *reforms.why_not_rename(unit, wish.name, wish.short_name, taken),
    )


def _against_moving(wish: Move, asked: _Asked) -> tuple[Reason, ...]:
    unit = asked.known[wish.unit]
    below = queries.paths_below(asked.actor, unit.path)
    return (
        *reforms.why_too_early(unit, asked.on),
        *reforms.why_not_move(unit, asked.known[wish.parent], below),
    )


def _against_covering(wish: Cover, asked: _Asked) -> tuple[Reason, ...]:
    unit = asked.known[wish.unit]
    if not wish.divisions and not wish.ended:
        return (reason("unit.no-divisions", "没有选择任何行政区划。请至少选择一个。"),)
    ended = [
        one
        for one in queries.held_by(asked.actor, wish.unit, asked.on)
        if one.division in wish.ended
    ]
    return (
        *reforms.why_not_end_coverage(ended, asked.on),
        *_against_taking(unit, wish.divisions, asked, is_exclusive=wish.is_exclusive),
    )


def _against_abolishing(wish: Abolish, asked: _Asked) -> tuple[Reason, ...]:
    unit = asked.known[wish.unit]
    held = queries.held_by(asked.actor, wish.unit, asked.on)
    remains = Remains(
        subordinates=tuple(queries.facts_below(asked.actor, wish.unit)),
        divisions=len(held),
        open_matters=asked.open_matters,
        posts=queries.posts_in(asked.actor, wish.unit, asked.on),
    )
    early = [why for one in remains.subordinates for why in reforms.why_too_early(one, asked.on)]
    return (
        *why_too_young(unit, asked.on),
        *reforms.why_too_early(unit, asked.on),
        *reforms.why_not_end_coverage(held, asked.on),
        *(early if wish.successor else ()),
        *why_not_abolish(unit, asked.known.get(wish.successor), remains),
    )


def _against_taking(
    unit: UnitFacts, divisions: Iterable[str], asked: _Asked, *, is_exclusive: bool = True
) -> tuple[Reason, ...]:
    """Divisions that are shared are taken from nobody; only what the unit has itself counts."""
    codes = tuple(divisions)
    of_all = queries.holdings(asked.actor, codes, asked.on)
    of_others = [one for one in of_all if is_exclusive and one.is_exclusive]
    own = [one for one in of_all if one.code == unit.code]
    return reforms.why_not_cover(unit, codes, [*of_others, *own], own=asked.own, on=asked.on)
