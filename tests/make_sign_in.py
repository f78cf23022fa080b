"""Makers for signing in: accounts with passwords, codes of a telephone, tries."""

import re
import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from make import actor, today
from pages import read
from renjian.authorities.posts import Role
from renjian_site.authorities.models import Authority, PasswordState, Person, Post, SignInEvent

PASSWORD = "碧水青山 in 2027"
PERIOD = 30


def person(account: str, *, password: str | None = PASSWORD) -> Person:
    """The person of an account, with a password of their own."""
    found = Person.objects.get(account=account)
    if password is None:
        found.set_unusable_password()
    else:
        found.set_password(password)
    found.save()
    return found


def one_time(account: str, *, days: int = 7) -> Person:
    """A person whose password was given by somebody else."""
    found = person(account)
    until = timezone.now() + timedelta(days=days)
    PasswordState.objects.create(
        person=found, set_at=timezone.now(), is_one_time=True, expires_at=until
    )
    return found


def post(account: str, role: Role, code: str, *, name: str = "") -> Post:
    """One more post of a person, who is made if there is none of this account."""
    found, _is_new = Person.objects.get_or_create(
        account=account, defaults={"name": name or account, "password": "!"}
    )
    authority = Authority.objects.get(code=code)
    return Post.objects.create(person=found, role=role, authority=authority, from_on=today())


def try_to(
    account: str, password: str = PASSWORD, *, client: Client | None = None, **fields: str
) -> tuple[Client, HttpResponse]:
    """What signing in with account and password is answered."""
    browser = client or Client()
    filled = {"login": account, "password": password, **fields}
    return browser, browser.post("/sign-in/", filled)


def signed_in(account: str, password: str = PASSWORD) -> Client:
    """A browser in which somebody has signed in with a password and acts in their post."""
    browser, answer = try_to(account, password)
    assert answer.status_code == 302, answer.content.decode()
    browser.get(answer.headers["Location"])
    return browser


def events(account: str) -> list[str]:
    """What the log of signing in says of an account, the oldest first."""
    found = SignInEvent.objects.filter(person__account=account).order_by("pk")
    return list(found.values_list("what", flat=True))


def code_of(secret: str, *, later: int = 0) -> str:
    """What a telephone with this secret shows, or shows some periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))


def telephone(browser: Client) -> str:
    """Add a telephone to the account that is signed in; its secret."""
    page = read(browser, "/account/factors/telephone/")
    found = re.search(r'<code class="rj-hash">(\w+)</code>', page)
    assert found is not None
    answer = browser.post("/account/factors/telephone/", {"code": code_of(found[1])})
    assert answer.status_code == 302, answer.content.decode()
    return found[1]


def give_telephone(found: Person) -> str:
    """Add a telephone and recovery codes to an account, without any browser; the secret."""
    secret = generate_totp_secret()
    TOTP.activate(found, secret)
    RecoveryCodes.activate(found)
    return secret


def passkey(account: str) -> int:
    """The number of a passkey that an account has, though no device knows it."""
    found = Person.objects.get(account=account)
    return Authenticator.objects.create(user_id=found.pk, type="webauthn", data={}).pk


def recovery_codes(browser: Client) -> list[str]:
    """The recovery codes, as the page shows them once."""
    listed = read(browser, "/account/factors/codes/").partition('id="recovery-codes"')[2]
    return re.findall(r"<li>(\d+)</li>", listed.partition("</ul>")[0])


def has_factor(account: str) -> bool:
    """Whether an account has a second factor."""
    return Authenticator.objects.filter(user__account=account).exists()


def security(code: str = "330000", number: int = 1) -> str:
    """The account of somebody who looks after the accounts of an authority."""
    account = f"{code}.security{number}"
    post(account, Role.SECURITY, code, name="安全管理员")
    assert actor(account).role is Role.SECURITY
    return account
