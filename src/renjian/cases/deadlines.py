"""The clocks of a clue and a case: verification and decision (PROC 18, 64).

A due date is fixed when the event happens, under the law of that day; a later law does not move
it. Extensions and excluded time come with the acts that give them.
"""

from datetime import date

from renjian.catalogue.deadlines import deadline
from renjian.kernel.calendar import Due, WorkingDays

VERIFICATION = "DL-C-01"
DECISION = "DL-C-11"


def verify_due_on(received_on: date, calendar: WorkingDays) -> Due:
    """The last day to decide on filing: 15 working days from finding or receipt (PROC 18.1)."""
    return deadline(VERIFICATION, received_on).due(received_on, calendar)


def decide_due_on(filed_on: date, calendar: WorkingDays) -> Due:
    """The last day to decide the case: 90 calendar days from filing (PROC 64.1)."""
    return deadline(DECISION, filed_on).due(filed_on, calendar)
