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
# What is decided on is narrow: the words of a row stay in the staged table and are found by its n.
STATED = """
create temp table {name} on commit drop as
select distinct on (number, day, fingerprint) * from (
    select i.n, i.number, i.line, i.key, i.kind, i.status, i.suspended_until, i.expires_on,
        i.report_type, i.change_types, c.id as certificate_id, c.body_id,
        coalesce(i.effective_on, case when c.id is null and i.status = '01' then i.issued_on
            else %(today)s end) as day,
        encode(sha256(convert_to(row(i.number, i.status, i.item_code, i.item, i.standard, i.holder,
            i.key, i.country, i.division, i.address, i.issued_on, i.expires_on, i.first_issued_on,
            i.suspended_until, i.decided_on, i.report_type, i.activity, i.causes, i.change_types,
            i.main_number, i.former_body, i.former_number, i.details, i.private)::text, 'UTF8')),
            'hex') as fingerprint
    from incoming_certificate i left join registers_certificate c on c.number = i.number) s
order by number, day, fingerprint, line, n
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
        0::bigint as version_id, report_type, kind, change_types, certificate_id, key
    from stated
    union all
    select 0, s.number, v.line, v.effective_on, v.status, v.suspended_until, v.expires_on,
        v.fingerprint, false, v.id, '', '', '[]', s.certificate_id, ''
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
    select 1 from registers_certificateversion v where v.certificate_id = s.certificate_id
        and v.effective_on = s.day and v.fingerprint = s.fingerprint and v.superseded_at is null))
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
    select min(v.id) as id, v.certificate_id, v.effective_on as day, v.status
    from corrected k join registers_certificateversion v on v.id = k.id
    group by 2, 3, 4) x
    on x.certificate_id = s.certificate_id and x.day = s.day and x.status = s.status
where s.is_new
"""
# Certificates that nobody reported before, each with its row that is in force or comes first.
FRESH = """
create temp table {name} on commit drop as
select nextval((select pg_get_serial_sequence('registers_certificate', 'id')::regclass)) as id, f.*
from (select distinct on (number) number, n, day, fingerprint from series
    where is_new and certificate_id is null order by number, from_last) f
"""
CERTIFICATES = """
insert into registers_certificate (id, number, body_id, organisation_id, kind, status, effective_on,
    suspended_until, item_code, item, standard, issued_on, expires_on, fingerprint)
select f.id, f.number, %(body)s, o.id, i.kind, i.status, f.day, i.suspended_until, i.item_code,
    i.item, i.standard, i.issued_on, i.expires_on, f.fingerprint
from fresh f join incoming_certificate i on i.n = f.n
    join registers_organisation o on o.uscc = i.key
"""
VERSIONS = f"""
create temp table {{name}} on commit drop as
select nextval((select pg_get_serial_sequence('registers_certificateversion', 'id')::regclass))
    as id, v.* from (
    select coalesce(f.id, s.certificate_id) as certificate, s.certificate_id, s.number, s.line,
        s.day, s.fingerprint, s.n, h.happening
    from (select s.number, s.line, s.day, s.fingerprint, s.n, s.certificate_id, {PAIR} {NEW}) s
        join happenings h on h.was = s.was and h.now = s.now
            and h.same is not distinct from s.same and h.longer = s.longer
            and h.exchange = s.exchange and h.changes = s.changes and h.corrects = s.corrects
        left join fresh f on f.number = s.number
    order by s.number, s.day, s.line, s.n) v
"""
INSERTED = """
insert into registers_certificateversion (id, certificate_id, upload_id, line, happening,
    effective_on, status, item_code, item, standard, holder, uscc, division, address, issued_on,
    expires_on, first_issued_on, suspended_until, main_number, former_body, former_number, details,
    fingerprint, recorded_at)
select v.id, v.certificate, %(upload)s, v.line, v.happening, v.day, i.status, i.item_code, i.item,
    i.standard, i.holder, i.key, i.division, i.address, i.issued_on, i.expires_on,
    i.first_issued_on, i.suspended_until, i.main_number, i.former_body, i.former_number,
    i.details::jsonb, v.fingerprint, %(at)s
from versions v join incoming_certificate i on i.n = v.n
"""
DETAILS = """
insert into registers_versiondetail (version_id, body, decided_on, report_type, activity, causes,
    change_types, details)
select v.id, %(approval)s, i.decided_on, i.report_type, i.activity, i.causes::jsonb,
    i.change_types::jsonb, i.private::jsonb
from versions v join incoming_certificate i on i.n = v.n
"""
SUPERSEDED = """
update registers_certificateversion set superseded_at = %(at)s, superseded_by_id = %(upload)s
where id in (select id from corrected)
"""
COUNTS = """
select (select count(*) from fresh),
    (select count(distinct certificate) from versions where certificate_id is not null),
    (select count(*) from (select number from stated except select number from versions) k),
    (select encode(sha256(convert_to(coalesce(string_agg(fingerprint || day, '' order by id), ''),
        'UTF8')), 'hex') from versions)
"""


@dataclass(frozen=True)
class Taken:
    """How many certificates an upload brought, changed and left alone; ``plan`` hashes what it said."""

    new: int
    changed: int
    unchanged: int
    plan: str


def take_in(
    upload: Upload,
    events: Iterable[CertificateReported],
    columns: Iterable[staging.Columns],
    today: date,
    at: datetime,
) -> Taken:
    """Merge the certificates of an upload, or refuse them all with their reasons."""
    # Sets of a million rows are sorted and joined in memory, for the length of the transaction.
    staging.execute("set local work_mem = '256MB'")
    staging.copy_certificates(events, columns)
    subjects.resolve("incoming_certificate")
    _state(today)
    if reasons := [*_foreign(upload), *_unlawful()]:
        raise Refused(*reasons)
    staging.execute(KNOWN)
    _name_happenings()
    subjects.enter_holders(today, at)
    _insert(upload, at)
    staging.execute(SUPERSEDED, upload=upload.pk, at=at)
    touched = "select certificate from versions where certificate_id is not null"
    current.refresh(touched, today)
    subjects.enter_contacts(upload, at)
    new, changed, unchanged, plan = staging.fetch(COUNTS)[0]
    return Taken(_int(new), _int(changed), _int(unchanged), str(plan))


def _insert(upload: Upload, at: datetime) -> None:
    """Insert the new certificates, and the versions with their details.

    Foreign keys would ask for each of a million rows what is known of the set (decision 43): a row
    is joined to what it names, and as many rows go in as were decided on. Raises ``RuntimeError``
    if not, which ends the transaction.
    """
    of_upload = {"body": upload.body_id, "upload": upload.pk, "at": at}
    fresh = _make("fresh", FRESH)
    staging.execute("analyze fresh")
    versions = _make("versions", VERSIONS, transfer=CCC_TRANSFER, exchange=EXCHANGE)
    staging.execute("analyze versions")
    inserted = {
        "certificates": (fresh, staging.execute(CERTIFICATES, **of_upload)),
        "versions": (versions, staging.execute(INSERTED, **of_upload)),
        "details": (versions, staging.execute(DETAILS, approval=upload.body.approval_no)),
    }
    if any(decided != count for decided, count in inserted.values()):
        raise RuntimeError(f"decided on and inserted differ: {inserted}")


def _state(today: date) -> None:
    """Make the series on which everything is decided."""
    _make("stated", STATED, today=today)
    staging.execute("analyze stated")
    _make("corrected", CORRECTED)
    _make("series", SERIES, today=today)
    staging.execute("analyze series")


def _make(name: str, sql: str, **values: object) -> int:
    """Make a table that ends with the transaction from a query, and say how many rows it has."""
    staging.execute(f"drop table if exists {name}")
    return staging.execute(sql.replace("{name}", name), **values)


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
