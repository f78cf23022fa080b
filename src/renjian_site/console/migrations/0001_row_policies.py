"""The second wall: which rows of the private tables a connection may see (decision 19).

It stands at the top of the site because it crosses slices: a finding is seen through the clue that
it became. A private table has a column ``scope``, the path of the authority that a row belongs to.
Nobody writes it: a trigger takes it from the row that it belongs to, and a foreign key carries it
along when an authority moves in the tree. The comparisons call ``current_setting`` directly and
compare plain text: wrapped in a query, or with LIKE, PostgreSQL reads the whole table. Only whether
the scope is the whole country is asked once for a statement, before any row is compared: comparing
a million paths takes longer than reading them.
"""

from django.db import migrations

EVERYTHING = "current_setting('renjian.hi', true) = '~'"
COUNTRY = "000000/"  # the path of the state administration, with which all paths begin
PERSON = "nullif(current_setting('renjian.person', true), '')::bigint"
TODAY = "(now() at time zone 'Asia/Shanghai')::date"


def in_range(column: str) -> str:
    """That a path lies in the scope."""
    return (
        f"({column} >= current_setting('renjian.lo', true)"
        f" and {column} < current_setting('renjian.hi', true))"
    )


def in_large(column: str) -> str:
    """That a path lies in the scope, for the large tables whose rows all belong to an authority."""
    return f"((select current_setting('renjian.lo', true)) = '{COUNTRY}' or {in_range(column)})"


def is_own(column: str, setting: str) -> str:
    """That a text is the one of the scope, and not empty."""
    return f"({column} <> '' and {column} = current_setting('renjian.{setting}', true))"


def keeps_scope(table: str, key: str, parent: str, column: str = "scope", of: str = "scope") -> str:
    """SQL for a column that holds the scope of the parent row and goes where that one goes.

    Where a query of the site compares the column too, its model has made it.
    """
    name = f"{table}_{column}"
    return f"""
    alter table {table} add column if not exists {column} varchar(240);
    update {table} set {column} = parent.{of} from {parent} parent where parent.id = {table}.{key};
    create function {name}() returns trigger language plpgsql as $$
    begin
        select {of} into new.{column} from {parent} where id = new.{key};
        return new;
    end $$;
    create trigger {name} before insert or update of {key} on {table}
        for each row execute function {name}();
    alter table {table} add constraint {name}
        foreign key ({key}, {column}) references {parent} (id, {of}) on update cascade;
    """


def gives_scope(table: str, column: str = "scope") -> str:
    """SQL for a table whose scope other tables follow."""
    return f"create unique index {table}_gives_scope on {table} (id, {column});"


def private(table: str, seen: str, written: str = "") -> str:
    """SQL that hides the rows of a table but those that fulfil a condition."""
    checked = f" with check ({written})" if written else ""
    return f"""
    alter table {table} enable row level security;
    create policy seen on {table} using ({seen}){checked};
    """


def taking_part(matter: str, why: str = "true") -> str:
    """That authorities of the scope take part in a clue today.

    Written as ``exists``: PostgreSQL then asks for one clue by its key, and for many all at once.
    """
    return f"""exists (
        select 1 from cases_participation p
        where p.clue_id = {matter} and {in_range("p.path")} and not p.is_ended
            and (p.to_on is null or p.to_on >= {TODAY}) and {why}
    )"""


TREE = f"""
create unique index authorities_authority_gives_path on authorities_authority (id, path);
{
    private(
        "authorities_apikey",
        f'''{is_own("sha256", "shown")} or {EVERYTHING}
    or exists (
        select 1 from authorities_post p left join authorities_authority a on a.id = p.authority_id
        where p.id = post_id and ({in_range("a.path")} or {is_own("p.body", "body")})
    )''',
    )
}
{
    private(
        "authorities_apicall",
        f"{EVERYTHING} or key_id in (select id from authorities_apikey)",
        "true",
    )
}
"""

REGISTERS = f"""
create function register_scope() returns trigger language plpgsql as $$
begin
    -- What lies nowhere is the state administration's.
    select path into new.scope from authorities_authority
    where id = new.authority_id or new.authority_id is null and parent_id is null;
    return new;
end $$;
{
    "".join(
        f'''
alter table {table} add column scope varchar(240);
update {table} set scope = a.path from authorities_authority a
    where a.id = authority_id or authority_id is null and a.parent_id is null;
create trigger {table}_scope before insert or update of authority_id on {table}
    for each row execute function register_scope();
alter table {table} add constraint {table}_scope
    foreign key (authority_id, scope) references authorities_authority (id, path) on update cascade;
{gives_scope(table)}
'''
        for table in ("registers_body", "registers_organisation")
    )
}
{keeps_scope("registers_upload", "body_id", "registers_body")}
{
    private(
        "registers_upload",
        f'''{in_range("scope")} or body_id in (
    select b.id from registers_body b where {is_own("b.approval_no", "body")})''',
    )
}
{keeps_scope("risk_creditclass", "organisation_id", "registers_organisation")}
{private("risk_creditclass", in_range("scope"))}
"""

DRAWS = f"""
{keeps_scope("draws_draw", "authority_id", "authorities_authority", of="path")}
-- A plan that is not frozen yet is read by its authority, those above it and those below it.
{
    private(
        "draws_draw",
        f'''stage <> 'planned' or {in_range("scope")}
    or (current_setting('renjian.lo', true) >= scope
        and current_setting('renjian.lo', true) < scope || '~')''',
        in_range("scope"),
    )
}
"""

INSPECTIONS = f"""
{keeps_scope("inspections_task", "authority_id", "authorities_authority", of="path")}
{gives_scope("inspections_task")}
{keeps_scope("inspections_result", "task_id", "inspections_task")}
{keeps_scope("inspections_finding", "task_id", "inspections_task")}
create index inspections_finding_in_scope on inspections_finding (scope);
{private("inspections_task", f"{in_large('scope')} or lead_id = {PERSON} or second_id = {PERSON}")}
{
    "".join(
        private(
            table,
            f'''{in_large("scope")} or exists (
    select 1 from inspections_task t
    where t.id = task_id and (t.lead_id = {PERSON} or t.second_id = {PERSON}))''',
        )
        for table in ("inspections_result", "inspections_finding")
    )
}
"""

CASES = f"""
{keeps_scope("cases_clue", "authority_id", "authorities_authority", of="path")}
{gives_scope("cases_clue")}
{keeps_scope("cases_participation", "authority_id", "authorities_authority", "path", of="path")}
{keeps_scope("cases_participation", "clue_id", "cases_clue", "clue_scope")}
{keeps_scope("cases_case", "authority_id", "authorities_authority", of="path")}
{private("cases_participation", f"{in_range('path')} or {in_range('clue_scope')}")}
{private("cases_clue", f"{in_large('scope')} or {taking_part('cases_clue.id')}")}
{private("cases_movement", "clue_id in (select id from cases_clue)")}
{
    private(
        "cases_case",
        f'''{in_large("scope")}
    or {taking_part("cases_case.clue_id", "p.why not in ('sent', 'sent_to')")}''',
    )
}
-- Whoever takes part in a clue sees the finding behind it, and the visit where it was made. The
-- functions look past the policies, which would otherwise ask each other in a circle; they are
-- asked row by row and only of rows of other areas, which a query seldom gets to.
create function finding_is_seen(finding bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (select 1 from cases_clue c where c.finding_id = finding
        and {taking_part("c.id")})
$$;
create function visit_is_seen(visit bigint) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (select 1 from inspections_finding f join cases_clue c on c.finding_id = f.id
        where f.task_id = visit and {taking_part("c.id")})
$$;
create policy behind_a_clue on inspections_finding for select using (finding_is_seen(id));
create policy behind_a_clue on inspections_task for select using (visit_is_seen(id));
"""

KIT = f"""
{
    private(
        "kit_savedsearch",
        f'''{EVERYTHING} or {is_own("account", "account")}
    or {is_own("shared_with", "unit")}''',
        f"{EVERYTHING} or {is_own('account', 'account')}",
    )
}
{private("kit_export", f"{EVERYTHING} or {is_own('account', 'account')}")}
{
    private(
        "documents_document",
        f"{in_range('path')} or {in_range('sent_to')}",
        f"{EVERYTHING} or {in_range('path')}",
    )
}
-- Who holds a document and knows its code may learn that it is genuine, and what replaced it.
create function documents_with_code(asked text) returns setof documents_document
language sql stable security definer set search_path = public as $$
    select d.* from documents_document d where d.code = asked
    union all
    select later.* from documents_document d join documents_document later
        on later.replaces_id = d.id where d.code = asked
$$;
"""

LEDGER = f"""
alter table ledger_stream add column scope varchar(240);
create function ledger_stream_scope() returns trigger language plpgsql as $$
begin
    new.scope := case
        when new.name like 'body:%' then split_part(new.name, '/', 1)
        else coalesce((select path from authorities_authority
                       where code = split_part(new.name, '/', 1)), '')
    end;
    return new;
end $$;
create trigger ledger_stream_scope before insert on ledger_stream
    for each row execute function ledger_stream_scope();
update ledger_stream set scope = case
    when name like 'body:%' then split_part(name, '/', 1)
    else coalesce((select path from authorities_authority
                   where code = split_part(name, '/', 1)), '')
end;
create index ledger_stream_in_scope on ledger_stream (scope);
alter table ledger_entry enable row level security;
-- Bodies and the system itself stand under no authority, so the state administration reads them.
create policy seen on ledger_entry for select using (
    {EVERYTHING} or stream_id in (select s.id from ledger_stream s where {in_range("s.scope")}
        or s.scope = 'body:' || nullif(current_setting('renjian.body', true), '')
        or (s.scope = '' or s.scope like 'body:%') and current_setting('renjian.lo', true)
            = (select path from authorities_authority where parent_id is null)));
create policy added on ledger_entry for insert with check (
    exists (select 1 from ledger_stream s where s.id = stream_id and ({in_range("s.scope")}
        or s.scope = 'body:' || nullif(current_setting('renjian.body', true), ''))));
alter table ledger_look enable row level security;
create policy seen on ledger_look for select using ({in_range("path")} or {EVERYTHING});
create policy added on ledger_look for insert with check (true);
"""

# Paths that are kept as text, not by a key: they go along when an authority moves.
MOVES = """
create function authority_moved() returns trigger language plpgsql
security definer set search_path = public as $$
begin
    update ledger_stream set scope = new.path where scope = old.path;
    update documents_document set path = new.path where path = old.path;
    update documents_document set sent_to = new.path where sent_to = old.path;
    return null;
end $$;
create trigger authority_moved after update of path on authorities_authority
    for each row when (old.path <> new.path) execute function authority_moved();
"""


# What is public, for those who ask the database itself: only columns that the portal shows.
VIEWS = """
create schema published;
create view published.bodies as
    select approval_no, uscc, name, division, is_designated from registers_body;
create view published.certificates as
    select c.number, b.approval_no as body, o.uscc as organisation_uscc, o.name as organisation,
        c.status, c.item_code, c.item, c.standard, c.issued_on, c.expires_on
    from registers_certificate c
    join registers_body b on b.id = c.body_id
    join registers_organisation o on o.id = c.organisation_id;
create view published.notices as
    select kind, subject, subject_name, uscc, content, published_at
    from publicity_notice where taken_down_at is null;
create view published.draws as
    select d.number, a.code as authority, d.title, d.item_code, d.from_on, d.to_on, d.stage,
        d.frozen_at, d.drawn_at, d.plan_hash, d.public_file
    from draws_draw d join authorities_authority a on a.id = d.authority_id
    where d.stage <> 'planned';
create view published.checkpoints as select id, size, made_at, note from ledger_jointcheckpoint;
"""


class Migration(migrations.Migration):
    """Columns, triggers and policies. There is no way back: without them the rows lie open."""

    dependencies = [
        ("authorities", "0003_witness_and_audit"),
        ("cases", "0005_scope"),
        ("documents", "0002_issued_stays"),
        ("draws", "0001_initial"),
        ("inspections", "0002_scope"),
        ("kit", "0006_snapshots"),
        ("ledger", "0008_hashes_for_witnesses"),
        ("publicity", "0001_initial"),
        ("registers", "0003_seats_of_known_bodies"),
        ("risk", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(sql)
        for sql in (TREE, REGISTERS, DRAWS, INSPECTIONS, CASES, KIT, LEDGER, MOVES, VIEWS)
    ]
