"""Signing in: every number and name of it in one place, most of them read from the environment.

The `ACCOUNT_`, `MFA_` and `SOCIALACCOUNT_` settings are those of django-allauth.
"""

import os
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from renjian.authorities.posts import Role
from renjian.authorities.sign_in import Patience

PRACTICE = os.environ.get("RENJIAN_PRACTICE", "0") == "1"
# Says that the practice country may lie in the database of a site that is not for practice.
PRACTICE_COUNTRY_STAYS = os.environ.get("RENJIAN_PRACTICE_COUNTRY_STAYS", "0") == "1"


def _number(name: str, usual: int) -> int:
    return int(os.environ.get(name) or usual)


# Failed tries of one account: three are free, the next ones wait 2, 4, 8, 16 ... 60 seconds.
PATIENCE_WITH_ACCOUNT = Patience(
    free=3,
    first_wait=timedelta(seconds=2),
    longest_wait=timedelta(minutes=1),
    lock_at=_number("RENJIAN_LOCK_AT", 10),
    lock_for=timedelta(minutes=_number("RENJIAN_LOCK_MINUTES", 30)),
    forget_after=timedelta(hours=12),
)
# Failed tries from one address, behind which a whole office may sit.
PATIENCE_WITH_ADDRESS = Patience(
    free=_number("RENJIAN_ADDRESS_LOCK_AT", 100) - 1,
    first_wait=timedelta(0),
    longest_wait=timedelta(0),
    lock_at=_number("RENJIAN_ADDRESS_LOCK_AT", 100),
    lock_for=timedelta(minutes=15),
    forget_after=timedelta(hours=1),
)

# Passwords
PASSWORD_LENGTH = _number("RENJIAN_PASSWORD_LENGTH", 10)
ONE_TIME_PASSWORD_DAYS = 7
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("account", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Sessions
IDLE_SECONDS = 60 * _number("RENJIAN_IDLE_MINUTES", 30)
SESSION_COOKIE_AGE = 3600 * _number("RENJIAN_SESSION_HOURS", 12)
SESSION_ENGINE = "renjian_site.authorities.session_store"

# Who may take a post only with a second factor; an empty variable: nobody.
_ADMINISTRATORS = ",".join((Role.SYSTEM, Role.SECURITY, Role.AUDIT, Role.HEAD))
SECOND_FACTOR_FOR = frozenset(
    filter(
        None,
        os.environ.get("RENJIAN_SECOND_FACTOR", "" if PRACTICE else _ADMINISTRATORS).split(","),
    )
)
BREAK_GLASS_HOURS = _number("RENJIAN_BREAK_GLASS_HOURS", 4)

# What may be shown or used once only, by all processes: codes of second factors, logout tokens.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "authorities_spent",
    }
}

# django-allauth
ACCOUNT_ADAPTER = "renjian_site.authorities.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "account"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, and not until the browser is closed
ACCOUNT_RATE_LIMITS = False  # ours count in PostgreSQL, before a password is hashed
MFA_ADAPTER = "renjian_site.authorities.adapters.SecondFactorAdapter"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are up to half a minute off
MFA_FORMS = {
    name: f"renjian_site.authorities.forms.second_factors.{form}"
    for name, form in {
        "authenticate": "CodeForm",
        "reauthenticate": "ConfirmByCodeForm",
        "activate_totp": "ActivateForm",
        "add_webauthn": "PasskeyForm",
    }.items()
}
ACCOUNT_FORMS = {"reauthenticate": "renjian_site.authorities.forms.sign_in.ConfirmForm"}

# Single sign-on at a portal, by OpenID Connect; without an issuer there is none.
OIDC_ISSUER = os.environ.get("RENJIAN_OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = os.environ.get("RENJIAN_OIDC_NAME") or _("统一身份认证平台")
OIDC_PROVIDER = "portal"
SOCIALACCOUNT_ADAPTER = "renjian_site.authorities.single_sign_on.PortalAdapter"
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True


def portal_at(issuer: str, client_id: str, secret: str) -> dict[str, object]:
    """The portal in allauth's words: with PKCE, and asked for the subject and nothing else."""
    app = {
        "provider_id": OIDC_PROVIDER,
        "name": OIDC_NAME,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": issuer,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "scope": ["openid"],
        },
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = (
    portal_at(
        OIDC_ISSUER,
        os.environ.get("RENJIAN_OIDC_CLIENT_ID", ""),
        os.environ.get("RENJIAN_OIDC_SECRET", ""),
    )
    if OIDC_ISSUER
    else {}
)
