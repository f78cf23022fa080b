"""Inspections as a Django app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Tasks handed out by a draw, their results and findings."""

    name = "renjian_site.inspections"
    label = "inspections"
    verbose_name = "检查任务"
