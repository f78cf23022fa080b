"""What anybody who holds a document may ask: whether it is genuine, and which bytes were issued."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from renjian_site.kit.documents.models import Document

NOT_IN_CODE = re.compile(r"[^0-9A-Z]")
BRACKETS = str.maketrans({"[": "〔", "]": "〕", "(": "〔", ")": "〕", "（": "〔", "）": "〕"})
PDF, WORD, OTHER = "pdf", "word", "other"


@dataclass(frozen=True)
class Genuine:
    """An issued document as the verification page shows it: nothing of what it says."""

    number: str
    title: str
    authority: str
    issued_at: datetime
    code: str
    is_current: bool
    replaced_by: str
    pdf_sha256: str
    docx_sha256: str

    def which_file(self, sha256: str) -> str:
        """Whether bytes with this hash are the issued PDF, the issued Word file, or neither."""
        known = {self.pdf_sha256: PDF, self.docx_sha256: WORD}
        return known.get(sha256, OTHER) if sha256 else OTHER


def by_code(code: str) -> Genuine | None:
    """The document with this verification code, however the code was typed."""
    # The row policies hide documents from the public; this function shows the two that belong
    # to a code, the document and what replaced it.
    rows = {
        row.code: row
        for row in Document.objects.raw("select * from documents_with_code(%s)", [code_of(code)])
    }
    found = rows.pop(code_of(code), None)
    later = next(iter(rows.values()), None)
    return _shown(found, later.number if later else "")


def by_number(number: str, code: str) -> Genuine | None:
    """The document with this number, if the code printed on it is the one given."""
    found = by_code(code)
    return found if found and found.number == number_of(number) else None


def code_of(text: str) -> str:
    """A code as it is kept, of what was read or typed."""
    return NOT_IN_CODE.sub("", unicodedata.normalize("NFKC", text).upper())[:24]


def number_of(text: str) -> str:
    """A number as it is printed, of what was typed: without blanks, years in 〔〕."""
    return "".join(text.split()).translate(BRACKETS)[:80]


def _shown(found: Document | None, replaced_by: str) -> Genuine | None:
    if found is None:
        return None
    return Genuine(
        number=found.number,
        title=found.title,
        authority=found.authority_name,
        issued_at=found.issued_at,
        code=found.code,
        is_current=found.is_current,
        replaced_by=replaced_by,
        pdf_sha256=found.pdf_sha256,
        docx_sha256=found.docx_sha256,
    )
