"""Questions about documents."""

from django.db.models import Q, QuerySet

from renjian.authorities.scope import range_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.documents.models import Document


def documents(actor: Actor) -> QuerySet[Document]:
    """Documents that authorities of the actor's area issued, and those sent to the actor's own."""
    low, high = range_of(actor.authority.path)
    found = Document.objects.select_related("replaces", "replaced_by")
    return found.filter(Q(path__gte=low, path__lt=high) | Q(sent_to=actor.authority.path))


def of_matters(actor: Actor, *subjects: str) -> QuerySet[Document]:
    """The documents of some matters, as far as the actor may see them, the newest first."""
    return documents(actor).filter(subject__in=subjects)


def current(actor: Actor, kind: str, subject: str) -> Document | None:
    """The document of a kind that a matter has now, whoever asks: an act must not issue it twice."""
    return Document.objects.filter(kind=kind, subject=subject, is_current=True).first()


def to_make(actor: Actor, pk: int) -> Document | None:
    """A document whose files are still to be made, for the job that makes them."""
    return Document.objects.filter(pk=pk, stage=Document.Stage.MAKING).first()
