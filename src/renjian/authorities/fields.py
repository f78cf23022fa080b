"""How open a field is, who may open what is personal, and why not.

Every field has one of four classes. What is public leaves the system; what is internal is seen by
whoever sees the row; what is personal or sealed is shown masked and opened one by one, with a
reason that is recorded.
"""

from enum import StrEnum

from renjian.kernel.refusal import Reason, reason

LEAST_REASON = 4  # characters; our own number, enough for a word that can be checked


class FieldClass(StrEnum):
    """How open a field is, from the most to the least."""

    PUBLIC = "public"  # the portal may show it
    INTERNAL = "internal"  # whoever may see the row
    PERSONAL = "personal"  # masked, opened with a reason
    SEALED = "sealed"  # masked, opened with a reason by those who keep it


TITLES = {
    FieldClass.PUBLIC: "公开",
    FieldClass.INTERNAL: "内部",
    FieldClass.PERSONAL: "个人信息",
    FieldClass.SEALED: "封存",
}
OPENED = frozenset({FieldClass.PERSONAL, FieldClass.SEALED})


def why_not_open(field_class: FieldClass, because: str, *, keeps: bool) -> tuple[Reason, ...]:
    """Every reason against opening a masked field; ``keeps`` is whether the actor may enter it."""
    found = []
    if len(because.strip()) < LEAST_REASON:
        found.append(
            reason(
                "field.reason",
                "没有写明查看事由。请写明因何事查看，不少于 {least} 个字；事由会记入台账。",
                least=LEAST_REASON,
            )
        )
    if field_class is FieldClass.SEALED and not keeps:
        found.append(
            reason("field.sealed", "该项已封存，只有负责登记的岗位可以查看。请向其提出需要。")
        )
    return tuple(found)
