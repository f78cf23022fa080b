"""Documents as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents (文书) and their files."""

    name = "renjian_site.kit.documents"
    label = "documents"
    verbose_name = "文书"
