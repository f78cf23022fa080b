"""Requests for instructions as a Django app."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Requests for instructions between levels, and the replies to them."""

    name = "renjian_site.consultations"
    label = "consultations"
    verbose_name = "请示批复"
