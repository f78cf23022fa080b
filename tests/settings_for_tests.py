"""The worker's settings (tests run jobs themselves), with files in a place of their own."""

import atexit
import shutil
import tempfile
from pathlib import Path

from renjian_site.settings.worker import *  # noqa: F403 - the one way Django settings inherit

_folder = Path(tempfile.mkdtemp(prefix="renjian-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

VAR = _folder
FILES = _folder / "files"
SAMPLES = _folder / "practice"
PRACTICE = True
PUBLIC_ADDRESS = "http://127.0.0.1:8000"
ALLOWED_HOSTS = ["*"]
SECOND_FACTOR_FOR = frozenset()
# Fast, and of no use to anybody else: what a slow hash costs is not what the tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A portal for tests that put one behind this address; the others never speak with it.
OIDC_ISSUER = "http://127.0.0.1:1"
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect"]  # noqa: F405 - from the settings above
SOCIALACCOUNT_PROVIDERS = portal_at(OIDC_ISSUER, "renjian", "a secret of the tests")  # noqa: F405 - from the settings above

# Tests count the questions of a page; those about approved law take it over themselves.
LAW_LOOK_SECONDS = None
