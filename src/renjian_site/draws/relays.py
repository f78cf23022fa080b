"""Asking relays of the drand network for a round, where the settings name any."""

import json
import logging
from collections.abc import Sequence
from urllib.request import urlopen

from renjian.draws.drand import CHAIN

PATIENCE = 10  # seconds
LONGEST = 10_000  # bytes of an answer
log = logging.getLogger(__name__)


def signature_of(round: int, addresses: Sequence[str]) -> str:
    """The signature of a round as the first relay that answers gives it; empty if none does.

    A relay proves nothing: the signature is checked as one that an officer copied.
    """
    for address in addresses:
        try:
            with urlopen(f"{address}/{CHAIN}/public/{round}", timeout=PATIENCE) as answer:
                told = json.loads(answer.read(LONGEST))
        except (OSError, ValueError) as error:
            log.warning("the relay %s did not give round %s: %s", address, round, error)
            continue
        signature = told.get("signature") if isinstance(told, dict) else None
        if isinstance(signature, str):
            return signature
        log.warning("the relay %s gave no signature of round %s", address, round)
    return ""
