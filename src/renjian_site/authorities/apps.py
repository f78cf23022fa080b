"""Authorities as a Django app."""

from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    """Authorities, what they cover, and the people in their posts."""

    name = "renjian_site.authorities"
    label = "authorities"
    verbose_name = "机构与人员"
