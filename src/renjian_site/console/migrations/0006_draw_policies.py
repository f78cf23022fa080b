"""Who sees that a draw was given up, and who said what its random source gave.

A void that was agreed is public, since the draw that it ends is. What was said of the source is
read where the draw is planned, above and below, and by nobody else before it is in the record.
"""

from django.db import migrations

IN_RANGE = (
    "(d.scope >= current_setting('renjian.lo', true)"
    " and d.scope < current_setting('renjian.hi', true))"
)
BELOW = (
    "(current_setting('renjian.lo', true) >= d.scope"
    " and current_setting('renjian.lo', true) < d.scope || '~')"
)


def of_draw(condition: str) -> str:
    """That the draw of a row fulfils a condition."""
    return f"exists (select 1 from draws_draw d where d.id = draw_id and {condition})"


POLICIES = f"""
alter table draws_void enable row level security;
create policy seen on draws_void using (state = 'agreed' or {of_draw(IN_RANGE)})
    with check ({of_draw(IN_RANGE)});
alter table draws_testimony enable row level security;
create policy seen on draws_testimony using ({of_draw(f"({IN_RANGE} or {BELOW})")});
"""


class Migration(migrations.Migration):
    """Policies on what comes between plan and tasks. Without them the rows lie open: no way back."""

    dependencies = [
        ("console", "0005_people_kept_where_they_work"),
        ("draws", "0003_void_source_testimony"),
    ]
    operations = [migrations.RunSQL(POLICIES)]
