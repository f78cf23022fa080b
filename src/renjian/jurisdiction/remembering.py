"""Keeping what was made of the catalogue, a bounded number of results, for one edition of it.

Questions come from outside with any days and codes, so what is kept is bounded; and when other
amendments are laid over the catalogue, what was made of the old edition is no answer any more.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from renjian.catalogue.validity import edition_number

F = TypeVar("F", bound=Callable[..., Any])


def remembered(most: int) -> Callable[[F], F]:
    """Keep at most so many results of a function of hashable values and the catalogue."""

    def decorate(function: F) -> F:
        @lru_cache(maxsize=most)
        def of_edition(_edition: int, *arguments: Any) -> Any:
            return function(*arguments)

        @wraps(function)
        def ask(*arguments: Any) -> Any:
            return of_edition(edition_number(), *arguments)

        return ask  # type: ignore[return-value]  # it takes and gives what the function does

    return decorate
