"""Which objects of a stratum are drawn: those with the smallest tickets (RJ-DRAW/1 steps 7, 8)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from renjian.draws.tickets import Ticket


@dataclass(frozen=True)
class Selection:
    """The drawn objects of a stratum, and those that stand in reserve behind them, by ticket.

    Whoever falls out before the visit without regard to its outcome is replaced by the next in
    reserve: the first that remain are still a simple random sample of those that remain.
    """

    selected: tuple[Ticket, ...]
    reserve: tuple[Ticket, ...]


def srs(tickets: Iterable[tuple[bytes, str]], drawn: int, reserve: int) -> Selection:
    """Simple random sample: every object has the same chance, ``drawn`` of the stratum's size."""
    order = sorted(tickets)
    if not 0 <= drawn <= len(order):
        raise ValueError(f"{drawn} objects cannot be drawn from {len(order)}")
    return Selection(_named(order[:drawn]), _named(order[drawn : drawn + reserve]))


def census(tickets: Iterable[tuple[bytes, str]], drawn: int, reserve: int) -> Selection:
    """Every object of the stratum, in the order of the tickets; nobody is left for a reserve."""
    order = sorted(tickets)
    if drawn != len(order):
        raise ValueError(f"a census of {len(order)} objects cannot draw {drawn}")
    return Selection(_named(order), ())


def _named(order: list[tuple[bytes, str]]) -> tuple[Ticket, ...]:
    return tuple(Ticket(value, id) for value, id in order)


ALGORITHMS: dict[str, Callable[[Iterable[tuple[bytes, str]], int, int], Selection]] = {
    "srs": srs,
    "census": census,
}
