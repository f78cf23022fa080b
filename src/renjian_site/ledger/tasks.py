"""The checkpoint of each day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from renjian_site.ledger import sealing

HOURLY = "7 * * * *"


@app.periodic(cron=HOURLY)
@app.task(name="renjian_site.ledger.tasks.seal_day", queueing_lock="ledger.seal_day", retry=3)
def seal_day(timestamp: int) -> None:
    """Make the checkpoint of the day if it is not there: asked hourly, so that no day is missed."""
    sealing.seal_day(at=timezone.now())
