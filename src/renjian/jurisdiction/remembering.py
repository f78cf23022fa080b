"""Keeping what was made of the catalogue, a bounded number of results, for one edition of it.

Questions come from outside with any days and codes, so what is kept is bounded; and when other
amendments are laid over the catalogue, what was made of the old edition is no answer any more.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from renjian.catalogue.validity import laid_over

F = TypeVar("F", bound=Callable[..., Any])
_editions = [laid_over()]


def remembered(most: int) -> Callable[[F], F]:
    """Keep at most so many results of a function of hashable values and the catalogue."""

    def decorate(function: F) -> F:
        @lru_cache(maxsize=most)
        def of_edition(_edition: int, *arguments: Any) -> Any:
            return function(*arguments)

        @wraps(function)
        def ask(*arguments: Any) -> Any:
            now = laid_over()
            if now is not _editions[-1]:
                _editions.append(now)
            return of_edition(len(_editions), *arguments)

        return ask  # type: ignore[return-value]  # it takes and gives what the function does

    return decorate
