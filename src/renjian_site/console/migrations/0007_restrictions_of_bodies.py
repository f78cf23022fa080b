"""A restriction of a body is seen by who answers for the body."""

from django.db import migrations

SEEN = """
alter policy seen on registers_restriction using (
    current_setting('renjian.hi', true) = '~'
    or exists (
        select 1 from registers_organisation o
        where o.id = organisation_id and o.scope >= current_setting('renjian.lo', true)
            and o.scope < current_setting('renjian.hi', true))
    or exists (
        select 1 from registers_body b
        where b.id = body_id and b.scope >= current_setting('renjian.lo', true)
            and b.scope < current_setting('renjian.hi', true)))
"""


class Migration(migrations.Migration):
    """The policy with both subjects. There is no way back, as for all policies."""

    dependencies = [
        ("console", "0006_draw_policies"),
        ("registers", "0010_restrictions"),
    ]
    operations = [migrations.RunSQL(SEEN)]
