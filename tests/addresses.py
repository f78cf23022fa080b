"""Every address of the site, found by walking its URL patterns; no test lists them by hand."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

from renjian.authorities.posts import Role

PLACE = re.compile(r"<(?:[^>:]+:)?(?P<name>[^>]+)>")
SAFE = "/-._~!$&'()*+,;=:@"  # characters that stand in a path as they are
NOTHING_THERE = {"int": 2**31 - 2, "str": "none", "path": "none", "slug": "none"}


@dataclass(frozen=True)
class Address:
    """One URL pattern. ``name`` is that of the pattern with its name spaces, ``""`` if it has none.

    ``methods`` is None where the view does not say what it takes; ``roles`` is None where nobody
    has to sign in with a post, and empty where every post may enter.
    """

    name: str
    route: str
    converters: Mapping[str, str]  # of each argument, as ``int`` or ``path``
    view: Callable[..., object]
    methods: frozenset[str] | None
    roles: tuple[Role, ...] | None

    def __str__(self) -> str:
        return f"{self.name} /{self.route}"  # names of the API repeat, routes do not

    @property
    def space(self) -> str:
        """The outermost name space: the slice, or the API."""
        return self.name.partition(":")[0] if ":" in self.name else ""

    def takes(self, method: str) -> bool:
        """Whether the view may answer this method; where it does not say, it may."""
        return self.methods is None or method in self.methods

    def at(self, **values: object) -> str:
        """The path with these arguments in it."""
        return "/" + PLACE.sub(lambda m: quote(str(values[m["name"]]), safe=SAFE), self.route)

    def at_nothing(self) -> str:
        """The path with arguments of the right shape, to which nothing belongs."""
        return self.at(**{name: NOTHING_THERE[way] for name, way in self.converters.items()})


@cache
def every_address() -> tuple[Address, ...]:
    """All addresses of the site in the order of its patterns.

    Of patterns with the same route only the first is ever reached, and only it is given.
    """
    found: dict[str, Address] = {}
    for one in _walk(get_resolver(), "", (), {}):
        found.setdefault(one.route, one)
    return tuple(found.values())


def _walk(
    resolver: URLResolver, route: str, spaces: tuple[str, ...], converters: Mapping[str, str]
) -> Iterator[Address]:
    for found in resolver.url_patterns:
        inner = route + _route(found)
        known = {**converters, **_converters(found)}
        if isinstance(found, URLResolver):
            yield from _walk(found, inner, _inside(spaces, found), known)
            continue
        view = found.callback
        name = ":".join((*spaces, found.name)) if found.name else ""
        yield Address(name, inner, known, view, _methods(view), getattr(view, "roles", None))


def _inside(spaces: tuple[str, ...], found: URLResolver) -> tuple[str, ...]:
    return (*spaces, found.namespace) if found.namespace else spaces


def _route(found: URLPattern | URLResolver) -> str:
    route = str(found.pattern)
    if re.search(r"[\^$\\]", route):
        raise NotImplementedError(f"{route} is a regular expression: nobody can fill it in")
    return route


def _converters(found: URLPattern | URLResolver) -> dict[str, str]:
    return {
        name: type(way).__name__.removesuffix("Converter").lower().replace("string", "str")
        for name, way in found.pattern.converters.items()
    }


def _methods(view: Callable[..., object] | None) -> frozenset[str] | None:
    """What the decorator of Django, or the operations of the API, let through."""
    while view is not None:
        code = getattr(view, "__code__", None)
        cells = zip(code.co_freevars, view.__closure__ or (), strict=True) if code else ()
        kept = {name: cell.cell_contents for name, cell in cells}
        if "request_method_list" in kept:
            return frozenset(kept["request_method_list"])
        if operations := getattr(kept.get("self"), "operations", None):
            return frozenset(method for one in operations for method in one.methods)
        view = getattr(view, "__wrapped__", None)
    return None
