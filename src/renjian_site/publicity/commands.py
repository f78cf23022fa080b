"""Making things public."""

from dataclasses import dataclass
from datetime import datetime

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.publicity.models import Notice


@dataclass(frozen=True)
class NewNotice:
    """What is to be shown: of which kind, about whom, and the fields that are public."""

    kind: str
    subject: str
    subject_name: str
    uscc: str
    content: dict[str, object]


@command
def publish(actor: Actor, notice: NewNotice, *, at: datetime) -> Notice:
    """Show a notice on the portal from now on (一公开)."""
    if Notice.objects.filter(subject=notice.subject).exists():
        raise Refused(
            reason(
                "publicity.already",
                "“{name}”的此项信息已经公示，不能重复公示。",
                name=notice.subject_name,
            )
        )
    kept = Notice.objects.create(
        kind=notice.kind,
        subject=notice.subject,
        subject_name=notice.subject_name,
        uscc=notice.uscc,
        authority_id=actor.authority.pk,
        content=notice.content,
        published_at=at,
    )
    record("notice.published", f"notice:{kept.pk}", about=notice.subject)
    return kept
