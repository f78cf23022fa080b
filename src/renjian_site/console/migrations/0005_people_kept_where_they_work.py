"""What is kept of people is seen where they work, and no longer wherever a post was entered for them.

The condition is that of ``kept_here`` in the queries of authorities. Posts of certification bodies
stand in no tree; they are the state administration's.
"""

from django.db import migrations

OF_A_PERSON = ("persondetail", "officerrecord", "leave", "interest", "formeremployer")
PERSON = "nullif(current_setting('renjian.person', true), '')::bigint"
TODAY = "(now() at time zone 'Asia/Shanghai')::date"
HELD = f"p.stage = 'confirmed' and p.from_on <= {TODAY} and (p.to_on is null or p.to_on >= {TODAY})"
COUNTS_OR_WAITS = "p.stage in ('confirmed', 'awaiting')"
HERE = """case when a.id is null then
    current_setting('renjian.lo', true) =
        (select top.path from authorities_authority top where top.parent_id is null)
    else a.path >= current_setting('renjian.lo', true)
        and a.path < current_setting('renjian.hi', true) end is true"""


def post_of(table: str, condition: str) -> str:
    """That the person of a row has a post for which a condition holds."""
    return f"""exists (
        select 1 from authorities_post p left join authorities_authority a on a.id = p.authority_id
        where p.person_id = authorities_{table}.person_id and {condition})"""


KEPT = "".join(
    f"""
alter policy seen on authorities_{table} using (
    current_setting('renjian.hi', true) = '~' or person_id = {PERSON}
    or {post_of(table, f"{HELD} and {HERE}")}
    or not {post_of(table, f"{HELD} and not ({HERE})")}
        and {post_of(table, f"{COUNTS_OR_WAITS} and {HERE}")});
"""
    for table in OF_A_PERSON
)


class Migration(migrations.Migration):
    """Policies on what is kept of people. There is no way back to the wider ones."""

    dependencies = [
        ("console", "0004_register_policies"),
        ("authorities", "0006_sign_in"),
    ]
    operations = [migrations.RunSQL(KEPT)]
