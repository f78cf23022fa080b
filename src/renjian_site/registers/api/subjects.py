"""Organisations and practitioners for programs.

Names and registrations alone: who somebody is by identity documents and whom a body reaches at an
organisation are personal and are given to no program.
"""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from renjian.authorities.keys import Permission
from renjian.kernel.identifiers import normalise
from renjian_site.authorities.api import Call, needs
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.registers import queries

READ = needs(Permission.REGISTERS_READ)
organisations = Router(tags=[_("组织")])
practitioners = Router(tags=[_("认证人员")])


class OrganisationOut(Schema):
    """A subject that certification concerns, with or without a certificate."""

    uscc: str
    name: str
    country: str
    division: str
    address: str
    authority: str | None = Field(alias="authority.code", default=None)
    last_visited_on: date | None
    open_matters: int


class WantedOrganisations(Paging):
    """Which organisations, and which page of them."""

    division: str = Field("", max_length=12, description=_("行政区划代码，或者它的开头几位"))


@organisations.get(
    "",
    auth=READ,
    response=Page[OrganisationOut],
    summary=_("组织列表"),
    description=_("密钥范围内的组织，按统一社会信用代码排列；机构的密钥看到自己发过证的组织。"),
)
def list_organisations(request: Call, wanted: Query[WantedOrganisations]) -> dict[str, object]:
    """Organisations of the key's area."""
    found = queries.organisations(request.auth.actor).select_related("authority")
    if wanted.division:
        found = found.filter(division__startswith=wanted.division)
    return page_of(found, wanted, by="uscc")


@organisations.get(
    "/{uscc}",
    auth=READ,
    response=OrganisationOut,
    url_name="organisation",
    summary=_("一个组织"),
    description=_("密钥范围内的一个组织，按统一社会信用代码查询。"),
)
def one_organisation(request: Call, uscc: str) -> Any:
    """One organisation of the key's area."""
    found = queries.organisations(request.auth.actor).select_related("authority")
    return get_object_or_404(found, uscc=normalise(uscc))


class PractitionerOut(Schema):
    """A practitioner and the body of today, none after leaving."""

    registration_no: str
    name: str
    kind: str
    is_fulltime: bool
    body: str | None = Field(alias="body.approval_no", default=None)


@practitioners.get(
    "",
    auth=READ,
    response=Page[PractitionerOut],
    summary=_("认证人员列表"),
    description=_("认证人员，按注册编号排列；机构的密钥看到本机构的人员。不含证件号码。"),
)
def list_practitioners(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """The register of practitioners."""
    return page_of(queries.practitioners(request.auth.actor), paging, by="registration_no")


@practitioners.get(
    "/{registration_no}",
    auth=READ,
    response=PractitionerOut,
    url_name="practitioner",
    summary=_("一名认证人员"),
    description=_("一名认证人员和现在的执业机构，按注册编号查询。"),
)
def one_practitioner(request: Call, registration_no: str) -> Any:
    """One practitioner."""
    found = queries.practitioners(request.auth.actor)
    return get_object_or_404(found, registration_no=normalise(registration_no))
