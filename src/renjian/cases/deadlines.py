"""The clocks of a clue and a case: verification and decision (PROC 18, 64).

A due date is fixed when the event happens, under the law of that day; a later law does not move
it. Extensions and excluded time come with the acts that give them.
"""

from datetime import date

from renjian.cases.limits import Running
from renjian.catalogue.deadlines import deadline
from renjian.kernel.calendar import Due, WorkingDays

VERIFICATION = "DL-C-01"
DECISION = "DL-C-11"


def verification(received_on: date) -> Running:
    """The limit to decide on filing: 15 working days from finding or receipt (PROC 18.1)."""
    return Running(deadline(VERIFICATION, received_on), received_on)


def decision(filed_on: date) -> Running:
    """The limit to decide the case: 90 calendar days from filing (PROC 64.1)."""
    return Running(deadline(DECISION, filed_on), filed_on)


def verify_due_on(received_on: date, calendar: WorkingDays) -> Due:
    """The last day to decide on filing, as long as nothing has moved it."""
    return verification(received_on).due(calendar)


def decide_due_on(filed_on: date, calendar: WorkingDays) -> Due:
    """The last day to decide the case, as long as nothing has moved it."""
    return decision(filed_on).due(calendar)
