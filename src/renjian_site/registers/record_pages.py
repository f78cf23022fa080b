"""What the page of each register shows of one thing: queries asked, answers laid out as a record."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.divisions import full_name
from renjian.catalogue.checks import check_items
from renjian.registers.approvals import STANDING_TITLES, Standing
from renjian.registers.certificates import TITLES, Status
from renjian.registers.kinds import TITLES as CERTIFICATE_KINDS
from renjian.registers.kinds import Kind
from renjian.registers.objects import SOURCE_TITLES, TAG_TITLES, Source, Tag, items_of
from renjian.registers.practitioners import KIND_TITLES
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries
from renjian_site.registers.models import (
    Body,
    Certificate,
    DesignatedLab,
    Designation,
    ObjectEntry,
    Organisation,
    Practitioner,
)
from renjian_site.registers.records import (
    FLAGS,
    Act,
    Fact,
    Group,
    Look,
    Record,
    Table,
    facts,
    table,
)

MOST = 50
TONES = {"01": "good", "03": "bad", "valid": "good", "revoked": "bad"}
PRACTITIONERS = {str(kind): title for kind, title in KIND_TITLES.items()}
BASICS = gettext_noop("基本情况")


def body(actor: Actor, found: Body) -> Record:
    """A certification body: its approval, what it may certify, its branches and people."""
    domains = found.domains.all()
    people = found.practitioners.all()
    return Record(
        list_title=gettext_noop("认证机构名录"),
        list_url=reverse("registers:bodies"),
        heading=found.name,
        under=f"{found.approval_no} · {found.uscc}",
        state=Fact(
            "",
            STANDING_TITLES[Standing(found.standing)],
            Look.STATE,
            tone=TONES.get(found.standing, ""),
        ),
        groups=(
            Group(
                BASICS,
                facts(
                    Fact(gettext_noop("住所"), full_name(found.division)),
                    Fact(gettext_noop("批准日期"), found.approved_on, Look.DAY),
                    Fact(gettext_noop("批准书有效期至"), found.approval_expires_on, Look.DAY),
                    Fact(gettext_noop("外资"), FLAGS[found.is_foreign], Look.WORD),
                    Fact(gettext_noop("强制性产品指定"), FLAGS[found.is_designated], Look.WORD),
                    Fact(gettext_noop("专职认证人员数"), found.fulltime_staff, Look.NUMBER),
                    Fact(gettext_noop("认可资质"), "、".join(found.accreditations)),
                    Fact(gettext_noop("监管单位"), found.authority.name if found.authority else ""),
                ),
            ),
        ),
        tables=(
            table(
                gettext_noop("批准的认证领域"),
                (
                    (
                        Fact(gettext_noop("领域"), one.title, below=one.domain),
                        Fact(gettext_noop("自"), one.from_on, Look.DAY),
                        Fact(gettext_noop("至"), one.to_on, Look.DAY),
                    )
                    for one in domains
                ),
                gettext_noop("没有批准的认证领域。"),
            ),
            *_scope(found.designations.all()),
            table(
                gettext_noop("分支机构"),
                (
                    (
                        Fact(gettext_noop("名称"), one.name),
                        Fact(gettext_noop("地址"), one.address),
                        Fact(gettext_noop("设立日期"), one.from_on, Look.DAY),
                    )
                    for one in found.branches.all()
                ),
                gettext_noop("没有分支机构。"),
            ),
            table(
                gettext_noop("认证人员"),
                (
                    (
                        Fact(
                            gettext_noop("姓名"),
                            one.name,
                            url=reverse("registers:practitioner", args=[one.registration_no]),
                        ),
                        Fact(gettext_noop("注册编号"), one.registration_no),
                        Fact(gettext_noop("类别"), PRACTITIONERS.get(one.kind, ""), Look.WORD),
                    )
                    for one in people[:MOST]
                ),
                gettext_noop("没有认证人员。"),
            ),
        ),
    )


def designated_lab(actor: Actor, found: DesignatedLab) -> Record:
    """A designated laboratory and its scope."""
    return Record(
        list_title=gettext_noop("指定实验室名录"),
        list_url=reverse("registers:designated-labs"),
        heading=found.name,
        under=f"{found.code} · {found.uscc}",
        groups=(
            Group(
                BASICS,
                facts(
                    Fact(gettext_noop("住所"), full_name(found.division)),
                    Fact(gettext_noop("监管单位"), found.authority.name if found.authority else ""),
                ),
            ),
        ),
        tables=_scope(found.designations.all()),
    )


def practitioner(actor: Actor, found: Practitioner) -> Record:
    """A practitioner: for whom they work and worked, for what they are registered."""
    identities = queries.identities(actor, found)
    return Record(
        list_title=gettext_noop("认证人员名录"),
        list_url=reverse("registers:practitioners"),
        heading=found.name,
        under=found.registration_no,
        state=Fact("", gettext_noop("在执业") if found.body else gettext_noop("未在机构执业")),
        groups=(
            Group(
                BASICS,
                facts(
                    Fact(gettext_noop("类别"), PRACTITIONERS.get(found.kind, ""), Look.WORD),
                    Fact(gettext_noop("专职"), FLAGS[found.is_fulltime], Look.WORD),
                    *(
                        Fact(gettext_noop("证件号码"), masked(one.document_no))
                        for one in identities
                    ),
                ),
            ),
        ),
        tables=(
            table(
                gettext_noop("执业经历"),
                (
                    (
                        Fact(
                            gettext_noop("认证机构"),
                            one.body.name,
                            url=reverse("registers:body", args=[one.body.approval_no]),
                        ),
                        Fact(gettext_noop("自"), one.from_on, Look.DAY),
                        Fact(gettext_noop("至"), one.to_on, Look.DAY),
                    )
                    for one in found.engagements.select_related("body").order_by("-from_on")
                ),
                gettext_noop("没有执业经历。"),
            ),
            table(
                gettext_noop("注册资格"),
                (
                    (
                        Fact(gettext_noop("领域"), one.domain),
                        Fact(gettext_noop("级别"), one.level),
                        Fact(gettext_noop("注册日期"), one.from_on, Look.DAY),
                        Fact(gettext_noop("有效期至"), one.valid_until, Look.DAY),
                    )
                    for one in found.registrations.all()
                ),
                gettext_noop("没有注册资格。"),
            ),
        ),
    )


def organisation(actor: Actor, found: Organisation, today: date) -> Record:
    """A subject: its certificates, the registers that it stands in, what binds it."""
    held = queries.certificates(actor).filter(organisation=found)
    entries = queries.entries(actor).filter(organisation=found)
    return Record(
        list_title=gettext_noop("组织名录"),
        list_url=reverse("registers:organisations"),
        heading=found.name,
        under=found.uscc,
        groups=(
            Group(
                BASICS,
                facts(
                    Fact(gettext_noop("地址"), found.address),
                    Fact(gettext_noop("行政区划"), full_name(found.division)),
                    Fact(gettext_noop("监管单位"), found.authority.name if found.authority else ""),
                    Fact(gettext_noop("最近检查日期"), found.last_visited_on, Look.DAY),
                    Fact(gettext_noop("在办事项"), found.open_matters, Look.NUMBER),
                    *(
                        Fact(one.kind, one.because, below=f"{one.from_on} – {one.to_on or ''}")
                        for one in queries.restrictions(actor, found.pk, today)
                    ),
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
        tables=(_certificates(held[:MOST]), _entries(entries[:MOST])),
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


def masked(number: str) -> str:
    """A document number of which only its ends can be read."""
    return number if len(number) < 8 else f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


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


def _scope(found: Iterable[Designation]) -> tuple[Table, ...]:
    rows = [
        (
            Fact(gettext_noop("产品种类"), one.product_class),
            Fact(gettext_noop("自"), one.from_on, Look.DAY),
            Fact(gettext_noop("至"), one.to_on, Look.DAY),
        )
        for one in found
    ]
    return (table(gettext_noop("指定业务范围"), rows),) if rows else ()


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
