"""Authorities as a Django app."""

from django.apps import AppConfig

from renjian_site.authorities.starting import register_check


class AuthoritiesConfig(AppConfig):
    """Authorities, what they cover, the people in their posts, and how they sign in."""

    name = "renjian_site.authorities"
    label = "authorities"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Let Django's checks ask what stands against serving."""
        register_check()
