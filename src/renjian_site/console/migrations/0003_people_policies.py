"""What is kept of people is seen by those above them and by themselves.

Sessions, tries and second factors are asked before anybody is known, so they carry no policy; the
application reads them, and no page lists them but for a security administrator of the area.
"""

from django.db import migrations

IN_RANGE = (
    "{0} >= current_setting('renjian.lo', true) and {0} < current_setting('renjian.hi', true)"
)
OF_A_PERSON = ("persondetail", "officerrecord", "leave", "interest", "formeremployer")
IN_OFFICE = IN_RANGE.format("a.path")
PERSON = "nullif(current_setting('renjian.person', true), '')::bigint"
OF_PEOPLE = "".join(
    f"""
alter table authorities_{table} enable row level security;
create policy seen on authorities_{table} using (
    current_setting('renjian.hi', true) = '~' or person_id = {PERSON} or exists (
        select 1 from authorities_post p join authorities_authority a on a.id = p.authority_id
        where p.person_id = authorities_{table}.person_id and {IN_OFFICE}));
"""
    for table in OF_A_PERSON
)
OF_UNITS = "".join(
    f"""
alter table authorities_{table} enable row level security;
create policy seen on authorities_{table} using (
    current_setting('renjian.hi', true) = '~' or exists (
        select 1 from authorities_authority a where a.id = authority_id and {IN_OFFICE}));
"""
    for table in ("expert", "postreview")
)
REVIEWED = """
alter table authorities_reviewedpost enable row level security;
create policy seen on authorities_reviewedpost using (
    review_id in (select id from authorities_postreview));
"""
ENDINGS = f"""
alter table authorities_postending enable row level security;
create policy seen on authorities_postending using (
    current_setting('renjian.hi', true) = '~' or exists (
        select 1 from authorities_post p left join authorities_authority a on a.id = p.authority_id
        where p.id = post_id and ({IN_OFFICE} or p.person_id = {PERSON}
            or p.body <> '' and p.body = current_setting('renjian.body', true))));
"""

RECUSALS = f"""
alter table draws_laterecusal enable row level security;
create policy seen on draws_laterecusal using (
    current_setting('renjian.hi', true) = '~' or exists (
        select 1 from draws_drawnobject o join authorities_authority a on a.id = o.authority_id
            join draws_draw d on d.id = o.draw_id
        where o.id = drawn_id and ({IN_OFFICE} or {IN_RANGE.format("d.scope")})));
"""


class Migration(migrations.Migration):
    """Policies on what is kept of people. There is no way back: without them the rows lie open."""

    dependencies = [
        ("console", "0002_bulk_runs"),
        ("authorities", "0006_sign_in"),
        ("draws", "0002_late_recusals"),
    ]
    operations = [migrations.RunSQL(OF_PEOPLE + OF_UNITS + REVIEWED + ENDINGS + RECUSALS)]
