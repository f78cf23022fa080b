"""Acts on authorities, their people and their keys."""

from renjian_site.authorities.commands.keys import (
    create_key,
    forget_calls,
    revoke_key,
    why_not_create_key,
)
from renjian_site.authorities.commands.people import NewPerson, appoint
from renjian_site.authorities.commands.units import install

__all__ = [
    "NewPerson",
    "appoint",
    "create_key",
    "forget_calls",
    "install",
    "revoke_key",
    "why_not_create_key",
]
