"""Portal as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site: certificates, draws, results."""

    name = "renjian_site.portal"
    label = "portal"
    verbose_name = "公众查询"
