"""Acts on documents: issue, replace, make the files again, and what the job reports of them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import queries
from renjian_site.kit.documents.models import Document
from renjian_site.kit.documents.papers import Paper
from renjian_site.kit.files import path_of
from renjian_site.kit.jobs import defer, standing
from renjian_site.kit.locks import one_at_a_time
from renjian_site.kit.numbering import next_number

LAYOUT = 1
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another
CODE_LENGTH = 16
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Address:
    """What a document belongs to: the matter, such as ``case:3``, its page, and whom it goes to."""

    subject: str
    page: str
    sent_to: str = ""  # the path of the receiving authority


@dataclass(frozen=True)
class Made:
    """The files of a document, by their hashes, and what made them."""

    pdf_sha256: str
    docx_sha256: str
    made_with: str


@command
def issue(
    actor: Actor, paper: Paper, address: Address, *, number: str = "", at: datetime
) -> Document:
    """Issue a document; a matter that has one of this kind already keeps that one.

    ``number`` is given where the act itself bears the number of its document.
    """
    _one_at_a_time(paper.kind, address.subject)
    if known := queries.current(actor, paper.kind, address.subject):
        record("document.issued-already", f"document:{known.pk}", number=known.number)
        return known
    document = _create(actor, paper, address, number, at)
    _record("document.issued", document)
    return document


@command
def replace(
    actor: Actor, document_id: int, paper: Paper, because: str, *, at: datetime
) -> Document:
    """Issue another document in place of one, which stays readable and says so (换发)."""
    old = queries.documents(actor).select_for_update(of=("self",)).get(pk=document_id)
    _one_at_a_time(old.kind, old.subject)
    if reasons := why_not_replace(actor, old, paper, because):
        raise Refused(*reasons)
    old.is_current = False
    old.save(update_fields=["is_current"])
    address = Address(old.subject, old.page, old.sent_to)
    document = _create(actor, paper, address, "", at, replaces=old, because=because.strip())
    _record("document.replaced", document, replaces=old.number, because=document.because)
    return document


def why_not_replace(
    actor: Actor, document: Document, paper: Paper, because: str
) -> tuple[Reason, ...]:
    """Every reason against replacing a document by a paper."""
    reasons = []
    if document.authority_code != actor.authority.decides_as.code:
        reasons.append(
            reason(
                "document.other-authority",
                "文书 {number} 由{authority}制发，只能由该机关换发。",
                number=document.number,
                authority=document.authority_name,
            )
        )
    if not document.is_current:
        reasons.append(
            reason(
                "document.already-replaced",
                "文书 {number} 已经换发过，不能再换发。请在换发后的文书上办理。",
                number=document.number,
            )
        )
    if not because.strip():
        reasons.append(reason("document.no-cause", "没有写明换发原因。请填写后再换发。"))
    if _says(paper) == {name: document.content.get(name) for name in _says(paper)}:
        reasons.append(
            reason(
                "document.nothing-changed",
                "文书 {number} 的内容与现在的记载一致，不需要换发。",
                number=document.number,
            )
        )
    return tuple(reasons)


@command
def make_again(actor: Actor, document_id: int, *, at: datetime) -> Document:
    """Have the files of a document made again, from the content as it was issued."""
    found = queries.documents(actor).select_for_update(of=("self",)).get(pk=document_id)
    if reasons := why_not_make_again(actor, found):
        raise Refused(*reasons)
    found.stage = Document.Stage.MAKING
    found.save(update_fields=["stage"])
    _defer(found)
    record("document.asked-again", f"document:{found.pk}", number=found.number)
    return found


def why_not_make_again(actor: Actor, document: Document) -> tuple[Reason, ...]:
    """Why the files of a document need not be made again now."""
    job = standing(f"document:{document.pk}")
    if document.stage == Document.Stage.MAKING and job and not job.is_over:
        why = reason(
            "document.being-made", "文书 {number} 正在制作，请稍候。", number=document.number
        )
    elif document.stage == Document.Stage.READY and not _has_lost_files(document):
        why = reason(
            "document.made", "文书 {number} 已经制成，不需要重新制作。", number=document.number
        )
    else:
        return ()
    return (why,)


@command
def note_made(actor: Actor, document_id: int, made: Made, *, at: datetime) -> Document:
    """Write down the files of a document. Files made a second time must be the same, byte by byte."""
    found = Document.objects.select_for_update().get(pk=document_id)
    if found.pdf_sha256 not in ("", made.pdf_sha256):
        _fail(found, _other_bytes(found, made))
        return found
    found.stage = Document.Stage.READY
    found.why = None
    found.made_with = made.made_with
    found.pdf_sha256 = made.pdf_sha256
    found.docx_sha256 = made.docx_sha256
    found.save(update_fields=["stage", "why", "made_with", "pdf_sha256", "docx_sha256"])
    record(
        "document.made",
        f"document:{found.pk}",
        number=found.number,
        pdf=made.pdf_sha256,
        docx=made.docx_sha256,
    )
    return found


@command
def note_failed(actor: Actor, document_id: int, why: Reason, *, at: datetime) -> Document:
    """Write down why the files of a document could not be made; the document itself stands."""
    found = Document.objects.select_for_update().get(pk=document_id)
    _fail(found, why)
    return found


def _fail(found: Document, why: Reason) -> None:
    found.stage = Document.Stage.FAILED
    found.why = {"template": why.template, "values": {k: str(v) for k, v in why.values.items()}}
    found.save(update_fields=["stage", "why"])
    record("document.failed", f"document:{found.pk}", number=found.number, why=why.code)


def _other_bytes(found: Document, made: Made) -> Reason:
    return reason(
        "document.other-bytes",
        "重新制作的 PDF 与签发时的不一致：签发时由 {then} 制作，现在是 {now}。"
        "原文件的哈希不变，请从备份恢复原文件。",
        then=found.made_with,
        now=made.made_with,
    )


def _create(
    actor: Actor,
    paper: Paper,
    address: Address,
    number: str,
    at: datetime,
    *,
    replaces: Document | None = None,
    because: str = "",
) -> Document:
    """Write the row and queue the making of its files."""
    unit = actor.authority.decides_as
    number = number or next_number(unit.short_name, paper.number_word, at)
    content = _content(actor, paper, number, at)
    content["replaces"] = replaces.number if replaces else ""
    document = Document.objects.create(
        number=number,
        kind=paper.kind,
        title=paper.title,
        subject=address.subject,
        page=address.page,
        sent_to=address.sent_to,
        authority_code=unit.code,
        authority_name=unit.name,
        path=actor.authority.path,
        content=content,
        content_sha256=hashlib.sha256(_bytes_of(paper, content)).hexdigest(),
        code=str(content["code"]),
        issued_by=actor.name,
        issued_at=at,
        replaces=replaces,
        because=because,
    )
    _defer(document)
    return document


def _content(actor: Actor, paper: Paper, number: str, at: datetime) -> dict[str, object]:
    """Everything that the files are made of."""
    if not settings.PUBLIC_ADDRESS:
        raise Refused(
            reason(
                "document.no-address",
                "没有设定公众访问本系统的网址，文书上印不出查验网址，“{title}”没有制发。"
                "请系统管理岗设定环境变量 RENJIAN_ADDRESS 后再办理。",
                title=paper.title,
            )
        )
    return {
        **_says(paper),
        "layout": LAYOUT,
        "authority": actor.authority.decides_as.name,
        "number": number,
        "day": timezone.localdate(at).isoformat(),
        "code": "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        "site": settings.PUBLIC_ADDRESS,
        "practice": settings.PRACTICE,
    }


def _says(paper: Paper) -> dict[str, object]:
    """What the slice put into a document, without number, day and code."""
    return {
        "kind": paper.kind,
        "title": paper.title,
        "style": paper.style,
        "addressee": paper.addressee,
        "parts": list(paper.parts),
    }


def _bytes_of(paper: Paper, content: dict[str, object]) -> bytes:
    """The canonical bytes of a content, unless it is too large for a document."""
    text = canonical(content)
    if len(text) > MOST_BYTES:
        raise Refused(
            reason(
                "document.too-large",
                "“{title}”的内容有 {size} MB，超过一件文书的上限 {most} MB，没有制发。"
                "请分批办理，或者改用电子记录。",
                title=paper.title,
                size=round(len(text) / 1024 / 1024, 1),
                most=MOST_BYTES // 1024 // 1024,
            )
        )
    return text


def _one_at_a_time(kind: str, subject: str) -> None:
    """Let two people (or two clicks) issue the same document one after the other.

    The row to lock does not exist yet, and looking first would let both find nothing.
    """
    one_at_a_time(f"document {kind} {subject}")


def _has_lost_files(document: Document) -> bool:
    """Whether files that were made are no longer in the store."""
    return not all(path_of(one).exists() for one in (document.pdf_sha256, document.docx_sha256))


def _defer(document: Document) -> None:
    name = f"document:{document.pk}"
    defer("kit.documents.make", lock=name, follow=name, document_id=document.pk)


def _record(act: str, document: Document, **details: object) -> None:
    record(
        act,
        f"document:{document.pk}",
        number=document.number,
        kind=document.kind,
        of=document.subject,
        content=document.content_sha256,
        **details,
    )
