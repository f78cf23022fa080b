"""Publicity as a Django app."""

from django.apps import AppConfig


class PublicityConfig(AppConfig):
    """What has been made public, when, and when it was withdrawn."""

    name = "renjian_site.publicity"
    label = "publicity"
    verbose_name = "信息公示"
