"""Console as a Django app."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The officer's frame: inbox, navigation."""

    name = "renjian_site.console"
    label = "console"
    verbose_name = "工作台"
