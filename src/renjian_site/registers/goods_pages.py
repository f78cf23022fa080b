"""What the pages of audits and goods show of one thing."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.registers.codes import product_class_words
from renjian.registers.exemptions import is_exempt_on
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries
from renjian_site.registers.body_pages import masked
from renjian_site.registers.models import (
    AuditPlan,
    AuditResult,
    Exemption,
    Product,
    SelfDeclaration,
    SignIn,
    TeamMember,
    TransactionCertificate,
)
from renjian_site.registers.records import Fact, Group, Look, Record, Table, facts, table
from renjian_site.registers.words import INSPECTION_RESULTS, MODES, ROLES, STAGES

BASICS = gettext_noop("基本情况")
KINDS = dict(SignIn.Kind.choices)


def plan(actor: Actor, found: AuditPlan) -> Record:
    """A plan: where, when, by whom; how the team signed in; where it was reported."""
    return Record(
        list_title=gettext_noop("审核计划"),
        list_url=reverse("registers:plans"),
        heading=found.number,
        under=found.body.name,
        state=Fact("", gettext_noop("已被后来的上报取代")) if found.superseded_at else None,
        groups=(
            Group(
                BASICS,
                facts(
                    _organisation(found.organisation_id, found.organisation.name),
                    Fact(gettext_noop("地址"), found.address),
                    Fact(gettext_noop("开始"), found.starts_at, Look.MOMENT),
                    Fact(gettext_noop("结束"), found.ends_at, Look.MOMENT),
                    Fact(gettext_noop("阶段"), "、".join(STAGES.get(s, s) for s in found.stages)),
                    Fact(gettext_noop("方式"), MODES.get(found.mode, found.mode), Look.WORD),
                    Fact(gettext_noop("认证项目"), "、".join(found.item_codes)),
                    Fact(gettext_noop("证书"), "、".join(found.certificates)),
                    Fact(gettext_noop("工厂编号"), found.factory_code),
                    Fact(
                        gettext_noop("联系人"),
                        f"{found.contact_person} {found.contact_way}".strip(),
                    ),
                    Fact(gettext_noop("备注"), found.remark),
                    _source(actor, found.upload_id, found.line),
                ),
            ),
        ),
        tables=(
            _team(found.team.all()),
            table(
                gettext_noop("签到"),
                (
                    (
                        Fact(gettext_noop("类别"), KINDS[one.kind], Look.WORD),
                        Fact(gettext_noop("时间"), one.at, Look.MOMENT),
                        Fact(gettext_noop("签到人"), one.signer),
                        Fact(gettext_noop("异常"), one.exception, below=one.explanation),
                    )
                    for one in sorted(found.sign_ins.all(), key=lambda each: each.at)
                ),
                gettext_noop("没有签到。"),
            ),
        ),
    )


def result(actor: Actor, found: AuditResult) -> Record:
    """What was done: by a member in a stage, or a whole factory inspection."""
    certificate = found.certificate
    return Record(
        list_title=gettext_noop("审核结果"),
        list_url=reverse("registers:results"),
        heading=found.organisation.name,
        under=found.body.name,
        groups=(
            Group(
                BASICS,
                facts(
                    _organisation(found.organisation_id, found.organisation.name),
                    _certificate(certificate.number) if certificate else Fact("", ""),
                    Fact(
                        gettext_noop("计划编号"),
                        found.plan.number if found.plan else "",
                        url=reverse("registers:plan", args=[found.plan_id])
                        if found.plan_id
                        else "",
                    ),
                    Fact(gettext_noop("阶段"), STAGES.get(found.stage, found.stage), Look.WORD),
                    Fact(gettext_noop("开始"), found.starts_at, Look.MOMENT),
                    Fact(gettext_noop("结束"), found.ends_at, Look.MOMENT),
                    Fact(gettext_noop("成员"), found.name, below=found.registration_no),
                    Fact(gettext_noop("角色"), ROLES.get(found.role, found.role), Look.WORD),
                    Fact(gettext_noop("证件号码"), masked(found.document_no)),
                    Fact(gettext_noop("人日数"), found.man_days, Look.NUMBER),
                    Fact(
                        gettext_noop("结论"),
                        INSPECTION_RESULTS.get(found.result, found.result),
                        Look.WORD,
                    ),
                    Fact(gettext_noop("不符合项分类"), "、".join(found.nonconformities)),
                    Fact(
                        gettext_noop("认证决定"),
                        "；".join(" ".join(map(str, one)) for one in found.decisions),
                    ),
                    _source(actor, found.upload_id, found.line),
                ),
            ),
        ),
    )


def product(actor: Actor, found: Product) -> Record:
    """A certified product and the certificate on which it stands."""
    return Record(
        list_title=gettext_noop("获证产品"),
        list_url=reverse("registers:products"),
        heading=found.name,
        under=found.certificate.organisation.name,
        groups=(
            Group(
                BASICS,
                facts(
                    _certificate(found.certificate.number),
                    Fact(gettext_noop("产品种类"), product_class_words(found.product_class)),
                    Fact(gettext_noop("规格型号"), found.models_text),
                    Fact(gettext_noop("生产地址或基地"), found.place),
                    Fact(gettext_noop("面积（亩）"), found.area_mu, Look.NUMBER),
                    Fact(gettext_noop("产量"), found.output, Look.NUMBER, below=found.output_unit),
                ),
            ),
        ),
    )


def transaction(actor: Actor, found: TransactionCertificate) -> Record:
    """A transaction certificate, and the others of the same certificate."""
    others = queries.transactions(actor).filter(certificate=found.certificate)
    return Record(
        list_title=gettext_noop("有机产品销售证"),
        list_url=reverse("registers:transactions"),
        heading=found.number,
        under=found.certificate.organisation.name,
        groups=(
            Group(
                BASICS,
                facts(
                    _certificate(found.certificate.number),
                    Fact(gettext_noop("产品"), found.product),
                    Fact(gettext_noop("数量"), found.quantity, Look.NUMBER, below=found.unit),
                    Fact(gettext_noop("购买方"), found.buyer, below=found.buyer_uscc),
                    Fact(gettext_noop("颁发日期"), found.issued_on, Look.DAY),
                    _source(actor, found.upload_id, found.line),
                ),
            ),
        ),
        tables=(
            table(
                gettext_noop("同一证书的销售证"),
                (
                    (
                        Fact(gettext_noop("销售证编号"), one.number),
                        Fact(gettext_noop("数量"), one.quantity, Look.NUMBER, below=one.unit),
                        Fact(gettext_noop("购买方"), one.buyer),
                        Fact(gettext_noop("颁发日期"), one.issued_on, Look.DAY),
                    )
                    for one in others
                ),
            ),
        ),
    )


def exemption(actor: Actor, found: Exemption) -> Record:
    """A CCC exemption certificate."""
    is_valid = is_exempt_on(found.issued_on, found.expires_on, timezone.localdate())
    return Record(
        list_title=gettext_noop("免办证明"),
        list_url=reverse("registers:exemptions"),
        heading=found.number,
        under=found.organisation.name,
        state=Fact(
            "",
            gettext_noop("有效") if is_valid else gettext_noop("不在有效期内"),
            tone="good" if is_valid else "",
        ),
        groups=(
            Group(
                BASICS,
                facts(
                    _organisation(found.organisation_id, found.organisation.name),
                    Fact(
                        gettext_noop("产品"),
                        found.product,
                        below=product_class_words(found.product_class),
                    ),
                    Fact(gettext_noop("免办用途（第四十二条第几项）"), found.purpose_item),
                    Fact(gettext_noop("用途说明"), found.purpose),
                    Fact(gettext_noop("数量"), found.quantity, Look.NUMBER, below=found.unit),
                    Fact(gettext_noop("出具日期"), found.issued_on, Look.DAY),
                    Fact(gettext_noop("有效期止"), found.expires_on, Look.DAY),
                    Fact(gettext_noop("出具单位"), found.authority.name if found.authority else ""),
                ),
            ),
        ),
    )


def declaration(actor: Actor, found: SelfDeclaration) -> Record:
    """A self-declaration of conformity."""
    return Record(
        list_title=gettext_noop("自我声明"),
        list_url=reverse("registers:declarations"),
        heading=found.number,
        under=found.organisation.name,
        groups=(
            Group(
                BASICS,
                facts(
                    _organisation(found.organisation_id, found.organisation.name),
                    Fact(
                        gettext_noop("产品"),
                        found.product,
                        below=product_class_words(found.product_class),
                    ),
                    Fact(gettext_noop("规格型号"), found.models_text),
                    Fact(gettext_noop("检测机构"), found.laboratory),
                    Fact(gettext_noop("声明日期"), found.declared_on, Look.DAY),
                    Fact(gettext_noop("终止日期"), found.ended_on, Look.DAY),
                ),
            ),
        ),
    )


def _source(actor: Actor, upload: int, line: int) -> Fact:
    """Which line of which file; the name of the file for those who may see the upload."""
    file = queries.file_names(actor, [upload]).get(upload, "")
    told = _("第 %(line)s 行") % {"line": line}
    return Fact(gettext_noop("上报来源"), file or _("上传 %(pk)s") % {"pk": upload}, below=told)


def _organisation(pk: int, name: str) -> Fact:
    url = reverse("registers:organisation", args=[pk])
    return Fact(gettext_noop("组织"), name, url=url)


def _certificate(number: str) -> Fact:
    url = reverse("registers:certificate", args=[number])
    return Fact(gettext_noop("证书编号"), number, url=url)


def _team(found: Iterable[TeamMember]) -> Table:
    return table(
        gettext_noop("审核组"),
        (
            (
                Fact(gettext_noop("姓名"), one.name),
                Fact(gettext_noop("角色"), ROLES.get(one.role, one.role), Look.WORD),
                Fact(gettext_noop("注册编号"), one.registration_no),
                Fact(gettext_noop("证件号码"), masked(one.document_no)),
            )
            for one in found
        ),
        gettext_noop("没有上报审核组成员。"),
    )
