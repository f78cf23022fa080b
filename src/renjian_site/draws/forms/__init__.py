"""The forms of draws: shape only, never law."""

from renjian_site.draws.forms.plan import PlanForm
from renjian_site.draws.forms.sources import SOURCE_FORMS, SourceForm
from renjian_site.draws.forms.values import VALUE_FORMS, ValueForm
from renjian_site.draws.forms.visits import VisitForm
from renjian_site.draws.forms.voids import VoidForm

__all__ = [
    "SOURCE_FORMS",
    "VALUE_FORMS",
    "PlanForm",
    "SourceForm",
    "ValueForm",
    "VisitForm",
    "VoidForm",
]
