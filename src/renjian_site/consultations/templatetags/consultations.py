"""How clauses look that officers typed, and the way from a matter to a request about it."""

from typing import Any

from django import template

from renjian.authorities.levels import Level
from renjian.consultations.clauses import cited_or_typed
from renjian.consultations.rights import DRAFTERS
from renjian_site.kit.actor import Actor

register = template.Library()


@register.filter
def clause_cited(clause: str) -> str:
    """A kept clause as officers cite it; what the catalogue does not know stays as it was typed."""
    return cited_or_typed(clause)


@register.inclusion_tag("consultations/_ask.html", takes_context=True)
def ask_superior(
    context: dict[str, Any], authority_id: int, kind: str, key: int, number: str
) -> dict[str, object]:
    """The way to a request about a matter, for those whose unit handles it and has a superior."""
    actor: Actor = context["actor"]
    unit = actor.authority
    is_own = unit.pk == authority_id and unit.level is not Level.NATIONAL
    return {
        "may_ask": is_own and actor.role in DRAFTERS,
        "about": f"{kind}:{key}",
        "matter": number,
    }
