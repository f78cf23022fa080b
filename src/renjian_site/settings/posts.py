"""Posts, their reviews and officers: numbers that no law gives, each our own setting of a site."""

import os

from renjian_site.settings.sign_in import PRACTICE


def _number(name: str, usual: int) -> int:
    return int(os.environ.get(name) or usual)


# How long somebody may stand in for another, at most.
DELEGATION_DAYS = _number("RENJIAN_DELEGATION_DAYS", 30)
# How long a system, security or audit administrator is not another of the three: our own number.
ADMINISTRATOR_COOLING_DAYS = _number("RENJIAN_ADMINISTRATOR_COOLING_DAYS", 183)
# How long heads have to answer the review that opens on the first day of a quarter.
REVIEW_DAYS = _number("RENJIAN_REVIEW_DAYS", 14)
# Whether posts end where a list was not answered at all. In practice nobody may be there to answer.
REVIEW_ENDS_UNANSWERED = os.environ.get("RENJIAN_REVIEW_ENDS", "0" if PRACTICE else "1") == "1"
# How long a former employer keeps an officer away. Unconfirmed: no text that was read says it.
COOLING_YEARS = _number("RENJIAN_COOLING_YEARS", 3)
# What security administrators are shown as weak spots.
CARD_ENDS_WITHIN_DAYS = 30
OLD_KEY_DAYS = 180
MANY_EXPORTS = 20
EXPORTS_OF_DAYS = 30
