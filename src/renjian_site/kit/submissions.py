"""One key for each submit: the same form sent twice does one thing and gives one receipt.

Every form carries a key made with its page. The first answer that changed something is kept under
the key, in the same transaction; whoever sends the key again (double click, back button, a retry
after a broken line) gets that answer. A key belongs to one person and one address, so two tabs
never mix, and a form that was changed after it was sent is told apart from one sent twice.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from renjian.kernel.refusal import Reason, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import collect_receipts
from renjian_site.kit.models import Submission
from renjian_site.ledger.streams import Receipt

FIELD = "submission"
SALT = "renjian.submission"
VALID_FOR = timedelta(hours=12)
CONFLICT = 409
REDIRECTS = range(300, 400)
Handler = Callable[[HttpRequest], HttpResponseBase]


def new_key(actor: Actor | None) -> str:
    """A fresh key for a form on a page of this person."""
    return signing.dumps([secrets.token_urlsafe(16), actor.post_id if actor else 0], salt=SALT)


def once(get_response: Handler) -> Handler:
    """Do each submit once; a request that changes nothing leaves nothing behind, the key neither."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        key = request.POST.get(FIELD) if request.method == "POST" else None
        if key is None:
            return get_response(request)
        actor: Actor | None = getattr(request, "actor", None)
        if why := why_not_take(key, actor):
            return render(request, "kit/refused.html", {"reasons": [why]}, status=CONFLICT)
        return _answer_once(request, key, actor, get_response)

    return answer


def why_not_take(key: str, actor: Actor | None) -> Reason | None:
    """Why a key cannot be taken: forged, too old, or of somebody else's page."""
    try:
        _nonce, post_id = signing.loads(key, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired:
        return reason(
            "submission.expired",
            "这张表单打开已超过 12 小时，没有提交。请重新打开页面，核对后再提交。",
        )
    except signing.BadSignature:
        return reason(
            "submission.forged", "这张表单的提交编号无效，没有提交。请重新打开页面后再提交。"
        )
    if post_id != (actor.post_id if actor else 0):
        return reason(
            "submission.other-person",
            "这张表单是以另一个岗位打开的，没有提交。请用原来的岗位登录，或者重新打开页面。",
        )
    return None


def _answer_once(
    request: HttpRequest, key: str, actor: Actor | None, get_response: Handler
) -> HttpResponseBase:
    content = _digest(request)
    with transaction.atomic():
        row, is_new = Submission.objects.get_or_create(
            key=hashlib.sha256(key.encode()).hexdigest(),
            defaults={"path": request.path, "content": content},
        )
        if not is_new:
            return _again(request, row, content)
        with collect_receipts() as receipts:
            response = get_response(request)
        if response.status_code not in REDIRECTS:
            # Refused, or the form had mistakes: nothing was done, so the key stays unused.
            transaction.set_rollback(True)
            return response
        row.location = response.headers["Location"]
        row.receipt = _words(receipts)
        row.save(update_fields=["location", "receipt"])
    if row.receipt:
        messages.info(request, row.receipt)
    return response


def _again(request: HttpRequest, row: Submission, content: str) -> HttpResponseBase:
    """The answer that the first submit got, or why this is not the same submit."""
    if row.path == request.path and row.content == content:
        messages.info(request, _("这张表单已经提交过，没有重复办理。"))
        if row.receipt:
            messages.info(request, row.receipt)
        return redirect(row.location)
    changed = reason(
        "submission.changed",
        "这张表单已经提交并办结，之后的改动没有提交。要再办一件，请重新打开页面填写。",
    )
    return render(request, "kit/refused.html", {"reasons": [changed]}, status=CONFLICT)


def _digest(request: HttpRequest) -> str:
    """What was filled in, as one hash: fields in any order, files by their content."""
    hashed = hashlib.sha256()
    for name in sorted(request.POST):
        if name not in (FIELD, "csrfmiddlewaretoken"):
            hashed.update(repr((name, request.POST.getlist(name))).encode())
    for name, file in sorted(request.FILES.items()):
        for chunk in file.chunks():  # type: ignore[union-attr]  # one file a name
            hashed.update(chunk)
        file.seek(0)  # type: ignore[union-attr]  # one file a name
        hashed.update(name.encode())
    return hashed.hexdigest()


def _words(receipts: list[Receipt]) -> str:
    """The receipt: where the act stands in the ledger."""
    return "；".join(
        _("回执：台账 %(stream)s 第 %(number)d 条") % {"stream": r.stream, "number": r.number}
        for r in receipts
    )
