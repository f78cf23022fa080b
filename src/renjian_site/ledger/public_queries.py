"""What anybody may ask of the ledger: joint checkpoints, the keys, and proofs between checkpoints."""

from django.db.models import QuerySet

from renjian.ledger import note
from renjian_site.ledger import logs
from renjian_site.ledger.models import JointCheckpoint, Key


def published() -> QuerySet[JointCheckpoint]:
    """All joint checkpoints, newest first, with who countersigned them."""
    found = JointCheckpoint.objects.select_related("log").order_by("-pk")
    return found.prefetch_related("countersignatures__key")


def checkpoint(pk: int) -> JointCheckpoint | None:
    """One joint checkpoint."""
    return published().filter(pk=pk).first()


def of_text(text: str) -> JointCheckpoint | None:
    """The joint checkpoint whose signed text this is."""
    return published().filter(note__startswith=f"{text}\n").first()


def note_of(joint: JointCheckpoint) -> str:
    """The note as it is published: the text, the site's signature, and those of the witnesses."""
    signed = note.read(joint.note)
    for row in joint.countersignatures.all():
        for line in note.read_lines(row.line):
            signed = signed.with_line(line)
    return signed.signed_text


def public_keys() -> list[Key]:
    """The public keys: the site's, then the witnesses'."""
    return list(Key.objects.order_by("authority", "pk"))


def consistency(older: JointCheckpoint, newer: JointCheckpoint) -> list[str] | None:
    """The proof that the newer checkpoint only adds to the older; none when they cannot be compared."""
    if older.log_id != newer.log_id or older.size > newer.size:
        return None
    return [each.hex() for each in logs.consistency(newer.log, older.size, newer.size)]


def before(joint: JointCheckpoint) -> JointCheckpoint | None:
    """The joint checkpoint of the same log that was made last before this one."""
    return published().filter(log=joint.log, pk__lt=joint.pk).first()


def summary(joint: JointCheckpoint) -> dict[str, object]:
    """A joint checkpoint for programs."""
    return {
        "id": joint.pk,
        "origin": joint.log.origin,
        "kind": joint.kind,
        "size": joint.size,
        "root": bytes(joint.root).hex(),
        "hash": joint.log.hash,
        "at": joint.made_at.isoformat(),
        "note": note_of(joint),
        "countersigned_by": [row.key.name for row in joint.countersignatures.all()],
    }
