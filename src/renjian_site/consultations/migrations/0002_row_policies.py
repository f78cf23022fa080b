"""The second wall around requests and replies (decisions 19 and 24).

A request is seen by its unit, by the authority that it was sent to, and by those above either. That
a draft is shown in the unit that writes it alone is left to the queries: when a unit is abolished,
who abolishes it must hand over its drafts too. A reply that was opened is seen by every regulator, any other by
the same as its request. The two functions look past the policies, which would keep an index from
being used, and apply the same conditions themselves.
"""

from django.db import migrations

SOME_REGULATOR = "current_setting('renjian.hi', true) <> ''"


def in_range(column: str) -> str:
    """That a path lies in the scope."""
    return (
        f"({column} >= current_setting('renjian.lo', true)"
        f" and {column} < current_setting('renjian.hi', true))"
    )


def follows(table: str, key: str, column: str) -> str:
    """SQL for a column that holds the path of an authority and goes along when that one moves."""
    name = f"{table}_{column}"
    return f"""
    create function {name}() returns trigger language plpgsql as $$
    begin
        select path into new.{column} from authorities_authority where id = new.{key};
        return new;
    end $$;
    create trigger {name} before insert or update of {key} on {table}
        for each row execute function {name}();
    alter table {table} add constraint {name} foreign key ({key}, {column})
        references authorities_authority (id, path) on update cascade;
    """


REQUEST_SEEN = f"""({in_range("scope")} or stage <> 'draft' and {in_range("superior_scope")})"""
REPLY_SEEN = f"""({in_range("author_scope")}
    or stage <> 'draft' and (is_open and {SOME_REGULATOR} or {in_range("scope")}))"""

SQL = f"""
{follows("consultations_consultation", "authority_id", "scope")}
{follows("consultations_consultation", "superior_id", "superior_scope")}
{follows("consultations_reply", "asker_id", "scope")}
{follows("consultations_reply", "authority_id", "author_scope")}
alter table consultations_consultation enable row level security;
create policy seen on consultations_consultation using {REQUEST_SEEN};
alter table consultations_step enable row level security;
create policy seen on consultations_step using (
    consultation_id in (select id from consultations_consultation));
alter table consultations_reply enable row level security;
create policy seen on consultations_reply using {REPLY_SEEN} with check (
    {in_range("author_scope")});
create function replies_saying(wanted varchar[]) returns setof bigint
language sql stable security definer set search_path = public as $$
    select id from consultations_reply where pairs @> wanted and {REPLY_SEEN}
$$;
create function replies_citing(clause varchar) returns setof bigint
language sql stable security definer set search_path = public as $$
    select id from consultations_reply where citations @> array[clause] and {REPLY_SEEN}
$$;
"""


class Migration(migrations.Migration):
    """Triggers, policies and functions. There is no way back: without them the rows lie open."""

    dependencies = [
        ("consultations", "0001_initial"),
        ("console", "0001_row_policies"),
    ]
    operations = [migrations.RunSQL(SQL)]
