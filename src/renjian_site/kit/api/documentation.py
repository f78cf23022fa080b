"""The page that lists all endpoints, made from their description; no script, nothing from elsewhere."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

LIMITS = {"minimum": "≥", "maximum": "≤"}


@dataclass(frozen=True)
class Endpoint:
    """One line of the page, with what opens below it."""

    group: str
    method: str
    path: str
    summary: str
    description: str
    permission: str
    needs_key: bool
    parameters: tuple[dict[str, Any], ...]
    bodies: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


class PlainPage(DocsBase):
    """A page in the frame of the public site."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """All endpoints by slice."""
        schema = api.get_openapi_schema(path_params=kwargs)
        endpoints = [
            _endpoint(path, method, details, schema["components"]["schemas"])
            for path, methods in schema["paths"].items()
            for method, details in methods.items()
        ]
        groups = [(name, list(each)) for name, each in groupby(endpoints, lambda e: e.group)]
        context = {
            "groups": groups,
            "description": schema["info"]["description"],
            "version": api.version,
            "openapi_url": self.get_openapi_url(api, kwargs),
            "site": request.build_absolute_uri("/").rstrip("/"),
        }
        return render(request, "kit/api.html", context)


def _endpoint(path: str, method: str, details: dict[str, Any], schemas: dict[str, Any]) -> Endpoint:
    security: list[dict[str, list[str]]] = details.get("security", [])
    return Endpoint(
        group=(details.get("tags") or [""])[0],
        method=method.upper(),
        path=path,
        summary=details["summary"],
        description=details.get("description", ""),
        permission=next((p for each in security for names in each.values() for p in names), ""),
        needs_key=bool(security),
        parameters=tuple(_parameter(each, schemas) for each in details["parameters"]),
        bodies=tuple(details.get("requestBody", {}).get("content", {})),
        answers=tuple(
            (str(status), answer["description"]) for status, answer in details["responses"].items()
        ),
    )


def _parameter(details: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A parameter as a reader needs it: its name, what it means, what it may be."""
    written = details["schema"]
    options = [_resolved(each, schemas) for each in (written, *written.get("anyOf", ()))]
    forms = [o.get("format") or o["type"] for o in options if o.get("type", "null") != "null"]
    limits = [f"{sign} {written[name]}" for name, sign in LIMITS.items() if name in written]
    return {
        "name": details["name"],
        "meaning": details.get("description", ""),
        "is_required": details["required"],
        "form": " ".join([*forms[:1], *limits]),
        "choices": [choice for option in options for choice in option.get("enum", ())],
        "default": written.get("default") or None,
    }


def _resolved(part: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    name: str = part.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schemas[name] if name else part
    return found
