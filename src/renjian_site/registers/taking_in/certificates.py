"""Certificates of an upload: what is new, what follows, what corrects, and the state that results.

Everything of one upload is decided on one series: its rows and the standing versions of the same
certificates, in the order of their days. What happened between two neighbours, and whether one may
follow the other, is asked of the library for each combination that occurs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.registers.certificates import Status
from renjian.registers.events import CertificateReported
from renjian.registers.transitions import (
    CCC_TRANSFER,
    EXCHANGE,
    LAWFUL,
    RENEWABLE,
    Happening,
    Said,
    happening,
    why_not_follow,
)
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import current, staging, subjects

MOST_NAMED = 20
STATED = """
create temp table {name} on commit drop as
select s.*, row_number() over () as n from (
select distinct on (i.number, day, fingerprint) i.*, c.id as certificate_id, c.body_id,
    coalesce(i.effective_on, case when c.id is null and i.status = '01' then i.issued_on
        else %(today)s end) as day,
    encode(sha256(convert_to(row(i.number, i.status, i.item_code, i.item, i.standard, i.holder,
        i.key, i.country, i.division, i.address, i.issued_on, i.expires_on, i.first_issued_on,
        i.suspended_until, i.decided_on, i.report_type, i.activity, i.causes, i.change_types,
        i.main_number, i.former_body, i.former_number, i.details, i.private)::text, 'UTF8')),
        'hex') as fingerprint
from incoming_certificate i left join registers_certificate c on c.number = i.number
order by i.number, day, fingerprint, i.line) s
"""
FOREIGN = """
select min(line), number from stated where body_id is not null and body_id <> %(body)s
group by number order by 1 limit %(most)s
"""
# A version of the same day and state is said anew: the later word counts.
CORRECTED = """
create temp table {name} on commit drop as
select distinct v.id from stated s join registers_certificateversion v
    on v.certificate_id = s.certificate_id and v.effective_on = s.day and v.status = s.status
where v.superseded_at is null and v.fingerprint <> s.fingerprint
    and not exists (select 1 from registers_certificateversion k where
        k.certificate_id = s.certificate_id and k.effective_on = s.day
        and k.fingerprint = s.fingerprint and k.superseded_at is null)
"""
SERIES = """
create temp table {name} on commit drop as
with told as (
    select n, number, line, day, status, suspended_until, expires_on, fingerprint, true as is_new,
        0::bigint as version_id, report_type, kind, change_types
    from stated
    union all
    select 0, s.number, v.line, v.effective_on, v.status, v.suspended_until, v.expires_on,
        v.fingerprint, false, v.id, '', '', '[]'
    from (select distinct number, certificate_id from stated where certificate_id is not null) s
        join registers_certificateversion v on v.certificate_id = s.certificate_id
    where v.superseded_at is null and v.id not in (select id from corrected)
)
select *, lag(status) over w as before, lag(day) over w as before_day,
    lag(suspended_until) over w as before_until, lag(fingerprint) over w as before_fingerprint,
    coalesce(lag(is_new) over w, false) as before_is_new,
    coalesce(lag(line) over w, 0) as before_line, row_number() over (
        partition by number order by day > %(today)s, day desc, is_new desc, version_id desc,
            line desc) as from_last
from told window w as (partition by number order by day, is_new, version_id, line)
"""
UNLAWFUL = """
select number, case when is_new then line else before_line end, before, before_day, status, day,
    expires_on from series
where before is not null and (is_new or before_is_new) and (before, status) not in
    (select f, t from unnest(%(froms)s::text[], %(tos)s::text[]) as lawful (f, t))
    and not (before = '05' and status = '01' and kind = any(%(renewable)s))
order by 2 limit %(most)s
"""
# Said before, or nothing but what the version before says: no version of its own.
KNOWN = """
delete from series s where is_new and (s.fingerprint = s.before_fingerprint or exists (
    select 1 from registers_certificateversion v join registers_certificate c
        on c.id = v.certificate_id where c.number = s.number and v.effective_on = s.day
        and v.fingerprint = s.fingerprint and v.superseded_at is null))
"""
# What the library is asked about two neighbours, in the order of the arguments of _happening.
PAIR = """
    coalesce(s.before, '') as was, s.status as now, s.before_day = s.day as same,
    coalesce(s.suspended_until, 'infinity') > coalesce(s.before_until, 'infinity') as longer,
    s.report_type = case when s.kind = 'ccc' then %(transfer)s else %(exchange)s end as exchange,
    s.change_types <> '[]' as changes, x.id is not null as corrects
"""
NEW = """
from series s left join (
    select min(v.id) as id, c.number, v.effective_on as day, v.status
    from corrected k join registers_certificateversion v on v.id = k.id
        join registers_certificate c on c.id = v.certificate_id
    group by 2, 3, 4) x on x.number = s.number and x.day = s.day and x.status = s.status
where s.is_new
"""
CERTIFICATES = """
insert into registers_certificate (number, body_id, organisation_id, kind, status, effective_on,
    suspended_until, item_code, item, standard, issued_on, expires_on, fingerprint)
select distinct on (t.number) t.number, %(body)s, o.id, t.kind, t.status, t.day,
    t.suspended_until, t.item_code, t.item, t.standard, t.issued_on, t.expires_on, t.fingerprint
from series s join stated t on t.n = s.n
    join registers_organisation o on o.uscc = t.key
where s.is_new and t.certificate_id is null
order by t.number, s.from_last
"""
VERSIONS = f"""
create temp table {{name}} on commit drop as
select nextval(pg_get_serial_sequence('registers_certificateversion', 'id')) as id,
    c.id as certificate, t.certificate_id, t.number, t.line, t.day, t.fingerprint, t.contacts, t.n,
    h.happening
from (select s.n, {PAIR} {NEW}) n
    join happenings h on h.was = n.was and h.now = n.now
        and h.same is not distinct from n.same and h.longer = n.longer
        and h.exchange = n.exchange and h.changes = n.changes and h.corrects = n.corrects
    join stated t on t.n = n.n
    join registers_certificate c on c.number = t.number
order by c.id, t.day
"""
INSERTED = """
insert into registers_certificateversion (id, certificate_id, upload_id, line, happening,
    effective_on, status, item_code, item, standard, holder, uscc, division, address, issued_on,
    expires_on, first_issued_on, suspended_until, main_number, former_body, former_number, details,
    fingerprint, recorded_at)
select v.id, v.certificate, %(upload)s, t.line, v.happening, t.day, t.status, t.item_code, t.item,
    t.standard, t.holder, t.key, t.division, t.address, t.issued_on, t.expires_on,
    t.first_issued_on, t.suspended_until, t.main_number, t.former_body, t.former_number,
    t.details::jsonb, t.fingerprint, %(at)s
from versions v join stated t on t.n = v.n order by v.id
"""
DETAILS = """
insert into registers_versiondetail (version_id, body, decided_on, report_type, activity, causes,
    change_types, details)
select v.id, %(approval)s, t.decided_on, t.report_type, t.activity, t.causes::jsonb,
    t.change_types::jsonb, t.private::jsonb
from versions v join stated t on t.n = v.n order by v.id
"""
SUPERSEDED = """
update registers_certificateversion set superseded_at = %(at)s, superseded_by_id = %(upload)s
where id in (select id from corrected)
"""
COUNTS = """
select (select count(distinct number) from versions where certificate_id is null),
    (select count(distinct number) from versions where certificate_id is not null),
    (select count(distinct number) from stated t where not exists
        (select 1 from versions v where v.number = t.number)),
    (select encode(sha256(convert_to(coalesce(string_agg(fingerprint || day, '' order by
        number, day, line), ''), 'UTF8')), 'hex') from versions)
"""


@dataclass(frozen=True)
class Taken:
    """How many certificates an upload brought, changed and left alone; ``plan`` hashes what it said."""

    new: int
    changed: int
    unchanged: int
    plan: str


def take_in(
    upload: Upload, events: Iterable[CertificateReported], today: date, at: datetime
) -> Taken:
    """Merge the certificate events of an upload, or refuse them all with their reasons."""
    # Sets of a million rows are sorted and joined in memory, for the length of the transaction.
    staging.execute("set local work_mem = '256MB'")
    staging.make("incoming_certificate", staging.CERTIFICATES)
    staging.copy("incoming_certificate", staging.certificate_rows(events))
    subjects.resolve("incoming_certificate")
    _state(upload, today)
    if reasons := [*_foreign(upload), *_unlawful()]:
        raise Refused(*reasons)
    staging.execute(KNOWN)
    _name_happenings()
    subjects.enter_holders(today, at)
    of_upload = {"body": upload.body_id, "upload": upload.pk, "at": at}
    staging.execute(CERTIFICATES, **of_upload)
    _make("versions", VERSIONS, transfer=CCC_TRANSFER, exchange=EXCHANGE)
    staging.execute("analyze versions")
    staging.execute(INSERTED, **of_upload)
    staging.execute(DETAILS, approval=upload.body.approval_no)
    staging.execute(SUPERSEDED, **of_upload)
    touched = "select certificate from versions where certificate_id is not null"
    current.refresh(touched, today)
    subjects.enter_contacts(upload, at)
    new, changed, unchanged, plan = staging.fetch(COUNTS)[0]
    return Taken(_int(new), _int(changed), _int(unchanged), str(plan))


def _state(upload: Upload, today: date) -> None:
    """Make the series on which everything is decided."""
    _make("stated", STATED, today=today)
    staging.execute("analyze stated")
    _make("corrected", CORRECTED)
    _make("series", SERIES, today=today)
    staging.execute("analyze series")


def _make(name: str, sql: str, **values: object) -> None:
    staging.execute(f"drop table if exists {name}")
    staging.execute(sql.replace("{name}", name), **values)


def _foreign(upload: Upload) -> list[Reason]:
    """A body cannot report certificates that another body issued."""
    return [
        reason(
            "upload.foreign-certificate",
            "第 {line} 行证书编号 {number} 已由其他认证机构上报。请核对编号；如属转换认证，"
            "请使用新证书编号。本文件未保存任何一行。",
            line=line,
            number=number,
        )
        for line, number in staging.fetch(FOREIGN, body=upload.body_id, most=MOST_NAMED)
    ]


def _unlawful() -> list[Reason]:
    pairs = [(start, end) for start, ends in LAWFUL.items() for end in ends]
    found: list[tuple[Any, ...]] = staging.fetch(
        UNLAWFUL,
        froms=[start.value for start, _ in pairs],
        tos=[end.value for _, end in pairs],
        renewable=[kind.value for kind in RENEWABLE],
        most=MOST_NAMED,
    )
    reasons: list[Reason] = []
    for number, line, before, before_day, status, day, expires_on in found:
        was = Said(Status(before), before_day, expires_on)
        now = Said(Status(status), day, expires_on)
        reasons += why_not_follow(number, was, now, line=line)
    return reasons


def _name_happenings() -> None:
    """Ask the library what happened, once for each combination that occurs."""
    columns = (
        "was text, now text, same bool, longer bool, exchange bool, changes bool, corrects bool"
    )
    cases: list[tuple[Any, ...]] = staging.fetch(
        f"select distinct {PAIR} {NEW}", transfer=CCC_TRANSFER, exchange=EXCHANGE
    )
    rows = [(*case, _happening(*case).value) for case in cases]
    staging.table("happenings", f"{columns}, happening text", rows)


def _happening(
    was: str,
    now: str,
    same_day: bool | None,
    is_longer: bool,
    is_exchange: bool,
    has_changes: bool,
    corrects: bool,
) -> Happening:
    """The happening of one combination, told to the library as two reports."""
    if corrects:
        return Happening.CORRECTED
    first, second = date(2000, 1, 1), date(2000, 1, 2)
    before = Said(Status(was), second if same_day else first, date.max, first) if was else None
    return happening(
        before,
        Said(
            Status(now),
            second,
            date.max,
            second if is_longer else first,
            is_exchange=is_exchange,
            has_changes=has_changes,
        ),
    )


def _int(value: object) -> int:
    return int(str(value))
