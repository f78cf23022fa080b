"""What was frozen, and what was drawn from it, as it lies in the file store."""

import json
from typing import Any

from renjian.draws import secret as sealing
from renjian_site.draws.models import Draw
from renjian_site.kit.files import read


def package_of(draw: Draw) -> Any:
    """The frozen lists of a draw with what opens them: objects, officers, recusals, openings."""
    return json.loads(read(draw.frozen_file))


def secret_of(draw: Draw) -> bytes:
    """What a sealed draw was sealed with; the open secret of one that was not."""
    return bytes.fromhex(package_of(draw).get("secret") or sealing.OPEN.hex())


def record_of(draw: Draw) -> Any:
    """The public record of a draw."""
    return json.loads(read(draw.public_file))
