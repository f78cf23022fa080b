"""Opening what is shown masked."""

from datetime import datetime

from renjian.authorities.fields import why_not_open
from renjian.authorities.rights import Right, who_may
from renjian.kernel.refusal import Refused
from renjian_site.authorities import queries
from renjian_site.authorities.fields import DETAILS
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.ledger import looks


@command
def open_detail(actor: Actor, person_id: int, field: str, because: str, *, at: datetime) -> None:
    """Open one personal detail of somebody; who, what and why is recorded, the value is not."""
    person = queries.person_kept(actor, person_id)
    masked = DETAILS[field]
    keeps = actor.role in who_may(Right.ENTER_DETAILS)
    if reasons := why_not_open(masked.field_class, because, keeps=keeps):
        raise Refused(*reasons)
    looks.note(
        account=actor.account,
        name=actor.name,
        unit=actor.unit.code if actor.unit else actor.body,
        path=actor.unit.path if actor.unit else "",
        ledger=queries.name_of_detail(actor, person.pk, field),
        number=None,
        at=at,
    )
    record(
        "person.detail-opened",
        f"person:{person.pk}",
        name=person.name,
        field=masked.title,
        because=because.strip(),
    )
