"""Bodies that were entered before get the authority responsible for their seat today."""

from django.db import migrations

# The authority of the lowest level that covers the division and has not ended.
SEATS = """
update registers_body body set authority_id = (
    select c.authority_id from authorities_coverage c
    join authorities_authority a on a.id = c.authority_id
    where c.division = body.division and c.to_on is null
    order by a.level desc limit 1
)
where authority_id is null
"""


class Migration(migrations.Migration):
    """The way back leaves the seats: the column goes with the migration before."""

    dependencies = [("registers", "0002_seat_of_a_body")]
    operations = [migrations.RunSQL(SEATS, migrations.RunSQL.noop)]
