"""Authorities, the divisions they cover, persons, the posts they hold, the keys of programs, and signing in."""

from renjian_site.authorities.models.keys import ApiCall, ApiKey, ApiUsage
from renjian_site.authorities.models.officers import (
    Expert,
    FormerEmployer,
    Interest,
    Leave,
    OfficerRecord,
)
from renjian_site.authorities.models.people import Person, PersonDetail, Post, PostEnding
from renjian_site.authorities.models.reviews import PostReview, ReviewedPost
from renjian_site.authorities.models.sign_in import (
    BreakGlass,
    PasswordState,
    Session,
    SignInEvent,
    SignInTries,
    Spent,
)
from renjian_site.authorities.models.units import Authority, Coverage, PastStanding, UnitChange

__all__ = [
    "ApiCall",
    "ApiKey",
    "ApiUsage",
    "Authority",
    "BreakGlass",
    "Coverage",
    "Expert",
    "FormerEmployer",
    "Interest",
    "Leave",
    "OfficerRecord",
    "PasswordState",
    "PastStanding",
    "Person",
    "PersonDetail",
    "Post",
    "PostEnding",
    "PostReview",
    "ReviewedPost",
    "Session",
    "SignInEvent",
    "SignInTries",
    "Spent",
    "UnitChange",
]
