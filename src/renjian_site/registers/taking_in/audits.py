"""Audits of a report: plans, sign-ins, and what was done, each once however often it is reported."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from renjian.kernel.refusal import Refused, reason
from renjian.registers.events import (
    AuditDone,
    AuditPlanned,
    EnergyReported,
    FactoryInspected,
    SignedIn,
    TeamMember,
)
from renjian.registers.subjects import key_of
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import goods, staging, subjects

PLAN_COLUMNS = (
    "line integer, number text, is_factory bool, stages text[], mode text, starts_at timestamptz,"
    " ends_at timestamptz, holder text, key text, country text, division text, address text,"
    " item_codes text[], certificates text[], applications text[], team text, factory_code text,"
    " lat float, lng float, remark text, contact_person text, contact_way text"
)
# The last row of a plan counts; what says the same as the plan that stands is left out.
PLANS = """
create temp table plans on commit drop as
select nextval(pg_get_serial_sequence('registers_auditplan', 'id')) as id, i.*, k.id as known
from (select distinct on (number) *, encode(sha256(convert_to(row(number, is_factory, stages, mode,
        starts_at at time zone 'UTC', ends_at at time zone 'UTC', holder, key, country, division,
        address, item_codes, certificates, applications, team, factory_code, lat, lng, remark,
        contact_person, contact_way)::text, 'UTF8')), 'hex') as fingerprint
    from incoming_plan order by number, line desc) i
    left join registers_auditplan k on k.body_id = %(body)s and k.number = i.number
        and k.superseded_at is null
where k.id is null or k.fingerprint <> i.fingerprint
"""
PLANS_OVER = """
update registers_auditplan set superseded_at = %(at)s, superseded_by_id = %(upload)s
where id in (select known from plans)
"""
PLANS_IN = """
insert into registers_auditplan (id, body_id, number, is_factory, organisation_id, stages, mode,
    starts_at, ends_at, division, address, item_codes, certificates, applications, factory_code,
    lat, lng, remark, contact_person, contact_way, upload_id, line, recorded_at, fingerprint)
select p.id, %(body)s, p.number, p.is_factory, o.id, p.stages, p.mode, p.starts_at, p.ends_at,
    p.division, p.address, p.item_codes, p.certificates, p.applications, p.factory_code, p.lat,
    p.lng, p.remark, p.contact_person, p.contact_way, %(upload)s, p.line, %(at)s, p.fingerprint
from plans p join registers_organisation o on o.uscc = p.key
"""
TEAMS = """
insert into registers_teammember (plan_id, practitioner_id, name, registration_no, role,
    qualification, document_type, document_no, phone)
select p.id, coalesce(r.id, d.practitioner_id), m.name, m.registration_no, m.role,
    m.qualification, m.document_type, m.document_no, m.phone
from plans p, jsonb_to_recordset(p.team::jsonb) as m (name text, registration_no text, role text,
        qualification text, document_type text, document_no text, phone text)
    left join registers_practitioner r on r.registration_no = m.registration_no
    left join registers_practitioneridentity d on d.body_id = %(body)s
        and d.document_type = m.document_type and d.document_no = m.document_no
"""
FOLLOW = """
update registers_{} x set plan_id = p.id from plans p where x.plan_id = p.known
"""
UNKNOWN_PLAN = """
select i.line, i.plan from {name} i where not exists (select 1 from registers_auditplan p
    where p.body_id = %(body)s and p.number = i.plan and p.superseded_at is null)
order by 1 limit 20
"""
SIGN_INS = """
insert into registers_signin (plan_id, kind, signer, at, lat, lng, photos, exception, explanation,
    explained_by_auditor_at, explained_by_body_at, upload_id, line)
select distinct on (p.id, i.kind, i.at) p.id, i.kind, i.signer, i.at, i.lat, i.lng, i.photos,
    i.exception, i.explanation, i.auditor_at, i.body_at, %(upload)s, i.line
from incoming_sign_in i join registers_auditplan p on p.body_id = %(body)s and p.number = i.plan
    and p.superseded_at is null
order by p.id, i.kind, i.at, i.line desc
on conflict (plan_id, kind, at) do update set exception = excluded.exception,
    explanation = excluded.explanation,
    explained_by_auditor_at = excluded.explained_by_auditor_at,
    explained_by_body_at = excluded.explained_by_body_at
"""
RESULTS = """
insert into registers_auditresult (body_id, organisation_id, certificate_id, is_factory, stage,
    starts_at, ends_at, practitioner_id, name, registration_no, role, qualification, document_type,
    document_no, is_competent, is_fulltime, witness, result, nonconformities, decisions,
    team, factory_code, remark, fingerprint, upload_id, line, recorded_at)
select %(body)s, c.organisation_id, c.id, false, i.stage, i.starts_at, i.ends_at,
    coalesce(r.id, d.practitioner_id), i.name, i.registration_no, i.role, i.qualification,
    i.document_type, i.document_no, i.is_competent, i.is_fulltime, i.witness, '', '{}', '[]', '[]', '', '',
    encode(sha256(convert_to(row(i.certificate, i.stage, i.starts_at at time zone 'UTC',
        i.ends_at at time zone 'UTC', i.name, i.document_no, i.registration_no)::text, 'UTF8')),
        'hex'), %(upload)s, i.line, %(at)s
from incoming_result i join registers_certificate c on c.number = i.certificate
    left join registers_practitioner r on r.registration_no = i.registration_no
    left join registers_practitioneridentity d on d.body_id = %(body)s
        and d.document_type = i.document_type and d.document_no = i.document_no
on conflict (body_id, fingerprint) do nothing
"""
FACTORIES = """
insert into registers_auditresult (body_id, organisation_id, plan_id, is_factory, stage, starts_at,
    ends_at, name, registration_no, role, qualification, document_type, document_no, is_competent,
    is_fulltime, witness, man_days, result, nonconformities, decisions, team, factory_code, lat,
    lng, remark, fingerprint, upload_id, line, recorded_at)
select %(body)s, o.id, p.id, true, i.stage, i.starts_on::timestamp at time zone 'Asia/Shanghai',
    i.ends_on::timestamp at time zone 'Asia/Shanghai', left(i.leader, 60), '', '', '', '', '',
    false, false, '', i.man_days, i.result, i.nonconformities, i.decisions::jsonb,
    i.team::jsonb, i.factory_code, i.lat, i.lng, i.remark,
    encode(sha256(convert_to(row(i.plan, i.starts_on, i.ends_on, i.result, i.man_days,
        i.decisions)::text, 'UTF8')), 'hex'), %(upload)s, i.line, %(at)s
from incoming_factory i join registers_organisation o on o.uscc = i.key
    left join registers_auditplan p on p.body_id = %(body)s and p.number = i.plan
        and p.superseded_at is null
on conflict (body_id, fingerprint) do nothing
"""
ENERGY = """
insert into registers_energyrecord (certificate_id, cycle, from_on, to_on, output_value, energy,
    product, output, unit, unit_text, product_energy, upload_id, line)
select c.id, i.cycle, i.from_on, i.to_on, i.output_value, i.energy, i.product, i.output, i.unit,
    i.unit_text, i.product_energy, %(upload)s, i.line
from incoming_energy i join registers_certificate c on c.number = i.certificate
on conflict (certificate_id, cycle, from_on, product) do nothing
"""


def take_in_plans(upload: Upload, events: Iterable[AuditPlanned], today: date, at: datetime) -> int:
    """Keep plans; one that is reported again with other words takes the place of the one before."""
    staging.table("incoming_plan", PLAN_COLUMNS, (_plan(event) for event in events))
    _enter_subjects("incoming_plan", today)
    of_upload = {"body": upload.body_id, "upload": upload.pk, "at": at}
    staging.execute("drop table if exists plans")
    staging.execute(PLANS, body=upload.body_id)
    staging.execute(PLANS_OVER, at=at, upload=upload.pk)
    count = staging.execute(PLANS_IN, **of_upload)
    staging.execute(TEAMS, body=upload.body_id)
    for table in ("signin", "auditresult"):
        staging.execute(FOLLOW.format(table))
    return count


def take_in_sign_ins(upload: Upload, events: Iterable[SignedIn]) -> int:
    """Keep sign-ins of plans that the body has reported."""
    columns = (
        "line integer, plan text, kind text, signer text, at timestamptz, lat float, lng float,"
        " photos integer, exception text, explanation text, auditor_at timestamptz,"
        " body_at timestamptz"
    )
    staging.table("incoming_sign_in", columns, events)
    found = staging.fetch(UNKNOWN_PLAN.format(name="incoming_sign_in"), body=upload.body_id)
    if found:
        raise Refused(
            *(
                reason(
                    "upload.unknown-plan",
                    "第 {line} 行的审核计划编号 {number} 不在本机构上报的计划中。请先上报审核计划，"
                    "或者核对编号。本文件未保存任何一行。",
                    line=line,
                    number=number,
                )
                for line, number in found
            )
        )
    return staging.execute(SIGN_INS, body=upload.body_id, upload=upload.pk)


def take_in_results(upload: Upload, events: Iterable[AuditDone], at: datetime) -> int:
    """Keep what each member did; the certificate must be one of the body's own (RP-14)."""
    columns = (
        "line integer, certificate text, stage text, starts_at timestamptz, ends_at timestamptz,"
        " name text, registration_no text, role text, qualification text, document_type text,"
        " document_no text, is_competent bool, is_fulltime bool, witness text"
    )
    staging.table("incoming_result", columns, (_result(event) for event in events))
    goods.refuse_unknown("incoming_result", upload)
    return staging.execute(RESULTS, body=upload.body_id, upload=upload.pk, at=at)


def take_in_factories(
    upload: Upload, events: Iterable[FactoryInspected], today: date, at: datetime
) -> int:
    """Keep factory inspections with their result, findings and decisions."""
    columns = (
        "line integer, plan text, stage text, starts_on date, ends_on date, holder text, key text,"
        " country text, division text, address text, leader text, man_days numeric, result text,"
        " nonconformities text[], decisions text, team text, factory_code text, lat float,"
        " lng float, remark text"
    )
    staging.table("incoming_factory", columns, (_factory(event) for event in events))
    _enter_subjects("incoming_factory", today)
    return staging.execute(FACTORIES, body=upload.body_id, upload=upload.pk, at=at)


def take_in_energy(upload: Upload, events: Iterable[EnergyReported]) -> int:
    """Keep energy figures of certificates that the body has reported (RP-14)."""
    columns = (
        "line integer, certificate text, cycle text, from_on date, to_on date,"
        " output_value numeric, energy numeric, product text, output numeric, unit text,"
        " unit_text text, product_energy numeric"
    )
    staging.table("incoming_energy", columns, events)
    goods.refuse_unknown("incoming_energy", upload)
    return staging.execute(ENERGY, upload=upload.pk)


def _enter_subjects(name: str, today: date) -> None:
    subjects.resolve(name)
    asked = f"select distinct on (key) key, holder, country, division, address from {name}"
    subjects.enter_named(staging.fetch(asked), today)


def _plan(event: AuditPlanned) -> tuple[object, ...]:
    return (
        *(event.line, event.number, event.is_factory, list(event.stages), event.mode),
        *(event.starts_at, event.ends_at, event.holder),
        key_of(event.uscc, event.holder, event.country),
        *(event.country, event.division, event.address),
        *(list(event.item_codes), list(event.certificates), list(event.applications)),
        _team(event.team),
        *(event.factory_code, event.lat, event.lng, event.remark),
        *(event.contact_person, event.contact_way),
    )


def _result(event: AuditDone) -> tuple[object, ...]:
    member = event.member
    return (*event[:5], *member[:6], event.is_competent, event.is_fulltime, event.witness)


def _factory(event: FactoryInspected) -> tuple[object, ...]:
    leader = next((one.name for one in event.team if one.role == "01"), "")
    return (
        *event[:5],
        event.holder,
        key_of(event.uscc, event.holder, event.country),
        event.country,
        event.division,
        event.address,
        leader,
        event.man_days,
        event.result,
        list(event.nonconformities),
        json.dumps(event.decisions, ensure_ascii=False),
        _team(event.team),
        *(event.factory_code, event.lat, event.lng, event.remark),
    )


def _team(team: Sequence[TeamMember]) -> str:
    return json.dumps([member._asdict() for member in team], ensure_ascii=False)
