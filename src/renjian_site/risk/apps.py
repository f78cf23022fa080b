"""Risk as a Django app."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    """Risk classes of organisations, each from a day."""

    name = "renjian_site.risk"
    label = "risk"
    verbose_name = "风险分类"
