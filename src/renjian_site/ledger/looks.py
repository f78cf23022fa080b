"""Writing down who opened another authority's ledger, or an entry in full."""

from datetime import datetime

from renjian_site.ledger.models import Look


def note(
    *, account: str, name: str, unit: str, path: str, ledger: str, number: int | None, at: datetime
) -> None:
    """Write one look down. It is no act: nothing is decided, so it makes no entry of the ledger."""
    Look.objects.create(
        account=account, name=name, unit=unit, path=path, ledger=ledger, number=number, at=at
    )


def was_noted(account: str, ledger: str, *, since: datetime) -> bool:
    """Whether somebody opened this since a moment."""
    return Look.objects.filter(account=account, ledger=ledger, at__gte=since).exists()
