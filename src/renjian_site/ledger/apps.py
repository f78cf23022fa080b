"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Streams, entries, checkpoints."""

    name = "renjian_site.ledger"
    label = "ledger"
    verbose_name = "台账"
