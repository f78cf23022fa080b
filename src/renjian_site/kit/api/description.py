"""The description of the API by OpenAPI 3.1: what ninja writes, and what every endpoint shares."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext
from ninja import Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.types import DictStrAny

from renjian_site.kit.api.problems import MEDIA_TYPE

SECURITY = "key"
WORDS = {"summary", "description", "title"}
WITH_KEY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
ALWAYS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
WITH_CONTENT = (
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)


class ReasonOut(Schema):
    """Why something is refused."""

    code: str
    text: str
    clause: str


class ErrorOut(Schema):
    """What is wrong with one parameter or field."""

    field: str
    rule: str
    text: str


class ProblemOut(Schema):
    """A problem as RFC 9457 has it, with reasons and faulty fields."""

    type: str
    title: str
    status: int
    detail: str
    reasons: list[ReasonOut]
    errors: list[ErrorOut] | None = None


class Description(OpenAPISchema):
    """What a program can read about all endpoints."""

    def operation_details(self, operation: Operation) -> DictStrAny:
        """One endpoint with its permission and the problems that it may answer with."""
        details = super().operation_details(operation)
        permission = _permission_of(operation)
        statuses = [*ALWAYS]
        if permission is not None:
            # OpenAPI 3.1 lets any scheme list what a caller must be allowed to do.
            details["security"] = [{SECURITY: [permission] if permission else []}]
            statuses += WITH_KEY
        if "POST" in operation.methods:
            statuses += WITH_CONTENT
        problem = {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
        for status in sorted(statuses):
            details["responses"].setdefault(
                status.value, {"description": status.phrase, "content": {MEDIA_TYPE: problem}}
            )
        return details

    def get_components(self) -> DictStrAny:
        """What endpoints share: the form of problems, and how a key is sent."""
        schema: dict[str, Any] = ProblemOut.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        self.add_schema_definitions(schema.pop("$defs"))
        self.add_schema_definitions({"ProblemOut": schema})
        self.securitySchemes = {
            SECURITY: {
                "type": "http",
                "scheme": "bearer",
                "description": gettext(
                    "在“接口密钥”页建立的密钥，写在请求头 Authorization: Bearer 之后。"
                ),
            }
        }
        return super().get_components()


def translate(part: Any) -> None:
    """Put titles and descriptions into the reader's language; they are written in Chinese."""
    if isinstance(part, list):
        for each in part:
            translate(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in WORDS and isinstance(value, str) and value:
                part[name] = gettext(value)
            elif name == "tags":
                part[name] = [gettext(tag) for tag in value]
            elif name != "responses":  # phrases of HTTP stay as they are
                translate(value)


def _permission_of(operation: Operation) -> str | None:
    """The permission that an endpoint needs; empty for any key, none when it is open to all."""
    for door in operation.auth_callbacks:
        if hasattr(door, "permission"):
            return str(door.permission or "")
    return None
