"""Reports that wait for somebody: being checked, or refused and not sent again in a better form."""

from django.db.models import Exists, OuterRef, Q

from renjian_site.registers.models import Upload


def to_mend() -> Q:
    """Refused reports after which nothing of the same body was accepted yet."""
    accepted = Upload.objects.filter(
        body=OuterRef("body"),
        brought_in=None,
        stage=Upload.Stage.ACCEPTED,
        checked_at__gte=OuterRef("checked_at"),
    )
    return Q(stage=Upload.Stage.REFUSED) & ~Q(Exists(accepted))


def waiting() -> Q:
    """Reports that are being checked, and those that wait to be mended."""
    return Q(stage=Upload.Stage.RECEIVED) | to_mend()
