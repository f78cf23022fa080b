"""The kit as a Django app."""

from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    """Numbering, files, jobs, templates that every slice uses."""

    name = "renjian_site.kit"
    label = "kit"

    def ready(self) -> None:
        """Give every form our sentence for a null character; Django's says something else."""
        ProhibitNullCharactersValidator.message = _(
            "这里含有看不见的空字符（NUL），没有保存。请全部删去后重新填写。"
        )
