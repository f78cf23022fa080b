"""What the pages of organisations and object registers show of one thing."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.divisions import full_name
from renjian.authorities.rights import Right
from renjian.catalogue.checks import check_items
from renjian.registers.certificates import TITLES, Status
from renjian.registers.kinds import TITLES as CERTIFICATE_KINDS
from renjian.registers.kinds import Kind
from renjian.registers.objects import SOURCE_TITLES, TAG_TITLES, Source, Tag, items_of
from renjian.registers.practitioners import KIND_TITLES
from renjian.registers.subjects import is_uscc
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries
from renjian_site.registers.body_pages import restrictions
from renjian_site.registers.models import (
    Certificate,
    ObjectEntry,
    Organisation,
)
from renjian_site.registers.records import (
    Act,
    Fact,
    Group,
    Look,
    Record,
    Table,
    act,
    facts,
    table,
)

MOST = 50
TONES = {"01": "good", "03": "bad", "valid": "good", "revoked": "bad"}
PRACTITIONERS = {str(kind): title for kind, title in KIND_TITLES.items()}
BASICS = gettext_noop("基本情况")


def organisation(actor: Actor, found: Organisation) -> Record:
    """A subject: its certificates, the registers that it stands in, what binds it."""
    held = queries.certificates(actor).filter(organisation=found)
    entries = queries.entries(actor).filter(organisation=found)
    return Record(
        list_title=gettext_noop("组织名录"),
        list_url=reverse("registers:organisations"),
        heading=found.name,
        under=found.uscc if is_uscc(found.uscc) else "",
        groups=(
            Group(
                BASICS,
                facts(
                    Fact(gettext_noop("地址"), found.address),
                    Fact(gettext_noop("行政区划"), full_name(found.division)),
                    Fact(gettext_noop("监管单位"), found.authority.name if found.authority else ""),
                    Fact(gettext_noop("最近检查日期"), found.last_visited_on, Look.DAY),
                    Fact(gettext_noop("在办事项"), found.open_matters, Look.NUMBER),
                ),
            ),
            Group(
                gettext_noop("联系方式"),
                facts(
                    *(
                        Fact(one.body.name, f"{one.person} {one.phone}".strip())
                        for one in queries.contacts(actor, found.pk)
                    )
                ),
            ),
        ),
        tables=(
            _certificates(held[:MOST]),
            _entries(entries[:MOST]),
            *restrictions(actor, queries.all_restrictions(actor).filter(organisation=found)),
        ),
        acts=act(
            actor,
            Right.RESTRICT,
            gettext_noop("登记限制"),
            reverse("registers:restrict-organisation", args=[found.pk]),
        ),
    )


def entry(actor: Actor, found: ObjectEntry) -> Record:
    """An entry of an object register: whose, why, since when, for which items."""
    subject = found.organisation or found.body or found.designated_lab
    acts = (
        (Act(gettext_noop("移出名录库"), reverse("registers:move-object-out", args=[found.pk])),)
        if queries.may_move_out(actor, found)
        else ()
    )
    return Record(
        list_title=gettext_noop("检查对象名录库"),
        list_url=reverse("registers:objects"),
        heading=str(subject),
        under=getattr(subject, "uscc", ""),
        state=Fact(
            "",
            gettext_noop("已出库") if found.to_on else gettext_noop("在库"),
            tone="" if found.to_on else "good",
        ),
        groups=(
            Group(
                gettext_noop("入库情况"),
                facts(
                    Fact(gettext_noop("标签"), TAG_TITLES[Tag(found.tag)], Look.WORD),
                    Fact(gettext_noop("对应抽查事项"), "、".join(items_of(Tag(found.tag)))),
                    Fact(gettext_noop("来源"), SOURCE_TITLES[Source(found.source)], Look.WORD),
                    Fact(gettext_noop("入库依据"), found.because),
                    Fact(gettext_noop("入库日期"), found.from_on, Look.DAY),
                    Fact(gettext_noop("出库日期"), found.to_on, Look.DAY),
                    Fact(gettext_noop("出库依据"), found.out_because),
                    Fact(gettext_noop("录入人"), found.entered_by),
                    Fact(gettext_noop("监管单位"), found.authority.name if found.authority else ""),
                    _page_of(found),
                ),
            ),
        ),
        acts=acts,
    )


def object_counts(actor: Actor, today: date) -> Record:
    """What stands in the object registers: subjects once each, tags and licences apart."""
    whole = queries.counts(actor)
    return Record(
        list_title=gettext_noop("检查对象名录库"),
        list_url=reverse("registers:objects"),
        heading=_("名录库底数"),
        under=actor.authority.name,
        groups=(
            Group(
                gettext_noop("合计"),
                (
                    Fact(gettext_noop("主体（去重）"), whole.subjects, Look.NUMBER),
                    Fact(gettext_noop("标签"), whole.tags, Look.NUMBER),
                    Fact(gettext_noop("有效和暂停证书"), whole.licences, Look.NUMBER),
                ),
            ),
        ),
        tables=(
            table(
                gettext_noop("按标签"),
                (
                    (
                        Fact(
                            gettext_noop("标签"),
                            TAG_TITLES[tag],
                            Look.WORD,
                            url=f"{reverse('registers:objects')}?tag={tag.value}&in=1",
                        ),
                        Fact(gettext_noop("主体"), one.subjects, Look.NUMBER),
                        Fact(gettext_noop("有效和暂停证书"), one.licences, Look.NUMBER),
                    )
                    for tag, one in queries.counts_by_tag(actor).items()
                ),
            ),
            table(
                gettext_noop("按抽查事项"),
                (
                    (
                        Fact(gettext_noop("抽查事项"), item.title, below=item.code),
                        Fact(gettext_noop("主体（去重）"), one.subjects, Look.NUMBER),
                        Fact(gettext_noop("标签"), one.tags, Look.NUMBER),
                        Fact(gettext_noop("有效和暂停证书"), one.licences, Look.NUMBER),
                    )
                    for item in check_items(today)
                    for one in [queries.counts(actor, item.code)]
                ),
            ),
        ),
    )


def _page_of(found: ObjectEntry) -> Fact:
    title = gettext_noop("主体")
    if found.organisation_id:
        url = reverse("registers:organisation", args=[found.organisation_id])
        return Fact(title, str(found.organisation), url=url)
    if found.body:
        url = reverse("registers:body", args=[found.body.approval_no])
        return Fact(title, str(found.body), url=url)
    assert found.designated_lab is not None  # the constraint of the table
    return Fact(
        title,
        str(found.designated_lab),
        url=reverse("registers:designated-lab", args=[found.designated_lab.code]),
    )


def _certificates(found: Iterable[Certificate]) -> Table:
    return table(
        gettext_noop("证书"),
        (
            (
                Fact(
                    gettext_noop("证书编号"),
                    one.number,
                    url=reverse("registers:certificate", args=[one.number]),
                ),
                Fact(
                    gettext_noop("类别"),
                    CERTIFICATE_KINDS[Kind(one.kind)],
                    Look.WORD,
                    below=one.item,
                ),
                Fact(
                    gettext_noop("状态"),
                    TITLES[Status(one.status)],
                    Look.STATE,
                    tone=TONES.get(one.status, ""),
                ),
                Fact(gettext_noop("有效期止"), one.expires_on, Look.DAY),
            )
            for one in found
        ),
        gettext_noop("没有证书。"),
    )


def _entries(found: Iterable[ObjectEntry]) -> Table:
    return table(
        gettext_noop("名录库标签"),
        (
            (
                Fact(
                    gettext_noop("标签"),
                    TAG_TITLES[Tag(one.tag)],
                    Look.WORD,
                    url=reverse("registers:object", args=[one.pk]),
                ),
                Fact(gettext_noop("入库日期"), one.from_on, Look.DAY),
                Fact(gettext_noop("出库日期"), one.to_on, Look.DAY),
            )
            for one in found
        ),
        gettext_noop("不在名录库中。"),
    )
