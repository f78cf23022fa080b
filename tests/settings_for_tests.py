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
