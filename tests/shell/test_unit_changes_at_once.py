"""Changes of the tree at the same moment: approved once."""

from at_once import at_once
from make_units import approved, proposed
from renjian.authorities.wishes import Rename

RENAME = Rename("330110", "杭州市练习区市场监督管理局", "练市监")


def test_two_approvals_at_once_carry_out_once(own_database):
    change = proposed(RENAME, by="330000")
    given = at_once(lambda: approved(change), lambda: approved(change, by="330000.system"))
    assert sorted(type(one).__name__ for one in given) == ["Refused", "UnitChange"]
