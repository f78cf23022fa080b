"""What every answer under ``/api/`` has in common, the ones that no endpoint gave included."""

import hashlib
from http import HTTPStatus
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from renjian.kernel.refusal import Reason, reason
from renjian_site.kit.api.problems import ProblemResponse
from renjian_site.kit.middleware import Handler

ROOT = "/api/"
READERS = {"GET", "HEAD"}


def for_programs(get_response: Handler) -> Handler:
    """Answer HEAD and OPTIONS, give an ETag, and turn Django's own error pages into problems."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(ROOT):
            return get_response(request)
        if "\x00" in unquote(request.get_full_path()):
            return ProblemResponse(HTTPStatus.BAD_REQUEST, [_unreadable()])
        method = request.method
        if method == "HEAD":
            request.method = "GET"  # the same answer, of which only the head is sent
        response = get_response(request)
        request.method = method
        if isinstance(response, HttpResponse):
            response = _finished(request, response)
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        return response

    return answer


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response = _allowed(request, response)
    elif response.status_code >= HTTPStatus.BAD_REQUEST and _is_page(response):
        response = _as_problem(request, response)
    if request.method in READERS and response.status_code == HTTPStatus.OK:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers.setdefault("ETag", etag)
        response = get_conditional_response(request, etag=etag, response=response) or response
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What may be asked of an address: the answer to OPTIONS, and beside a refusal."""
    allowed = {part.strip() for part in response.headers.get("Allow", "").split(",")} - {""}
    allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
    headers = {"Allow": ", ".join(sorted(allowed))}
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
    why = reason(
        "api.method",
        "地址 {path} 不支持方法 {method}，本次没有处理。可以用的方法：{allowed}。",
        path=request.path[:200],
        method=request.method or "",
        allowed=headers["Allow"],
    )
    return ProblemResponse(HTTPStatus.METHOD_NOT_ALLOWED, [why], headers=headers)


def _is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An error that Django found before or beside any endpoint."""
    status = HTTPStatus(response.status_code)
    if status is HTTPStatus.NOT_FOUND:
        why = no_such_address(request)
    elif status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        why = too_large()
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        why = reason(
            "api.fault",
            "系统出错，本次没有办成。错误已经记录；请稍后重试，仍不行请联系管理员。",
        )
    else:
        why = _unreadable()
    return ProblemResponse(status, [why])


def no_such_address(request: HttpRequest) -> Reason:
    """Why nothing is found: no such address, or nothing there that the caller may see."""
    return reason(
        "api.not-found",
        "{path} 没有可以查看的内容：地址不存在，或者不在本密钥的范围内。请核对编号和地址。",
        path=request.path[:200],
    )


def too_large() -> Reason:
    """Why a call is refused before its content is read."""
    return reason(
        "api.too-large", "内容太大，没有接收。请分几次发送；文件不能超过 256 MB，请按月份拆分。"
    )


def _unreadable() -> Reason:
    return reason("api.unreadable", "请求无法读取，本次没有处理。请核对地址、请求头和内容的编码。")
