"""Taking an upload back: what rests on it, and the registers without it."""

from datetime import date

from renjian.registers.undoing import BuiltOn
from renjian_site.registers.models import Upload
from renjian_site.registers.taking_in import current, entries, staging

LATER = """
select distinct c.number from registers_certificateversion v
    join registers_certificate c on c.id = v.certificate_id
    join registers_certificateversion l on l.certificate_id = v.certificate_id and l.id > v.id
where v.upload_id = %(upload)s and l.upload_id <> %(upload)s
union
select p.number from registers_auditplan p
    join registers_upload u on u.id = p.superseded_by_id
where p.upload_id = %(upload)s and u.id <> %(upload)s
order by 1
"""
# Certificates that the register knows from this upload alone.
ALONE = """
select c.id from registers_certificate c where c.id in
    (select certificate_id from registers_certificateversion where upload_id = %(upload)s)
    and not exists (select 1 from registers_certificateversion v
        where v.certificate_id = c.id and v.upload_id <> %(upload)s)
"""
# Plans that it reported first: what names one that took another's place goes back to that one.
FIRST_PLANS = """
select p.id from registers_auditplan p where p.upload_id = %(upload)s and not exists
    (select 1 from registers_auditplan b where b.body_id = p.body_id and b.number = p.number
        and b.superseded_by_id = %(upload)s)
"""
NAMED = f"""
with alone as ({ALONE}), plans as ({FIRST_PLANS})
select (select count(*) from registers_auditresult where upload_id <> %(upload)s
        and (certificate_id in (select id from alone) or plan_id in (select id from plans)))
    + (select count(*) from registers_signin where upload_id <> %(upload)s
        and plan_id in (select id from plans))
    + (select count(*) from registers_energyrecord where upload_id <> %(upload)s
        and certificate_id in (select id from alone))
    + (select count(*) from registers_transactioncertificate where upload_id <> %(upload)s
        and certificate_id in (select id from alone))
    + (select count(*) from registers_organiccode where upload_id <> %(upload)s
        and certificate_id in (select id from alone))
"""
NOTED = """
select distinct o.name from registers_certificateversion v
    join registers_certificate c on c.id = v.certificate_id
    join registers_organisation o on o.id = c.organisation_id
where v.upload_id = %(upload)s and o.noted_at > %(since)s
order by 1
"""
PEOPLE = "select count(*) from registers_engagement where upload_id = %(upload)s"
CONCERNED = """
create temp table undone on commit drop as
select distinct c.id as certificate_id, c.organisation_id from registers_certificate c
    join registers_certificateversion v on v.certificate_id = c.id
where v.upload_id = %(upload)s
"""
PLANS_BACK = """
update registers_{} x set plan_id = before.id
from registers_auditplan now join registers_auditplan before
    on before.body_id = now.body_id and before.number = now.number
        and before.superseded_by_id = %(upload)s
where x.plan_id = now.id and now.upload_id = %(upload)s and x.upload_id <> %(upload)s
"""
GONE = (
    "delete from registers_organiccode where upload_id = %(upload)s",
    "delete from registers_transactioncertificate where upload_id = %(upload)s",
    "delete from registers_energyrecord where upload_id = %(upload)s",
    "delete from registers_auditresult where upload_id = %(upload)s",
    "delete from registers_signin where upload_id = %(upload)s",
    "delete from registers_teammember where plan_id in"
    " (select id from registers_auditplan where upload_id = %(upload)s)",
    "delete from registers_auditplan where upload_id = %(upload)s",
    "update registers_auditplan set superseded_at = null, superseded_by_id = null"
    " where superseded_by_id = %(upload)s",
    "delete from registers_versiondetail where version_id in"
    " (select id from registers_certificateversion where upload_id = %(upload)s)",
    "delete from registers_certificateversion where upload_id = %(upload)s",
    "update registers_certificateversion set superseded_at = null, superseded_by_id = null"
    " where superseded_by_id = %(upload)s",
)
WITHOUT_VERSION = """
(select certificate_id from undone u where not exists
    (select 1 from registers_certificateversion v where v.certificate_id = u.certificate_id))
"""
CERTIFICATES_GONE = (
    f"delete from registers_party where certificate_id in {WITHOUT_VERSION}",
    f"delete from registers_product where certificate_id in {WITHOUT_VERSION}",
    f"delete from registers_certificate where id in {WITHOUT_VERSION}",
)
# The name of a holder is again the one of the newest version that stands.
NAMES_BACK = """
update registers_organisation o set name = v.holder, division = v.division, address = v.address
from (select distinct on (v.uscc) v.* from registers_certificateversion v
    join registers_organisation o on o.uscc = v.uscc
    where o.id in (select organisation_id from undone) and v.superseded_at is null
    order by v.uscc, v.effective_on desc, v.id desc) v
where o.uscc = v.uscc
    and (o.name, o.division, o.address) is distinct from (v.holder, v.division, v.address)
"""


def built_on(upload: Upload) -> BuiltOn:
    """What rests on an upload."""
    if upload.stage != Upload.Stage.ACCEPTED:
        return BuiltOn(is_accepted=False)
    key = {"upload": upload.pk}
    return BuiltOn(
        is_accepted=True,
        later=tuple(str(number) for (number,) in staging.fetch(LATER, **key)),
        results=int(str(staging.fetch(NAMED, **key)[0][0])),
        noted=tuple(str(name) for (name,) in staging.fetch(NOTED, **key, since=upload.checked_at)),
        people=int(str(staging.fetch(PEOPLE, **key)[0][0])),
    )


def take_back(upload: Upload, today: date) -> None:
    """Take everything of an upload out of the registers again."""
    key = {"upload": upload.pk}
    staging.execute("drop table if exists undone")
    staging.execute(CONCERNED, **key)
    for table in ("signin", "auditresult"):
        staging.execute(PLANS_BACK.format(table), **key)
    for statement in GONE:
        staging.execute(statement, **key)
    for statement in CERTIFICATES_GONE:
        staging.execute(statement)
    current.refresh("select certificate_id from undone", today)
    staging.execute(NAMES_BACK)
    entries.follow("select organisation_id from undone", today)
