"""Acts on risk classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from renjian.kernel.refusal import Refused, reason
from renjian.risk.classes import ClassRow
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers.queries import by_uscc
from renjian_site.risk.models import CreditClass

BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """What became of a file of classes: rows taken over, and rows of others that were left."""

    taken: int
    left: int


@command
def import_classes(
    actor: Actor, rows: Sequence[ClassRow], source: str, *, at: datetime
) -> Imported:
    """Take over the classes of a file for the organisations of the area.

    The credit system classes all enterprises, of which only some are certified: rows of the others
    are left aside and counted. A later file may replace the class of the same day.
    """
    known = by_uscc(actor, [row.uscc for row in rows])
    taken = [row for row in rows if row.uscc in known]
    if not taken:
        raise Refused(
            reason(
                "risk.no-known-organisation",
                "文件中的 {count} 个统一社会信用代码都不在本辖区名录库中，没有导入任何一行。"
                "请核对是否选错了文件，或者先由认证机构上报证书。",
                count=len(rows),
            )
        )
    CreditClass.objects.bulk_create(
        [
            CreditClass(
                organisation=known[row.uscc],
                credit_class=row.credit_class,
                from_on=row.from_on,
                source=source,
                recorded_at=at,
            )
            for row in taken
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organisation", "from_on"],
        update_fields=["credit_class", "source", "recorded_at"],
    )
    imported = Imported(len(taken), len(rows) - len(taken))
    record("classes.imported", f"file:{source}", taken=imported.taken, left=imported.left)
    return imported
