"""How a ruling is said on a page."""

from django import template
from django.utils.translation import gettext as _

from renjian.jurisdiction.rulings import NATIONAL, Ruling

register = template.Library()


@register.filter
def who_handles(ruling: Ruling) -> str:
    """Which levels handle a matter, in one sentence."""
    if ruling.levels == NATIONAL:
        return _("由市场监管总局管辖")
    levels = _("、").join(_(level.title) for level in sorted(ruling.levels))
    return _("由%(levels)s市场监管部门管辖") % {"levels": levels}
