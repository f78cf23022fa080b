"""Makers of documents: a paper, a document that was issued, and its files."""

from typing import Any

from django.utils import timezone

import make
from renjian_site.kit.actor import Actor
from renjian_site.kit.documents import commands, tasks
from renjian_site.kit.documents.models import Document
from renjian_site.kit.documents.papers import Paper

ISSUER = "330110.head"


def paper(*parts: dict[str, Any], **changes: Any) -> Paper:
    """A paper of one sentence, if nothing else is given."""
    values = {
        "kind": "filing-form",
        "title": "立案审批表",
        "style": "form",
        "number_word": "立审",
        "addressee": "",
        "parts": parts or ({"paragraph": "同意立案。"},),
    }
    return Paper(**{**values, **changes})


def content(*parts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The content of an issued document, as its files are made of it."""
    values: dict[str, Any] = {
        "kind": "filing-form",
        "title": "立案审批表",
        "style": "form",
        "addressee": "",
        "parts": list(parts) or [{"paragraph": "同意立案。"}],
        "layout": 1,
        "authority": "杭州市余杭区市场监督管理局",
        "number": "余市监立审〔2026〕1号",
        "day": "2026-11-24",
        "code": "K7QF2M9X8WTR4HJB",
        "site": "http://127.0.0.1:8000",
        "practice": True,
        "replaces": "",
    }
    return {**values, **changes}


def table(rows: list[list[str]], *, empty: str = "没有。") -> dict[str, Any]:
    """A list of two columns."""
    columns = [{"title": "序号", "share": 1, "align": "right"}, {"title": "名称", "share": 6}]
    return {"table": "things", "columns": columns, "rows": rows, "empty": empty}


def issued(subject: str = "case:1", by: str | Actor = ISSUER, **changes: Any) -> Document:
    """A document that was issued; its files are not made yet."""
    actor = make.actor(by) if isinstance(by, str) else by
    address = commands.Address(subject, "/inbox/", changes.pop("sent_to", ""))
    return commands.issue(actor, paper(**changes), address, at=timezone.now())


def made(document: Document | None = None) -> Document:
    """A document whose files the job has made, or failed to make."""
    document = document or issued()
    tasks.make(document.pk)
    document.refresh_from_db()
    return document
