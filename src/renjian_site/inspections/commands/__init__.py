"""Acts of an inspection, from the task to the published result."""

from renjian_site.inspections.commands.results import (
    NewFinding,
    NewResult,
    add_finding,
    enter_result,
    follow_arrangement,
    hand_over,
    issue_sheet,
    publish_result,
    send_back,
    why_not_issue_sheet,
    why_not_review,
    why_not_visit,
)
from renjian_site.inspections.commands.tasks import (
    recuse_late,
    replace_object,
    take_over,
    take_up,
    why_not_recuse,
    why_not_replace,
)

__all__ = [
    "NewFinding",
    "NewResult",
    "add_finding",
    "enter_result",
    "follow_arrangement",
    "hand_over",
    "issue_sheet",
    "publish_result",
    "recuse_late",
    "replace_object",
    "send_back",
    "take_over",
    "take_up",
    "why_not_issue_sheet",
    "why_not_recuse",
    "why_not_replace",
    "why_not_review",
    "why_not_visit",
]
