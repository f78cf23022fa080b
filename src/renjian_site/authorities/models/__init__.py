"""Authorities, the divisions they cover, persons, the posts they hold, and the keys of programs."""

from renjian_site.authorities.models.keys import ApiCall, ApiKey, ApiUsage
from renjian_site.authorities.models.people import Person, Post
from renjian_site.authorities.models.units import Authority, Coverage

__all__ = ["ApiCall", "ApiKey", "ApiUsage", "Authority", "Coverage", "Person", "Post"]
