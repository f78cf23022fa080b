"""Acts on requests for instructions and on replies."""

from renjian_site.consultations.commands.arrangements import follow_arrangement
from renjian_site.consultations.commands.asking import (
    LegalQuestion,
    Request,
    ask_back,
    draft,
    forward,
    receive,
    redraft,
    send,
    supplement,
    take_back,
    why_not,
    why_not_draft,
    why_not_redraft,
)
from renjian_site.consultations.commands.replying import (
    Words,
    issue_reply,
    repeal,
    why_not_issue,
    why_not_repeal,
    why_not_write,
    write_reply,
)
from renjian_site.consultations.commands.succession import take_over

__all__ = [
    "LegalQuestion",
    "Request",
    "Words",
    "ask_back",
    "draft",
    "follow_arrangement",
    "forward",
    "issue_reply",
    "receive",
    "redraft",
    "repeal",
    "send",
    "supplement",
    "take_back",
    "take_over",
    "why_not",
    "why_not_draft",
    "why_not_issue",
    "why_not_redraft",
    "why_not_repeal",
    "why_not_write",
    "write_reply",
]
