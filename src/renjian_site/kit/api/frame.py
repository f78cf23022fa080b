"""The API itself: how endpoints are described, how values become JSON, how faults become problems."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.types import DictStrAny
from pydantic_core import to_json

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.api.description import Description, translate
from renjian_site.kit.api.documentation import PlainPage
from renjian_site.kit.api.middleware import no_such_address, too_large
from renjian_site.kit.api.problems import Problem, ProblemResponse, answer_problem
from renjian_site.kit.api.validation import field_errors

VERSION = "1.0.0"
# Refusals for which HTTP has a word of its own.
STATUSES = {"file.too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE}


class JsonOnly(Parser):
    """Bodies are JSON and say so; what cannot be read is refused with its place."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The content of a call."""
        if request.content_type != "application/json":
            raise Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                reason(
                    "api.content-type",
                    "内容类型“{content_type}”不能处理。请用 Content-Type: application/json 发送。",
                    content_type=(request.content_type or "")[:100],
                ),
            )
        return super().parse_body(request)


class Compact(BaseRenderer):
    """JSON in UTF-8, Chinese as it is."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The value as JSON."""
        return to_json(data, fallback=str)


class Api(NinjaAPI):
    """An API whose description says which permission and which problems an endpoint has."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """The description by OpenAPI 3.1."""
        description = Description(self, path_prefix or self.get_root_path(path_params or {}))
        translate(description)
        return description

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an endpoint: its slice and its function."""
        place = operation.view_func.__module__.split(".")
        return f"{place[1]}_{operation.view_func.__name__}"


def make_api() -> Api:
    """An API without endpoints; slices add theirs as routers."""
    api = Api(
        title=_("认监接口"),
        version=VERSION,
        description=_(
            "证书、认证机构、上传、双随机抽查和检查任务的接口。列表按游标翻页；"
            "出错时返回 application/problem+json，写明原因和改正办法。"
        ),
        urls_namespace="api",
        docs=PlainPage(),
        docs_url="/docs",
        renderer=Compact(),
        parser=JsonOnly(),
    )
    api.add_decorator(_note_parameters, mode="view")
    api.add_decorator(_only_known_parameters)
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)
    return api


def _note_parameters(run: Callable[..., Any]) -> Callable[..., Any]:
    """Keep with the request which parameters its endpoint knows."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]  # a bound method
    names = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }

    @functools.wraps(run)
    def noted(request: HttpRequest, **values: Any) -> Any:
        request.known_parameters = names  # type: ignore[attr-defined]  # read below
        return run(request, **values)

    return noted


def _only_known_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """A misspelt parameter is refused: its caller would take the whole list for the filtered one."""

    @functools.wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **values: Any) -> Any:
        known: set[str] = request.known_parameters  # type: ignore[attr-defined]  # set above
        if unknown := sorted(set(request.GET) - known):
            raise ValidationError(
                [{"type": "extra_forbidden", "loc": ("query", u)} for u in unknown]
            )
        return view(request, *arguments, **values)

    return checked


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    status = STATUSES.get(error.reasons[0].code, HTTPStatus.CONFLICT)
    return ProblemResponse(status, error.reasons)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    why = reason("api.invalid", "请求的参数或者内容有误，本次没有处理。请按 errors 逐项修改。")
    errors = field_errors(error.errors)
    return ProblemResponse(HTTPStatus.UNPROCESSABLE_ENTITY, [why], errors=errors)


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return ProblemResponse(HTTPStatus.NOT_FOUND, [no_such_address(request)])


def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    why = reason(
        "api.no-key",
        "请求没有带密钥，本次没有处理。请在请求头 Authorization 中写“Bearer ”和密钥。",
    )
    headers = {"WWW-Authenticate": "Bearer"}
    return ProblemResponse(HTTPStatus.UNAUTHORIZED, [why], headers=headers)


def _too_much(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return ProblemResponse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, [too_large()])


def _unreadable_body(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Problem):
        return answer_problem(request, error.__cause__)
    why = reason("api.body", "内容不是完整的 JSON，本次没有处理。请核对引号、括号和编码（UTF-8）。")
    status = HTTPStatus(error.status_code)
    return ProblemResponse(status, [why])


ANSWERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    Problem: answer_problem,
    Refused: _refused,
    ValidationError: _invalid,
    Http404: _missing,
    RequestDataTooBig: _too_much,
    AuthenticationError: _no_key,
    HttpError: _unreadable_body,
}
