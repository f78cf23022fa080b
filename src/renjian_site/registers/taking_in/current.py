"""The columns of a certificate follow the version in force: after a report, an undoing, a night."""

from datetime import date

from renjian_site.registers.taking_in import staging

IN_FORCE = """
with force as (
    select distinct on (v.certificate_id) v.*
    from registers_certificateversion v where v.certificate_id in ({which})
        and v.superseded_at is null
    order by v.certificate_id, v.effective_on > %(today)s,
        case when v.effective_on > %(today)s then v.effective_on end,
        v.effective_on desc, v.id desc
)
update registers_certificate c set status = f.status, effective_on = f.effective_on,
    suspended_until = f.suspended_until, item_code = f.item_code, item = f.item,
    standard = f.standard, issued_on = f.issued_on, expires_on = f.expires_on,
    organisation_id = coalesce(o.id, c.organisation_id), fingerprint = f.fingerprint
from force f left join registers_organisation o on o.uscc = f.uscc
where c.id = f.certificate_id
    and (c.fingerprint, c.effective_on) is distinct from (f.fingerprint, f.effective_on)
"""
# Certificates for which a version came into force between two days.
COMING = """
select certificate_id from registers_certificateversion
where superseded_at is null and effective_on > %(since)s and effective_on <= %(today)s
"""


def refresh(which: str, today: date, /, **values: object) -> int:
    """Bring certificates up to date; ``which`` is a query of their keys. Returns how many changed."""
    return staging.execute(IN_FORCE.format(which=which), today=today, **values)


def roll(since: date, today: date) -> int:
    """Bring up to date what was reported before the day from which it holds."""
    return refresh(COMING, today, since=since)
