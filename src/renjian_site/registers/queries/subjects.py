"""Questions about bodies, laboratories, people and object registers."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian.registers.objects import HELD_IN, Tag, tags_for
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.registers.models import (
    Body,
    Certificate,
    DesignatedLab,
    ObjectEntry,
    OrganisationContact,
    Practitioner,
    PractitionerIdentity,
    Restriction,
)


@dataclass(frozen=True)
class Counts:
    """What stands in an object register: subjects once each, their tags, and their licences."""

    subjects: int
    tags: int
    licences: int


def designated_labs(actor: Actor) -> QuerySet[DesignatedLab]:
    """All designated laboratories with how many classes they may test; the register is public."""
    return DesignatedLab.objects.annotate(classes=Count("designations"))


def practitioners(actor: Actor) -> QuerySet[Practitioner]:
    """Practitioners: all of them for officers, those of the own body for a clerk.

    Names, qualifications and registrations are public; who they are by their papers is not.
    """
    found = Practitioner.objects.select_related("body")
    if actor.role is Role.CLERK:
        return found.filter(body__approval_no=actor.body)
    return found


def identities(actor: Actor, practitioner: Practitioner) -> QuerySet[PractitionerIdentity]:
    """Who a practitioner is by identity documents: of bodies seated in the officer's area."""
    found = PractitionerIdentity.objects.filter(practitioner=practitioner).select_related("body")
    if actor.role is Role.CLERK:
        return found.filter(body__approval_no=actor.body)
    low, high = range_of(actor.authority.path)
    return found.filter(body__authority__path__gte=low, body__authority__path__lt=high)


def contacts(actor: Actor, organisation_id: int) -> QuerySet[OrganisationContact]:
    """Whom bodies reach at an organisation of the officer's area; a clerk sees the own body's."""
    found = OrganisationContact.objects.filter(organisation=organisation_id).select_related("body")
    if actor.role is Role.CLERK:
        return found.filter(body__approval_no=actor.body)
    low, high = range_of(actor.authority.path)
    return found.filter(
        Q(organisation__authority__path__gte=low, organisation__authority__path__lt=high)
    )


def entries(actor: Actor) -> QuerySet[ObjectEntry]:
    """Entries of object registers in the officer's area, with the subject's name and code.

    What nobody is responsible for is the state administration's.
    """
    return _of_area(actor).annotate(
        subject=_of_subject("name"),
        code=_of_subject("uscc"),
        is_in=Case(When(to_on=None, then=1), default=0),
        licences=_licences(),
    )


def counts(actor: Actor, item: str = "") -> Counts:
    """How many subjects, tags and licences stand in the object registers, or in one item's."""
    found = _of_area(actor).filter(to_on=None)
    if item:
        found = found.filter(tag__in=tags_for(item))
    subject = Coalesce(F("organisation_id"), -F("body_id"), -1_000_000_000 - F("designated_lab_id"))
    told = found.aggregate(subjects=Count(subject, distinct=True), tags=Count("pk"))
    held = Certificate.objects.filter(
        organisation__in=found.exclude(organisation=None).values("organisation"),
        status__in=HELD_IN,
    )
    return Counts(told["subjects"], told["tags"], held.count())


def counts_by_tag(actor: Actor) -> dict[Tag, Counts]:
    """The same for each tag that stands in the object registers of the officer's area."""
    standing = _of_area(actor).filter(to_on=None)
    told = {}
    for tag in Tag:
        found = standing.filter(tag=tag.value)
        number = found.count()
        held = Certificate.objects.filter(
            organisation__in=found.exclude(organisation=None).values("organisation"),
            status__in=HELD_IN,
        )
        told[tag] = Counts(number, number, held.count())
    return told


def all_restrictions(actor: Actor) -> QuerySet[Restriction]:
    """Restrictions on organisations and bodies of the officer's area, past ones too."""
    found = Restriction.objects.select_related("organisation", "body")
    if actor.unit is None:
        return found.none()
    low, high = range_of(actor.authority.path)
    area = Q(organisation__authority__path__gte=low, organisation__authority__path__lt=high)
    area |= Q(body__authority__path__gte=low, body__authority__path__lt=high)
    if actor.level is Level.NATIONAL:
        area |= Q(organisation__authority=None) & Q(body__authority=None)
    return found.filter(area)


def bodies_in_area(actor: Actor) -> QuerySet[Body]:
    """Bodies that have their seat in the officer's area; those without one are the national's."""
    low, high = range_of(actor.authority.path)
    area = Q(authority__path__gte=low, authority__path__lt=high)
    if actor.level is Level.NATIONAL:
        area |= Q(authority=None)
    return Body.objects.filter(area)


def may_move_out(actor: Actor, entry: ObjectEntry) -> bool:
    """Whether an entry stands in the register and was made by hand."""
    return entry.to_on is None and entry.source != "rule"


def _of_area(actor: Actor) -> QuerySet[ObjectEntry]:
    found = ObjectEntry.objects.select_related(
        "organisation", "body", "designated_lab", "authority"
    )
    if actor is SYSTEM:
        return found
    if actor.unit is None:
        return found.none()
    low, high = range_of(actor.authority.path)
    area = Q(authority__path__gte=low, authority__path__lt=high)
    if actor.level is Level.NATIONAL:
        area |= Q(authority=None)
    return found.filter(area)


def _of_subject(field: str) -> Coalesce:
    paths = [f"{subject}__{field}" for subject in ("organisation", "body", "designated_lab")]
    return Coalesce(*paths, output_field=CharField())


def _licences() -> Coalesce:
    held = Certificate.objects.filter(organisation=OuterRef("organisation"), status__in=HELD_IN)
    counted = held.order_by().values("organisation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
