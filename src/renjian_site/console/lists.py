"""All lists of the site by their names; only the top may know them all."""

from renjian_site.authorities.lists import (
    ACCOUNTS,
    AWAITING,
    EXPERTS,
    PEOPLE,
    REVIEWS,
    SIGN_INS,
)
from renjian_site.cases.lists import CASES, CLUES
from renjian_site.consultations.lists import ASKED, CONSULTATIONS, REPLIES, TO_ANSWER
from renjian_site.draws.lists import DRAWS
from renjian_site.inspections.lists import TASKS
from renjian_site.kit.lists.listing import Listing
from renjian_site.registers.lists import (
    AUDIT_SIGN_INS,
    BODIES,
    CERTIFICATES,
    CODES,
    DECLARATIONS,
    DESIGNATED_LABS,
    EXEMPTIONS,
    OBJECTS,
    ORGANISATIONS,
    PLANS,
    PRACTITIONERS,
    PRODUCTS,
    QUALITY,
    REPORTS,
    RESULTS,
    TRANSACTIONS,
    UPLOADS,
)

LISTS: dict[str, Listing] = {
    one.name: one
    for one in (
        CERTIFICATES,
        BODIES,
        OBJECTS,
        ORGANISATIONS,
        DESIGNATED_LABS,
        PRACTITIONERS,
        QUALITY,
        PLANS,
        AUDIT_SIGN_INS,
        RESULTS,
        PRODUCTS,
        TRANSACTIONS,
        CODES,
        EXEMPTIONS,
        DECLARATIONS,
        UPLOADS,
        REPORTS,
        DRAWS,
        TASKS,
        CLUES,
        CASES,
        ACCOUNTS,
        SIGN_INS,
        PEOPLE,
        AWAITING,
        EXPERTS,
        REVIEWS,
        CONSULTATIONS,
        TO_ANSWER,
        ASKED,
        REPLIES,
    )
}
