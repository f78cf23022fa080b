"""What the pages of certification bodies, laboratories and practitioners show."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop

from renjian.authorities.divisions import full_name
from renjian.authorities.rights import Right, who_may
from renjian.registers.approvals import STANDING_TITLES, Standing
from renjian.registers.codes import product_class_words
from renjian.registers.practitioners import KIND_TITLES
from renjian.registers.restrictions import BAR_TITLES, Bar
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries
from renjian_site.registers.models import (
    Body,
    DesignatedLab,
    Designation,
    Practitioner,
    Restriction,
)
from renjian_site.registers.records import (
    FLAGS,
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
TONES = {"valid": "good", "revoked": "bad"}
PRACTITIONERS = {str(kind): title for kind, title in KIND_TITLES.items()}
BASICS = gettext_noop("基本情况")


def body(actor: Actor, found: Body) -> Record:
    """A certification body: its approval, what it may certify, its branches and people."""
    seen = queries.all_restrictions(actor)
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
        tables=(*_of_body(found), *restrictions(actor, seen.filter(body=found))),
        acts=_acts(actor, found),
    )


def _acts(actor: Actor, found: Body) -> tuple[Act, ...]:
    """The quality card where there is one, and a restriction for those who may set it here."""
    acts: tuple[Act, ...] = ()
    if queries.quality_cards(actor).filter(body=found).exists():
        url = reverse("registers:quality-card", args=[found.approval_no])
        acts += act(actor, Right.READ_AUDITS, gettext_noop("质量卡"), url)
    may_restrict = actor.role in who_may(Right.RESTRICT)
    if may_restrict and queries.bodies_in_area(actor).filter(pk=found.pk).exists():
        url = reverse("registers:restrict-body", args=[found.approval_no])
        acts += (Act(gettext_noop("登记限制"), url),)
    return acts


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


def restrictions(actor: Actor, found: Iterable[Restriction]) -> tuple[Table, ...]:
    """What binds a subject or did; no table where there is nothing."""
    rows = [
        (
            Fact(
                gettext_noop("限制"),
                BAR_TITLES[Bar(one.kind)],
                Look.WORD,
                url=_lifted_at(actor, one),
            ),
            Fact(gettext_noop("依据"), one.because, below=one.lifted_because),
            Fact(gettext_noop("自"), one.from_on, Look.DAY),
            Fact(gettext_noop("至"), one.to_on, Look.DAY),
        )
        for one in found
    ]
    return (table(gettext_noop("限制"), rows),) if rows else ()


def _lifted_at(actor: Actor, one: Restriction) -> str:
    may = actor.role in who_may(Right.RESTRICT) and not one.lifted_because
    return reverse("registers:lift-restriction", args=[one.pk]) if may else ""


def masked(number: str) -> str:
    """A document number of which only its ends can be read."""
    return number if len(number) < 8 else f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def _scope(found: Iterable[Designation]) -> tuple[Table, ...]:
    rows = [
        (
            Fact(gettext_noop("产品种类"), product_class_words(one.product_class)),
            Fact(gettext_noop("自"), one.from_on, Look.DAY),
            Fact(gettext_noop("至"), one.to_on, Look.DAY),
        )
        for one in found
    ]
    return (table(gettext_noop("指定业务范围"), rows),) if rows else ()


def _of_body(found: Body) -> tuple[Table, ...]:
    return (
        table(
            gettext_noop("批准的认证领域"),
            (
                (
                    Fact(gettext_noop("领域"), one.title, below=one.domain),
                    Fact(gettext_noop("自"), one.from_on, Look.DAY),
                    Fact(gettext_noop("至"), one.to_on, Look.DAY),
                )
                for one in found.domains.all()
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
                for one in found.practitioners.all()[:MOST]
            ),
            gettext_noop("没有认证人员。"),
        ),
    )
