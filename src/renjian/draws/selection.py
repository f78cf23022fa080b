"""Which objects of a stratum are drawn: those with the smallest tickets (RJ-DRAW/1 steps 7, 8)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from renjian.draws import pareto as by_size
from renjian.draws.tickets import Ticket

NO_SIZES: Mapping[str, int] = {}
Tickets = Iterable[tuple[bytes, str]]


@dataclass(frozen=True)
class Selection:
    """The drawn objects of a stratum, and those that stand in reserve behind them, by ticket.

    Whoever falls out before the visit without regard to its outcome is replaced by the next in
    reserve: the first that remain are still a simple random sample of those that remain. ``tau`` is
    the rank of the first that was not drawn, known in ``pareto`` alone.
    """

    selected: tuple[Ticket, ...]
    reserve: tuple[Ticket, ...]
    tau: Fraction | None = None


def srs(
    tickets: Tickets, drawn: int, reserve: int, sizes: Mapping[str, int] = NO_SIZES
) -> Selection:
    """Simple random sample: every object has the same chance, ``drawn`` of the stratum's size."""
    order = sorted(tickets)
    if not 0 <= drawn <= len(order):
        raise ValueError(f"{drawn} objects cannot be drawn from {len(order)}")
    return Selection(_named(order[:drawn]), _named(order[drawn : drawn + reserve]))


def pareto(
    tickets: Tickets, drawn: int, reserve: int, sizes: Mapping[str, int] = NO_SIZES
) -> Selection:
    """Unequal chances, in proportion to whole-numbered sizes as far as these allow."""
    order, tau = by_size.in_order(tickets, sizes, drawn)
    return Selection(_named(order[:drawn]), _named(order[drawn : drawn + reserve]), tau)


def census(
    tickets: Tickets, drawn: int, reserve: int, sizes: Mapping[str, int] = NO_SIZES
) -> Selection:
    """Every object of the stratum, in the order of the tickets; nobody is left for a reserve."""
    order = sorted(tickets)
    if drawn != len(order):
        raise ValueError(f"a census of {len(order)} objects cannot draw {drawn}")
    return Selection(_named(order), ())


@dataclass(frozen=True)
class Replaced:
    """An object that fell out, and who is visited in its place; empty when nobody is left."""

    out: str
    by: str


def after_replacement(selection: Selection, ineligible: Collection[str]) -> tuple[Replaced, ...]:
    """Who stands in for the drawn objects that fall out, in the order of their tickets.

    Each next one in reserve is asked once, whatever fell out first, so the order in which objects
    fall out decides nothing. ``ineligible`` holds drawn and reserve objects alike.
    """
    fit = iter([one.id for one in selection.reserve if one.id not in ineligible])
    gone = [one.id for one in selection.selected if one.id in ineligible]
    return tuple(Replaced(one, next(fit, "")) for one in gone)


def _named(order: list[tuple[bytes, str]]) -> tuple[Ticket, ...]:
    return tuple(Ticket(value, id) for value, id in order)


# ``for-cause``: visited for a reason, so without a random weight, and apart in every estimate.
ALGORITHMS: dict[str, Callable[[Tickets, int, int, Mapping[str, int]], Selection]] = {
    "srs": srs,
    "pareto": pareto,
    "census": census,
    "for-cause": census,
}
WHOLE = ("census", "for-cause")
