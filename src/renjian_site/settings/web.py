"""Settings of the web process: it defers jobs by name and never loads what the jobs need."""

from renjian_site.settings.base import *  # noqa: F403 - the one way Django settings inherit

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
