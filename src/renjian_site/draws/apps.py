"""Draws as a Django app."""

from django.apps import AppConfig


class DrawsConfig(AppConfig):
    """Draws from plan to public record (双随机)."""

    name = "renjian_site.draws"
    label = "draws"
    verbose_name = "双随机抽查"
