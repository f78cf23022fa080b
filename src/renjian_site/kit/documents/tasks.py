"""The making of a document's files, which loads what no page should."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from renjian.kernel.refusal import Refused
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.documents import commands, printing, queries, word
from renjian_site.kit.files import keep
from renjian_site.kit.jobs import RETRY


@app.task(name="renjian_site.kit.documents.tasks.make", retry=RETRY)
def make(document_id: int) -> None:
    """Make PDF and Word of a document, keep both by their hashes, or say why it cannot be done."""
    document = queries.to_make(SYSTEM, document_id)
    if document is None:
        return
    at = timezone.now()
    try:
        _make(document_id, document.content, at)
    except Refused as refused:
        commands.note_failed(SYSTEM, document_id, refused.reasons[0], at=at)


def _make(document_id: int, content: dict[str, object], at: datetime) -> None:
    made = commands.Made(
        pdf_sha256=keep([printing.pdf(content)]).sha256,
        docx_sha256=keep([word.docx(content)]).sha256,
        made_with=f"{printing.MADE_WITH}, {word.MADE_WITH}",
    )
    commands.note_made(SYSTEM, document_id, made, at=at)
