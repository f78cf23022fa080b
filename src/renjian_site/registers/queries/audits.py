"""Questions about audits: planned, signed in, done."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.registers.models import AuditPlan, AuditResult, SignIn

M = TypeVar("M", bound=Model)


def plans(actor: Actor) -> QuerySet[AuditPlan]:
    """The plans that stand: of organisations or bodies of the officer's area, or of the clerk's body."""
    found = AuditPlan.objects.filter(superseded_at=None).select_related("body", "organisation")
    return _of(actor, found)


def any_plan(actor: Actor) -> QuerySet[AuditPlan]:
    """The plans of the same, those too that were reported again."""
    found = AuditPlan.objects.select_related("body", "organisation")
    return _of(actor, found).prefetch_related("team", "sign_ins")


def results(actor: Actor) -> QuerySet[AuditResult]:
    """What was reported as done, of the same."""
    found = AuditResult.objects.select_related("body", "organisation", "certificate", "plan")
    return _of(actor, found)


def sign_ins(actor: Actor) -> QuerySet[SignIn]:
    """The sign-ins of plans that the actor may see."""
    seen = _of(actor, AuditPlan.objects.all())
    return SignIn.objects.filter(plan__in=seen).select_related("plan__organisation", "plan__body")


def _of(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    if actor is SYSTEM:
        return found
    if actor.role is Role.CLERK:
        return found.filter(body__approval_no=actor.body)
    low, high = range_of(actor.authority.path)
    held = Q(organisation__authority__path__gte=low, organisation__authority__path__lt=high)
    seated = Q(body__authority__path__gte=low, body__authority__path__lt=high)
    return found.filter(held | seated)
