"""The page that lists all endpoints, made from their description; no script, nothing from elsewhere."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

OPEN = ""


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
            _endpoint(path, method, details)
            for path, methods in schema["paths"].items()
            for method, details in methods.items()
        ]
        groups = [(name, list(each)) for name, each in groupby(endpoints, lambda e: e.group)]
        context = {
            "groups": groups,
            "description": api.description,
            "version": api.version,
            "openapi_url": self.get_openapi_url(api, kwargs),
            "site": request.build_absolute_uri("/").rstrip("/"),
        }
        return render(request, "kit/api.html", context)


def _endpoint(path: str, method: str, details: dict[str, Any]) -> Endpoint:
    security: list[dict[str, list[str]]] = details.get("security", [])
    return Endpoint(
        group=(details.get("tags") or [OPEN])[0],
        method=method.upper(),
        path=path,
        summary=details["summary"],
        description=details.get("description", ""),
        permission=next((p for each in security for names in each.values() for p in names), ""),
        needs_key=bool(security),
        parameters=tuple(_parameter(each) for each in details["parameters"]),
        bodies=tuple(details.get("requestBody", {}).get("content", {})),
        answers=tuple(
            (str(status), answer["description"]) for status, answer in details["responses"].items()
        ),
    )


def _parameter(details: dict[str, Any]) -> dict[str, Any]:
    """A parameter as a reader needs it: its name, what it means, what it may be."""
    schema = details["schema"]
    options = [schema, *schema.get("anyOf", ())]
    form = next((o.get("format") or o.get("type") for o in options if o.get("type")), "")
    limits = [
        f"{sign} {schema[key]}"
        for key, sign in (("minimum", "≥"), ("maximum", "≤"))
        if key in schema
    ]
    return {
        "name": details["name"],
        "meaning": details.get("description", ""),
        "is_required": details["required"],
        "form": " ".join([form, *limits]),
        "choices": [c for o in options for c in o.get("enum", ())],
        "default": schema.get("default"),
    }
