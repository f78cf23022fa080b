"""Expecting a refusal: the codes of its reasons are what programs rely on, not the sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from renjian.kernel.refusal import Refused


@contextmanager
def refused(*codes: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The act inside is refused for just these reasons, in this order."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert [why.code for why in caught.value.reasons] == list(codes)


def reasons_against(act: Callable[..., object], *args: object, **named: object) -> list[str]:
    """The codes of the reasons for which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return [why.code for why in caught.value.reasons]
