"""Uploads by programs: a file comes in, its check runs as a job, the result is asked for."""

from datetime import datetime
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import HeaderEx, P, Query, QueryEx, Router, Schema, Status

from renjian.authorities.keys import Permission
from renjian.kernel.refusal import reason
from renjian_site.authorities.api import Call, needs
from renjian_site.authorities.keys import why_not_finish
from renjian_site.kit import retries
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.kit.api.problems import Problem
from renjian_site.kit.files import Stored, keep
from renjian_site.registers import commands, queries
from renjian_site.registers.forms import ENDINGS

CHUNK = 1 << 20
KINDS = {
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.apache.parquet": ".parquet",
    "application/jsonl": ".jsonl",
}
MULTIPART = "multipart/form-data"
router = Router(tags=[_("上传")])


class ProblemOfFile(Schema):
    """What is wrong with a cell of an uploaded file, and what to do."""

    sheet: str
    line: int | None
    column: str
    value: str
    rule: str
    level: str
    text: str
    cure: str


class UploadOut(Schema):
    """How far an upload has come."""

    id: int
    body: str
    file_name: str
    sha256: str
    size: int
    stage: str
    received_at: datetime
    checked_at: datetime | None
    problem_count: int
    warning_count: int
    counts: dict[str, int]
    sm3: str
    status_url: str


class UploadWithProblems(UploadOut):
    """An upload with what is wrong with its file, and what taking it in would change."""

    problems: list[ProblemOfFile]
    preview: dict[str, Any]


@router.post(
    "",
    auth=needs(Permission.UPLOADS_WRITE),
    response={202: UploadOut},
    summary=_("上传证书报告"),
    description=_(
        "内容就是文件（CSV、xlsx、xls、Parquet 或者 JSON Lines），或者 multipart/form-data 的 file 项，至多 256 MB。"
        "先核验，不入库；核验没有必须改正的问题时，用 commit 提交入库。"
        "返回 202 和查询结果的地址。同一文件，或者同一 Idempotency-Key 的重试，得到同一个上传，不重复核验。"
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS},
                MULTIPART: {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "format": "binary"}},
                    }
                },
            },
        }
    },
)
def upload(
    request: Call,
    response: HttpResponse,
    file_name: QueryEx[str, P(max_length=200, description=_("文件名，只作记录"))] = "",
    idempotency_key: HeaderEx[
        str, P(max_length=retries.LONGEST, description=_("重试时原样重发，新的上传换新的值"))
    ] = "",
) -> Status[dict[str, object]]:
    """Receive a file; the check runs as a job."""
    stored, name = _received(request, file_name)
    caller, at = request.auth, timezone.now()

    def act() -> str:
        kept, _is_new = commands.receive(caller.actor, stored, name, at=at)
        return str(kept.pk)

    with transaction.atomic():
        if why_not := why_not_finish(caller, timezone.now()):
            raise Problem(HTTPStatus.UNAUTHORIZED, why_not)
        pk = retries.once_for(
            f"key:{caller.key_id}", idempotency_key, request.path, stored.sha256, act
        )
    found = _shown(get_object_or_404(queries.uploads(caller.actor), pk=pk))
    response.headers["Location"] = str(found["status_url"])
    return Status(202, found)


@router.get(
    "",
    auth=needs(Permission.UPLOADS_READ),
    response=Page[UploadOut],
    summary=_("上传列表"),
    description=_("本机构的上传，新的在前；监管部门的密钥看到各机构的上传。"),
)
def list_uploads(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """Uploads, newest first."""
    page = page_of(queries.uploads(request.auth.actor), paging, by="-pk")
    return {**page, "items": [_shown(row) for row in page["items"]]}  # type: ignore[attr-defined]


@router.get(
    "/{int:upload_id}",
    auth=needs(Permission.UPLOADS_READ),
    response=UploadWithProblems,
    url_name="upload",
    summary=_("一次上传的结果"),
    description=_(
        "核验中、未通过（附问题、行、列、值和改正办法）、等待提交（附提示和入库预览）或者已入库（附新增和变更数）。"
    ),
)
def upload_state(request: Call, upload_id: int) -> dict[str, object]:
    """What became of an upload."""
    found = get_object_or_404(queries.uploads(request.auth.actor), pk=upload_id)
    problems = [_in_words(problem) for problem in found.problems]
    return {**_shown(found), "problems": problems, "preview": found.preview}


@router.post(
    "/{int:upload_id}/commit",
    auth=needs(Permission.UPLOADS_WRITE),
    response={202: UploadOut},
    summary=_("提交一次上传"),
    description=_(
        "把核验没有错误的文件提交入库：全部入库或者全部不入库。状态不是等待提交的，返回 409。"
    ),
)
def commit_upload(request: Call, response: HttpResponse, upload_id: int) -> Status[Any]:
    """Have a checked file taken in; a job does it."""
    get_object_or_404(queries.uploads(request.auth.actor), pk=upload_id)
    found = _shown(commands.commit(request.auth.actor, upload_id, at=timezone.now()))
    response.headers["Location"] = str(found["status_url"])
    return Status(202, found)


def _shown(row: Any) -> dict[str, object]:
    """An upload as it is answered."""
    plain = (
        *("file_name", "sha256", "size", "stage", "received_at", "checked_at"),
        *("problem_count", "warning_count", "counts", "sm3"),
    )
    return {
        "id": row.pk,
        "body": row.body.approval_no,
        "status_url": reverse("api:upload", args=[row.pk]),
        **{name: getattr(row, name) for name in plain},
    }


def _in_words(problem: dict[str, Any]) -> dict[str, object]:
    """A kept problem in the reader's language; one of the whole file has no place."""
    cure = str(problem.get("cure", ""))
    return {
        "line": problem.get("line"),
        **{name: str(problem.get(name, "")) for name in ("sheet", "column", "value", "rule")},
        "level": str(problem.get("level", "error")),
        "text": gettext(problem["template"]).format(**problem["values"]),
        "cure": gettext(cure) if cure else "",
    }


def _received(request: Call, file_name: str) -> tuple[Stored, str]:
    """The file of a call, kept, and its name. Raises a problem when it is no report."""
    sent = request.content_type
    if sent == MULTIPART:
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            raise _no_file()
        name, chunks = str(file.name), file.chunks(CHUNK)
        ending = PurePath(name).suffix.lower()
    else:
        ending = KINDS.get(str(sent), "")
        name, chunks = file_name or f"upload{ending}", iter(lambda: request.read(CHUNK), b"")
    if ending not in ENDINGS:
        raise _other_kind(name if sent == MULTIPART else str(sent))
    stored = keep(chunks)
    if stored.size == 0:
        raise _no_file()
    if stored.kind != ENDINGS[ending]:
        raise _other_kind(name)
    return stored, name.replace("\x00", "")


def _no_file() -> Problem:
    why = reason(
        "api.upload.no-file",
        "没有收到文件，或者文件是空的。请把文件作为内容发送，或者放在 multipart 的 file 项里。",
    )
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, why)


def _other_kind(kind: str) -> Problem:
    why = reason(
        "api.upload.kind",
        "“{kind}”不是可以接收的文件，或者内容与所说的类型不符。"
        "请发送 CSV（text/csv）、xlsx、xls、Parquet 或者 JSON Lines 文件。",
        kind=kind[:100],
    )
    return Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, why)
