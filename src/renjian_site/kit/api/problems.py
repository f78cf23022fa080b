"""Saying no to a program: problem+json (RFC 9457) with a code, a sentence and the clause."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from renjian.kernel.refusal import Reason
from renjian_site.kit.words import in_words

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A call that cannot be answered: the status, why, and what else the caller should know."""

    def __init__(
        self, status: HTTPStatus, *reasons: Reason, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__("；".join(str(each) for each in reasons))
        self.status = status
        self.reasons = reasons
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one parameter or field: where it is, the rule it breaks, a sentence."""

    field: str
    rule: str
    text: str


class ProblemResponse(JsonResponse):
    """An answer that says why not; ``code`` is that of the first reason, for the call log."""

    def __init__(
        self,
        status: HTTPStatus,
        reasons: Sequence[Reason],
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.code = reasons[0].code if reasons else ""
        content: dict[str, object] = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": " ".join(in_words(each) for each in reasons),
            "reasons": [
                {"code": each.code, "text": in_words(each), "clause": each.clause}
                for each in reasons
            ],
        }
        if errors:
            content["errors"] = [asdict(error) for error in errors]
        super().__init__(
            content,
            status=status,
            content_type=MEDIA_TYPE,
            headers=dict(headers or {}),
            json_dumps_params={"ensure_ascii": False},
        )


def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer to a problem that an endpoint raised."""
    return ProblemResponse(problem.status, problem.reasons, headers=problem.headers)
