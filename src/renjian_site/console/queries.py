"""Which ledgers a reader may see: the tree of authorities decides, the ledger answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
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


@dataclass(frozen=True)
class Opened:
    """What somebody opened, as words, and where it stands if the reader may go there."""

    words: str
    address: str = ""
    is_ledger: bool = False


def opened(actor: Actor, names: Iterable[str]) -> dict[str, Opened]:
    """What the names in the log of looks stand for: a ledger, or a personal detail of somebody."""
    asked = set(names)
    details = authorities.details_named(actor, asked)
    units, may_read = unit_names(actor, asked), {name for name, _whose in ledgers(actor)}
    found = {name: _opened_detail(detail) for name, detail in details.items()}
    for name in asked - details.keys():
        whose = units.get(name) or _called(name)
        address = f"{reverse('console:ledger')}?{urlencode({'of': name})}"
        words = _("%(whose)s的台账") % {"whose": whose}
        found[name] = Opened(words, address if name in may_read else "", is_ledger=True)
    return found


def _opened_detail(detail: authorities.DetailName) -> Opened:
    field = _(detail.field)
    if not detail.person:
        return Opened(_("其他辖区人员的%(field)s") % {"field": field})
    words = _("%(person)s的%(field)s") % {"person": detail.person, "field": field}
    return Opened(words, reverse("authorities:person", args=[detail.person_id]))


def scope(actor: Actor) -> tuple[str, str]:
    """The range of paths whose looks the actor may search."""
    return range_of(actor.authority.path)


def _called(name: str) -> str:
    """The ledger of a body by its approval number, and that of the site itself."""
    return _("系统") if name == SYSTEM.stream else name.removeprefix("body:")


def _path_of(actor: Actor, name: str) -> str:
    found = authorities.everywhere(actor).filter(code=name)
    return found.values_list("path", flat=True).first() or ""
