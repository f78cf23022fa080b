"""The API itself: how endpoints are described, how values become JSON, how faults become problems."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.types import DictStrAny
from pydantic_core import to_json

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.api.documentation import PlainPage
from renjian_site.kit.api.middleware import no_such_address
from renjian_site.kit.api.problems import Problem, ProblemResponse, answer_problem
from renjian_site.kit.api.validation import field_errors

VERSION = "1.0.0"


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


def make_api() -> NinjaAPI:
    """An API without endpoints; slices add theirs as routers."""
    api = NinjaAPI(
        title=_("认监接口"),  # type: ignore[arg-type]  # text in the reader's language
        version=VERSION,
        description=_(  # type: ignore[arg-type]  # text in the reader's language
            "证书、认证机构、上传、双随机抽查和检查任务的接口。列表按游标翻页；"
            "出错时返回 application/problem+json，写明原因和改正办法。"
        ),
        urls_namespace="api",
        docs=PlainPage(),
        docs_url="/docs",
        renderer=Compact(),
        parser=JsonOnly(),
    )
    api.add_decorator(_only_known_parameters, mode="view")
    api.add_exception_handler(Problem, answer_problem)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(AuthenticationError, _no_key)
    api.add_exception_handler(HttpError, _unreadable_body)
    return api
