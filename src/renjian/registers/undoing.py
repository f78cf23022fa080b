"""When a body may take back what it uploaded: while nobody built on it."""

from dataclasses import dataclass

from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True)
class BuiltOn:
    """What came after an upload and rests on it.

    ``later`` are numbers of certificates or plans that later uploads reported again, ``results``
    how many audit results, sign-ins, codes or transactions of other uploads name them, ``noted``
    the organisations on which authorities have acted since, ``people`` how many practitioners.
    """

    is_accepted: bool
    later: tuple[str, ...] = ()
    results: int = 0
    noted: tuple[str, ...] = ()
    people: int = 0


MOST_NAMED = 5


def why_not_undo(built: BuiltOn) -> tuple[Reason, ...]:
    """Every reason against taking back an upload."""
    if not built.is_accepted:
        return (reason("upload.undo.not-accepted", "这次上传没有入库，不需要撤回。"),)
    reasons = []
    if built.later:
        reasons.append(
            reason(
                "upload.undo.later",
                "以后的上传又上报了 {numbers} 等 {count} 项，不能撤回。请上报更正后的信息。",
                numbers="、".join(built.later[:MOST_NAMED]),
                count=len(built.later),
            )
        )
    if built.results:
        reasons.append(
            reason(
                "upload.undo.named",
                "其他上传中有 {count} 条记录引用了这次上传的证书或者计划，不能撤回。",
                count=built.results,
            )
        )
    if built.noted:
        reasons.append(
            reason(
                "upload.undo.acted",
                "监管部门已对 {names} 等 {count} 家组织开展检查或者办案，不能撤回。"
                "请上报更正后的信息。",
                names="、".join(built.noted[:MOST_NAMED]),
                count=len(built.noted),
            )
        )
    if built.people:
        reasons.append(
            reason(
                "upload.undo.people",
                "这次上传登记了 {count} 名认证人员的执业情况，不能撤回。请重新上报正确的起止日期。",
                count=built.people,
            )
        )
    return tuple(reasons)
