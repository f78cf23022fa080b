"""What web and worker share. Everything that differs between two sites is read from the environment."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from renjian_site.settings.posts import *  # noqa: F403 - the one way Django settings inherit
from renjian_site.settings.sign_in import *  # noqa: F403 - the one way Django settings inherit
from renjian_site.settings.sign_in import OIDC_ISSUER, PRACTICE

PROJECT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("RENJIAN_VAR") or PROJECT / "var")
PRACTICE_SEED = os.environ.get("RENJIAN_PRACTICE_SEED", "renjian-practice")

# Without the boot layer's key every process has a key of its own, and sessions end with it.
SECRET_KEY = os.environ.get("RENJIAN_SECRET_KEY") or os.urandom(32).hex()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("RENJIAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")


LOCK_TIMEOUT = "15s"
# The role that connections take on: it owns nothing. Empty for migrations, which own the tables.
DATABASE_ROLE = os.environ.get("RENJIAN_DATABASE_ROLE", "")


def _database(url: str) -> dict[str, object]:
    """Django's words for a PostgreSQL connection string (URI or key=value)."""
    parts = conninfo_to_dict(url)
    named = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    known = {named[key]: value for key, value in parts.items() if key in named}
    options: dict[str, object] = {key: value for key, value in parts.items() if key not in named}
    # Nobody waits for ever behind a row that somebody else keeps.
    role = f"-c role={DATABASE_ROLE}" if DATABASE_ROLE else ""
    told = f"{options.get('options', '')} -c lock_timeout={LOCK_TIMEOUT} {role}"
    options["options"] = told.strip()
    return {
        "ENGINE": "renjian_site.kit.postgresql",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **known,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///renjian"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "authorities.Person"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "renjian_site.ledger",
    "renjian_site.kit",
    "renjian_site.kit.documents",
    "renjian_site.catalogue",
    "renjian_site.authorities",
    "renjian_site.consultations",
    "renjian_site.publicity",
    "renjian_site.registers",
    "renjian_site.risk",
    "renjian_site.draws",
    "renjian_site.inspections",
    "renjian_site.cases",
    "renjian_site.console",
    "renjian_site.portal",
    # Below ours, whose pages and commands stand in for most of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *(["allauth.socialaccount.providers.openid_connect"] if OIDC_ISSUER else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "renjian_site.kit.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "renjian_site.kit.scope.end_scope",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "renjian_site.authorities.calls.log_calls",
    "renjian_site.kit.api.middleware.for_programs",
    "renjian_site.kit.middleware.body_limit",
    "renjian_site.kit.middleware.no_null_characters",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "renjian_site.catalogue.in_force.law_of_request",
    "renjian_site.authorities.middleware.actor_of_request",
    "renjian_site.kit.submissions.once",
    "renjian_site.kit.middleware.RefusedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "renjian_site.urls"
WSGI_APPLICATION = "renjian_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "renjian_site.kit.folding.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "renjian_site.console.context.frame",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [PROJECT / "src" / "renjian_site" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
# Served from the packages themselves: no collecting step between a change and the page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILES = VAR / "files"
# Where the public finds this site: printed on documents, and in their QR codes.
PUBLIC_ADDRESS = os.environ.get("RENJIAN_ADDRESS", "").rstrip("/") or (
    f"http://127.0.0.1:{os.environ.get('RENJIAN_PORT', '8000')}" if PRACTICE else ""
)
SAMPLES = VAR / "practice"
# The name under which this site signs checkpoints: chosen once, the same for ever, its own.
LEDGER_ORIGIN = os.environ.get("RENJIAN_LEDGER_ORIGIN") or (
    "renjian-practice/ledger" if PRACTICE else "renjian/ledger"
)
# What new streams and checkpoints are hashed with; old ones keep theirs.
LEDGER_HASH = os.environ.get("RENJIAN_LEDGER_HASH", "sha256")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Relays of the drand beacon that this site may ask, such as "https://relay.example"; without any,
# an officer copies the signature of a round.
DRAND_ADDRESSES = [one.rstrip("/") for one in os.environ.get("RENJIAN_DRAND_ADDRESSES", "").split()]

# How many proxies stand in front: so many addresses of X-Forwarded-For are taken as true.
PROXIES = int(os.environ.get("RENJIAN_PROXIES", "0"))
PUBLIC_CALLS_A_MINUTE = int(os.environ.get("RENJIAN_PUBLIC_CALLS_A_MINUTE", "120"))
PUBLIC_CALLS_A_DAY = int(os.environ.get("RENJIAN_PUBLIC_CALLS_A_DAY", "20000"))

# By when a superior replies to a request for instructions, in working days: no law that was read
# fixes it, except for jurisdiction (PROC 16).
REPLY_WORKING_DAYS = int(os.environ.get("RENJIAN_REPLY_WORKING_DAYS", "15"))

LOGIN_URL = "authorities:sign-in"
LOGIN_REDIRECT_URL = "authorities:enter"
SESSION_COOKIE_HTTPONLY = True
_IS_ENCRYPTED = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_ENCRYPTED
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if _IS_ENCRYPTED else []
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _IS_ENCRYPTED else "http"
if PROXIES:
    # The proxy speaks TLS with the browser and says so.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# How often a process looks whether changes of the law as data or new holidays were approved.
LAW_LOOK_SECONDS: float | None = 5.0
# What a worker does before each job.
BEFORE_JOBS = ("renjian_site.catalogue.in_force.look",)
