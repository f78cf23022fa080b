"""How a ruling is said on a page."""

from django import template
from django.utils.translation import gettext as _

from renjian.cases import fines
from renjian.jurisdiction.rulings import NATIONAL, Ruling
from renjian.jurisdiction.tree import BRANCH_TITLES, Branch

register = template.Library()
register.filter("yuan", fines.yuan)


@register.filter
def who_handles(ruling: Ruling) -> str:
    """Which levels handle a matter, in one sentence."""
    if not ruling.levels:
        return _(ruling.track.title)
    if ruling.levels == NATIONAL:
        return _("由市场监管总局管辖")
    levels = _("、").join(_(level.title) for level in sorted(ruling.levels))
    return _("由%(levels)s市场监管部门管辖") % {"levels": levels}


@register.filter
def heading(branch: Branch) -> str:
    """The heading of a branch of reasons."""
    return _(BRANCH_TITLES[branch.heading])
