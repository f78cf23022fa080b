"""Object registers follow certificates, approvals and designations by rule.

The rule is :func:`renjian.registers.objects.tags_by_rule`; here it is asked for many subjects at once,
with its own tables handed in. Whoever reports, entries of all authorities follow, so this is
done in the scope of the site itself.
"""

from datetime import date

from renjian.registers.kinds import Kind
from renjian.registers.objects import HELD_IN, TAG_OF_KIND, Source, Tag
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers.taking_in import current, staging

CERTIFICATES = "因证书失效自动出库"
DUE = """
create temp table due on commit drop as
select c.organisation_id, null::bigint as body_id, null::bigint as designated_lab_id, m.tag,
    min(c.issued_on) as since
from registers_certificate c
    join unnest(%(kinds)s::text[], %(tags)s::text[]) as m (kind, tag) on m.kind = c.kind
where c.organisation_id in (select id from concerned)
    and c.status = any(%(held)s) and c.expires_on >= %(today)s
group by 1, 4
union all
select p.organisation_id, null, null, %(producer)s, min(c.issued_on)
from registers_party p join registers_certificate c on c.id = p.certificate_id
where p.organisation_id in (select id from concerned) and p.part = 'factory'
    and c.kind = %(ccc)s and c.status = any(%(held)s) and c.expires_on >= %(today)s
group by 1
"""
IN = """
insert into registers_objectentry (organisation_id, authority_id, scope, tag, source, because,
    from_on, out_because, entered_by)
select d.organisation_id, o.authority_id, o.scope, d.tag, %(rule)s, '', %(today)s, '', ''
from due d join registers_organisation o on o.id = d.organisation_id
where not exists (select 1 from registers_objectentry e where e.organisation_id = d.organisation_id
    and e.tag = d.tag and e.to_on is null)
"""
OUT = """
update registers_objectentry e set to_on = greatest(e.from_on, %(today)s), out_because = %(because)s
where e.organisation_id in (select id from concerned) and e.to_on is null and e.source = %(rule)s
    and not exists (select 1 from due d where d.organisation_id = e.organisation_id
        and d.tag = e.tag)
"""
MOVED = """
update registers_objectentry e set authority_id = o.authority_id from registers_organisation o
where o.id = e.organisation_id and o.id in (select id from concerned)
    and e.to_on is null and e.authority_id is distinct from o.authority_id
"""
PRACTICE = """
insert into registers_objectentry (body_id, designated_lab_id, authority_id, tag, source, because, from_on,
    out_because, entered_by)
select d.body_id, d.designated_lab_id, d.authority_id, d.tag, %(rule)s, '', %(today)s, '', ''
from ({due}) d where not exists (select 1 from registers_objectentry e where e.tag = d.tag
    and e.to_on is null and (e.body_id = d.body_id or e.designated_lab_id = d.designated_lab_id))
"""
PRACTICE_OUT = """
update registers_objectentry e set to_on = greatest(e.from_on, %(today)s), out_because = %(because)s
where e.to_on is null and e.source = %(rule)s and e.organisation_id is null
    and not exists (select 1 from ({due}) d where d.tag = e.tag
        and (e.body_id = d.body_id or e.designated_lab_id = d.designated_lab_id))
"""
IN_TIME = "g.from_on <= %(today)s and (g.to_on is null or g.to_on >= %(today)s)"
PRACTICE_DUE = f"""
select id as body_id, null::bigint as designated_lab_id, authority_id, %(body)s as tag from registers_body
where standing in ('valid', 'restricted')
union all
select b.id, null, b.authority_id, %(designated_body)s from registers_body b
where b.is_designated or exists (
    select 1 from registers_designation g where g.body_id = b.id and {IN_TIME})
union all
select null, l.id, l.authority_id, %(designated_lab)s from registers_designatedlab l
where exists (select 1 from registers_designation g where g.designated_lab_id = l.id and {IN_TIME})
"""
# Holders of the certificates that were just merged, those they were taken from, and their parties.
MERGED = """
select c.organisation_id from versions v join registers_certificate c on c.id = v.certificate
union
select o.id from versions v join registers_certificateversion w on w.certificate_id = v.certificate_id
    join registers_organisation o on o.uscc = w.uscc
where v.certificate_id is not null
union
select p.organisation_id from versions v join registers_party p on p.certificate_id = v.certificate
"""
RUN_OUT = f"""
select organisation_id from registers_certificate
where expires_on >= %(since)s - 1 and expires_on < %(today)s
union select c.organisation_id from registers_certificate c where c.id in ({current.COMING})
union select p.organisation_id from registers_party p join registers_certificate c
    on c.id = p.certificate_id where c.expires_on >= %(since)s - 1 and c.expires_on < %(today)s
"""
ENDED_APPROVAL = "因资质终止自动出库"


def follow(which: str, today: date, /, **values: object) -> int:
    """Move organisations in and out by their certificates; ``which`` is a query of their keys.

    Returns how many entries came or went.
    """
    rule = {"rule": Source.RULE.value, "today": today}
    with within(EVERYTHING):
        staging.execute("drop table if exists concerned, due")
        staging.execute(
            f"create temp table concerned on commit drop as select distinct id from ({which}) w (id)",
            **values,
        )
        staging.execute("analyze concerned")
        staging.execute(
            DUE,
            kinds=[kind.value for kind in TAG_OF_KIND],
            tags=[tag.value for tag in TAG_OF_KIND.values()],
            held=[status.value for status in HELD_IN],
            producer=Tag.CCC_PRODUCER.value,
            ccc=Kind.CCC.value,
            today=today,
        )
        moved = staging.execute(OUT, because=CERTIFICATES, **rule)
        staging.execute(MOVED)
        return moved + staging.execute(IN, **rule)


def follow_merged(today: date) -> int:
    """Move the organisations that the certificates just merged concern."""
    return follow(MERGED, today)


def roll(since: date, today: date) -> int:
    """Move what took effect, or ran out, since a day. Returns how many certificates changed."""
    changed = current.roll(since, today)
    follow(RUN_OUT, today, since=since, today=today)
    follow_approvals(today)
    return changed


def follow_approvals(today: date) -> int:
    """Move bodies and laboratories in and out by their approvals and designations."""
    values = {
        "rule": Source.RULE.value,
        "today": today,
        "body": Tag.BODY.value,
        "designated_body": Tag.DESIGNATED_BODY.value,
        "designated_lab": Tag.DESIGNATED_LAB.value,
    }
    with within(EVERYTHING):
        gone = staging.execute(
            PRACTICE_OUT.format(due=PRACTICE_DUE), because=ENDED_APPROVAL, **values
        )
        return gone + staging.execute(PRACTICE.format(due=PRACTICE_DUE), **values)
