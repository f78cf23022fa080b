"""Settings of the worker: it finds the tasks of all slices, and with them DuckDB and Ibis."""

from renjian_site.settings.base import *  # noqa: F403 - the one way Django settings inherit

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# A night that was missed because nothing ran is made up for, until the morning.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 6 * 3600}
