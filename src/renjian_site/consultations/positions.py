"""Requests for instructions as the rules see them."""

from renjian.consultations.rights import Position
from renjian.consultations.stages import Stage
from renjian_site.consultations.models import Consultation


def position_of(found: Consultation) -> Position:
    """Where a request stands, who asks, and whom it was sent to."""
    return Position(Stage(found.stage), found.authority.code, found.superior.code)
