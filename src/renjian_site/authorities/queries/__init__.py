"""Questions about authorities, their people and their keys."""

from renjian_site.authorities.queries.keys import api_calls, api_keys, api_keys_in_use
from renjian_site.authorities.queries.people import case_officers_of, officers_under, people_by_card
from renjian_site.authorities.queries.units import (
    bureaus,
    by_code,
    called,
    coverage_on,
    everywhere,
    national,
    responsible_for,
    under,
)

__all__ = [
    "api_calls",
    "api_keys",
    "api_keys_in_use",
    "bureaus",
    "by_code",
    "called",
    "case_officers_of",
    "coverage_on",
    "everywhere",
    "national",
    "officers_under",
    "people_by_card",
    "responsible_for",
    "under",
]
