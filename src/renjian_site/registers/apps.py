"""Registers as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers of the supervised (名录库) and the uploads they come from."""

    name = "renjian_site.registers"
    label = "registers"
    verbose_name = "名录库"
