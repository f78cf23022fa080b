"""What was reported before gets the day from which it held, and its wording, as far as it is known.

Of a former version only state and dates were kept; holder, item and standard come from the
certificate as it stands. The day is worked out as for a report without dates of its own.
"""

from django.db import migrations

VERSIONS = """
update registers_certificateversion v set
    item_code = c.item_code, item = c.item, standard = c.standard,
    holder = o.name, uscc = o.uscc, division = o.division, address = o.address,
    effective_on = case
        when v.status = '05' then v.expires_on + 1
        when v.status = '01' and not exists (
            select 1 from registers_certificateversion b
            where b.certificate_id = v.certificate_id and b.id < v.id) then v.issued_on
        else (v.recorded_at at time zone 'Asia/Shanghai')::date end
from registers_certificate c join registers_organisation o on o.id = c.organisation_id
where c.id = v.certificate_id
"""
HAPPENINGS = """
update registers_certificateversion v set happening = case
    when n.before is null and v.status = '01' then 'granted'
    when n.before = v.status then 'reported'
    else case v.status when '01' then 'restored' when '02' then 'suspended'
        when '03' then 'revoked' when '04' then 'cancelled' else 'expired' end end
from (select id, lag(status) over (partition by certificate_id order by effective_on, id) as before
      from registers_certificateversion) n
where n.id = v.id
"""
CERTIFICATES = """
update registers_certificate c set
    kind = case when c.item_code like 'B01%' then 'ccc' when c.item_code like 'C%' then 'service'
        when c.item_code like 'A%' then 'system' else 'voluntary' end,
    effective_on = v.effective_on
from (select distinct on (certificate_id) certificate_id, effective_on
      from registers_certificateversion order by certificate_id, effective_on desc, id desc) v
where v.certificate_id = c.id
"""
DETAILS = """
insert into registers_versiondetail
    (version_id, body, report_type, activity, causes, change_types, details)
select v.id, b.approval_no, '', '', '[]', '[]', '{}'
from registers_certificateversion v join registers_certificate c on c.id = v.certificate_id
    join registers_body b on b.id = c.body_id
"""
ENGAGEMENTS = """
insert into registers_engagement (practitioner_id, body_id, from_on)
select id, body_id, (now() at time zone 'Asia/Shanghai')::date from registers_practitioner
where body_id is not null
"""


class Migration(migrations.Migration):
    """The way back leaves what it filled: the columns go with the migration before."""

    dependencies = [("registers", "0005_history")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (VERSIONS, HAPPENINGS, CERTIFICATES, DETAILS, ENGAGEMENTS)
    ]
