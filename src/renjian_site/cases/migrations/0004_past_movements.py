"""Both ends of every movement before take part in its clue."""

from django.db import migrations

BOTH_ENDS = """
insert into cases_participation (clue_id, authority_id, why, because, from_on)
select distinct on (clue_id, authority_id, why) clue_id, authority_id, why, number, day from (
    select clue_id, from_authority_id, 'sent', number, (sent_at at time zone 'Asia/Shanghai')::date
    from cases_movement
    union all
    select clue_id, to_authority_id, 'sent_to', number, (sent_at at time zone 'Asia/Shanghai')::date
    from cases_movement
) moved (clue_id, authority_id, why, number, day)
order by clue_id, authority_id, why, day
"""
NONE = "delete from cases_participation where why in ('sent', 'sent_to')"


class Migration(migrations.Migration):
    """Participations of what moved before there were any."""

    dependencies = [("cases", "0003_participation")]
    operations = [migrations.RunSQL(BOTH_ENDS, NONE)]
