"""Passwords: fresh ones to be read out, and the change of one's own."""

import secrets
from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from renjian.authorities.sign_in import Happening
from renjian_site.authorities.entry import end_sessions
from renjian_site.authorities.keys import PREFIX_LETTERS
from renjian_site.authorities.models import PasswordState, Person
from renjian_site.authorities.sign_ins import note

GROUPS, LETTERS = 4, 4


def fresh() -> str:
    """A password of 79 bits, in groups that can be read out."""
    groups = (
        "".join(secrets.choice(PREFIX_LETTERS) for _ in range(LETTERS)) for _ in range(GROUPS)
    )
    return "-".join(groups)


def change_own(request: HttpRequest, person: Person, password: str, at: datetime) -> None:
    """Set the password that somebody chose, and end the sessions that began with another one."""
    person.set_password(password)
    person.save(update_fields=["password"])
    PasswordState.objects.update_or_create(
        person=person, defaults={"set_at": at, "is_one_time": False, "expires_at": None}
    )
    update_session_auth_hash(request, person)
    end_sessions(person.pk, but=request.session.session_key)
    note(request, Happening.PASSWORD_CHANGED, at, person_id=person.pk)


def is_expired(person: Person, at: datetime) -> bool:
    """Whether a password that was given has not been used in time."""
    states = PasswordState.objects.filter(person=person, is_one_time=True)
    return states.filter(expires_at__lte=at).exists()
