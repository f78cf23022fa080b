"""Object registers, exemptions and self-declarations for the programs of authorities."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from renjian.authorities.keys import Permission
from renjian.kernel.identifiers import normalise
from renjian.registers.objects import Source, Tag
from renjian_site.authorities.api import Call, needs
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.registers import queries

READ = needs(Permission.OBJECTS_READ)
entries = Router(tags=[_("检查对象名录库")])
exemptions = Router(tags=[_("免办证明")])
declarations = Router(tags=[_("自我声明")])


class EntryOut(Schema):
    """A subject in an object register under one tag; ``to_on`` is the first day outside."""

    id: int = Field(alias="pk")
    tag: Tag
    subject: str
    uscc: str | None = Field(alias="code")
    source: Source
    because: str
    from_on: date
    to_on: date | None
    out_because: str
    authority: str | None = Field(alias="authority.code", default=None)
    licences: int


class WantedEntries(Paging):
    """Which entries, and which page of them."""

    tag: Tag | None = Field(None, description=_("标签"))
    is_in: bool | None = Field(None, description=_("只要在库的（true）或者已出库的（false）"))


@entries.get(
    "",
    auth=READ,
    response=Page[EntryOut],
    summary=_("检查对象名录库"),
    description=_("密钥范围内各标签的入库记录，按入库先后；已出库的也在内。"),
)
def list_entries(request: Call, wanted: Query[WantedEntries]) -> dict[str, object]:
    """Entries of the key's area."""
    found = queries.entries(request.auth.actor)
    if wanted.tag is not None:
        found = found.filter(tag=wanted.tag.value)
    if wanted.is_in is not None:
        found = found.filter(to_on__isnull=wanted.is_in)
    return page_of(found, wanted, by="pk")


@entries.get(
    "/{int:entry_id}",
    auth=READ,
    response=EntryOut,
    url_name="entry",
    summary=_("一条入库记录"),
    description=_("检查对象名录库的一条入库记录。"),
)
def one_entry(request: Call, entry_id: int) -> Any:
    """One entry of the key's area."""
    return get_object_or_404(queries.entries(request.auth.actor), pk=entry_id)


class PaperOut(Schema):
    """What exemptions and self-declarations have in common: whose, for which product."""

    number: str
    uscc: str = Field(alias="organisation.uscc")
    organisation: str = Field(alias="organisation.name")
    product: str
    product_class: str


class ExemptionOut(PaperOut):
    """An exemption: for which of the purposes of CCCR 42, how many, from when to when."""

    purpose_item: int
    purpose: str
    quantity: Decimal
    unit: str
    issued_on: date
    expires_on: date
    authority: str | None = Field(alias="authority.code", default=None)


@exemptions.get(
    "",
    auth=READ,
    response=Page[ExemptionOut],
    summary=_("免办证明列表"),
    description=_("密钥范围内的组织持有的免办证明，按证明编号排列。"),
)
def list_exemptions(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """Exemptions of organisations of the key's area."""
    return page_of(queries.exemptions(request.auth.actor), paging, by="number")


@exemptions.get(
    "/{path:number}",
    auth=READ,
    response=ExemptionOut,
    url_name="exemption",
    summary=_("一份免办证明"),
    description=_("一份免办证明，按证明编号查询。"),
)
def one_exemption(request: Call, number: str) -> Any:
    """One exemption."""
    return get_object_or_404(queries.exemptions(request.auth.actor), number=normalise(number))


class DeclarationOut(PaperOut):
    """A self-declaration: of which models, since when, by whose test."""

    models_text: str
    declared_on: date
    ended_on: date | None
    laboratory: str


@declarations.get(
    "",
    auth=READ,
    response=Page[DeclarationOut],
    summary=_("自我声明列表"),
    description=_("密钥范围内的组织作出的自我声明，按声明编号排列。"),
)
def list_declarations(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """Self-declarations of organisations of the key's area."""
    return page_of(queries.declarations(request.auth.actor), paging, by="number")


@declarations.get(
    "/{path:number}",
    auth=READ,
    response=DeclarationOut,
    url_name="declaration",
    summary=_("一份自我声明"),
    description=_("一份自我声明，按声明编号查询。"),
)
def one_declaration(request: Call, number: str) -> Any:
    """One self-declaration."""
    return get_object_or_404(queries.declarations(request.auth.actor), number=normalise(number))
