"""Certification bodies and designated laboratories for programs, with their scope."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from renjian.authorities.keys import Permission
from renjian.kernel.identifiers import normalise
from renjian.registers.approvals import Standing
from renjian_site.authorities.api import Call, needs
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.registers import queries

READ = needs(Permission.REGISTERS_READ)
bodies = Router(tags=[_("认证机构")])
designated_labs = Router(tags=[_("指定实验室")])


class DesignationOut(Schema):
    """A class of CCC products with the days from and to which it is designated."""

    product_class: str
    from_on: date
    to_on: date | None


class DomainOut(Schema):
    """A domain that a body is approved for: a prefix of item codes, from and to which day."""

    domain: str
    title: str
    from_on: date
    to_on: date | None


class BodyOut(Schema):
    """A certification body."""

    approval_no: str
    uscc: str
    name: str
    division: str
    is_designated: bool
    certificates: int = Field(alias="count")


class BodyWithScope(BodyOut):
    """A certification body with what it is and was approved and designated for."""

    standing: Standing
    approved_on: date | None
    approval_expires_on: date | None
    domains: list[DomainOut]
    designations: list[DesignationOut]


@bodies.get(
    "",
    auth=needs(Permission.BODIES_READ),
    response=Page[BodyOut],
    summary=_("认证机构列表"),
    description=_("全部认证机构及其证书数，按批准号排列。"),
)
def list_bodies(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """The register of certification bodies."""
    return page_of(queries.bodies(request.auth.actor), paging, by="approval_no")


@bodies.get(
    "/{approval_no}",
    auth=needs(Permission.BODIES_READ),
    response=BodyWithScope,
    url_name="body",
    summary=_("一家认证机构"),
    description=_("认证机构的批准情况、批准领域和指定业务范围，以往的也在内。"),
)
def one_body(request: Call, approval_no: str) -> Any:
    """One body with its scope."""
    found = queries.bodies(request.auth.actor).prefetch_related("domains", "designations")
    return get_object_or_404(found, approval_no=normalise(approval_no))


class DesignatedLabOut(Schema):
    """A designated laboratory."""

    code: str
    uscc: str
    name: str
    division: str


class DesignatedLabWithScope(DesignatedLabOut):
    """A designated laboratory with the product classes that it may test."""

    designations: list[DesignationOut]


@designated_labs.get(
    "",
    auth=READ,
    response=Page[DesignatedLabOut],
    summary=_("指定实验室列表"),
    description=_("全部指定实验室，按指定编号排列。"),
)
def list_designated_labs(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """The register of designated laboratories."""
    return page_of(queries.designated_labs(request.auth.actor), paging, by="code")


@designated_labs.get(
    "/{code}",
    auth=READ,
    response=DesignatedLabWithScope,
    url_name="designated-lab",
    summary=_("一家指定实验室"),
    description=_("指定实验室和它的指定业务范围。"),
)
def one_designated_lab(request: Call, code: str) -> Any:
    """One laboratory with its scope."""
    found = queries.designated_labs(request.auth.actor).prefetch_related("designations")
    return get_object_or_404(found, code=normalise(code))
