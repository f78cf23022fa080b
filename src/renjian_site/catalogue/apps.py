"""The catalogue of law as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The law as dated data, changes of it, and the working days of coming years."""

    name = "renjian_site.catalogue"
    label = "catalogue"
    verbose_name = "法规库"
