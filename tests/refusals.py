"""Expecting a refusal: the codes of its reasons are what programs rely on, not the sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from renjian.kernel.refusal import Refused


@contextmanager
def refused(*codes: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The act inside is refused for just these reasons, in this order."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert [why.code for why in caught.value.reasons] == list(codes)
