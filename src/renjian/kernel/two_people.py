"""What takes two people: one proposes, another decides."""

from renjian.kernel.refusal import Reason, reason


def why_not_settle(*, proposed_by: str, decider: str, is_open: bool) -> tuple[Reason, ...]:
    """Why somebody may not approve or return what was proposed; empty if they may.

    ``proposed_by`` and ``decider`` are persons, never posts: one person may hold several.
    """
    reasons = []
    if not is_open:
        reasons.append(
            reason(
                "change.settled",
                "这项变更已经批准、退回或者撤回，不能再次办理。需要再改的，请另行提出变更。",
            )
        )
    if proposed_by == decider:
        reasons.append(
            reason(
                "change.own",
                "提出变更的人不能批准或者退回自己提出的变更。请由另一名人员办理。",
            )
        )
    return tuple(reasons)
