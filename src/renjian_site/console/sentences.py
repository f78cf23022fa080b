"""What each entry of the ledger says, as a sentence in the reader's language.

The line of each act stands in ``acts``; here codes become words and units get their names.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian.authorities.posts import Role
from renjian.catalogue.amending import title_of as title_of_entry
from renjian.catalogue.amendments import Table
from renjian.ledger.claims import Claim
from renjian_site.catalogue.words import kind_of, values_told
from renjian_site.console.acts import ACT_TITLES, SENTENCE_TITLES
from renjian_site.console.subject_pages import PAGES

HEX = frozenset("0123456789abcdef")
AUTHORITIES = ("to", "from", "authority", "unit")  # details that hold the code of an authority
UNKNOWN = gettext_noop("办理了 {act}（{subject}）")


@dataclass(frozen=True)
class Told:
    """An entry in words: the whole sentence, and the page of what it is about, if it has one."""

    sentence: str
    title: str
    subject: str
    url: str
    within: tuple["Told", ...] = ()


def tell(claim: Claim, units: Mapping[str, str]) -> Told:
    """An entry as who did what, when; ``units`` names authorities by their code."""
    did = _did(claim, units)
    within = tuple(tell(each, units) for each in claim.within)
    if not claim.account:
        return Told(did, title_of(claim.act), claim.subject, page_of(claim.subject), within)
    sentence = _("{when}，{unit}{name}（{role}）{did}。").format(
        when=_moment(claim.begun_at or claim.at),
        unit=units.get(claim.unit, claim.unit),
        name=_names(claim),
        role=role_of(claim.role),
        did=did,
    )
    return Told(sentence, title_of(claim.act), claim.subject, page_of(claim.subject), within)


def title_of(act: str) -> str:
    """What an act is called; its own code where this list does not know it."""
    return _(ACT_TITLES[act]) if act in ACT_TITLES else act


def role_of(role: str) -> str:
    """What a post is called."""
    return _(ROLE_TITLES[Role(role)]) if role in set(Role) else role


def page_of(subject: str) -> str:
    """The address of the page of what an entry is about; empty where there is none."""
    kind, _colon, number = subject.partition(":")
    return reverse(PAGES[kind], args=[number]) if kind in PAGES and number.isdecimal() else ""


def _names(claim: Claim) -> str:
    """Who acted; a delegate with the one for whom he stood in."""
    if not claim.for_name:
        return claim.name
    return _("{name}（代{holder}）").format(name=claim.name, holder=claim.for_name)


def _did(claim: Claim, units: Mapping[str, str]) -> str:
    template = SENTENCE_TITLES.get(claim.act)
    if template is None:
        return _(UNKNOWN).format(act=claim.act, subject=claim.subject)
    told = claim.details or {}
    if claim.act.startswith("law-change."):
        told = {**told, **_law_in_words(told)}
    if "limit" in told:
        told = {**told, "limit": _(title_of_entry(Table.DEADLINES, str(told["limit"])))}
    details = {key: _detail(key, value, units) for key, value in told.items()}
    return _(template).format_map(defaultdict(lambda: "–", details))


def _law_in_words(told: Mapping[str, object]) -> dict[str, object]:
    """Table, entry, part and values of a change of the law by their names and not their codes."""
    tables = {table.title: table for table in Table}
    table, entry = tables.get(str(told.get("table", ""))), str(told.get("entry", ""))
    if table is None:
        return {}
    title, values = title_of_entry(table, entry), told.get("values")
    return {
        "table": _(table.title),
        "entry": entry if title == entry else f"{entry} {_(title)}",
        "part": _(kind_of(str(told.get("part", "")))),
        "values": values_told(values) if isinstance(values, dict) else "",
    }


def _detail(key: str, value: object, units: Mapping[str, str]) -> str:
    if key == "role":
        return role_of(str(value))
    return _word(units.get(str(value), value) if key in AUTHORITIES else value)


def _word(value: object) -> str:
    if isinstance(value, dict):
        return _("、").join(f"{key} {_word(item)}" for key, item in value.items()) or "–"
    if isinstance(value, list):
        return _("、").join(_word(item) for item in value) or "–"
    text = "–" if value in (None, "") else str(value)
    return f"{text[:16]}…" if len(text) == 64 and set(text) <= HEX else text


def _moment(text: str) -> str:
    try:
        return timezone.localtime(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text or "–"  # an entry that was altered may say anything


def codes_in(claims: Iterable[Claim]) -> set[str]:
    """The codes of authorities that these entries name."""
    found = set()
    for claim in claims:
        found |= {claim.unit, *(str((claim.details or {}).get(key, "")) for key in AUTHORITIES)}
    return found
