"""Which ledgers a reader may see: the tree of authorities decides, the ledger answers."""

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from renjian.authorities.ledgers import why_not_read
from renjian.authorities.levels import Level
from renjian.authorities.scope import range_of
from renjian.kernel.refusal import Refused
from renjian_site.authorities import queries as authorities
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.ledger import queries as ledger


def readable(actor: Actor, name: str) -> str:
    """The name of a ledger, if the actor may read it; the own one when none is named."""
    name = name or actor.stream
    why = why_not_read(
        name,
        own=actor.stream,
        path=actor.unit.path if actor.unit else "",
        level=actor.level,
        ledger_path=_path_of(actor, name),
    )
    if why:
        raise Refused(why)
    if name != actor.stream and name not in set(ledger.ledgers(actor)):
        raise Http404
    return name


def ledgers(actor: Actor) -> list[tuple[str, str]]:
    """The ledgers that the actor may read and that have entries: name and whose it is."""
    names = set(ledger.ledgers(actor))
    if actor.unit is None:
        return [(actor.stream, actor.body)]
    units = authorities.under(actor).filter(code__in=names)
    found = list(units.values_list("code", "name"))
    if actor.level is Level.NATIONAL:
        codes = set(authorities.everywhere(actor).values_list("code", flat=True))
        found += [(name, _called(name)) for name in sorted(names - codes)]
    if actor.stream not in names:
        found.insert(0, (actor.stream, actor.unit.name))
    return found


def unit_names(actor: Actor, codes: Iterable[str]) -> dict[str, str]:
    """The names of authorities by their code; the tree itself is public."""
    found = authorities.everywhere(actor).filter(code__in=set(codes))
    return dict(found.values_list("code", "name"))


def scope(actor: Actor) -> tuple[str, str]:
    """The range of paths whose looks the actor may search."""
    return range_of(actor.authority.path)


def _called(name: str) -> str:
    """The ledger of a body by its approval number, and that of the site itself."""
    return _("系统") if name == SYSTEM.stream else name.removeprefix("body:")


def _path_of(actor: Actor, name: str) -> str:
    found = authorities.everywhere(actor).filter(code=name)
    return found.values_list("path", flat=True).first() or ""
