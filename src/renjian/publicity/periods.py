"""When a result of an inspection is made public, and what of it (DR38; 谁检查、谁录入、谁公开)."""

from collections.abc import Mapping
from datetime import date

from renjian.catalogue.deadlines import deadline
from renjian.kernel.calendar import Due, WorkingDays
from renjian.kernel.refusal import Reason, reason

RESULT_PUBLICITY = "DL-P-07"

# What the public reads of a result. Clues, indicator scores, the identity of reporters, officers'
# notes and evidence are in no list: what is not named here does not go out.
PUBLIC_FIELDS = (
    "object_name",
    "uscc",
    "item",
    "results",
    "authority",
    "inspected_on",
    "published_on",
    "draw",
)


def publish_due_on(completed_on: date, calendar: WorkingDays) -> Due:
    """The last day to publish the result of a task completed on a day: 20 working days.

    The sentence of the rule was not read, so the due date is marked unconfirmed (DL-P-07).
    """
    return deadline(RESULT_PUBLICITY, completed_on).due(completed_on, calendar)


def public_part(result: Mapping[str, object]) -> dict[str, object]:
    """What of a result may be public: the named fields and nothing else."""
    return {name: result[name] for name in PUBLIC_FIELDS if name in result}


def why_not_publish(
    *,
    is_entered: bool,
    is_published: bool,
    entered_by: str,
    reviewer: str,
    inspected_by: str,
    publishes: str,
) -> tuple[Reason, ...]:
    """Why a reviewer may not publish a result; empty if the reviewer may.

    ``entered_by`` and ``reviewer`` are persons, ``inspected_by`` and ``publishes`` authorities.
    """
    reasons = []
    if not is_entered:
        reasons.append(
            reason(
                "publicity.result.not-entered",
                "检查结果还没有录入，没有可以公示的内容。请先录入检查结果。",
                clause="DR38",
            )
        )
    if is_published:
        reasons.append(
            reason(
                "publicity.result.published",
                "检查结果已经公示，不能再次公示。需要更正的，请按更正办理。",
                clause="DR38",
            )
        )
    if is_entered and entered_by == reviewer:
        reasons.append(
            reason(
                "publicity.result.own",
                "录入人不能审核公示自己录入的结果。请由另一名人员审核。",
            )
        )
    if inspected_by != publishes:
        reasons.append(
            reason(
                "publicity.result.other-authority",
                "按照“谁检查、谁录入、谁公开”，结果由实施检查的机关公示。请由该机关的人员办理。",
                clause="DR38",
            )
        )
    return tuple(reasons)
