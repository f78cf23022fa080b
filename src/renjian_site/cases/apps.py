"""Cases as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Clues, their jurisdiction, movements and filed cases."""

    name = "renjian_site.cases"
    label = "cases"
    verbose_name = "线索与案件"
