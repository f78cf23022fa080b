"""Settings of the worker: it finds the tasks of all slices, and with them DuckDB and Ibis."""

from renjian_site.settings.base import *  # noqa: F403 - the one way Django settings inherit

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
