"""What the registers keep of people, audits and reports is seen by who answers for it.

Audits follow their organisation and their body: officers of either area see them, and the body's
own clerks. Object registers and what stands in them belong to the authority of the subject. What
is personal, identity documents and contacts, stands in tables of its own.
"""

from django.db import migrations


def in_range(column: str) -> str:
    """That a path lies in the scope."""
    return (
        f"({column} >= current_setting('renjian.lo', true)"
        f" and {column} < current_setting('renjian.hi', true))"
    )


EVERYTHING = "current_setting('renjian.hi', true) = '~'"
# Whoever takes a report in works for its body; officers take in what bodies did not report.
IS_OFFICE = "current_setting('renjian.hi', true) <> ''"
OWN_BODY = """body_id = (select b.id from registers_body b
    where b.approval_no = nullif(current_setting('renjian.body', true), ''))"""


def keeps_scope(table: str, key: str, parent: str, column: str = "scope", of: str = "scope") -> str:
    """SQL for a column that holds the scope of the parent row and goes where that one goes."""
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


def private(table: str, seen: str, written: str = "") -> str:
    """SQL that hides the rows of a table but those that fulfil a condition."""
    checked = f" with check ({written})" if written else ""
    return f"""
    alter table {table} enable row level security;
    create policy seen on {table} using ({seen}){checked};
    """


def of_both(table: str) -> str:
    """SQL for a table of an organisation and a body: who answers for either sees it."""
    return (
        keeps_scope(table, "organisation_id", "registers_organisation")
        + keeps_scope(table, "body_id", "registers_body", "body_scope")
        + f"create index {table}_in_scope on {table} (scope);"
        + private(
            table,
            f"{in_range('scope')} or {in_range('body_scope')} or {OWN_BODY}",
            f"{IS_OFFICE} or {OWN_BODY}",
        )
    )


AUDITS = f"""
{of_both("registers_auditplan")}
{of_both("registers_auditresult")}
{of_both("registers_organisationcontact")}
{private("registers_teammember", "plan_id in (select id from registers_auditplan)", "true")}
{private("registers_signin", "plan_id in (select id from registers_auditplan)", "true")}
"""
# One row for each version, looked up one at a time: what it belongs to is public.
DETAILS = f"""
{
    private(
        "registers_versiondetail",
        f'''{EVERYTHING}
    or body = nullif(current_setting('renjian.body', true), '')
    or exists (
        select 1 from registers_certificateversion v
            join registers_certificate c on c.id = v.certificate_id
            join registers_organisation o on o.id = c.organisation_id
            join registers_body b on b.id = c.body_id
        where v.id = version_id and ({in_range("o.scope")} or {in_range("b.scope")}))''',
        f"{IS_OFFICE} or body = nullif(current_setting('renjian.body', true), '')",
    )
}
{
    private(
        "registers_energyrecord",
        f'''{EVERYTHING} or exists (
        select 1 from registers_certificate c
            join registers_organisation o on o.id = c.organisation_id
            join registers_body b on b.id = c.body_id
        where c.id = certificate_id and ({in_range("o.scope")} or {in_range("b.scope")}
            or b.approval_no = nullif(current_setting('renjian.body', true), '')))''',
        "true",
    )
}
"""
PEOPLE = f"""
{keeps_scope("registers_practitioneridentity", "body_id", "registers_body")}
{
    private(
        "registers_practitioneridentity",
        f"{in_range('scope')} or {OWN_BODY}",
        f"{IS_OFFICE} or {OWN_BODY}",
    )
}
"""
OBJECTS = f"""
alter table registers_objectentry add column scope varchar(240);
create trigger registers_objectentry_scope before insert or update of authority_id
    on registers_objectentry for each row execute function register_scope();
alter table registers_objectentry add constraint registers_objectentry_scope
    foreign key (authority_id, scope) references authorities_authority (id, path)
    on update cascade;
create index registers_objectentry_in_scope on registers_objectentry (scope, tag);
{private("registers_objectentry", in_range("scope"), "true")}
{
    private(
        "registers_restriction",
        f'''{EVERYTHING} or exists (
        select 1 from registers_organisation o
        where o.id = organisation_id and {in_range("o.scope")})''',
        "true",
    )
}
"""
VIEW = """
create or replace view published.certificates as
    select c.number, b.approval_no as body, o.uscc as organisation_uscc, o.name as organisation,
        c.status, c.item_code, c.item, c.standard, c.issued_on, c.expires_on
    from registers_certificate c
    join registers_body b on b.id = c.body_id
    join registers_organisation o on o.id = c.organisation_id;
"""


class Migration(migrations.Migration):
    """Policies and the view. There is no way back: without them the rows lie open."""

    dependencies = [
        ("console", "0003_people_policies"),
        ("registers", "0007_one_body_at_a_time"),
    ]
    operations = [migrations.RunSQL(sql) for sql in (AUDITS, DETAILS, PEOPLE, OBJECTS, VIEW)]
