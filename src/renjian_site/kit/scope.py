"""The second wall: what a connection may see, set in PostgreSQL and kept there by row policies.

Queries filter by their actor; that is the first wall. If one of them forgets to, the policies of
the private tables still compare each row with the scope of the connection: a range of the tree of
authorities, the body of a clerk, the account. Nothing set means no row, never an error. Whoever
speaks SQL to the database as the application can set another scope, so this wall stands against
our own mistakes and not against a stolen password.

The scope belongs to the connection and not to the transaction: a connection serves one request at
a time, and the request leaves as it entered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from psycopg.pq import TransactionStatus

from renjian.authorities.levels import Level
from renjian.authorities.scope import LAST, range_of
from renjian_site.kit.actor import SYSTEM, Actor

if TYPE_CHECKING:
    # Its words are translated, which must wait until the settings stand.
    from renjian_site.kit.middleware import Handler

BEGINS_WITH = "RENJIAN_SCOPE"
NOTED = "renjian_scope"  # on Django's connection: the connection of psycopg, and its scope
SET = (
    "select set_config('renjian.lo', %s, false), set_config('renjian.hi', %s, false),"
    " set_config('renjian.body', %s, false), set_config('renjian.unit', %s, false),"
    " set_config('renjian.account', %s, false), set_config('renjian.person', %s, false),"
    " set_config('renjian.shown', %s, false)"
)


@dataclass(frozen=True)
class Scope:
    """What a connection may see of the private tables; each part empty where there is none."""

    low: str = ""  # authority paths from here ...
    high: str = ""  # ... to before here
    body: str = ""  # approval number of a clerk's certification body
    unit: str = ""  # code of the unit (or body) itself, for what is shared within it
    account: str = ""
    person: str = ""  # key of the person, for what is assigned to somebody
    shown: str = ""  # a secret that was shown: a verification code, the hash of a key


NOBODY = Scope()
EVERYTHING = Scope(low="", high=LAST)


def scope_of(actor: Actor) -> Scope:
    """What the policies let an actor see."""
    if actor is SYSTEM:
        return EVERYTHING
    low, high = range_of(actor.unit.path) if actor.unit else ("", "")
    return Scope(
        low=low,
        high=high,
        body=actor.body,
        unit=actor.unit.code if actor.unit else actor.body,
        account=actor.account,
        person=str(actor.person_id),
    )


def in_area(actor: Actor, column: str = "scope") -> Q:
    """That a row lies in the actor's area, for tables whose rows all belong to an authority.

    All of them lie in the area of the state administration, so there none is compared.
    """
    if actor.level is Level.NATIONAL:
        return Q()
    low, high = range_of(actor.authority.path)
    return Q(**{f"{column}__gte": low, f"{column}__lt": high})


def enter(scope: Scope) -> Scope:
    """Give the connection another scope and return the one that it had."""
    connection.ensure_connection()
    before = _known()
    if before != scope:
        # Unknown until PostgreSQL has said yes, and so set anew by the next who enters.
        _note(None)
        with connection.wrap_database_errors:
            connection.connection.execute(SET, astuple(scope))
        _note(scope)
    return before or NOBODY  # what cannot be told is left for nothing


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """Do something in another scope, and go back to the one before."""
    before = enter(scope)
    try:
        yield
    finally:
        leave(before)


def leave(before: Scope) -> None:
    """Go back to a scope, as far as the connection can still be spoken to.

    One that broke is replaced by a fresh one, which sees nothing. In a transaction that failed
    PostgreSQL takes no word; what it goes back to by itself is then unknown here.
    """
    raw = connection.connection
    if raw is None or raw.closed:
        return
    if raw.info.transaction_status is TransactionStatus.INERROR:
        _note(None)
        return
    enter(before)


def end_scope(get_response: "Handler") -> "Handler":
    """See that a request begins with nothing in sight and leaves nothing of its scope behind.

    A request of the public enters no scope, so for it this costs no word to the database.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        before = _known() or NOBODY
        if before != NOBODY or _known() is None:
            enter(NOBODY)
        try:
            return get_response(request)
        finally:
            leave(before)

    return answer


def see_everything() -> None:
    """Let the connections of this process begin with everything in sight.

    For the command line: whoever runs it on the server is nobody's officer and nobody's clerk.
    """
    options = connection.settings_dict["OPTIONS"]
    options["options"] = f"{options.get('options', '')} -c renjian.lo= -c renjian.hi={LAST}".strip()
    connection.settings_dict[BEGINS_WITH] = EVERYTHING


def _known() -> Scope | None:
    """The scope of the open connection, none if it cannot be told."""
    raw, scope = getattr(connection, NOTED, (None, NOBODY))
    if raw is not None and raw is connection.connection:
        return scope
    begins_with: Scope = connection.settings_dict.get(BEGINS_WITH, NOBODY)
    return begins_with


def _note(scope: Scope | None) -> None:
    setattr(connection, NOTED, (connection.connection, scope))
