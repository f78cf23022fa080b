"""The subjects that a report names: found by their codes, entered or brought up to date."""

from collections.abc import Sequence
from datetime import date, datetime

from renjian_site.authorities.queries import coverage_on
from renjian_site.kit.actor import SYSTEM
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import staging

# Nine characters of an old report are part of eighteen that may be known.
RESOLVED = """
with old as materialized (select distinct key from {name} where length(key) = 9)
update {name} i set key = o.uscc
from old join registers_organisation o on substr(o.uscc, 9, 9) = old.key and length(o.uscc) = 18
where i.key = old.key
"""
# Of each subject the newest word, and only that of rows that are the newest of their certificate.
HOLDERS = """
create temp table {name} on commit drop as
select h.key, i.holder as name, i.country, i.division, i.address, h.is_newest from (
    select distinct on (s.key) s.key, s.n, s.from_last = s.newest as is_newest
    from (select key, n, day, line, is_new, from_last, min(from_last) over (partition by number)
        as newest from series) s
    where s.is_new order by s.key, is_newest desc, s.day desc, s.line desc) h
    join incoming_certificate i on i.n = h.n
"""
PARTIES = """
insert into named
select distinct on (p.key) p.key, left(p.name, 300), coalesce(p.country, '156'),
    coalesce(p.division, ''), left(coalesce(p.address, ''), 450), false
from series s join incoming_certificate i on i.n = s.n,
    unnest(array['applicant', 'producer', 'factory']) as part,
    jsonb_to_recordset(case when jsonb_typeof(i.details::jsonb -> part) = 'array'
        then i.details::jsonb -> part else '[]'::jsonb end)
        as p (key text, name text, country text, division text, address text)
where s.is_new and i.details <> '{{}}' and not exists (select 1 from named n where n.key = p.key)
order by p.key
"""
DIVISIONS = "select distinct division from named where division <> ''"
STRANGERS = """
select count(*) from named n
where not exists (select 1 from registers_organisation o where o.uscc = n.key)
"""
ENTERED = """
insert into registers_organisation (uscc, name, country, division, address, authority_id,
    open_matters)
select n.key, n.name, n.country, n.division, n.address, r.authority_id, 0
from named n left join responsible r on r.division = n.division
on conflict (uscc) do nothing
"""
UPDATED = """
update registers_organisation o set name = n.name, country = n.country, division = n.division,
    address = n.address, authority_id = r.authority_id
from named n left join responsible r on r.division = n.division
where o.uscc = n.key and n.is_newest and (o.name, o.country, o.division, o.address, o.authority_id)
    is distinct from (n.name, n.country, n.division, n.address, r.authority_id)
"""
CONTACTS = """
insert into registers_organisationcontact (organisation_id, body_id, person, phone, fax, post_code,
    legal_person, recorded_at)
select distinct on (c.organisation_id) c.organisation_id, %(body)s, left(coalesce(j.person, ''), 100),
    left(coalesce(j.phone, ''), 300), left(coalesce(j.fax, ''), 50),
    left(coalesce(j.zip, ''), 20), left(coalesce(j.legal_person, ''), 100), %(at)s
from versions v join incoming_certificate i on i.n = v.n
    join registers_certificate c on c.id = v.certificate,
    jsonb_to_record(i.contacts::jsonb)
        as j (person text, phone text, fax text, zip text, legal_person text)
where i.contacts <> '{}'
order by c.organisation_id, v.day desc, v.line desc
on conflict (organisation_id, body_id) do update set person = excluded.person,
    phone = excluded.phone, fax = excluded.fax, post_code = excluded.post_code,
    legal_person = excluded.legal_person, recorded_at = excluded.recorded_at
"""


def resolve(name: str) -> None:
    """Give rows with an old code of nine characters the whole code that is known for it."""
    staging.execute(RESOLVED.format(name=name))


def enter_holders(today: date, at: datetime) -> None:
    """Enter the holders and parties of the staged certificates, and bring the known up to date."""
    staging.execute("drop table if exists named")
    staging.execute(HOLDERS.format(name="named"))
    staging.execute(PARTIES.format())
    enter(today)


def enter_named(rows: Sequence[tuple[object, ...]], today: date) -> None:
    """Enter subjects given as key, name, country, division, address; the known stay as they are."""
    columns = "key text, name text, country text, division text, address text, is_newest bool"
    staging.table("named", columns, ((*row, False) for row in rows))
    enter(today)


def bring_up_to_date(rows: Sequence[tuple[object, ...]], today: date) -> int:
    """The same, but what is said of the known counts. Returns how many were not known."""
    columns = "key text, name text, country text, division text, address text, is_newest bool"
    staging.table("named", columns, ((*row, True) for row in rows))
    new = staging.fetch(STRANGERS)[0][0]
    enter(today)
    return int(str(new))


def enter(today: date) -> None:
    """Enter what stands in the staged table of subjects, under who is responsible for its division."""
    divisions = {str(division) for (division,) in staging.fetch(DIVISIONS)}
    covered = coverage_on(SYSTEM, today, divisions)
    rows = [(division, authority.pk) for division, authority in covered.items()]
    staging.table("responsible", "division text, authority_id bigint", rows)
    staging.execute(ENTERED)
    staging.execute(UPDATED)


def enter_contacts(upload: Upload, at: datetime) -> None:
    """Keep whom the body reaches at each organisation, as last reported."""
    staging.execute(CONTACTS, body=upload.body_id, at=at)
