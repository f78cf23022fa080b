"""The kit as a Django app."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Numbering, files, jobs, templates that every slice uses."""

    name = "renjian_site.kit"
    label = "kit"
