"""Questions about risk classes."""

from collections import Counter
from datetime import date

from renjian_site.kit.actor import Actor
from renjian_site.registers.queries import organisations
from renjian_site.risk.models import CreditClass


def classes_on(actor: Actor, day: date) -> dict[int, str]:
    """Organisation -> its class on a day, for the organisations of the actor's area."""
    rows = (
        CreditClass.objects.filter(organisation__in=organisations(actor), from_on__lte=day)
        .order_by("organisation_id", "-from_on")
        .distinct("organisation_id")
        .values_list("organisation_id", "credit_class")
    )
    return dict(rows)


def census(actor: Actor, day: date) -> dict[str, int]:
    """How many organisations of the area stand in each class on a day; "" counts those in none."""
    classes = classes_on(actor, day)
    counted = Counter(classes.values())
    counted[""] = organisations(actor).count() - len(classes)
    return dict(counted)
