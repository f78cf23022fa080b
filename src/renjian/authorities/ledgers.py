"""Whose ledger an officer or clerk may read: the own one, and those of subordinate authorities.

The ledger of a certification body is open to the body and, as its acts concern the whole country,
to the state administration, which approves bodies (REG 10); so is that of the system itself.
"""

from renjian.authorities.levels import Level
from renjian.authorities.scope import covers
from renjian.kernel.refusal import Reason, reason


def why_not_read(
    ledger: str, *, own: str, path: str, level: Level | None, ledger_path: str
) -> Reason | None:
    """The reason against reading a ledger, for somebody of ``own`` ledger, path and level.

    ``ledger_path`` is the path of the authority whose ledger it is, empty for any other ledger.
    """
    if ledger == own:
        return None
    if ledger_path and path and covers(path, ledger_path):
        return None
    if not ledger_path and level is Level.NATIONAL:
        return None
    return reason(
        "ledger.not-yours",
        "这是其他单位的台账。只能查阅本单位和下级单位的台账；"
        "认证机构和系统的台账由总局查阅。请向有权查阅的上级提出。",
    )
