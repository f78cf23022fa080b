"""The guard of the assignment: can the seats that are still open all be filled?

A maximum flow from officers (at most ``cap`` visits each) through pairs of officer and object (at
most one seat in a team) to seats. It is kept up to date instead of computed anew: a full seating is
at hand at every step, so that a decision costs one search for a way to rearrange what is open.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

NOBODY = -1


class Seating:
    """Who sits where, in a way that fills every seat.

    The seats of an object stand side by side, ``team`` says which. Officers are numbers from 0, and
    sets of them are the bits of a whole number, which makes large units fast. Seats below
    ``settled`` are given for good, in order; all others may still be exchanged.
    """

    def __init__(self, teams: Sequence[Sequence[int]], officers: int, cap: int) -> None:
        """``teams`` holds for each seat of each object the officers who may take it."""
        self.cap = cap
        self.settled = 0
        self.stuck: frozenset[int] = frozenset()
        self.fits = [fits for team in teams for fits in team]
        ends = accumulate(map(len, teams))
        self.seats_of = [range(end - len(team), end) for team, end in zip(teams, ends, strict=True)]
        self.team_of = [place for place, team in enumerate(teams) for _ in team]
        self._everybody = (1 << officers) - 1
        self._spare = self._everybody if cap else 0
        self._holder = [NOBODY] * len(self.fits)
        self._seats: list[set[int]] = [set() for _ in range(officers)]

    def raise_cap(self) -> None:
        """Let every officer make one visit more."""
        self.cap += 1
        self._spare = self._everybody

    def fill(self, seat: int) -> bool:
        """Fill an empty seat, moving others along if need be.

        If that cannot be done, ``stuck`` holds the seats that compete for too few officers.
        """
        opened_for = {seat: NOBODY}
        queue = [seat]
        asked = 0
        for current in queue:
            already_in = 0
            for mate in self.seats_of[self.team_of[current]]:
                already_in |= self._bit_of(mate)
            able = self.fits[current] & ~asked & ~already_in
            if free := able & self._spare:
                self._move_along(current, next(_members(free)), opened_for)
                return True
            asked |= able
            for other in self._could_open(current, able):
                if other not in opened_for:
                    opened_for[other] = current
                    queue.append(other)
        self.stuck = frozenset(queue)
        return False

    def settle(self, seat: int, officer: int) -> bool:
        """Give the next seat to an officer for good, if the rest can then still be filled."""
        before = self._holder[seat]
        if before == officer:
            self.settled = seat + 1
            return True
        if not self.fits[seat] >> officer & 1:
            return False
        opened = self._seat_to_leave(seat, officer)
        if opened == seat:
            return False
        self._vacate(seat)
        if opened != NOBODY:
            self._vacate(opened)
        self._take(seat, officer)
        self.settled = seat + 1
        if opened == NOBODY or self.fill(opened):
            return True
        self._vacate(seat)
        self._take(opened, officer)
        self._take(seat, before)
        self.settled = seat
        return False

    def place_in_team(self, seat: int) -> int:
        """Which seat of its team it is, from 0."""
        return seat - self.seats_of[self.team_of[seat]].start

    def able(self, seats: frozenset[int]) -> list[int]:
        """The officers who may take one of these seats."""
        anybody = 0
        for seat in seats:
            anybody |= self.fits[seat]
        return list(_members(anybody))

    def _seat_to_leave(self, seat: int, officer: int) -> int:
        """The seat the officer must leave for this one: none, or ``seat`` itself if impossible."""
        taken = self._seats[officer]
        for own in taken.intersection(self.seats_of[self.team_of[seat]]):
            return max(own, seat)  # in this team already: may only change over, if not yet settled
        if len(taken) < self.cap:
            return NOBODY
        return max((other for other in taken if other > seat), default=seat)

    def _could_open(self, seat: int, officers: int) -> Iterator[int]:
        """The seats that come free when one of these officers, or a mate, moves to ``seat``."""
        for mate in self.seats_of[self.team_of[seat]]:
            holder = self._holder[mate]
            if mate >= self.settled and holder != NOBODY and self.fits[seat] >> holder & 1:
                yield mate
        for officer in _members(officers):
            yield from (other for other in self._seats[officer] if other >= self.settled)

    def _move_along(self, seat: int, officer: int, opened_for: dict[int, int]) -> None:
        """Seat the officer; whoever sat there moves to the seat for whose sake it was opened."""
        while True:
            leaving = self._holder[seat]
            if leaving != NOBODY:
                self._vacate(seat)
            self._take(seat, officer)
            if leaving == NOBODY:
                return
            seat, officer = opened_for[seat], leaving

    def _take(self, seat: int, officer: int) -> None:
        self._holder[seat] = officer
        self._seats[officer].add(seat)
        if len(self._seats[officer]) >= self.cap:
            self._spare &= ~(1 << officer)

    def _vacate(self, seat: int) -> None:
        officer = self._holder[seat]
        self._holder[seat] = NOBODY
        self._seats[officer].discard(seat)
        self._spare |= 1 << officer

    def _bit_of(self, seat: int) -> int:
        holder = self._holder[seat]
        return 0 if holder == NOBODY else 1 << holder


def _members(officers: int) -> Iterator[int]:
    """The numbers of the officers in a set."""
    while officers:
        lowest = officers & -officers
        yield lowest.bit_length() - 1
        officers ^= lowest
